"""Asking both sides: days, answers, withdrawals, reminders, the end of the time."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from threading import Barrier

import pytest
import time_machine
from django.db import connections
from django.test import TestCase, TransactionTestCase
from django.utils import timezone
from django.utils.translation import override

from intake.constants import CaseState, Channel, ConsentState, HoldReason, NotMediatedReason, SessionMode
from intake.exceptions import (
    AlreadyAnswered,
    CaseNotHere,
    MoveRefused,
    NotAskedYet,
    NotAskingNow,
    ReasonMissing,
    TooLateToWithdraw,
)
from intake.models import (
    Assignment,
    Case,
    CaseEvent,
    ConflictDeclaration,
    Consent,
    EarlierAnswer,
    Mediator,
    Notification,
    Session,
)
from intake.questions.agreement import agreement_record
from intake.services.consent import (
    answer_consent,
    close_consent_windows,
    record_talk,
    remind_consents,
    withdraw_party,
)
from intake.services.lifecycle import move_case
from intake.services.policy import change_rule
from portal.common.models import AuditEvent, User
from portal.common.roles import Role
from tests.base import person
from tests.intake.services.consents import NO, YES, asking, both_say_yes, says

NOON = datetime(2026, 3, 2, 20, tzinfo=UTC)
"""A Monday, noon in Pasadena."""
DAY = timedelta(days=1)


def steps_back(party, **more):
    return withdraw_party(party, channel=Channel.PHONE, **more)


def letters_to(party, *kinds):
    found = Notification.objects.filter(party=party).exclude(state="dropped")
    return [each.letter for each in found if not kinds or each.letter in kinds]


class AskingTests(TestCase):
    def setUp(self):
        self.staff = person(Role.ADMINISTRATOR)

    def test_both_are_asked_on_the_same_day_by_default(self):
        with time_machine.travel(NOON, tick=False):
            _, first, second = asking(self.staff)
        for party in (first, second):
            consent = Consent.objects.get(party=party)
            self.assertEqual((consent.state, consent.invited_at), (ConsentState.INVITED, NOON))
            self.assertEqual((consent.asked_from, consent.answer_by), (date(2026, 3, 2), date(2026, 3, 16)))
        sent = Notification.objects.filter(letter__startswith="invite").order_by("letter")
        self.assertEqual([each.letter for each in sent], ["invite_community", "invite_employee"])
        self.assertEqual({each.due_at for each in sent}, {NOON})

    def test_the_later_side_is_invited_in_the_morning_of_its_own_day_whatever_the_first_one_says(self):
        for answer in (None, YES, NO):
            with self.subTest(answer), time_machine.travel(NOON, tick=False) as clock:
                _, first, second = asking(self.staff, order="community") if answer is None else asking(self.staff)
                if answer:
                    says(first, answer)
                invitation = Notification.objects.get(party=second, letter="invite_employee")
                # Nine in the morning of Thursday; Pasadena is on standard time until 8 March 2026.
                self.assertEqual(invitation.due_at, datetime(2026, 3, 5, 17, tzinfo=UTC))
                self.assertEqual(Consent.objects.get(party=second).state, ConsentState.NOT_ASKED)
                clock.shift(3 * DAY)
                remind_consents(timezone.now())
                self.assertEqual(Consent.objects.get(party=second).state, ConsentState.INVITED)

    def test_a_side_that_is_not_asked_yet_cannot_answer(self):
        _, _, second = asking(self.staff, order="community")
        with pytest.raises(NotAskedYet):
            says(second, YES)

    def test_asking_again_after_reopening_counts_no_earlier_answer_and_keeps_each(self):
        case, first, second = asking(self.staff)
        said, _ = says(first, YES), says(second, NO)
        move_case(case.pk, "reopen", user=person(Role.LEAD), reason="came_back")
        Case.objects.update(state=CaseState.ELIGIBLE)
        move_case(case.pk, "ask_both", user=self.staff)
        self.assertEqual({consent.state for consent in Consent.objects.all()}, {"invited"})
        self.assertEqual({consent.text for consent in Consent.objects.all()}, {""})
        self.assertEqual(Notification.objects.filter(letter__startswith="invite").count(), 4)
        kept = {each.party_id: each for each in EarlierAnswer.objects.all()}
        self.assertEqual({pk: each.state for pk, each in kept.items()}, {first.pk: YES, second.pk: NO})
        self.assertEqual(kept[first.pk].language, "es")
        self.assertEqual((kept[first.pk].text, kept[first.pk].sha256), (said.text, said.sha256))
        says(first, NO), says(second, NO)
        self.assertEqual(EarlierAnswer.objects.count(), 2)

    def test_a_side_that_never_answered_leaves_no_earlier_answer(self):
        case, first, _ = asking(self.staff)
        says(first, NO)
        Case.objects.filter(pk=case.pk).update(state=CaseState.ELIGIBLE)
        move_case(case.pk, "ask_both", user=self.staff)
        self.assertEqual([each.party_id for each in EarlierAnswer.objects.all()], [first.pk])

    def test_a_yes_that_is_taken_back_is_kept_beside_the_withdrawal(self):
        _, first, _ = asking(self.staff)
        said = says(first, YES)
        steps_back(first)
        kept = EarlierAnswer.objects.get()
        self.assertEqual((kept.party_id, kept.state, kept.answered_at), (first.pk, YES, said.answered_at))
        self.assertEqual(Consent.objects.get(party=first).state, ConsentState.WITHDRAWN)


class AnswerTests(TestCase):
    def setUp(self):
        self.staff = person(Role.ADMINISTRATOR)
        self.case, self.first, self.second = asking(self.staff)

    def state(self):
        return Case.objects.get().state

    def test_an_answer_keeps_the_very_words_their_version_and_language(self):
        consent = says(self.first, YES)
        with override("es"):
            record = agreement_record("community", "es")
        kept = Consent.objects.get(pk=consent.pk)
        self.assertEqual({field: getattr(kept, field) for field in record}, record)
        self.assertIn("mediación", kept.text)
        self.assertEqual((kept.channel, kept.entered_by), ("email", None))

    def test_what_is_stored_is_the_text_that_there_is(self):
        answer_consent(self.first, YES, channel=Channel.PHONE, language="aloud", entered_by=self.staff)
        with override("en"):
            record = agreement_record("community", "en")
        kept = Consent.objects.get(party=self.first)
        self.assertEqual((kept.language, kept.sha256), ("en", record["sha256"]))

    def test_two_yeses_lead_to_choosing_mediators(self):
        says(self.second, YES)
        self.assertEqual(self.state(), CaseState.CONSENT)
        says(self.first, YES)
        self.assertEqual(self.state(), CaseState.MEDIATOR_ASSIGN)
        event = CaseEvent.objects.get(move="both_agree")
        self.assertEqual((event.actor, event.by_participant), (None, False))

    def test_a_no_ends_the_case_only_when_the_other_side_is_in_too(self):
        says(self.first, NO, reason=NotMediatedReason.COMMUNITY_TIME)
        self.assertEqual(self.state(), CaseState.CONSENT)
        says(self.second, YES)
        case = Case.objects.get()
        self.assertEqual((case.state, case.end_reason), (CaseState.NOT_MEDIATED, "community_time"))

    def test_a_no_needs_no_reason_and_takes_none_of_the_other_side(self):
        with pytest.raises(ReasonMissing):
            says(self.second, NO, reason=NotMediatedReason.COMMUNITY_TIME)
        with pytest.raises(ReasonMissing):
            says(self.second, YES, reason=NotMediatedReason.EMPLOYEE_AVOID)
        says(self.second, NO), says(self.first, YES)
        self.assertEqual(Case.objects.get().end_reason, NotMediatedReason.EMPLOYEE_NONE)

    def test_a_double_click_changes_nothing_and_a_second_thought_is_refused(self):
        says(self.first, YES)
        before = Consent.objects.values().get(party=self.first), AuditEvent.objects.count()
        says(self.first, YES)
        self.assertEqual((Consent.objects.values().get(party=self.first), AuditEvent.objects.count()), before)
        with pytest.raises(AlreadyAnswered):
            says(self.first, NO)
        self.assertEqual(letters_to(self.first, "answer_yes", "answer_no"), ["answer_yes"])

    def test_staff_key_an_answer_and_are_named_with_it(self):
        answer_consent(self.first, YES, channel=Channel.PHONE, language="hy", entered_by=self.staff)
        kept = Consent.objects.get(party=self.first)
        self.assertEqual((kept.language, kept.channel, kept.entered_by), ("hy", "phone", self.staff))

    def test_nobody_but_those_who_work_on_cases_may_key_one(self):
        for role in (Role.MEDIATOR, Role.LIAISON, Role.EDITOR, Role.AUDITOR, None):
            user = person(role)
            with self.subTest(role):
                with pytest.raises(CaseNotHere):
                    answer_consent(self.first, YES, channel=Channel.PHONE, language="en", entered_by=user)
                with pytest.raises(CaseNotHere):
                    steps_back(self.first, entered_by=user)
                with pytest.raises(CaseNotHere):
                    record_talk(self.first, user)

    def test_a_talk_is_noted_once_and_only_before_the_answer(self):
        for _ in range(2):
            self.assertEqual(record_talk(self.first, self.staff).state, ConsentState.TALKED)
        says(self.first, YES)
        with pytest.raises(AlreadyAnswered):
            record_talk(self.first, self.staff)

    def test_the_audit_log_does_not_tell_a_yes_from_a_no(self):
        says(self.first, NO)
        steps_back(self.second)
        rows = AuditEvent.objects.filter(object_type="intake.consent").values_list("verb", "fields")
        self.assertEqual(len(rows), 2)
        self.assertEqual(rows[0], rows[1])

    def test_on_hold_an_answer_is_kept_and_counts_when_the_case_goes_on(self):
        says(self.first, YES)
        move_case(self.case.pk, "put_on_hold", user=self.staff, reason=HoldReason.LEAVE)
        says(self.second, YES)
        self.assertEqual(self.state(), CaseState.ON_HOLD)
        move_case(self.case.pk, "take_off_hold", user=self.staff)
        close_consent_windows(timezone.now())
        self.assertEqual(self.state(), CaseState.MEDIATOR_ASSIGN)

    def test_before_and_after_asking_nobody_answers(self):
        Case.objects.update(state=CaseState.SCREENING)
        with pytest.raises(NotAskingNow):
            says(self.first, YES)


class WithdrawalTests(TestCase):
    def setUp(self):
        self.staff = person(Role.ADMINISTRATOR)

    def test_while_both_are_asked_it_is_seen_only_when_the_other_side_is_in(self):
        case, first, second = asking(self.staff)
        says(first, YES)
        steps_back(first)
        self.assertEqual(Case.objects.get().state, CaseState.CONSENT)
        self.assertEqual(letters_to(second), ["invite_employee"])
        says(second, YES)
        case = Case.objects.get()
        self.assertEqual((case.state, case.end_reason), (CaseState.NOT_MEDIATED, NotMediatedReason.WITHDREW))

    def test_the_general_move_is_shut_while_both_are_asked(self):
        case, _, _ = asking(self.staff)
        with pytest.raises(MoveRefused) as refused:
            move_case(case.pk, "withdraw", user=self.staff)
        self.assertEqual([guard.key for guard in refused.value.refusal.guards], ["not_asking"])
        move_case(case.pk, "put_on_hold", user=self.staff, reason=HoldReason.LEAVE)
        with pytest.raises(MoveRefused):
            move_case(case.pk, "withdraw", user=self.staff)

    def test_after_both_yeses_it_ends_the_case_at_once_from_every_state_before_the_outcome(self):
        for state in ("mediator_assign", "premediation", "scheduled", "session_held"):
            with self.subTest(state):
                case = both_say_yes(self.staff)
                Case.objects.filter(pk=case.pk).update(state=state)
                steps_back(case.parties.get(has_asked=False))
                case.refresh_from_db()
                self.assertEqual(case.state, CaseState.WITHDRAWN)
                self.assertTrue(case.events.get(move="withdraw").by_participant)

    def test_a_second_click_does_nothing_more(self):
        case = both_say_yes(self.staff)
        party = case.parties.get(has_asked=True)
        for _ in range(2):
            self.assertEqual(steps_back(party).state, ConsentState.WITHDRAWN)
        self.assertEqual(case.events.filter(move="withdraw").count(), 1)

    def test_it_is_too_late_once_the_outcome_is_recorded(self):
        case = both_say_yes(self.staff)
        Case.objects.update(state=CaseState.OUTCOME)
        with pytest.raises(TooLateToWithdraw):
            steps_back(case.parties.get(has_asked=True))

    def test_after_a_no_there_is_nothing_to_withdraw(self):
        _, first, _ = asking(self.staff)
        says(first, NO)
        with pytest.raises(AlreadyAnswered):
            steps_back(first)

    def test_who_asked_may_step_back_before_anybody_else_is_asked(self):
        _, first, second = asking(self.staff, order="employee")
        steps_back(first)
        self.assertEqual(Consent.objects.get(party=first).state, ConsentState.WITHDRAWN)
        self.assertEqual(Consent.objects.get(party=second).state, ConsentState.INVITED)


class LadderTests(TestCase):
    def setUp(self):
        self.staff = person(Role.ADMINISTRATOR)

    def reminders(self, party):
        return letters_to(party, "consent_reminder")

    def test_each_step_goes_out_once_and_none_to_whoever_has_answered(self):
        with time_machine.travel(NOON, tick=False) as clock:
            _, first, second = asking(self.staff)
            says(second, YES)
            counts = []
            for _ in range(14):
                clock.shift(DAY)
                for _ in range(2):
                    remind_consents(timezone.now())
                counts.append(len(self.reminders(first)))
        self.assertEqual(counts, [0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 2, 3, 3, 3])
        self.assertEqual(self.reminders(second), [])

    def test_a_worker_that_slept_sends_one_reminder_and_not_a_burst(self):
        with time_machine.travel(NOON, tick=False) as clock:
            _, first, _ = asking(self.staff)
            clock.shift(8 * DAY)
            remind_consents(timezone.now())
            self.assertEqual(len(self.reminders(first)), 1)
            clock.shift(4 * DAY)
            remind_consents(timezone.now())
            self.assertEqual(len(self.reminders(first)), 2)

    def test_a_clock_that_jumps_back_and_forth_sends_nothing_twice(self):
        with time_machine.travel(NOON, tick=False) as clock:
            _, first, _ = asking(self.staff)
            for days in (3, -2, 2, 4, -4, 4, 0):
                clock.shift(days * DAY)
                remind_consents(timezone.now())
            self.assertEqual(len(self.reminders(first)), 2)

    def test_no_message_goes_out_at_night(self):
        with time_machine.travel(NOON, tick=False) as clock:
            _, first, _ = asking(self.staff)
            clock.move_to(datetime(2026, 3, 5, 8, 30, tzinfo=UTC))  # half past midnight
            remind_consents(timezone.now())
            due = Notification.objects.get(party=first, letter="consent_reminder").due_at
        self.assertEqual(due, datetime(2026, 3, 5, 17, tzinfo=UTC))

    def test_a_hold_stops_invitations_and_they_go_out_when_the_case_goes_on(self):
        with time_machine.travel(NOON, tick=False) as clock:
            case, _, second = asking(self.staff, order="community")
            move_case(case.pk, "put_on_hold", user=self.staff, reason=HoldReason.LEAVE)
            self.assertEqual(letters_to(second, "invite_employee"), [])
            clock.shift(20 * DAY)
            remind_consents(timezone.now()), close_consent_windows(timezone.now())
            self.assertEqual(letters_to(second), [])
            move_case(case.pk, "take_off_hold", user=self.staff)
            close_consent_windows(timezone.now()), remind_consents(timezone.now())
            self.assertEqual(letters_to(second, "invite_employee"), ["invite_employee"])
            days = {consent.answer_by for consent in Consent.objects.all()}
            self.assertEqual(days, {date(2026, 4, 5)})

    def test_silence_counts_as_no_reply_after_the_last_day_and_not_before(self):
        with time_machine.travel(NOON, tick=False) as clock:
            _, first, second = asking(self.staff)
            says(first, YES)
            clock.shift(14 * DAY)
            self.assertEqual(close_consent_windows(timezone.now()), 0)
            clock.shift(DAY)
            self.assertEqual([close_consent_windows(timezone.now()) for _ in range(2)], [1, 0])
        self.assertEqual(Consent.objects.get(party=second).state, ConsentState.NO_REPLY)
        case = Case.objects.get()
        self.assertEqual((case.state, case.end_reason), (CaseState.NOT_MEDIATED, NotMediatedReason.NO_REPLY))

    def test_the_programs_own_ladder_and_time_are_in_force(self):
        lead = person(Role.LEAD)
        change_rule(lead, "consent_reminders", (1,))
        change_rule(lead, "consent_days", 2)
        with time_machine.travel(NOON, tick=False) as clock:
            _, first, _ = asking(self.staff)
            clock.shift(DAY)
            remind_consents(timezone.now())
            self.assertEqual(len(self.reminders(first)), 1)
            clock.shift(2 * DAY)
            self.assertEqual(close_consent_windows(timezone.now()), 2)


def at_once(*tasks):
    """Runs the tasks in threads that start in the same moment; gives what each gave or raised."""
    barrier = Barrier(len(tasks))

    def run(task):
        try:
            barrier.wait(timeout=10)
            return task()
        except (AlreadyAnswered, MoveRefused, TooLateToWithdraw, NotAskingNow) as refused:
            return refused
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(tasks)) as pool:
        return list(pool.map(run, tasks))


@pytest.mark.proves("G17")
class RaceTests(TransactionTestCase):
    ROUNDS = 8

    def setUp(self):
        self.staff = person(Role.ADMINISTRATOR)

    def test_two_answers_in_the_same_second_are_both_counted_and_settle_the_case_once(self):
        for answers, state, move in (
            ((YES, YES), CaseState.MEDIATOR_ASSIGN, "both_agree"),
            ((YES, NO), CaseState.NOT_MEDIATED, "end_unasked"),
        ):
            for _ in range(self.ROUNDS):
                case, first, second = asking(self.staff)
                at_once(lambda: says(first, answers[0]), lambda: says(second, answers[1]))  # noqa: B023
                case.refresh_from_db()
                self.assertEqual(case.state, state)
                self.assertEqual(case.events.filter(move=move).count(), 1)

    def test_a_double_click_counts_once(self):
        for _ in range(self.ROUNDS):
            _, first, _ = asking(self.staff)
            at_once(*[lambda: says(first, YES)] * 4)  # noqa: B023
            self.assertEqual(letters_to(first, "answer_yes"), ["answer_yes"])
            self.assertEqual(Consent.objects.get(party=first).state, YES)

    def test_yes_and_no_of_one_side_at_once_leave_one_truth(self):
        for _ in range(self.ROUNDS):
            _, first, _ = asking(self.staff)
            results = at_once(lambda: says(first, YES), lambda: says(first, NO))  # noqa: B023
            kept = Consent.objects.get(party=first).state
            self.assertEqual(sum(isinstance(each, AlreadyAnswered) for each in results), 1)
            self.assertEqual(len(letters_to(first, "answer_yes", "answer_no")), 1)
            self.assertIn(letters_to(first, "answer_yes", "answer_no")[0], {YES: "answer_yes", NO: "answer_no"}[kept])

    def test_a_withdrawal_while_staff_schedule_never_ends_scheduled(self):
        for _ in range(self.ROUNDS):
            case = both_say_yes(self.staff)
            Case.objects.filter(pk=case.pk).update(state=CaseState.PREMEDIATION)
            make_schedulable(case)
            party = case.parties.get(has_asked=False)
            at_once(
                lambda: steps_back(party),  # noqa: B023
                lambda: move_case(case.pk, "schedule", user=self.staff),  # noqa: B023
            )
            case.refresh_from_db()
            self.assertEqual(case.state, CaseState.WITHDRAWN)
            self.assertEqual(Consent.objects.get(party=party).state, ConsentState.WITHDRAWN)


def make_schedulable(case):
    """All that the guards of scheduling ask for, beside both yeses."""
    user = User.objects.filter(email="mediator@example.org").first() or person(Role.MEDIATOR)
    mediator, _ = Mediator.objects.get_or_create(user=user)
    chosen = Assignment.objects.create(
        case=case, mediator=mediator, state="accepted", invited_by=mediator.user, reply_by=timezone.localdate()
    )
    ConflictDeclaration.objects.create(assignment=chosen, conflict="none")
    for party in case.parties.all():
        Session.objects.create(case=case, party=party, type="pre_community", mode="phone", state="held", zone="UTC")
    Session.objects.create(
        case=case, type="joint", mode=SessionMode.PHONE, state="confirmed", zone="UTC", attire="plain"
    )
