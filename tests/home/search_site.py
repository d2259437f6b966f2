"""A home page in every language and nothing else, for tests that publish what they search."""

from itertools import count

from django.test import TestCase
from wagtail.models import Locale, Page

from home.models import HomePage, RequestPage
from home.search.query import find
from outreach.models import FaqIndexPage, FaqPage
from portal.common.languages import LANGUAGES, language_of

HOME = {
    "hero_heading": "-",
    "hero_text": "-",
    "action_label": "-",
    "how_heading": "-",
    "questions_heading": "-",
    "closing_heading": "-",
    "closing_text": "-",
}
NUMBERS = count(1)


class SearchableSite(TestCase):
    @classmethod
    def setUpTestData(cls):
        root = Page.get_first_root_node()
        cls.homes = {}
        for language in LANGUAGES:
            locale, _ = Locale.objects.get_or_create(language_code=language.code)
            home = HomePage(title="-", slug=f"home-{language.code}", locale=locale, **HOME)
            cls.homes[language.code] = root.add_child(instance=home)
        english = cls.homes["en"]
        index = FaqIndexPage(title="-", slug="faq", intro="-", empty_heading="-", empty_text="-", locale=english.locale)
        cls.faq = english.add_child(instance=index)

    @classmethod
    def draft(cls, title, text="-", code="en", parent=None, **fields):
        """A page that was never published."""
        parent = parent or cls.homes[code]
        page = RequestPage(
            title=title, slug=f"page-{next(NUMBERS)}", intro=text, start_label="-", locale=parent.locale, live=False
        )
        for name, value in fields.items():
            setattr(page, name, value)
        return parent.add_child(instance=page)

    @classmethod
    def page(cls, title, text="-", code="en", parent=None, **fields):
        """A published page."""
        page = cls.draft(title, text, code, parent, **fields)
        page.save_revision().publish()
        page.refresh_from_db()
        return page

    @classmethod
    def question(cls, title, answer="-", **fields):
        """A published question, in English."""
        page = FaqPage(
            title=title, slug=f"q-{next(NUMBERS)}", answer=answer, live=False, topic="x", locale=cls.faq.locale
        )
        for name, value in fields.items():
            setattr(page, name, value)
        cls.faq.add_child(instance=page).save_revision().publish()
        page.refresh_from_db()
        return page

    def found(self, text, code="en"):
        """The ids of the pages that a search finds, in order."""
        return list(find(text, language_of(code)).page_ids)
