"""Seeds the questions, guides and lists in every language that has its files. Safe to run at every start.

A page is made once. What became of it since is the editors' business: changed, moved, taken down or deleted, it stays
so.
"""

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page
from wagtail_localize.models import TranslatableObject, Translation

from home.models import HomePage, RequestPage
from home.models.request_page import START_PAGE_SLUG
from home.seeding.translations import translate_from_draft
from outreach.seeding.content import Content, has_content, read_content
from outreach.seeding.pages import Seed, seeds
from portal.common.languages import LANGUAGES, SOURCE_LANGUAGE, Language


@transaction.atomic
def seed_outreach(languages: tuple[Language, ...] = LANGUAGES) -> dict[Language, int]:
    """Makes what is missing below the home pages and changes nothing else; says how many pages each language got."""
    source = read_content(SOURCE_LANGUAGE)
    wanted = seeds(source)
    make_originals(wanted, source)
    return {
        language: translate(wanted, source, language)
        for language in languages
        if language != SOURCE_LANGUAGE and has_content(language)
    }


def make_originals(wanted: list[Seed], source: Content) -> None:
    """The pages of the source language that were never made. Links go in circles: all pages come before all words."""
    home = HomePage.objects.get(locale__language_code=SOURCE_LANGUAGE.code)
    made = [(seed, page) for seed in _never_made(wanted) if (page := _add(seed, source, home)) is not None]
    ids = _page_ids(wanted, home)
    for seed, page in made:
        _write_with_links(page, seed.build(source, ids))
    TranslatableObject.objects.bulk_create(
        TranslatableObject(translation_key=seed.translation_key, content_type=_page_type()) for seed, _ in made
    )


def translate(wanted: list[Seed], source: Content, language: Language) -> int:
    """Makes the drafts of `language` for the pages that are not in it yet; says how many."""
    home = HomePage.objects.filter(locale__language_code=language.code).first()
    missing = _not_in(language, wanted)
    if home is None or not missing:
        return 0
    content = read_content(language)
    ids = _page_ids(wanted, HomePage.objects.get(locale__language_code=SOURCE_LANGUAGE.code))
    return sum(
        translate_from_draft(original.specific, home.locale, seed.build(source, ids), seed.build(content, ids))
        for seed, original in missing
    )


def _never_made(wanted: list[Seed]) -> list[Seed]:
    """The seeds whose page was never made: wagtail-localize remembers pages that are gone."""
    keys = [seed.translation_key for seed in wanted]
    known = set(TranslatableObject.objects.filter(pk__in=keys).values_list("pk", flat=True))
    return [seed for seed in wanted if seed.translation_key not in known]


def _add(seed: Seed, source: Content, home: HomePage) -> Page | None:
    """The seed's page as a draft in its place; None when an editor deleted the page above or has one of that name."""
    parent = home.get_children().filter(slug=seed.parent).first() if seed.parent else home
    if parent is None or parent.get_children().filter(slug=seed.key).exists():
        return None
    page = seed.build(source, {})
    page.translation_key, page.locale, page.live = seed.translation_key, home.locale, False
    return parent.add_child(instance=page)


def _write_with_links(page: Page, complete: Page) -> None:
    """Takes over the words of `complete`, in which the links know their pages, and publishes."""
    page.refresh_from_db()  # it has children by now; publishing stores how many
    for field in page._meta.fields:
        if isinstance(field, RichTextField | StreamField):
            setattr(page, field.attname, getattr(complete, field.attname))
    page.save_revision().publish()


def _page_ids(wanted: list[Seed], home: HomePage) -> dict[str, int]:
    keys = {seed.translation_key: seed.key for seed in wanted}
    pages = Page.objects.filter(translation_key__in=keys, locale=home.locale)
    ids = {keys[key]: pk for pk, key in pages.values_list("pk", "translation_key")}
    request = RequestPage.objects.child_of(home).first()
    return ids if request is None else ids | {START_PAGE_SLUG: request.pk}


def _not_in(language: Language, wanted: list[Seed]) -> list[tuple[Seed, Page]]:
    """The seeds whose page is live in the source language and was never made in `language`, with that page."""
    keys = [seed.translation_key for seed in wanted]
    made = Translation.objects.filter(source__object_id__in=keys, target_locale__language_code=language.code)
    known = set(made.values_list("source__object_id", flat=True))
    pages = Page.objects.filter(translation_key__in=keys, locale__language_code=SOURCE_LANGUAGE.code, live=True)
    originals = {page.translation_key: page for page in pages}
    return [
        (seed, originals[seed.translation_key])
        for seed in wanted
        if seed.translation_key in originals and seed.translation_key not in known
    ]


def _page_type() -> ContentType:
    return ContentType.objects.get_for_model(Page)
