"""The calendar file of a session, read by icalendar and by a strict reader of our own (UX-50, G16)."""

import re
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

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
from tests.sessions import HERE, a_mediator, a_place, a_scheduled_case, confirm, hours_from, in_days

ENGLISH = BY_CODE["en"]
TITLES = {"en": "Meeting", "es": "Reunión", "hy": "Հանդիպում", "zh-hant": "會面", "zh-hans": "会面"}
LINE = re.compile(r"^[A-Z-]+(;[A-Z-]+=(\"[^\"]*\"|[^\";:,]*))*:.*$")


def read_strictly(data):
    """The properties of VEVENT by name, by the letter of RFC 5545; asserts what every line has to be like."""
    assert data.endswith(b"\r\n")
    assert b"\n" not in data.replace(b"\r\n", b"")
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    lines = data.decode().replace("\r\n ", "").replace("\r\n\t", "").split("\r\n")[:-1]
    assert all(LINE.match(line) for line in lines), lines
    opened, found = [], {}
    for line in lines:
        name, value = re.match(r"([A-Z-]+[^:]*?):(.*)", line).groups()
        if name == "BEGIN":
            opened.append(value)
        elif name == "END":
            assert opened.pop() == value
        elif opened[-1] in {"VEVENT", "VCALENDAR"}:
            key = name.split(";")[0]
            assert key not in found, f"{key} stands twice"
            found[key] = (name.split(";")[1:], value)
    assert opened == []
    assert {"UID", "DTSTAMP", "DTSTART", "SEQUENCE", "METHOD", "VERSION", "PRODID", "ORGANIZER"} <= set(found)
    return found


def start_of(found):
    """The moment of DTSTART, by our own reading."""
    parameters, value = found["DTSTART"]
    if value.endswith("Z"):
        return datetime.strptime(value, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    zone = dict(parameter.split("=") for parameter in parameters)["TZID"]
    return datetime.strptime(value, "%Y%m%dT%H%M%S").replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


class CalendarTests(TestCase):
    def setUp(self):
        self.staff, self.mediator = person(Role.ADMINISTRATOR), a_mediator()
        self.case, self.session = a_scheduled_case(self.staff, self.mediator, a_place())

    def read(self, session=None, language=ENGLISH):
        data = calendar_file(session or Session.objects.get(pk=self.session.pk), language)
        event = Calendar.from_ical(data).walk("VEVENT")[0]
        return event, read_strictly(data)

    def test_two_readers_find_the_same_time(self):
        event, found = self.read()
        self.assertEqual(event.decoded("dtstart"), self.session.starts_at)
        self.assertEqual(start_of(found), self.session.starts_at)
        self.assertEqual(event.decoded("dtstart") + event.decoded("duration"), self.session.ends_at)
        self.assertEqual(found["DURATION"][1], "PT2H")
        self.assertEqual((found["METHOD"][1], found["STATUS"][1], found["SEQUENCE"][1]), ("PUBLISH", "CONFIRMED", "0"))

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

    def test_a_move_and_a_cancellation_reach_the_same_entry_with_a_higher_sequence(self):
        first = self.read()[1]
        new = move_session(self.session.pk, self.staff, (hours_from(in_days(12)),))
        off = self.read()[1]
        moved = self.read(confirm(new, self.staff, a_place("Church hall")))[1]
        cancel_session(new.pk, self.staff)
        gone = self.read(Session.objects.get(pk=new.pk))[1]
        self.assertEqual(len({each["UID"][1] for each in (first, off, moved, gone)}), 1)
        self.assertEqual([int(each["SEQUENCE"][1]) for each in (first, off, moved, gone)], [0, 1, 2, 3])
        self.assertEqual([e["METHOD"][1] for e in (first, off, moved, gone)], ["PUBLISH", "CANCEL"] * 2)
        self.assertEqual([e["STATUS"][1] for e in (first, off, moved, gone)], ["CONFIRMED", "CANCELLED"] * 2)


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
    assert start_of(read_strictly(data)) == moment
    assert event.decoded("duration") == timedelta(minutes=minutes)
    assert event.decoded("dtstart") == moment


@pytest.mark.parametrize("day", [(2026, 3, 8), (2026, 11, 1), (2030, 3, 10), (2030, 11, 3)])
def test_the_nights_of_the_change_are_right(day):
    moment = moment_of(datetime(*day, 1, 30), HERE).at
    session = Session(starts_at=moment, ends_at=moment + timedelta(hours=3), zone=HERE)
    assert start_of(read_strictly(calendar_file(session, ENGLISH))) == moment
