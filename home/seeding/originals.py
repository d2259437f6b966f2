"""Makes what the site begins with in the source language: locales, site, home page, start page, program details.

What exists is left as it is, whatever it says by now.
"""

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from wagtail.models import Locale, Page, Site

from home.models import HomePage, ProgramDetails, RequestPage
from home.seeding.content import Words, home_page, program_details, request_page
from portal.common.languages import LANGUAGES


def ensure_locales() -> dict[str, Locale]:
    """A Wagtail locale for each registered language, by code."""
    return {language.code: Locale.objects.get_or_create(language_code=language.code)[0] for language in LANGUAGES}


def ensure_program(locale: Locale, words: Words) -> ProgramDetails:
    """The program details of `locale`, made from `words` if there are none."""
    existing = ProgramDetails.objects.filter(locale=locale).first()
    if existing is not None:
        return existing
    details = program_details(words)
    details.locale = locale
    details.full_clean()
    details.save()
    details.save_revision()
    return details


def ensure_home(locale: Locale, words: Words) -> HomePage:
    """The home page of `locale` and the site that begins there, made from `words` if there is none."""
    home = HomePage.objects.filter(locale=locale).first()
    if home is None:
        _remove_welcome_page()
        home = home_page(words)
        add_live(home, Page.get_first_root_node(), locale)
    if not Site.objects.filter(root_page=home).exists():
        _point_site_at(home)
    return home


def ensure_request(home: HomePage, words: Words) -> RequestPage:
    """The start page below `home`, made from `words` if there is none."""
    existing = RequestPage.objects.child_of(home).first()
    if existing is not None:
        return existing
    page = request_page(words)
    add_live(page, home, home.locale)
    return page


def add_live(page: Page, parent: Page, locale: Locale) -> None:
    """Puts an unsaved page below `parent` and publishes it by a revision, as an editor would."""
    page.locale = locale
    page.live = False
    parent.add_child(instance=page)
    page.save_revision().publish()
    page.refresh_from_db()


def _remove_welcome_page() -> None:
    """Wagtail's first migration leaves an empty page with the slug that the home page needs, and a site on it."""
    plain = ContentType.objects.get_for_model(Page)
    for page in Page.objects.filter(depth=2, slug="home", content_type=plain):
        page.delete()


def _point_site_at(home: HomePage) -> None:
    base = urlsplit(settings.WAGTAILADMIN_BASE_URL)
    port = base.port or (443 if base.scheme == "https" else 80)
    Site.objects.update_or_create(
        is_default_site=True,
        defaults={
            "hostname": base.hostname,
            "port": port,
            "site_name": settings.WAGTAIL_SITE_NAME,
            "root_page": home,
        },
    )
