"""The calendar file of a session, read by icalendar and by a strict reader of our own (UX-48, G16)."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import TestCase
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from intake.models import Place, Session
from intake.rules.wall_time import moment_of
from intake.services.session import cancel_session, move_session
from intake.services.session_calendar import calendar_file
from portal.common.languages import BY_CODE, LANGUAGES
from portal.common.roles import Role
from tests.base import person
from tests.calendar_reader import length_of, read, start_of
from tests.sessions import HERE, a_mediator, a_place, a_scheduled_case, confirm, hours_from, in_days

ENGLISH = BY_CODE["en"]
TITLES = {"en": "Meeting", "es": "Reunión", "hy": "Հանդիպում", "zh-hant": "會面", "zh-hans": "会面"}


class CalendarTests(TestCase):
    def setUp(self):
        self.staff, self.mediator = person(Role.ADMINISTRATOR), a_mediator()
        self.case, self.session = a_scheduled_case(self.staff, self.mediator, a_place())

    def read(self, session=None, language=ENGLISH):
        data = calendar_file(session or Session.objects.get(pk=self.session.pk), language)
        event = Calendar.from_ical(data).walk("VEVENT")[0]
        return event, read(data).part("VEVENT"), data

    @pytest.mark.proves("UX-48")
    def test_two_readers_find_the_same_time(self):
        event, found, data = self.read()
        self.assertEqual(event.decoded("dtstart"), self.session.starts_at)
        self.assertEqual(start_of(data), self.session.starts_at)
        self.assertEqual(event.decoded("dtstart") + event.decoded("duration"), self.session.ends_at)
        self.assertEqual(length_of(data), self.session.ends_at - self.session.starts_at)
        self.assertEqual((found.value("STATUS"), found.value("SEQUENCE")), ("CONFIRMED", "0"))

    @pytest.mark.proves("UX-48")
    def test_its_title_is_neutral_in_every_language(self):
        found = {language.code: str(self.read(language=language)[0]["summary"]) for language in LANGUAGES}
        self.assertEqual(found, TITLES)

    @pytest.mark.proves("G10")
    def test_it_tells_nothing_of_the_case(self):
        data = calendar_file(self.session, ENGLISH).decode().replace("\r\n ", "").replace("\\", "")
        place = Place.objects.get()
        for word in (
            "Rosa", "Villanueva", "Employee", self.case.referral.reference, str(self.case.pk), str(self.session.pk),
            place.name, place.address, "ediation", "olice", "omplaint",
        ):  # fmt: skip
            self.assertNotIn(word, data)

    @pytest.mark.proves("UX-48")
    def test_a_move_and_a_cancellation_reach_the_same_entry_with_a_higher_sequence(self):
        first = self.read()[1]
        new = move_session(self.session.pk, self.staff, (hours_from(in_days(12)),))
        off = self.read()[1]
        moved = self.read(confirm(new, self.staff, a_place("Church hall")))[1]
        cancel_session(new.pk, self.staff)
        gone = self.read(Session.objects.get(pk=new.pk))[1]
        self.assertEqual(len({each.value("UID") for each in (first, off, moved, gone)}), 1)
        self.assertEqual([int(each.value("SEQUENCE")) for each in (first, off, moved, gone)], [0, 1, 2, 3])
        # The reader holds METHOD against STATUS.
        self.assertEqual([each.value("STATUS") for each in (first, off, moved, gone)], ["CONFIRMED", "CANCELLED"] * 2)


@pytest.mark.proves("G16")
@given(
    wall=st.datetimes(datetime(2026, 1, 1), datetime(2030, 12, 31)),
    zone=st.sampled_from([HERE, "Europe/London", "Asia/Yerevan", "Australia/Lord_Howe", "UTC"]),
    minutes=st.integers(15, 480),
)
@settings(max_examples=60, deadline=None)
def test_the_file_says_the_moment_that_was_booked_on_every_night_of_the_year(wall, zone, minutes):
    wall = wall.replace(second=0, microsecond=0)
    # Any moment can be booked, also the second half past one of an autumn night.
    moment = wall.replace(tzinfo=UTC)
    session = Session(starts_at=moment, ends_at=moment + timedelta(minutes=minutes), zone=zone)
    data = calendar_file(session, ENGLISH)
    event = Calendar.from_ical(data).walk("VEVENT")[0]
    assert start_of(data) == moment
    assert event.decoded("duration") == timedelta(minutes=minutes)
    assert event.decoded("dtstart") == moment


@pytest.mark.parametrize("day", [(2026, 3, 8), (2026, 11, 1), (2030, 3, 10), (2030, 11, 3)])
def test_the_nights_of_the_change_are_right(day):
    moment = moment_of(datetime(*day, 1, 30), HERE).at
    session = Session(starts_at=moment, ends_at=moment + timedelta(hours=3), zone=HERE)
    assert start_of(calendar_file(session, ENGLISH)) == moment


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        (b"\r\n", b"\n"),
        (b"UID:", b"UIX:"),
        (b"SEQUENCE:0\r\n", b"SEQUENCE:0\r\nSEQUENCE:1\r\n"),
        (b"SUMMARY;LANGUAGE=en:Meeting", b"SUMMARY;LANGUAGE=en:" + b"Meeting" * 12),
        (b"SUMMARY;LANGUAGE=en:Meeting", b"SUMMARY;LANGUAGE=en:Meeting, or not"),
        (b"SUMMARY;LANGUAGE=en:", b"SUMMARY;LANGUAGE:"),
        (b"END:VEVENT\r\n", b""),
        (b"METHOD:PUBLISH", b"METHOD:CANCEL"),
        (b"TZID:America/Los_Angeles", b"TZID:America/Denver"),
        (b"PT3H", b"3 hours"),
    ],
)
def test_the_strict_reader_refuses_a_spoiled_file(right, wrong):
    start = moment_of(datetime(2026, 12, 3, 18), HERE).at
    data = calendar_file(Session(starts_at=start, ends_at=start + timedelta(hours=3), zone=HERE), ENGLISH)
    read(data)
    assert right in data
    with pytest.raises((AssertionError, ValueError)):
        read(data.replace(right, wrong))
