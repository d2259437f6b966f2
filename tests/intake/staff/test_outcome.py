"""The pages of the outcome: reporting, the check of an agreement whose words are forgotten, approving, closing."""

import io
import logging
from datetime import timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection
from django.test import TestCase
from django.utils import timezone

from intake.constants import CaseState, DutyKind
from intake.models import AgreedStep, Case, ClosureNotice, Duty, Notification, Outcome, Party, Session
from intake.rules.promises import Promise
from intake.services.lifecycle import move_case
from intake.services.space import read_status
from portal.common.models import AuditEvent
from portal.common.roles import Role
from tests.base import person, signed_in
from tests.cases import with_versions
from tests.sessions import a_mediator, a_prepared_case, another, hours_from, in_days

CANARY = "Canaryagreement"
WORDS = f"Officer Park will greet Ms. Villanueva by name. {CANARY}"


def a_held_case(staff, mediator, **more):
    """A case whose joint session was held yesterday."""
    case = a_prepared_case(staff, mediator, **more)
    start, end = hours_from(in_days(-1))
    session = Session.objects.create(
        case=case, type="joint", mode="in_person", state="held", zone="UTC", minutes=90, starts_at=start, ends_at=end
    )
    session.attendance.create(role="mediator", mediator=mediator)
    Case.objects.filter(pk=case.pk).update(state=CaseState.SESSION_HELD)
    case.refresh_from_db()
    return case


class OutcomeTestCase(TestCase):
    def setUp(self):
        self.staff, self.mediator, self.lead = person(Role.ADMINISTRATOR), a_mediator(), person(Role.LEAD)
        self.case = a_held_case(self.staff, self.mediator)
        self.browser, self.leads = with_versions(signed_in(self.staff)), with_versions(signed_in(self.lead))

    def url(self, *rest):
        return "/".join([f"/admin/cases/{self.case.pk}/outcome", *rest, ""])

    def report(self, **changes):
        return {
            "code": "AGR_FULL",
            "has_agreement": "yes",
            "words": WORDS,
            "signed_by_all": "on",
            "share_terms": "no",
            "side_1": "employee",
            "due_1": f"{timezone.localdate() + timedelta(days=30)}",
        } | changes

    def state(self):
        return Case.objects.get(pk=self.case.pk).state

    def assertDone(self, response):
        self.assertEqual(response.status_code, 302)

    def assertStays(self, response, words):
        self.assertContains(response, words)
        self.assertEqual(response.status_code, 200)


class TabTests(OutcomeTestCase):
    def test_an_ended_case_says_that_nothing_more_comes_and_the_title_names_it(self):
        Case.objects.filter(pk=self.case.pk).update(state=CaseState.CLOSED, ended_at=timezone.now())
        page = self.browser.get(self.url())
        self.assertContains(page, "Nothing more. This case has ended.")
        self.assertNotContains(page, "once a joint session was held")
        self.assertContains(page, f"Outcome: {self.case}")


class ReportTests(OutcomeTestCase):
    def test_a_mediator_reports_and_no_word_of_the_agreement_stays(self):
        browser = with_versions(signed_in(self.mediator.user))
        url = f"/admin/sessions/cases/{self.case.pk}/report/"
        self.assertContains(browser.get(url), "They are not stored anywhere.")
        self.assertDone(browser.post(url, self.report()))
        outcome = Outcome.objects.get()
        self.assertEqual((outcome.code, outcome.reported_by), ("AGR_FULL", self.mediator.user))
        self.assertIsNotNone(outcome.checked_at)
        self.assertEqual((outcome.signed_by_all, outcome.share_terms), (True, False))
        self.assertEqual([step.side for step in outcome.steps.all()], ["employee"])
        self.assertEqual(self.state(), CaseState.OUTCOME)

    def test_a_forbidden_promise_is_found_and_said_and_a_person_can_vouch(self):
        words = f"{WORDS} The complaint will be withdrawn."
        refused = self.browser.post(self.url("report"), self.report(words=words))
        self.assertStays(refused, Promise.WITHDRAWN.value)
        self.assertNotContains(refused, CANARY)
        self.assertFalse(Outcome.objects.exists())
        self.assertDone(self.browser.post(self.url("report"), self.report(words=words, vouched="on")))
        self.assertIsNotNone(Outcome.objects.get().checked_at)

    def test_an_agreement_without_words_or_without_the_answer_on_sharing_is_refused(self):
        for change, words in (
            ({"words": " "}, "Paste the words of the agreement"),
            ({"words": " ", "vouched": "on"}, "Paste the words of the agreement"),
            ({"share_terms": ""}, "Say what everyone signed."),
            ({"has_agreement": "no"}, "say different things"),
            ({"code": "UNDERSTANDING"}, "say different things"),
            ({"due_1": ""}, "A step needs both a side and a day."),
            ({"side_1": ""}, "A step needs both a side and a day."),
            ({"words": "x" * 20_001}, "at most"),
        ):
            with self.subTest(change):
                self.assertStays(self.browser.post(self.url("report"), self.report(**change)), words)
        self.assertFalse(Outcome.objects.exists())

    @pytest.mark.proves("G6", "G24")
    def test_the_words_are_in_no_table_no_log_and_no_page(self):
        lines, keeper = [], logging.Handler(logging.DEBUG)
        keeper.emit = lambda record: lines.append(record.getMessage())
        logging.getLogger().addHandler(keeper)
        self.addCleanup(logging.getLogger().removeHandler, keeper)
        pages = [
            self.browser.post(self.url("report"), self.report(share_terms="")),
            self.browser.post(self.url("report"), self.report(words=f"{WORDS} No discipline.")),
            self.browser.post(self.url("report"), self.report(), follow=True),
            self.browser.get(self.url()),
        ]
        dump = io.StringIO()
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT quote_ident(relname) FROM pg_class"
                " WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
            )
            for (table,) in cursor.fetchall():
                cursor.copy_expert(f"COPY {table} TO STDOUT", dump)
        for text in (dump.getvalue(), "\n".join(lines), *(page.text for page in pages)):
            self.assertNotIn(CANARY, text)
            self.assertNotIn(CANARY.encode().hex(), text)

    def test_an_outcome_without_agreement_needs_no_words(self):
        self.assertDone(self.browser.post(self.url("report"), {"code": "NO_RESOLUTION", "has_agreement": "no"}))
        outcome = Outcome.objects.get()
        self.assertEqual((outcome.checked_at, outcome.share_terms, outcome.steps.count()), (None, None, 0))

    def test_no_model_of_the_end_has_room_for_words(self):
        for model in (Outcome, AgreedStep, ClosureNotice):
            for field in model._meta.concrete_fields:
                kind = field.get_internal_type()
                with self.subTest(model=model.__name__, field=field.name):
                    self.assertNotIn(kind, {"TextField", "BinaryField", "JSONField"})
                    self.assertTrue(kind != "CharField" or field.choices)
        fields = {field.name for field in ClosureNotice._meta.concrete_fields}
        self.assertEqual(fields, {"id", "case", "code", "on", "days_left"})


class ApproveTests(OutcomeTestCase):
    def test_a_lead_approves_what_somebody_else_reported(self):
        self.browser.post(self.url("report"), self.report())
        self.assertContains(self.leads.get(self.url()), "Approve")
        self.assertDone(self.leads.post(self.url("approve")))
        self.assertEqual((self.state(), Outcome.objects.get().approved_by), (CaseState.FOLLOW_UP, self.lead))

    def test_whoever_reported_it_does_not_approve_it_by_any_way(self):
        self.leads.post(self.url("report"), self.report())
        self.assertContains(self.leads.get(self.url()), "Another lead administrator has to look at it.")
        self.assertContains(self.leads.post(self.url("approve"), follow=True), "can’t approve it")
        self.assertEqual(self.state(), CaseState.OUTCOME)
        other = with_versions(signed_in(another(Role.LEAD, "second")))
        self.assertDone(other.post(self.url("approve")))
        self.assertEqual(self.state(), CaseState.FOLLOW_UP)

    def test_an_agreement_that_not_everyone_signed_waits(self):
        self.browser.post(self.url("report"), self.report(signed_by_all=""))
        self.assertContains(self.leads.post(self.url("approve"), follow=True), "record what all signed about the City")
        self.assertEqual(self.state(), CaseState.OUTCOME)
        self.assertIsNone(Outcome.objects.get().approved_by)

    def test_a_report_that_was_sent_back_is_written_anew(self):
        self.browser.post(self.url("report"), self.report())
        self.assertDone(self.leads.post(self.url("send-back")))
        self.assertEqual(self.state(), CaseState.SESSION_HELD)
        self.assertDone(self.browser.post(self.url("report"), {"code": "UNDERSTANDING", "has_agreement": "no"}))
        outcome = Outcome.objects.get()
        self.assertEqual((outcome.code, outcome.steps.count()), ("UNDERSTANDING", 0))


class CloseTests(OutcomeTestCase):
    def setUp(self):
        super().setUp()
        self.browser.post(self.url("report"), self.report())
        self.leads.post(self.url("approve"))

    def days(self, kind):
        return list(Duty.objects.open().filter(case=self.case, kind=kind).values_list("due_on", flat=True))

    def test_the_ten_days_are_extended_in_writing_or_the_mediation_ends(self):
        today = timezone.localdate()
        self.assertEqual(self.days(DutyKind.TEN_DAYS), [today + timedelta(days=10)])
        late = {"how": "extend", "day": str(today)}
        self.assertStays(self.browser.post(self.url("ten-days"), late), "Choose a day to come.")
        until = today + timedelta(days=40)
        self.assertDone(self.browser.post(self.url("ten-days"), {"how": "extend", "day": str(until)}))
        self.assertEqual(self.days(DutyKind.TEN_DAYS), [until])
        early = {"how": "end", "day": str(today + timedelta(days=1))}
        self.assertStays(self.browser.post(self.url("ten-days"), early), "It can’t have ended on a day to come.")
        self.assertDone(self.browser.post(self.url("ten-days"), {"how": "end", "day": str(today)}))
        self.assertEqual((self.days(DutyKind.TEN_DAYS), Outcome.objects.get().ended_on), ([], today))

    def test_closing_is_due_after_the_time_of_the_follow_up_and_not_before_an_extension_is_over(self):
        today, page = timezone.localdate(), f"/admin/cases/{self.case.pk}/"
        self.assertEqual(self.days(DutyKind.CLOSE), [today + timedelta(days=90)])
        self.assertContains(self.browser.get(page), f'<a href="{self.url()}">Close the case</a>')
        for days, due in ((40, 90), (120, 120)):
            self.browser.post(self.url("ten-days"), {"how": "extend", "day": str(today + timedelta(days=days))})
            self.assertEqual(self.days(DutyKind.CLOSE), [today + timedelta(days=due)])
        self.browser.post(self.url("ten-days"), {"how": "end", "day": str(today)})
        self.browser.post(self.url("follow-up"), {"asked": "on"})
        case = Case.objects.get(pk=self.case.pk)
        self.assertEqual((case.next_duty, case.next_due), (DutyKind.CLOSE, today + timedelta(days=120)))
        self.leads.post(self.url("close"), {"retention": "standard"})
        self.assertEqual((self.state(), self.days(DutyKind.CLOSE)), (CaseState.CLOSED, []))

    def test_a_side_is_told_the_day_of_the_call_and_nothing_of_closing(self):
        party = Party.objects.filter(case=self.case).select_related("case", "consent").first()
        self.assertEqual(read_status(party).by, timezone.localdate() + timedelta(days=60))

    def test_a_case_that_was_followed_up_before_there_was_the_duty_gets_it_too(self):
        day = timezone.localdate() - timedelta(days=100)
        Duty.objects.filter(case=self.case).delete()
        since = timezone.now() - timedelta(days=100)
        Case.objects.filter(pk=self.case.pk).update(state_since=since, next_duty="", next_due=None, next_amber=None)
        for _ in range(2):
            import_module("intake.migrations.0013_duties_and_ends").open_closing(apps, None)
        due_on = day + timedelta(days=90)
        self.assertEqual(self.days(DutyKind.CLOSE), [due_on])
        case = Case.objects.get(pk=self.case.pk)
        self.assertEqual((case.next_duty, case.next_due, case.next_amber), ("close", due_on, day + timedelta(days=60)))

    def test_after_a_hold_only_what_is_not_settled_is_due_again(self):
        today = timezone.localdate()
        self.browser.post(self.url("ten-days"), {"how": "end", "day": str(today)})
        for move, reason in (("put_on_hold", "leave"), ("take_off_hold", "")):
            move_case(self.case.pk, move, user=self.staff, reason=reason)
        self.assertEqual(self.days(DutyKind.TEN_DAYS), [])
        self.assertEqual(self.days(DutyKind.FOLLOW_UP), [today + timedelta(days=60)])
        self.assertEqual(self.days(DutyKind.CLOSE), [today + timedelta(days=90)])

    def test_a_case_is_closed_once_all_is_settled_and_the_city_learns_a_code_and_a_day(self):
        Case.objects.filter(pk=self.case.pk).update(sharing="yes", kind="complaint")
        refused = self.leads.post(self.url("close"), {"retention": "standard"})
        self.assertStays(refused, "Extend the mediation in writing, or end it (Evid. Code 1125).")
        self.assertEqual(Case.objects.get(pk=self.case.pk).retention_class, "")
        self.browser.post(self.url("ten-days"), {"how": "end", "day": str(timezone.localdate())})
        step = AgreedStep.objects.get()
        self.assertContains(self.browser.get(self.url("follow-up")), "Police employee, step due")
        self.assertDone(self.browser.post(self.url("follow-up"), {"asked": "on", str(step.pk): "yes"}))
        step.refresh_from_db()
        self.assertTrue(step.was_kept)
        self.assertEqual(self.days(DutyKind.FOLLOW_UP), [])
        self.assertDone(self.leads.post(self.url("close"), {"retention": "sustained"}))
        case = Case.objects.get(pk=self.case.pk)
        self.assertEqual((case.state, case.retention_class), (CaseState.CLOSED, "sustained"))
        notice = ClosureNotice.objects.get()
        self.assertEqual((notice.code, notice.on, notice.days_left), ("COMPLETED_RESOLVED", timezone.localdate(), None))
        self.assertEqual(Notification.objects.filter(letter="closed").count(), 2)
        self.assertFalse(Duty.objects.open().filter(kind=DutyKind.RETURN_TO_PSU).exists())


class ReturnTests(OutcomeTestCase):
    def test_a_complaint_that_was_not_mediated_goes_back_with_its_days_left(self):
        case = a_prepared_case(self.staff, self.mediator)
        Case.objects.filter(pk=case.pk).update(
            sharing="yes", kind="complaint", discovered_on=timezone.localdate() - timedelta(days=300)
        )
        self.browser.post(f"/admin/cases/{case.pk}/outcome/returned/")
        self.assertFalse(AuditEvent.objects.filter(object_id=str(case.pk), verb="change").exists())
        move_case(case.pk, "end_not_mediated", user=self.staff, reason="time_limit")
        self.case = case
        page = self.browser.get(self.url())
        self.assertContains(page, "The complaint goes back to Professional Standards")
        self.assertRegex(page.text, r"<strong>6[56]</strong>")
        self.assertDone(self.browser.post(self.url("returned")))
        self.assertNotContains(self.browser.get(self.url()), "goes back to Professional")


class RefusalTests(OutcomeTestCase):
    PAGES = ("", "report", "approve", "send-back", "ten-days", "follow-up", "close", "returned")

    @pytest.mark.proves("G1")
    def test_everyone_else_is_refused_at_every_address(self):
        for role in [role for role in Role if role not in (Role.ADMINISTRATOR, Role.LEAD)] + [None]:
            browser = signed_in(self.mediator.user if role is Role.MEDIATOR else person(role))
            for name in self.PAGES:
                url = self.url(name) if name else self.url()
                for method in (browser.get, browser.post):
                    with self.subTest(role=role, url=url):
                        self.assertIn(method(url).status_code, (302, 403))
        self.assertFalse(Outcome.objects.exists())

    def test_only_leads_approve_send_back_and_close(self):
        self.browser.post(self.url("report"), self.report())
        for name in ("approve", "send-back", "close"):
            self.assertEqual(self.browser.post(self.url(name), follow=False).status_code, 302)
        self.assertEqual(self.state(), CaseState.OUTCOME)

    def test_a_mediator_of_another_case_reports_nothing(self):
        stranger = signed_in(a_mediator(another(Role.MEDIATOR, "stranger")).user)
        answer = stranger.post(f"/admin/sessions/cases/{self.case.pk}/report/", self.report(), follow=True)
        self.assertEqual(answer.status_code, 404)

    def test_a_report_comes_only_after_a_session(self):
        Case.objects.filter(pk=self.case.pk).update(state=CaseState.PREMEDIATION)
        self.assertStays(self.browser.post(self.url("report"), self.report()), "where the case stands now")
        self.assertFalse(Outcome.objects.exists())
        self.assertEqual(Party.objects.filter(case=self.case).count(), 2)
