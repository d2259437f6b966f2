"""What the server tells editors about the words of a page. It never blocks: an editor may have a reason.

The list stands in the panel "Checks" of the page editor; sending or publishing a page says how many there are.
"""

import re
from collections.abc import Iterator

from django.contrib import messages
from django.http import HttpRequest
from django.utils.html import strip_tags
from wagtail.models import Page

from home.staff.reading_level import HARDEST_GRADE, grade
from portal.common.languages import LANGUAGES, SOURCE_LANGUAGE
from portal.common.page_text import visible_text
from portal.common.pages import BasePage
from portal.common.rich_text import rich_texts

LONGEST_TITLE = 65
LONGEST_DESCRIPTION = 160
# Below this many letters a grade says nothing.
LEAST_LETTERS = 200
OUTSIDE_LINK = re.compile(r'<a\b[^>]*\bhref="(?:https?:)?//([^/"]+)', re.IGNORECASE)
PHONE_LINK = re.compile(r'<a\b[^>]*\bhref="tel:[^>]*>.*?</a>', re.IGNORECASE | re.DOTALL)
PHONE = re.compile(r"(?<![\d-])(?:\+?1[-. ])?\(?\d{3}\)?[-. ]\s?\d{3}[-. ]\d{4}(?!\d)")
SENT = ("action-submit", "action-publish", "action-restart-workflow")


def warnings_about(page: Page) -> list[str]:
    """What is worth another look on a page as it is now, saved or not. One query for a published source page."""
    return list(_found(page)) if isinstance(page, BasePage) else []


def tell(request: HttpRequest, page: Page) -> None:
    """Says so when a page with warnings is sent for review or published; saving a draft is left in peace."""
    if not any(action in request.POST for action in SENT):
        return
    found = warnings_about(page.get_latest_revision_as_object())
    if found:
        messages.warning(request, f"“{page.get_admin_display_title()}” is worth another look: {' '.join(found)}")


def _found(page: BasePage) -> Iterator[str]:
    if not page.search_description:
        yield "It has no description for search engines (tab “Promote”)."
    elif len(page.search_description) > LONGEST_DESCRIPTION:
        yield f"Its description for search engines is longer than {LONGEST_DESCRIPTION} letters and will be cut."
    if len(page.seo_title or page.title) > LONGEST_TITLE:
        yield f"Its title is longer than {LONGEST_TITLE} letters: search engines cut it. Give it a shorter title tag."
    yield from _about_words(page)
    yield from _about_languages(page)


def _about_words(page: BasePage) -> Iterator[str]:
    texts = list(rich_texts(page))
    hosts = sorted({host for text in texts for host in OUTSIDE_LINK.findall(text)})
    if hosts:
        yield f"It leads away from this site: {', '.join(hosts)}. Such pages change without telling us."
    if any(PHONE.search(strip_tags(PHONE_LINK.sub(" ", text))) for text in texts):
        yield "It has a phone number that is no link. Make it one (“Phone”), so that a tap calls it."
    text = visible_text(page)
    if page.locale.language_code == SOURCE_LANGUAGE.code and len(text) >= LEAST_LETTERS:
        level = grade(text.splitlines())
        if level > HARDEST_GRADE:
            yield f"It reads at grade {level:.0f}; our readers need {HARDEST_GRADE}. Use shorter sentences and words."


def _about_languages(page: BasePage) -> Iterator[str]:
    if page.pk is None or not page.live or page.locale.language_code != SOURCE_LANGUAGE.code:
        return
    others = Page.objects.filter(translation_key=page.translation_key, live=True, alias_of=None)
    codes = set(others.values_list("locale__language_code", flat=True))
    missing = [language.name for language in LANGUAGES if language.code not in codes and language != SOURCE_LANGUAGE]
    if missing:
        yield f"Readers of these languages do not have it yet: {', '.join(missing)}."
