"""The pages about sessions: what they show, what they do, who gets in."""

import re
from datetime import datetime, timedelta
from uuid import uuid4

import pytest
import time_machine
from django.test import Client, SimpleTestCase, TestCase
from icalendar import Calendar

from intake.constants import CaseState, Path, SessionState
from intake.models import Booking, Case, Interpreter, Party, Place, ProposalAnswer, Session
from portal.common.models import AuditEvent
from portal.common.roles import Role
from tests.base import person, signed_in
from tests.cases import a_case, with_versions
from tests.sessions import (
    HERE,
    a_mediator,
    a_place,
    a_prepared_case,
    a_scheduled_case,
    all_agree,
    another,
    in_days,
    propose,
    talk_with_both,
)

SESSION_PAGES = ("answers", "confirm", "terms", "move", "cancel", "held", "no-show")


class PageTestCase(TestCase):
    def setUp(self):
        self.staff, self.mediator, self.place = person(Role.ADMINISTRATOR), a_mediator(), a_place()
        self.browser = with_versions(signed_in(self.staff))

    def url(self, case, *rest):
        return "/".join([f"/admin/cases/{case.pk}/sessions", *[str(part) for part in rest], ""])

    def sends(self, url, data, browser=None):
        response = (browser or self.browser).post(url, data)
        if response.status_code == 200:
            errors = re.findall(r'class="field-error[^>]*>(.*?)<|error-summary(.*?)</ul>', response.text, re.S)
            self.fail(f"refused: {errors}")
        return response

    def confirms(self, session, **changes):
        data = {
            "proposal": str(session.proposals.first().pk),
            "mode": "in_person",
            "place": str(self.place.pk),
            "attire": "plain",
            "mediators": [str(self.mediator.pk)],
        }
        return self.browser.post(self.url(session.case, session.pk, "confirm"), data | changes)


class HeadingTests(SimpleTestCase):
    def test_a_side_is_named_only_where_the_kind_does_not_say_it(self):
        party = Party(side="community")
        named = {kind: Session(type=kind, party=party).side_to_name for kind in ("pre_community", "follow_up_call")}
        self.assertEqual(named, {"pre_community": "", "follow_up_call": "Community member"})
        self.assertEqual(Session(type="joint").side_to_name, "")


class PlanningTests(PageTestCase):
    def test_a_session_is_proposed_answered_and_confirmed_on_the_pages(self):
        case = a_prepared_case(self.staff, self.mediator)
        talk_with_both(case, self.staff)
        self.assertContains(self.browser.get(self.url(case)), "Propose a session")
        self.assertContains(self.browser.get(self.url(case, "propose")), "Joint session")
        day = in_days(10).date()
        answer = {"type": "joint", "mode": "in_person", "zone": HERE, "minutes": 90, "time_1": f"{day}T18:00"}
        self.sends(self.url(case, "propose"), answer)
        session = Session.objects.get(type="joint")
        self.assertEqual(session.proposals.get().starts_at, in_days(10))
        page = self.browser.get(self.url(case))
        self.assertContains(page, f"{in_days(10):%A}")
        self.assertContains(page, "6:00 PM Pacific")
        self.assertContains(page, "Not known: Community member, Police employee, Mediator")
        form = self.browser.get(self.url(case, session.pk, "answers"))
        names = re.findall(r'name="([0-9a-f-]{36}:[0-9a-f-]{36})"', form.text)
        self.assertEqual(len(names), 3)
        self.sends(self.url(case, session.pk, "answers"), dict.fromkeys(names, "yes"))
        self.assertContains(self.browser.get(self.url(case)), "Suits: Community member, Police employee")
        self.assertContains(self.browser.get(self.url(case, session.pk, "confirm")), "Library, Garden Room")
        self.assertEqual(self.confirms(session).status_code, 302)
        page = self.browser.get(self.url(case))
        for words in ("Ring at the side door.", "Plain clothes", "Confirmed", "Calendar file"):
            self.assertContains(page, words)
        self.assertEqual(Case.objects.get(pk=case.pk).state, CaseState.SCHEDULED)

    def test_a_time_that_the_clocks_jump_over_is_refused_in_words_and_one_that_comes_twice_is_explained(self):
        case = a_prepared_case(self.staff, self.mediator)
        with time_machine.travel(datetime(2027, 2, 1, 12), tick=False):
            browser = with_versions(signed_in(self.staff))
            answer = {"type": "joint", "mode": "phone", "zone": HERE, "minutes": 60, "time_1": "2027-03-14T02:30"}
            refused = browser.post(self.url(case, "propose"), answer)
            self.assertContains(refused, "The clocks go forward that night and jump over this time.")
            self.assertFalse(Session.objects.exists())
            done = browser.post(self.url(case, "propose"), answer | {"time_1": "2027-11-07T01:30"}, follow=True)
            self.assertContains(done, "On that night clocks show this time twice.")
            self.assertContains(done, "the first of the two: Sunday, November 7, 2027, 1:30 AM Pacific Time.")
            self.assertEqual(str(Session.objects.get().proposals.get().starts_at), "2027-11-07 08:30:00+00:00")

    def test_nonsense_is_refused_without_an_error(self):
        case = a_prepared_case(self.staff, self.mediator)
        good = {"type": "joint", "mode": "phone", "zone": HERE, "minutes": 60, "time_1": "2027-05-01T10:00"}
        for wrong in (
            {"time_1": "tomorrow"}, {"time_1": "0001-01-01T00:00"}, {"time_1": "9999-12-31T23:59"}, {"time_1": ""},
            {"zone": "../etc/passwd"}, {"minutes": "-5"}, {"minutes": "10\0"}, {"type": "nothing"}, {"party": "x"},
            {"time_1": "2020-01-01T10:00"},
        ):  # fmt: skip
            with self.subTest(wrong):
                self.assertEqual(self.browser.post(self.url(case, "propose"), good | wrong).status_code, 200)
        self.assertFalse(Session.objects.exists())

    def test_what_keeps_a_session_from_being_confirmed_is_said_in_words(self):
        case = a_prepared_case(self.staff, self.mediator)
        session = propose(case, self.staff)
        self.assertContains(self.confirms(session), "Everyone who takes part has to say that this time suits them.")
        all_agree(session, self.staff)
        self.assertContains(self.confirms(session), "Talk with each side apart, and record both talks as held.")
        talk_with_both(case, self.staff)
        self.assertContains(self.confirms(session, attire="open"), "Settle with both sides about uniform and weapon.")
        self.assertContains(self.confirms(session, mode="video"), "A session by video needs a link.")
        a_scheduled_case(self.staff, a_mediator(another(Role.MEDIATOR, "other")), self.place)
        self.assertContains(self.confirms(session), "The place is taken at that time.")

    def test_a_session_is_changed_moved_and_called_off_on_the_pages(self):
        case, session = a_scheduled_case(self.staff, self.mediator, self.place)
        page = self.browser.get(self.url(case, session.pk, "terms"))
        self.assertContains(page, f'value="{self.place.pk}" selected')
        terms = {"mode": "video", "link": "https://video.example.org/room", "attire": "plain"}
        self.sends(self.url(case, session.pk, "terms"), terms | {"mediators": [str(self.mediator.pk)]})
        self.assertContains(self.browser.get(self.url(case)), "https://video.example.org/room")
        party = Party.objects.get(case=case, side="employee")
        day = in_days(12).date()
        data = {"zone": HERE, "minutes": 60, "time_1": f"{day}T09:00", "by_party": str(party.pk)}
        self.sends(self.url(case, session.pk, "move"), data)
        new = Session.objects.get(state=SessionState.PROPOSED)
        self.assertEqual((new.moved_by, new.uid), (party, session.uid))
        self.assertContains(self.browser.post(self.url(case, new.pk, "move"), data), "as often as the rules allow")
        self.sends(self.url(case, new.pk, "cancel"), {})
        self.assertEqual(set(Session.objects.filter(type="joint").values_list("state", flat=True)), {"cancelled"})

    def test_the_list_asks_the_same_of_the_database_for_2_sessions_and_for_20(self):
        case, session = a_scheduled_case(self.staff, self.mediator, self.place)
        with self.assertNumQueries(18):
            self.browser.get(self.url(case))
        for number in range(18):
            Session.objects.create(
                case=case, type="joint", mode="phone", state="held", zone=HERE, minutes=5, place=self.place,
                starts_at=session.starts_at - timedelta(days=number + 1), ends_at=session.starts_at,
            )  # fmt: skip
        with self.assertNumQueries(18):
            self.browser.get(self.url(case))

    def test_reading_is_recorded(self):
        case, session = a_scheduled_case(self.staff, self.mediator, self.place)
        self.browser.get(self.url(case))
        self.browser.get(self.url(case, session.pk, "terms"))
        for row in (case, session):
            self.assertTrue(AuditEvent.objects.filter(verb="view", object_id=str(row.pk), actor_id=self.staff.pk))

    def test_the_calendar_file_is_a_download_in_the_language_asked_for(self):
        case, session = a_scheduled_case(self.staff, self.mediator, self.place)
        response = self.browser.get(f"/admin/cases/{case.pk}/sessions/{session.pk}/calendar.ics?language=hy")
        self.assertEqual(response["Content-Type"], "text/calendar; charset=utf-8")
        self.assertIn("no-store", response["Cache-Control"])
        event = Calendar.from_ical(response.content).walk("VEVENT")[0]
        self.assertEqual(str(event["summary"]), "Հանդիպում")
        self.assertEqual(event.decoded("dtstart"), session.starts_at)


class ReportTests(PageTestCase):
    def setUp(self):
        super().setUp()
        self.case, self.session = a_scheduled_case(self.staff, self.mediator, self.place)
        self.sides = [str(party.pk) for party in Party.objects.filter(case=self.case)]

    def after(self, minutes=120):
        return time_machine.travel(self.session.starts_at + timedelta(minutes=minutes), tick=False)

    def test_a_mediator_is_not_asked_how_it_went_before_it_has_begun(self):
        page = signed_in(self.mediator.user).get("/admin/sessions/")
        self.assertContains(page, self.case.referral.reference)
        self.assertNotContains(page, "Record as held")

    def test_a_mediator_records_an_own_session_as_held(self):
        with self.after():
            browser = with_versions(signed_in(self.mediator.user))
            page = browser.get("/admin/sessions/")
            self.assertContains(page, self.case.referral.reference)
            self.assertContains(page, "Record as held")
            url = f"/admin/sessions/{self.session.pk}/held/"
            self.assertContains(browser.get(url), "Nothing of what was said is written down")
            data = {"minutes": 80, "mode": "in_person", "parties": self.sides, "mediators": [str(self.mediator.pk)]}
            counts = {"support": 1, "guardian": 0, "representative": 0}
            self.sends(url, data | counts, browser)
        self.case.refresh_from_db()
        self.assertEqual(self.case.state, CaseState.SESSION_HELD)
        self.assertTrue(AuditEvent.objects.filter(verb="list", actor_id=self.mediator.user.pk).exists())

    def test_staff_record_that_somebody_did_not_come(self):
        url = self.url(self.case, self.session.pk, "no-show")
        with self.after(40):
            browser = with_versions(signed_in(self.staff))
            self.assertContains(browser.get(url), "Wait 30 minutes first")
            self.assertContains(browser.post(url, {"missing": self.sides[:1], "waited": 10}), "Wait longer")
            self.sends(url, {"missing": self.sides[:1], "waited": 35}, browser)
            page = browser.get(self.url(self.case))
        self.assertContains(page, "Not there")
        self.assertContains(page, "35 minutes")

    def test_no_form_of_a_session_has_room_for_what_was_said(self):
        with self.after():
            browser = with_versions(signed_in(self.staff))
            for name in SESSION_PAGES:
                page = browser.get(self.url(self.case, self.session.pk, name))
                self.assertNotIn("<textarea", page.text, name)


class RosterTests(PageTestCase):
    def test_places_and_interpreters_are_added_and_changed(self):
        self.assertContains(self.browser.get("/admin/places/"), "Library, Garden Room")
        data = {"name": "Church hall", "address": "2 Invented Street", "access_notes": "Ramp.", "is_active": "on"}
        self.sends("/admin/places/add/", data)
        hall = Place.objects.get(name="Church hall")
        self.sends(f"/admin/places/{hall.pk}/", data | {"is_active": ""})
        self.assertFalse(Place.objects.get(pk=hall.pk).is_active)
        self.sends("/admin/interpreters/add/", {"name": "Ani", "languages": ["hy", "ru"], "phone": "626 555 0142"})
        self.assertContains(self.browser.get("/admin/interpreters/"), "Armenian (Eastern), Russian")
        self.assertEqual(Interpreter.objects.get().languages, ["hy", "ru"])
        self.assertEqual(AuditEvent.objects.filter(object_id=str(hall.pk)).count(), 2)
        self.assertEqual(self.browser.get(f"/admin/places/{uuid4()}/", follow=True).status_code, 404)

    def test_the_list_asks_the_same_of_the_database_for_2_and_for_20(self):
        for number in range(20):
            if number in {1, 19}:
                with self.assertNumQueries(7):
                    self.browser.get("/admin/places/")
            a_place(f"Room {number}")


class RefusalTests(PageTestCase):
    def addresses(self, case, session):
        yield self.url(case)
        yield self.url(case, "propose")
        yield from (self.url(case, session.pk, name) for name in SESSION_PAGES)
        yield f"/admin/cases/{case.pk}/sessions/{session.pk}/calendar.ics"
        yield from ("/admin/places/", "/admin/places/add/", "/admin/interpreters/", "/admin/interpreters/add/")
        yield f"/admin/places/{self.place.pk}/"

    @pytest.mark.proves("G1")
    def test_everyone_else_is_refused_at_every_address(self):
        case, session = a_scheduled_case(self.staff, self.mediator, self.place)
        before = (Session.objects.count(), Booking.objects.count(), ProposalAnswer.objects.count())
        for role in [role for role in Role if role not in (Role.ADMINISTRATOR, Role.LEAD)] + [None]:
            browser = signed_in(self.mediator.user if role is Role.MEDIATOR else person(role))
            for address in self.addresses(case, session):
                for method in (browser.get, browser.post):
                    with self.subTest(role=role, address=address):
                        self.assertIn(method(address).status_code, (302, 403))
        for address in self.addresses(case, session):
            self.assertTrue(Client().get(address)["Location"].startswith("/accounts/login/"))
        after = (Session.objects.count(), Booking.objects.count(), ProposalAnswer.objects.count())
        self.assertEqual(after, before)

    @pytest.mark.proves("G1")
    def test_a_mediator_of_another_case_finds_nothing(self):
        case, session = a_scheduled_case(self.staff, self.mediator, self.place)
        browser = signed_in(a_mediator(another(Role.MEDIATOR, "stranger")).user)
        self.assertNotContains(browser.get("/admin/sessions/"), case.referral.reference)
        for rest in (f"{session.pk}/held/", f"{session.pk}/no-show/", f"{session.pk}/calendar.ics"):
            for method in (browser.get, browser.post):
                self.assertIn(method(f"/admin/sessions/{rest}", follow=True).status_code, (404, 405))
        self.assertEqual(browser.get(f"/admin/sessions/cases/{case.pk}/report/", follow=True).status_code, 404)

    def test_a_session_is_found_only_below_its_own_case(self):
        _, session = a_scheduled_case(self.staff, self.mediator, self.place)
        other = a_case(path=Path.SELF)
        for name in SESSION_PAGES:
            found = self.browser.get(self.url(other, session.pk, name), follow=True)
            self.assertEqual(found.status_code, 404, name)
