"""The seeded public site, for tests that read or edit it."""

from django.test import TestCase

from home.models import HomePage, RequestPage
from home.seeding.site import seed_site
from portal.common.languages import LANGUAGES

CODES = tuple(language.code for language in LANGUAGES)


class SeededSite(TestCase):
    @classmethod
    def setUpTestData(cls):
        seed_site()
        cls.home = HomePage.objects.get(locale__language_code="en")
        cls.request_page = RequestPage.objects.get(locale__language_code="en")

    def translated(self, page, code):
        return page.get_translations().get(locale__language_code=code).specific
