"""From a request to a closed case: with an agreement, after somebody did not come, and between two colleagues."""

from datetime import timedelta

from django.test import TestCase
from django.utils import timezone

from intake.constants import CaseState, LetterKind, OutcomeCode, Path, RetentionClass, SessionType, Side
from intake.models import AgreedStep, ClosureNotice, Duty, Notification, Party
from intake.services.lifecycle import move_case
from intake.services.outcome import (
    Report,
    Step,
    approve_outcome,
    close_case,
    end_mediation,
    record_follow_up,
    record_returned,
    report_outcome,
)
from intake.services.session_calendar import calendar_file
from intake.services.session_reminder import remind_sessions
from intake.services.session_report import record_held, record_no_show
from portal.common.languages import BY_CODE
from portal.common.models import AuditEvent
from tests.cases import a_case
from tests.sessions import held_by_all
from tests.walks.casework import casework

ARMENIAN = {"name": "Ani Invented", "spoken": "hy", "reading": "hy", "interpreter": "no"}


class AgreementWalk(TestCase):
    def test_a_community_member_and_an_officer_come_to_an_agreement(self):
        with casework() as work:
            work.case = a_case(language="hy", answers=ARMENIAN)
            work.is_screened_and_found_eligible()
            work.is_agreed_to_by_both()
            work.gets_a_mediator()
            work.talks_with(SessionType.PRE_COMMUNITY, SessionType.PRE_EMPLOYEE)
            self.assertEqual(work.case.state, CaseState.PREMEDIATION)
            session = work.is_scheduled()
            self.assertEqual(work.case.state, CaseState.SCHEDULED)
            self.assertEqual({n.language for n in Notification.objects.filter(letter="session")}, {"hy", "en"})
            self.assertIn("Հանդիպում", calendar_file(session, BY_CODE["hy"]).decode())

            while timezone.now() < session.starts_at:
                remind_sessions(timezone.now())
                work.later(hours=1)
            reminders = Notification.objects.filter(letter=LetterKind.SESSION_REMINDER, session=session)
            self.assertEqual(
                sorted({session.starts_at - each.due_at for each in reminders}),
                [timedelta(hours=2), timedelta(days=7)],
            )

            work.go_to(session.ends_at)
            record_held(session.pk, work.mediator.user, held_by_all(session))
            steps = (Step(Side.EMPLOYEE, timezone.localdate() + timedelta(days=30)),)
            report = Report(
                OutcomeCode.AGR_FULL, True, is_checked=True, signed_by_all=True, share_terms=False, steps=steps
            )
            report_outcome(work.case.pk, work.mediator.user, report)
            work.later(days=1)
            approve_outcome(work.case.pk, work.lead)
            end_mediation(work.case.pk, work.staff, timezone.localdate())
            work.later(days=61)
            record_follow_up(work.case.pk, work.staff, {AgreedStep.objects.get().pk: True})
            work.case = close_case(work.case.pk, work.lead, RetentionClass.STANDARD)

        self.assertEqual(work.case.state, CaseState.CLOSED)
        notice = ClosureNotice.objects.get()
        self.assertEqual((notice.code, notice.on), ("COMPLETED_RESOLVED", timezone.localdate(work.case.ended_at)))
        self.assertEqual(
            sorted(Notification.objects.filter(letter="closed").values_list("language", "party__side")),
            [("en", "employee"), ("hy", "community")],
        )
        self.assertFalse(Duty.objects.filter(case=work.case).open().exists())
        self.assertEqual(
            list(work.case.events.exclude(move="").values_list("move", flat=True)),
            ["screen", "send_to_city", "find_eligible", "ask_both", "both_agree", "prepare", "schedule",
             "hold_session", "report", "approve_outcome", "close"],
        )  # fmt: skip
        moved = AuditEvent.objects.filter(verb="change-state", object_id=str(work.case.pk))
        self.assertEqual(moved.count(), 11)


class NoShowWalk(TestCase):
    def test_a_complaint_goes_back_when_somebody_stays_away_twice(self):
        with casework() as work:
            work.case = a_case(answers={"filed": "yes", "discovered_on": "2026-06-01"})
            work.is_screened_and_found_eligible()
            work.is_agreed_to_by_both()
            work.gets_a_mediator()
            work.talks_with(SessionType.PRE_COMMUNITY, SessionType.PRE_EMPLOYEE)
            community = Party.objects.get(case=work.case, side="community").pk
            for _ in range(2):
                session = work.is_scheduled(days=7)
                work.go_to(session.starts_at + timedelta(minutes=35))
                record_no_show(session.pk, work.mediator.user, frozenset({community}), 35)
                work.case.refresh_from_db()
            self.assertEqual((work.case.state, work.case.end_reason), ("not_mediated", "no_show_community"))
            notice = ClosureNotice.objects.get()
            limit = (work.case.discovered_on.replace(year=2027) - timezone.localdate()).days
            self.assertEqual((notice.code, notice.days_left), ("NOT_MEDIATED", limit))
            letters = Notification.objects.filter(letter="not_mediated")
            self.assertEqual(sorted(letters.values_list("party__side", flat=True)), ["community", "employee"])
            record_returned(work.case.pk, work.staff)
            self.assertFalse(Duty.objects.filter(case=work.case).open().exists())


class InternalWalk(TestCase):
    def test_two_colleagues_come_to_an_understanding_in_two_sessions(self):
        with casework() as work:
            work.case = a_case(path=Path.EMPLOYEE, language="en", answers={"reading": "en"})
            self.assertEqual(work.case.kind, "internal")
            work.is_screened_and_found_eligible()
            work.is_agreed_to_by_both()
            work.gets_a_mediator()
            work.talks_with_each_of("employee", "colleague")
            for number in range(2):
                session = work.is_scheduled(SessionType.INTERNAL_JOINT, days=5)
                work.go_to(session.ends_at)
                record_held(session.pk, work.staff, held_by_all(session))
                if number == 0:
                    move_case(work.case.pk, "plan_another", user=work.mediator.user)
                    work.case.refresh_from_db()
            report_outcome(work.case.pk, work.mediator.user, Report(OutcomeCode.UNDERSTANDING, False))
            approve_outcome(work.case.pk, work.lead)
            work.later(days=10)
            end_mediation(work.case.pk, work.staff, timezone.localdate())
            work.later(days=60)
            record_follow_up(work.case.pk, work.staff, {})
            work.case = close_case(work.case.pk, work.lead, RetentionClass.STANDARD)
        self.assertEqual(work.case.state, CaseState.CLOSED)
        self.assertEqual(ClosureNotice.objects.get().code, "COMPLETED_RESOLVED")
        self.assertEqual(Notification.objects.filter(letter="closed").count(), 2)
