"""Calendar files: valid, in the reader's language, and true when an event changes."""

from datetime import timedelta

from django.utils.timezone import now
from icalendar import Calendar
from wagtail.models import PageViewRestriction

from outreach.models import EventIndexPage, EventPage
from outreach.models.event import EventStatus
from tests.outreach.site import SeededOutreach


class CalendarTest(SeededOutreach):
    def events(self, path):
        response = self.client.get(path)
        self.assertEqual(response.status_code, 200)
        self.assertTrue(response["Content-Type"].startswith("text/calendar"))
        calendar = Calendar.from_ical(response.content)
        self.assertEqual((calendar["version"], calendar["method"]), ("2.0", "PUBLISH"))
        return list(calendar.events)

    def in_spanish(self, event):
        """The event as its Spanish page."""
        page = EventPage(
            title="Charla abierta",
            slug=event.slug,
            intro="<p>Venga.</p>",
            languages_spoken="Español",
            starts_at=event.starts_at,
            ends_at=event.ends_at,
            place="Biblioteca",
            translation_key=event.translation_key,
        )
        return self.add(self.page(EventIndexPage, "es"), page)

    def test_the_file_of_an_event_says_when_and_where_in_the_local_time_zone(self):
        event = self.add_event(place="Central Library", address="285 East Walnut Street")
        (found,) = self.events("/en/events/talk/event.ics")
        self.assertEqual(found["summary"], "Open talk")
        self.assertEqual(found["dtstart"].dt, event.starts_at.replace(microsecond=0))
        self.assertEqual(found["dtstart"].params["TZID"], "America/Los_Angeles")
        self.assertEqual(found["location"], "Central Library, 285 East Walnut Street")
        self.assertEqual(found["status"], "CONFIRMED")
        self.assertIn("/en/events/talk/", found["url"])

    def test_the_file_brings_its_time_zone_along(self):
        self.add_event()
        calendar = Calendar.from_ical(self.client.get("/en/events/talk/event.ics").content)
        self.assertEqual([zone["tzid"] for zone in calendar.walk("VTIMEZONE")], ["America/Los_Angeles"])

    def test_the_same_event_has_the_same_neutral_uid_in_every_language(self):
        event = self.add_event()
        self.in_spanish(event)
        (english,), (spanish,) = self.events("/en/events/talk/event.ics"), self.events("/es/events/talk/event.ics")
        self.assertEqual(english["uid"], spanish["uid"])
        self.assertEqual(english["uid"], str(event.translation_key))
        self.assertEqual(spanish["summary"], "Charla abierta")

    def test_a_cancellation_reaches_every_language_at_once_with_a_higher_sequence(self):
        event = self.add_event()
        spanish = self.in_spanish(event)
        before = {code: self.events(f"/{code}/events/talk/event.ics")[0]["sequence"] for code in ("en", "es")}
        EventPage.objects.update(first_published_at=now() - timedelta(days=1))
        event.refresh_from_db()
        event.status = EventStatus.CANCELLED
        event.save_revision().publish()
        spanish.refresh_from_db()
        self.assertEqual(spanish.status, EventStatus.CANCELLED)
        for code in ("en", "es"):
            (found,) = self.events(f"/{code}/events/talk/event.ics")
            self.assertEqual(found["status"], "CANCELLED")
            self.assertGreater(found["sequence"], before[code])

    def test_an_old_translation_that_is_published_later_brings_no_old_facts_back(self):
        event = self.add_event()
        spanish = self.in_spanish(event)
        event.status = EventStatus.CANCELLED
        event.save_revision().publish()
        spanish.save_revision().publish()
        spanish.refresh_from_db()
        self.assertEqual(spanish.status, EventStatus.CANCELLED)

    def test_a_postponed_event_is_tentative(self):
        self.add_event(status=EventStatus.POSTPONED)
        self.assertEqual(self.events("/en/events/talk/event.ics")[0]["status"], "TENTATIVE")

    def test_an_event_moved_online_names_the_address_online(self):
        self.add_event(status=EventStatus.MOVED_ONLINE, online_url="https://video.example.org/talk")
        self.assertEqual(self.events("/en/events/talk/event.ics")[0]["location"], "https://video.example.org/talk")

    def test_the_feed_of_a_language_has_its_events_to_come_and_those_in_english_alone(self):
        event = self.add_event()
        self.in_spanish(event)
        self.add_event("only-english", starts_at=now() + timedelta(days=1), ends_at=now() + timedelta(days=1, hours=1))
        self.add_event("over", starts_at=now() - timedelta(days=2), ends_at=now() - timedelta(days=1))
        self.add_event("draft").unpublish()
        self.assertEqual(len(self.events("/en/events/calendar.ics")), 2)
        found = [str(event["summary"]) for event in self.events("/es/events/calendar.ics")]
        self.assertEqual(found, ["Open talk", "Charla abierta"])

    def test_an_empty_feed_is_still_a_calendar(self):
        self.assertEqual(self.events("/en/events/calendar.ics"), [])

    def test_the_feed_costs_the_same_for_two_events_and_for_twenty(self):
        for number in range(2):
            self.add_event(f"e{number}")
        few = self.queries("/en/events/calendar.ics")
        for number in range(2, 20):
            self.add_event(f"e{number}")
        self.assertEqual(self.queries("/en/events/calendar.ics"), few)

    def test_a_draft_a_private_event_and_an_unknown_one_have_no_file(self):
        self.add_event("draft").unpublish()
        private = self.add_event("private")
        PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)
        for slug in ("draft", "private", "unknown"):
            self.assertEqual(self.client.get(f"/en/events/{slug}/event.ics").status_code, 404)

    def test_it_takes_no_post(self):
        self.assertEqual(self.client.post("/en/events/calendar.ics").status_code, 405)

    def test_words_that_mean_something_to_calendars_arrive_as_they_were_written(self):
        self.add_event(title="Talk; questions, answers\\more")
        self.assertEqual(self.events("/en/events/talk/event.ics")[0]["summary"], "Talk; questions, answers\\more")


class EventPageTest(SeededOutreach):
    def test_the_page_says_when_where_in_which_languages_and_that_nobody_signs_up(self):
        self.add_event(access="No steps.")
        response = self.client.get("/en/events/talk/")
        for words in ("Central Library", "English and Spanish", "No steps.", "You do not need to sign up.", "Pacific"):
            self.assertContains(response, words)
        self.assertContains(response, 'href="/en/events/talk/event.ics"')

    def test_a_cancelled_event_says_so_on_its_page_in_the_list_and_on_the_home_page(self):
        self.add_event(status=EventStatus.CANCELLED)
        for path in ("/en/events/talk/", "/en/events/", "/en/"):
            self.assertContains(self.client.get(path), "Cancelled")

    def test_the_list_shows_the_next_event_first_and_none_that_is_over(self):
        self.add_event("later", title="Later")
        self.add_event("sooner", title="Sooner", starts_at=now(), ends_at=now() + timedelta(hours=1))
        self.add_event("over", title="Bygone", starts_at=now() - timedelta(days=2), ends_at=now() - timedelta(days=1))
        page = self.client.get("/en/events/").content.decode()
        self.assertLess(page.index("Sooner"), page.index("Later"))
        self.assertNotIn("Bygone", page)

    def test_without_events_the_list_says_so(self):
        self.assertContains(self.client.get("/en/events/"), "No events right now")

    def test_an_event_that_is_over_keeps_its_page_and_offers_no_file(self):
        self.add_event(starts_at=now() - timedelta(days=2), ends_at=now() - timedelta(days=1))
        response = self.client.get("/en/events/talk/")
        self.assertContains(response, "This event is over.")
        self.assertNotContains(response, "event.ics")
