"""A side in its own space: where things stand, its yes or no, stepping back, the times that suit it."""

from datetime import timedelta

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from intake.constants import CaseState, ConsentState, DutyKind
from intake.models import Case, Consent, Duty, Notification, ProposalAnswer
from portal.common.languages import LANGUAGES
from portal.common.models import AuditEvent
from portal.common.roles import Role
from tests.base import person
from tests.intake.services.consents import NO, YES, asking, says, sides_of
from tests.intake.spaces import in_space
from tests.sessions import a_mediator, a_place, a_prepared_case, a_scheduled_case, hours_from, in_days, propose

STATUS, ANSWER = "/en/my/status/", "/en/my/answer/"


def main_of(response):
    return BeautifulSoup(response.content, "html.parser").main


class SpaceTestCase(TestCase):
    def setUp(self):
        self.staff = person(Role.ADMINISTRATOR)
        self.case, self.community, self.employee = asking(self.staff)
        self.client = in_space(self.community, self.staff)

    def answers(self, answer, client=None, **more):
        client = client or self.client
        words = main_of(client.get(ANSWER)).find("input", {"name": "words"})
        return client.post(ANSWER, {"answer": answer, "words": words["value"] if words else ""} | more)

    def track(self, party=None):
        return Consent.objects.get(party=party or self.community)


class StatusTests(SpaceTestCase):
    @pytest.mark.proves("UX-45", "UX-46")
    def test_every_state_shows_one_of_six_stages_what_comes_next_and_no_inner_word(self):
        for state in CaseState:
            held = CaseState.CONSENT if state == CaseState.ON_HOLD else ""
            Case.objects.filter(pk=self.case.pk).update(state=state, held_from=held, end_reason="employee_avoid")
            with self.subTest(state):
                main = main_of(self.client.get(STATUS))
                self.assertEqual(len(main.select(".case-stages > li")), 6)
                self.assertEqual(len(main.select("[aria-current=step]")), 1)
                self.assertIn("Last change", main.text)
                self.assertTrue(main.select_one("#next-title + p").text.strip())
                for word in ("An Invented Employee", "employee_avoid", "avoid", self.staff.first_name):
                    self.assertNotIn(word, main.text)

    def test_it_says_until_when_an_answer_is_asked_for_and_where_to_give_it(self):
        page = self.client.get(STATUS)
        self.assertContains(page, "At the latest on")
        self.assertContains(page, 'href="/en/my/answer/"')

    def test_it_reads_in_every_language(self):
        for language in LANGUAGES:
            page = self.client.get(f"/{language.code}/my/status/")
            self.assertContains(page, f'<html lang="{language.tag}"')

    def test_looking_is_recorded_and_changes_nothing(self):
        before = AuditEvent.objects.count()
        self.client.get(STATUS)
        event = AuditEvent.objects.order_by("-pk").first()
        self.assertEqual((AuditEvent.objects.count(), event.verb), (before + 1, "view"))

    def test_the_number_of_queries_does_not_grow_with_the_meetings(self):
        mediator = a_mediator()
        counts = set()
        for number in (2, 20):
            case = a_prepared_case(self.staff, mediator)
            party, _ = sides_of(case)
            client = in_space(party, self.staff)
            for each in range(number):
                session = propose(case, self.staff, "pre_community", hours_from(in_days(10 + each)))
                session.state, session.starts_at, session.ends_at = "confirmed", *hours_from(in_days(10 + each))
                session.save()
            client.get(STATUS)
            with self.subTest(number), CaptureQueriesContext(connection) as queries:
                self.assertEqual(len(main_of(client.get(STATUS)).select("p.notice-title")), number)
            counts.add(len(queries))
        self.assertEqual(len(counts), 1, counts)


class AnswerTests(SpaceTestCase):
    def test_the_whole_text_of_each_side_stands_there_in_each_language(self):
        employee = in_space(self.employee, self.staff)
        for language in LANGUAGES:
            for client in (self.client, employee):
                main = main_of(client.get(f"/{language.code}/my/answer/"))
                self.assertEqual(len(main.select("ul.prose > li")), 11)
        self.assertNotEqual(main_of(employee.get(ANSWER)).ul.text, main_of(self.client.get(ANSWER)).ul.text)

    def test_a_yes_is_stored_with_the_text_that_stood_there(self):
        self.assertRedirects(self.answers("yes"), f"{STATUS}?done=answered")
        track = self.track()
        self.assertEqual((track.state, track.entered_by, track.channel, track.language), (YES, None, "", "en"))
        self.assertIn("It is my choice", track.text)
        self.assertContains(self.client.get(STATUS), "You said yes on")

    def test_a_no_may_say_why_and_a_yes_keeps_no_reason(self):
        self.answers("no", reason="community_time")
        self.assertEqual((self.track().state, self.track().reason), (NO, "community_time"))
        employee = in_space(self.employee, self.staff)
        self.answers("yes", employee, reason="employee_avoid")
        self.assertEqual((self.track(self.employee).state, self.track(self.employee).reason), (YES, ""))

    def test_a_reason_of_the_other_side_is_refused(self):
        self.assertContains(self.answers("no", reason="employee_avoid"), "error-summary")
        self.assertEqual(self.track().state, ConsentState.INVITED)

    def test_not_yet_stores_nothing_and_a_question_asks_for_a_call_once(self):
        self.assertRedirects(self.answers("later"), f"{STATUS}?done=later")
        for _ in range(2):
            self.assertRedirects(self.answers("question"), f"{STATUS}?done=question")
        self.assertEqual(self.track().state, ConsentState.INVITED)
        self.assertEqual(Duty.objects.filter(kind=DutyKind.CALL_PARTY, party=self.community).count(), 1)

    def test_nothing_chosen_says_what_to_do(self):
        self.assertContains(self.answers(""), "Choose one of the four.")

    @pytest.mark.proves("UX-40")
    def test_a_double_click_is_one_answer_and_another_answer_comes_too_late(self):
        self.answers("yes")
        first = self.track().answered_at
        self.assertRedirects(self.client.post(ANSWER, {"answer": "yes"}), f"{STATUS}?done=answered")
        self.assertRedirects(self.client.post(ANSWER, {"answer": "no"}), f"{STATUS}?done=too-late")
        self.assertEqual((self.track().state, self.track().answered_at), (YES, first))
        self.assertEqual(Notification.objects.filter(letter="answer_yes").count(), 1)

    def test_an_answer_to_words_that_changed_since_is_asked_again(self):
        page = self.answers("yes", words="0" * 64)
        self.assertContains(page, "The text has changed since you opened this page")
        fresh = main_of(page).find("input", {"name": "words"})["value"]
        self.assertRedirects(self.client.post(ANSWER, {"answer": "yes", "words": fresh}), f"{STATUS}?done=answered")

    def test_after_the_time_is_over_nothing_is_stored(self):
        Consent.objects.filter(party=self.community).update(state=ConsentState.NO_REPLY)
        self.assertRedirects(self.client.post(ANSWER, {"answer": "yes"}), f"{STATUS}?done=too-late")
        self.assertIsNone(main_of(self.client.get(ANSWER)).form.find("input", {"name": "answer"}))


class StepBackTests(SpaceTestCase):
    def test_one_button_and_one_confirmation_and_a_get_changes_nothing(self):
        self.assertContains(self.client.get(STATUS), 'href="/en/my/step-back/"')
        self.client.get("/en/my/step-back/")
        self.assertEqual(self.track().state, ConsentState.INVITED)
        for _ in range(2):
            self.assertRedirects(self.client.post("/en/my/step-back/"), f"{STATUS}?done=stepped-back")
        self.assertEqual(self.track().state, ConsentState.WITHDRAWN)

    def test_a_yes_can_be_taken_back_while_a_meeting_is_planned_and_the_case_ends_at_once(self):
        case, _ = a_scheduled_case(self.staff, a_mediator(), a_place())
        employee = in_space(sides_of(case)[1], self.staff)
        self.assertContains(employee.get(STATUS), "Library, Garden Room")
        employee.post("/en/my/step-back/")
        case.refresh_from_db()
        self.assertEqual(case.state, CaseState.WITHDRAWN)
        self.assertNotContains(employee.get(STATUS), "Library, Garden Room")

    def test_after_a_no_or_the_end_it_is_told_that_it_is_too_late(self):
        says(self.community, NO)
        self.assertRedirects(self.client.post("/en/my/step-back/"), f"{STATUS}?done=too-late")
        self.assertNotContains(self.client.get(STATUS), "step-back/")


class TimesTests(TestCase):
    def setUp(self):
        self.staff = person(Role.ADMINISTRATOR)
        self.case = a_prepared_case(self.staff, a_mediator())
        self.community, self.employee = sides_of(self.case)
        self.session = propose(self.case, self.staff, "joint", hours_from(in_days(9)), hours_from(in_days(10)))
        self.first, self.second = self.session.proposals.all()
        self.client = in_space(self.community, self.staff)
        self.url = f"/en/my/times/{self.session.pk}/"

    def chooses(self, *times):
        return self.client.post(self.url, {"times": [str(each) for each in times]})

    def test_what_is_chosen_is_stored_for_this_side_alone_and_can_be_changed(self):
        self.assertContains(self.client.get(STATUS), f'href="{self.url}"')
        self.assertRedirects(self.chooses(self.first.pk), f"{STATUS}?done=times")
        self.chooses(self.second.pk)
        found = ProposalAnswer.objects.values_list("proposal", "party", "suits")
        self.assertEqual(
            set(found), {(self.first.pk, self.community.pk, False), (self.second.pk, self.community.pk, True)}
        )
        ticked = main_of(self.client.get(self.url)).select("input[checked]")
        self.assertEqual([box["value"] for box in ticked], [str(self.second.pk)])

    def test_what_suits_others_does_not_show(self):
        before = main_of(self.client.get(self.url)).fieldset
        ProposalAnswer.objects.create(proposal=self.first, party=self.employee, suits=True)
        self.assertEqual(str(before), str(main_of(self.client.get(self.url)).fieldset))

    def test_none_of_them_makes_somebody_call(self):
        self.chooses("none")
        self.assertTrue(Duty.objects.open().filter(kind=DutyKind.CALL_PARTY, party=self.community).exists())
        self.assertEqual(set(ProposalAnswer.objects.values_list("suits", flat=True)), {False})

    def test_nothing_a_strange_time_and_both_are_refused(self):
        for chosen in ((), ("x",), (self.case.pk,), (self.first.pk, "none")):
            self.assertContains(self.chooses(*chosen), "error-summary")
        self.assertEqual(ProposalAnswer.objects.count(), 0)

    def test_another_sides_or_cases_session_is_not_there(self):
        other = propose(a_prepared_case(self.staff, a_mediator(person(Role.LEAD))), self.staff)
        own = propose(self.case, self.staff, "pre_employee")
        for session in (other, own):
            self.assertEqual(self.client.get(f"/en/my/times/{session.pk}/").status_code, 404)
            self.assertEqual(self.client.post(f"/en/my/times/{session.pk}/").status_code, 404)

    def test_a_time_that_is_over_can_not_be_chosen(self):
        with time_machine.travel(in_days(9) + timedelta(hours=1), tick=False):
            client = in_space(self.community, self.staff)
            self.assertEqual(len(main_of(client.get(self.url)).select("input[type=checkbox]")), 2)
        with time_machine.travel(timezone.now() + timedelta(days=30), tick=False):
            client = in_space(self.community, self.staff)
            self.assertRedirects(client.get(self.url), f"{STATUS}?done=too-late")
