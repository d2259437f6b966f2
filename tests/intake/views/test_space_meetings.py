"""A side's meetings in its own space: when, where, who is there, the calendar file, asking for another time."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from icalendar import Calendar

from intake.constants import AttireTerms, DutyKind, SessionType
from intake.models import Booking, Consent, Duty, MoveRequest, Party, ProposalAnswer, Session
from intake.rules.moving import times_to_offer
from intake.services.lifecycle import move_case
from intake.services.session import cancel_session, move_session
from intake.services.session_terms import change_terms
from intake.services.space_answers import ask_for_call
from portal.common.languages import LANGUAGES
from portal.common.models import AuditEvent
from portal.common.roles import Role
from tests.base import person
from tests.calendar_reader import read, start_of
from tests.cases import a_case
from tests.intake.services.consents import sides_of
from tests.intake.spaces import in_space
from tests.sessions import (
    a_mediator,
    a_place,
    a_prepared_case,
    a_scheduled_case,
    an_interpreter,
    another,
    confirm,
    hours_from,
    in_days,
    prepare,
    propose,
    terms_with,
)

STATUS = "/en/my/status/"
TOKEN = re.compile(r"[0-9A-Za-z]{64}")


def main_of(response):
    return BeautifulSoup(response.content, "html.parser").main


class MeetingTestCase(TestCase):
    def setUp(self):
        self.staff, self.mediator, self.place = person(Role.ADMINISTRATOR), a_mediator(), a_place()
        self.case, self.session = a_scheduled_case(self.staff, self.mediator, self.place)
        self.community, self.employee = sides_of(self.case)
        self.client = in_space(self.community, self.staff)
        self.url = f"/en/my/meetings/{self.session.pk}/"

    def moves(self, *times):
        return move_session(self.session.pk, self.staff, times or (hours_from(in_days(12)),))


class MeetingTests(MeetingTestCase):
    @pytest.mark.proves("UX-48")
    def test_it_says_when_how_long_where_and_how_to_get_in(self):
        self.assertContains(self.client.get(STATUS), f'href="{self.url}"')
        facts = main_of(self.client.get(self.url)).dl.get_text("|")
        for words in (
            f"{in_days(10):%A}", "6:00 PM Pacific", "2 hours", "In person", "Library, Garden Room",
            "1 Invented Street, Pasadena", "Ring at the side door.", "Plain clothes, and no weapon in the room",
        ):  # fmt: skip
            self.assertIn(words, facts)

    def test_people_are_named_by_role_and_never_by_name(self):
        for party in Party.objects.filter(case=self.case):
            party.name = "Somebody Unnamed"
            party.save()
        for user in (self.staff, self.mediator.user):
            user.first_name, user.last_name = "Somebody", "Unnamed"
            user.save()
        for client in (self.client, in_space(self.employee, self.staff)):
            page = client.get(self.url)
            who = [item.text for item in main_of(page).dl.select("li")]
            self.assertEqual(len(who), 3)
            self.assertEqual(who[2], "One mediator")
            for name in ("Somebody", "Unnamed", self.mediator.user.email):
                self.assertNotContains(page, name)

    def test_an_interpreter_and_a_second_mediator_are_there_once_they_are_booked(self):
        second = a_mediator(another(Role.MEDIATOR, "second"))
        prepare(self.case, second, self.staff)
        self.case.refresh_from_db()
        change_terms(self.session.pk, self.staff, terms_with(self.case, self.place, interpreter=an_interpreter().pk))
        who = [item.text for item in main_of(self.client.get(self.url)).dl.select("li")]
        self.assertEqual(who[2:], ["Two mediators", "An interpreter"])

    def test_a_talk_with_one_side_is_with_the_program_alone_and_says_nothing_of_uniforms(self):
        case = a_prepared_case(self.staff, self.mediator)
        party, other = sides_of(case)
        talk = confirm(propose(case, self.staff, SessionType.PRE_COMMUNITY, hours_from(in_days(4))), self.staff)
        Booking.objects.filter(session=talk).delete()
        main = main_of(in_space(party, self.staff).get(f"/en/my/meetings/{talk.pk}/"))
        self.assertEqual([item.text for item in main.dl.select("li")][1:], ["A person from the program"])
        self.assertIn("We call you", main.text)
        self.assertNotIn("Uniform", main.text)
        self.assertEqual(in_space(other, self.staff).get(f"/en/my/meetings/{talk.pk}/").status_code, 404)

    def test_each_agreement_about_uniform_and_weapon_has_its_words_and_an_open_one_none(self):
        for attire in AttireTerms:
            Session.objects.filter(pk=self.session.pk).update(attire=attire)
            self.assertEqual("Uniform and weapon" in main_of(self.client.get(self.url)).text, attire != "open")

    def test_anothers_meeting_is_not_there_and_one_without_a_time_leads_back(self):
        _, session = a_scheduled_case(self.staff, a_mediator(person(Role.LEAD)), a_place("Church hall"))
        for rest in ("", "meeting.ics", "move/"):
            self.assertEqual(self.client.get(f"/en/my/meetings/{session.pk}/{rest}").status_code, 404)
        self.assertEqual(self.client.post(f"/en/my/meetings/{session.pk}/move/").status_code, 404)
        proposed = propose(a_prepared_case(self.staff, self.mediator), self.staff)
        client = in_space(sides_of(proposed.case)[0], self.staff)
        for rest in ("", "meeting.ics", "move/"):
            self.assertRedirects(client.get(f"/en/my/meetings/{proposed.pk}/{rest}"), f"{STATUS}?done=too-late")

    def test_after_its_end_it_leads_back(self):
        with time_machine.travel(in_days(10) + timedelta(hours=3), tick=False):
            client = in_space(self.community, self.staff)
            self.assertRedirects(client.get(self.url), f"{STATUS}?done=too-late")
            self.assertNotContains(client.get(STATUS), self.url)

    def test_it_reads_in_every_language_with_a_neutral_title(self):
        for language in LANGUAGES:
            for rest in (f"meetings/{self.session.pk}/", f"meetings/{self.session.pk}/move/", "prepare/"):
                page = self.client.get(f"/{language.code}/my/{rest}")
                self.assertContains(page, f'<html lang="{language.tag}"')
                title = BeautifulSoup(page.content, "html.parser").title.text
                for word in ("ediat", "olice", "Hашт", self.case.referral.reference):
                    self.assertNotIn(word, title)
                self.assertIn("no-store", page["Cache-Control"])

    def test_the_time_is_that_of_the_place_where_it_was_agreed_also_on_the_night_when_clocks_change(self):
        moment = datetime(2026, 11, 1, 9, 30, tzinfo=UTC)
        with time_machine.travel(moment - timedelta(days=3), tick=False):
            times = {"starts_at": moment, "ends_at": moment + timedelta(hours=2)}
            Session.objects.filter(pk=self.session.pk).update(zone="America/New_York", **times)
            client = in_space(self.community, self.staff)
            for page in (client.get(self.url), client.get(STATUS)):
                self.assertContains(page, "Sunday, November 1, 2026, 4:30")
                self.assertContains(page, "Eastern")
            self.assertEqual(start_of(client.get(f"{self.url}meeting.ics").content), moment)

    def test_looking_is_recorded_and_changes_nothing(self):
        before = AuditEvent.objects.count()
        for rest in ("", "meeting.ics"):
            self.client.get(f"{self.url}{rest}")
        events = AuditEvent.objects.order_by("-pk")[:2]
        self.assertEqual({(each.verb, each.actor_kind) for each in events}, {("view", "participant")})
        self.assertEqual(AuditEvent.objects.count(), before + 2)

    def test_the_number_of_queries_is_the_same_with_few_and_with_many_meetings(self):
        counts = set()
        for number in (2, 20):
            case = a_prepared_case(self.staff, self.mediator)
            for each in range(number):
                session = propose(case, self.staff, "pre_community", hours_from(in_days(20 + each)))
                session.state, session.starts_at, session.ends_at = "confirmed", *hours_from(in_days(20 + each))
                session.save()
            client = in_space(sides_of(case)[0], self.staff)
            for url in (f"/en/my/meetings/{session.pk}/", f"/en/my/meetings/{session.pk}/move/"):
                client.get(url)
                with CaptureQueriesContext(connection) as queries:
                    self.assertEqual(client.get(url).status_code, 200)
                counts.add((url.endswith("move/"), len(queries)))
        self.assertEqual(len(counts), 2, counts)


class CalendarTests(MeetingTestCase):
    def file(self, client=None, pk=None, language="en"):
        return (client or self.client).get(f"/{language}/my/meetings/{pk or self.session.pk}/meeting.ics", follow=True)

    @pytest.mark.proves("UX-48")
    def test_the_file_is_neutral_and_two_readers_find_the_time(self):
        answer = self.file()
        self.assertEqual(answer["Content-Type"], "text/calendar; charset=utf-8")
        self.assertEqual(answer["Content-Disposition"], 'attachment; filename="meeting.ics"')
        self.assertIn("no-store", answer["Cache-Control"])
        self.assertEqual(Calendar.from_ical(answer.content).events[0].decoded("dtstart"), self.session.starts_at)
        self.assertEqual(start_of(answer.content), self.session.starts_at)
        titles = {code: str(Calendar.from_ical(self.file(language=code).content).events[0]["summary"])
                  for code in ("en", "es", "zh-hans")}  # fmt: skip
        self.assertEqual(titles, {"en": "Meeting", "es": "Reunión", "zh-hans": "会面"})
        text = answer.content.decode().replace("\r\n ", "")
        for word in ("Library", "ediation", "olice", str(self.case.pk), str(self.session.pk), "example.org/admin"):
            self.assertNotIn(word, text)

    @pytest.mark.proves("UX-48")
    def test_called_off_it_takes_the_entry_out_of_the_calendar_until_its_time_is_over(self):
        first = read(self.file().content).part("VEVENT")
        cancel_session(self.session.pk, self.staff)
        self.assertContains(self.client.get(STATUS), "Called off. Please take it out of your calendar.")
        page = self.client.get(self.url)
        self.assertContains(page, "This meeting does not take place at this time.")
        self.assertNotContains(page, "Library")
        off = read(self.file().content)
        self.assertEqual(off.value("METHOD"), "CANCEL")
        self.assertEqual(off.part("VEVENT").value("UID"), first.value("UID"))
        self.assertGreater(int(off.part("VEVENT").value("SEQUENCE")), int(first.value("SEQUENCE")))
        with time_machine.travel(in_days(11), tick=False):
            self.assertNotContains(in_space(self.community, self.staff).get(STATUS), "Called off")

    @pytest.mark.proves("UX-48")
    def test_moved_it_is_called_off_until_the_new_time_stands_and_then_the_same_entry_changes(self):
        new = self.moves()
        page = self.client.get(self.url)
        self.assertContains(page, f'href="/en/my/times/{new.pk}/"')
        self.assertEqual(read(self.file().content).value("METHOD"), "CANCEL")
        confirm(new, self.staff, self.place)
        self.assertRedirects(self.client.get(self.url), f"/en/my/meetings/{new.pk}/", status_code=303)
        status = main_of(self.client.get(STATUS))
        self.assertEqual(len(status.select("p.notice-title")), 1)
        self.assertNotIn("Called off", status.text)
        moved = self.file()
        self.assertEqual(start_of(moved.content), in_days(12))
        self.assertEqual(read(moved.content).part("VEVENT").value("SEQUENCE"), "2")

    def test_an_end_of_the_case_takes_the_entry_out_too(self):
        self.client.post("/en/my/step-back/")
        other = in_space(self.employee, self.staff)
        for client in (self.client, other):
            self.assertEqual(read(self.file(client).content).value("METHOD"), "CANCEL")


class MoveTests(MeetingTestCase):
    def setUp(self):
        super().setUp()
        self.move = f"{self.url}move/"
        self.times = [each.key for each in times_to_offer(timezone.localdate(), ())]

    def asks(self, *times, client=None):
        named = {f"time_{number}": each for number, each in enumerate(times, start=1)}
        return (client or self.client).post(self.move, named)

    def duties(self, kind=DutyKind.FIND_TIME):
        return Duty.objects.open().filter(case=self.case, kind=kind)

    @pytest.mark.proves("UX-40")
    def test_the_wish_is_stored_once_and_moves_nothing(self):
        self.assertContains(self.client.get(self.url), f'href="{self.move}"')
        for _ in range(2):
            self.assertRedirects(self.asks(self.times[4], self.times[0], self.times[4]), f"{STATUS}?done=move")
        wish = MoveRequest.objects.get()
        self.assertEqual((wish.session, wish.party), (self.session, self.community))
        self.assertEqual(wish.free_times, [self.times[0], self.times[4]])
        duty = self.duties().get()
        self.assertEqual((duty.party, duty.session), (self.community, self.session))
        self.session.refresh_from_db()
        self.community.refresh_from_db()
        self.assertEqual((self.session.state, self.session.sequence, self.community.moves_used), ("confirmed", 0, 0))
        self.assertContains(self.client.get(self.url), "You asked for another time on")

    def test_it_is_enough_to_ask_and_asking_again_says_other_times(self):
        self.asks()
        self.assertEqual(MoveRequest.objects.get().free_times, [])
        self.asks(self.times[2])
        self.assertEqual(MoveRequest.objects.get().free_times, [self.times[2]])

    def test_each_side_can_ask_and_sees_its_own_wish_alone(self):
        employee = in_space(self.employee, self.staff)
        pages = [self.url, self.move, STATUS, "/en/my/prepare/", f"{self.url}meeting.ics"]
        with time_machine.travel(timezone.now(), tick=False):
            before = [TOKEN.sub("", employee.get(page).content.decode()) for page in pages]
            self.asks(self.times[0])
            self.assertEqual([TOKEN.sub("", employee.get(page).content.decode()) for page in pages], before)
        self.asks(self.times[1], client=employee)
        self.assertEqual(MoveRequest.objects.count(), 2)
        self.assertEqual(self.duties().count(), 2)

    @pytest.mark.proves("G1")
    def test_nothing_that_the_other_side_says_or_needs_changes_a_byte(self):
        pages = [self.url, self.move, STATUS, f"{self.url}meeting.ics"]
        with time_machine.travel(timezone.now(), tick=False):
            before = [TOKEN.sub("", self.client.get(page).content.decode()) for page in pages]
            other = self.employee
            other.needs, other.moves_used, other.language = {"interpreter": "yes", "spoken": "hy"}, 1, "hy"
            other.save()
            ProposalAnswer.objects.filter(party=other).update(suits=False)
            Consent.objects.filter(party=other).update(reason="employee_avoid", language="hy")
            ask_for_call(other)
            self.assertEqual([TOKEN.sub("", self.client.get(page).content.decode()) for page in pages], before)

    def test_strange_and_stale_times_are_refused_in_words(self):
        stale = f"{timezone.localdate()}:morning"
        for times in (("x",), (stale,), ("\x00",), ("A" * 10_000,), (self.times[0], "2026-12-07:night")):
            page = self.asks(*times)
            self.assertContains(page, "error-summary")
            self.assertContains(page, "<title>Error: Another time")
        self.assertFalse(MoveRequest.objects.exists())
        self.assertFalse(self.duties().exists())

    def test_what_was_chosen_stays_beside_a_mistake(self):
        page = main_of(self.asks(self.times[3], "x"))
        self.assertEqual(page.select_one("select[name=time_1] option[selected]")["value"], self.times[3])

    def test_too_late_and_used_up_lead_to_a_call_and_say_why(self):
        Party.objects.filter(pk=self.community.pk).update(moves_used=1)
        self.assertContains(self.client.get(self.move), "possible only by phone")
        Party.objects.filter(pk=self.community.pk).update(moves_used=0)
        with time_machine.travel(in_days(9), tick=False):
            client = in_space(self.community, self.staff)
            page = client.get(self.move)
            self.assertContains(page, "too near")
            self.assertEqual(len(main_of(page).select("select")), 0)
            for _ in range(2):
                self.assertRedirects(self.asks(self.times[8], client=client), f"{STATUS}?done=move-call")
        self.assertFalse(MoveRequest.objects.exists())
        self.assertEqual(self.duties(DutyKind.CALL_PARTY).filter(party=self.community).count(), 1)

    def test_a_wish_about_a_meeting_that_was_just_called_off_or_moved_changes_nothing(self):
        cancel_session(self.session.pk, self.staff)
        self.assertRedirects(self.asks(self.times[0]), f"{STATUS}?done=too-late")
        self.assertRedirects(self.client.get(self.move), f"{STATUS}?done=too-late")
        self.assertFalse(MoveRequest.objects.exists())

    def test_a_wish_sent_from_the_page_of_the_old_time_comes_back_filled_beside_the_new_one(self):
        new = confirm(self.moves(), self.staff, self.place)
        self.assertRedirects(self.client.get(self.move), f"/en/my/meetings/{new.pk}/move/", status_code=303)
        page = main_of(self.asks(self.times[3]))
        self.assertIn("We have moved the meeting in the meantime.", page.text)
        self.assertIn(f"{in_days(12):%A}", page.select_one(".lead").text)
        self.assertEqual(page.select_one("select[name=time_1] option[selected]")["value"], self.times[3])
        self.assertFalse(MoveRequest.objects.exists())
        self.move = page.form["action"]
        self.assertRedirects(self.asks(self.times[3]), f"{STATUS}?done=move")
        self.assertEqual(MoveRequest.objects.get().session, new)
        self.assertNotContains(self.client.get(self.move), "in the meantime")

    def test_the_duty_is_done_once_staff_move_it_and_falls_away_when_it_is_called_off(self):
        self.asks(self.times[0])
        self.moves()
        self.assertEqual(Duty.objects.get(kind=DutyKind.FIND_TIME).done_by, self.staff)
        case, session = a_scheduled_case(self.staff, a_mediator(another(Role.MEDIATOR, "m2")), a_place("Hall"))
        client = in_space(sides_of(case)[0], self.staff)
        client.post(f"/en/my/meetings/{session.pk}/move/")
        move_case(case.pk, "put_on_hold", user=self.staff, reason="leave")
        duty = Duty.objects.get(case=case, kind=DutyKind.FIND_TIME)
        self.assertEqual((duty.done_at, duty.dropped_at is None), (None, False))

    def test_it_is_recorded_as_the_persons_own_act(self):
        self.asks(self.times[0])
        event = AuditEvent.objects.filter(verb="create").order_by("-pk").first()
        self.assertEqual((event.actor_kind, event.fields), ("participant", ["move_requests"]))


class PrepareTests(TestCase):
    def test_each_side_has_its_own_page_and_it_is_no_function_of_the_case(self):
        staff = person(Role.ADMINISTRATOR)
        case, _ = a_scheduled_case(staff, a_mediator(), a_place())
        resident, employee = (main_of(in_space(each, staff).get("/en/my/prepare/")).text for each in sides_of(case))
        for words in ("What to bring", "Who may come along", "private, within limits", "stop at any time"):
            self.assertIn(words, resident)
        for words in ("Your time on duty", "union representative", "not discipline", "No supervisor sits in"):
            self.assertIn(words, employee)
            self.assertNotIn(words, resident)
        fresh = in_space(a_case().parties.select_related("case").get(has_asked=True), staff)
        self.assertEqual(main_of(fresh.get("/en/my/prepare/")).text, resident)
