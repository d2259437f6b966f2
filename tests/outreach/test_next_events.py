"""The next events on the home page: the three that come first, none that is over, whatever the process keeps."""

from datetime import timedelta
from unittest.mock import patch

from bs4 import BeautifulSoup
from django.utils.timezone import now
from icalendar import Calendar

from outreach.models import EventIndexPage, EventPage
from tests.base import keeping_values
from tests.outreach.site import SeededOutreach


class NextEventsTest(SeededOutreach):
    def add_events(self, count):
        for day in range(1, count + 1):
            starts_at = now() + timedelta(days=day)
            ends_at = starts_at + timedelta(hours=1)
            self.add_event(f"talk-{day}", title=f"Talk {day}", starts_at=starts_at, ends_at=ends_at)

    def shown(self):
        soup = BeautifulSoup(self.client.get("/en/").content, "html.parser")
        return [heading.text for heading in soup.select("[aria-labelledby=next-events] h3")]

    def test_the_home_page_shows_the_three_that_come_first(self):
        self.add_events(4)
        self.assertEqual(self.shown(), ["Talk 1", "Talk 2", "Talk 3"])

    def test_one_that_is_over_makes_room_for_the_next_although_nothing_is_read_anew(self):
        self.add_events(5)
        with keeping_values():
            self.assertEqual(self.shown()[0], "Talk 1")
            with patch("outreach.templatetags.outreach_tags.now", return_value=now() + timedelta(days=2)):
                self.assertEqual(self.shown(), ["Talk 2", "Talk 3", "Talk 4"])


class OnlyInEnglishTest(SeededOutreach):
    def cards(self, path):
        return BeautifulSoup(self.client.get(path).content, "html.parser").select(".card")

    def test_an_event_that_is_not_translated_yet_is_shown_in_every_language_and_marked(self):
        self.add_event()
        for path in ("/hy/", "/hy/events/"):
            (card,) = self.cards(path)
            self.assertEqual((card.a["href"], card.a["hreflang"]), ("/en/events/talk/", "en"))
            self.assertIn("Առայժմ՝ միայն անգլերեն", card.text)
            self.assertEqual({tag["lang"] for tag in card.select("[lang]")}, {"en"})
        self.assertNotIn("So far", self.cards("/en/events/")[0].text)

    def test_a_translated_event_is_shown_once(self):
        event = self.add_event()
        page = EventPage(title="Charla", slug="talk", translation_key=event.translation_key, **facts(event))
        self.add(self.page(EventIndexPage, "es"), page)
        (card,) = self.cards("/es/events/")
        self.assertEqual((card.a.text, card.select("[lang]")), ("Charla", []))

    def test_the_calendar_of_a_language_has_what_its_list_has(self):
        self.add_event()
        (found,) = Calendar.from_ical(self.client.get("/hy/events/calendar.ics").content).events
        self.assertIn("/en/events/talk/", found["url"])
        self.assertEqual(found["summary"].params["LANGUAGE"], "en")


def facts(event):
    return {name: getattr(event, name) for name in ("intro", "starts_at", "ends_at", "place", "languages_spoken")}
