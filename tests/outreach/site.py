"""The whole seeded public site, for tests that read or edit the outreach pages."""

from datetime import timedelta
from unittest import mock

from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import now
from wagtail.models import Page

from home.seeding.site import seed_site
from outreach.models import EventIndexPage, EventPage, FaqIndexPage, FaqPage, NewsIndexPage, NewsPage
from outreach.seeding.pages import seeds
from outreach.seeding.site import seed_outreach
from portal.common.languages import language_of
from tests.home.site import SeededSite
from tests.seeded_database import WHOLE_SITE


class OutreachPages:
    """What tests of the outreach pages do with a seeded site."""

    def page(self, model, code="en", **fields):
        """The one page of a type in a language."""
        return model.objects.get(locale__language_code=code, **fields)

    def translated(self, page, code):
        return page.get_translations().get(locale__language_code=code).specific

    def add(self, parent, page):
        """Publishes an unsaved page below `parent` as an editor would."""
        parent.refresh_from_db()
        page.locale, page.live = parent.locale, False
        parent.add_child(instance=page)
        page.save_revision().publish()
        page.refresh_from_db()
        return page

    def add_event(self, slug="talk", **fields):
        defaults = {
            "title": "Open talk",
            "intro": "<p>Come and ask.</p>",
            "starts_at": now() + timedelta(days=7),
            "ends_at": now() + timedelta(days=7, hours=2),
            "place": "Central Library",
            "languages_spoken": "English and Spanish",
        }
        return self.add(self.page(EventIndexPage), EventPage(slug=slug, **(defaults | fields)))

    def add_news(self, slug="news-one", **fields):
        defaults = {"title": "A new language", "intro": "<p>We now speak it.</p>"}
        return self.add(self.page(NewsIndexPage), NewsPage(slug=slug, **(defaults | fields)))

    def add_question(self, slug="new", **fields):
        defaults = {"title": "A new question?", "answer": "<p>An answer.</p>", "topic": "basics"}
        return self.add(self.page(FaqIndexPage), FaqPage(slug=slug, **(defaults | fields)))

    def queries(self, path):
        """How many queries an uncached answer costs."""
        ContentType.objects.get_for_models(Page, *Page.__subclasses__())
        with CaptureQueriesContext(connection) as captured:
            self.assertEqual(self.client.get(path).status_code, 200, path)
        return len(captured)


class SeededOutreach(OutreachPages, SeededSite):
    """The whole site in every language, as `manage.py seed_site` makes it."""

    seeded = WHOLE_SITE


class NewlySeeded(OutreachPages, TestCase):
    """For tests of seeding itself: English and the languages named in `languages`, and no outreach pages but those
    named in `keys`, made by the class for itself."""

    languages: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()

    @classmethod
    def setUpTestData(cls):
        seed_site()
        cls.seed(*cls.languages)

    @classmethod
    def seed(cls, *codes):
        """Seeds as `manage.py seed_site` does, no more than the pages of this class."""
        with mock.patch("outreach.seeding.site.seeds", cls.wanted):
            return seed_outreach(tuple(language_of(code) for code in codes))

    @classmethod
    def wanted(cls, source):
        return [seed for seed in seeds(source) if not cls.keys or seed.key in cls.keys]
