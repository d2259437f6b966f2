"""Pages that a new site does not have yet: one piece of news, one event, one material, in every language."""

import tomllib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from uuid import UUID, uuid5

from django.core.files.base import ContentFile
from django.utils.timezone import now
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Locale, Page

from home.models import Alert
from home.seeding.originals import add_live
from outreach.models import EventIndexPage, EventPage, MaterialIndexPage, MaterialPage, NewsIndexPage, NewsPage
from portal.common.languages import LANGUAGES

WORDS = tomllib.loads((Path(__file__).parent / "specimens.toml").read_text())
NAMESPACE = UUID("6f1f2c1e-0000-4000-8000-000000000000")


def make_specimens() -> None:
    """Publishes them below the lists of each language, as translations of each other."""
    picture = get_image_model().objects.create(title="Talk", file=get_test_image_file(size=(640, 400)))
    paper = get_document_model().objects.create(title="Sheet", file=ContentFile(b"%PDF-1.4".ljust(40_000), "sheet.pdf"))
    kinds = (
        (NewsIndexPage, lambda words: news(words, picture.pk)),
        (EventIndexPage, event),
        (MaterialIndexPage, lambda words: material(words, paper.pk)),
    )
    for index, build in kinds:
        _in_every_language(index, build)


def news(words: dict, picture: int) -> NewsPage:
    """With a picture and a text, the parts that no seeded page has together."""
    image = {"image": picture, "alt_text": words["picture"]["alt"], "decorative": False}
    parts = [
        {"type": "picture", "value": {"image": image, "caption": words["picture"]["caption"]}},
        {"type": "text", "value": {"key": "new", "heading": words["part"]["heading"], "body": _text(words["part"])}},
    ]
    return NewsPage(slug="specimen-news", parts=parts, **_common(words["news"]))


def event(words: dict) -> EventPage:
    start = now() + timedelta(days=7)
    return EventPage(
        slug="specimen-event",
        starts_at=start,
        ends_at=start + timedelta(hours=2),
        place=words["event"]["place"],
        address="285 East Walnut Street, Pasadena",
        online_url="https://video.example.org/talk",
        languages_spoken=words["event"]["languages"],
        access=words["event"]["access"],
        **_common(words["event"]),
    )


def material(words: dict, paper: int) -> MaterialPage:
    files = [{"type": "file", "value": {"language": language.code, "document": paper}} for language in LANGUAGES]
    return MaterialPage(slug="specimen-material", files=files, **_common(words["material"]))


@contextmanager
def alert_standing() -> Iterator[None]:
    """An alert stands on every page of every language until the end of the block."""
    key = uuid5(NAMESPACE, str(now()))
    times = {"starts_at": now() - timedelta(hours=1), "ends_at": now() + timedelta(hours=1)}
    for locale in Locale.objects.all():
        Alert.objects.create(locale=locale, translation_key=key, **times, **WORDS[locale.language_code]["alert"])
    try:
        yield
    finally:
        Alert.objects.filter(translation_key=key).delete()


def _in_every_language(index: type[Page], build: Callable[[dict], Page]) -> None:
    key = uuid5(NAMESPACE, index.__name__)
    for language in LANGUAGES:
        parent = index.objects.get(locale__language_code=language.code)
        page = build(WORDS[language.code])
        page.translation_key = key
        add_live(page, parent, parent.locale)


def _common(words: dict) -> dict:
    return {"title": words["title"], "intro": f"<p>{words['intro']}</p>", "search_description": words["intro"]}


def _text(words: dict) -> str:
    return f"<p>{words['text']}</p>"
