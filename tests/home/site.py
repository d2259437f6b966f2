"""The seeded public site, for tests that read or edit it."""

from django.test import TestCase

from home.models import HomePage, RequestPage
from portal.common.languages import LANGUAGES
from tests.seeded_database import FIRST_PAGES, seeded_database

CODES = tuple(language.code for language in LANGUAGES)


class SeededSite(TestCase):
    """Home page, start page and program details in every language."""

    seeded = FIRST_PAGES

    @classmethod
    def setUpClass(cls):
        cls.enterClassContext(seeded_database(cls.seeded))
        super().setUpClass()

    @classmethod
    def setUpTestData(cls):
        cls.home = HomePage.objects.get(locale__language_code="en")
        cls.request_page = RequestPage.objects.get(locale__language_code="en")

    def translated(self, page, code):
        return page.get_translations().get(locale__language_code=code).specific
