"""Planning sessions: proposing, answers, confirming, moving, calling off; and what the end of a case does to them."""

from datetime import timedelta
from unittest import mock

import pytest
from django.test import TestCase
from django.utils import timezone

from intake.constants import (
    CaseState,
    DutyKind,
    LetterKind,
    NotMediatedReason,
    Path,
    SessionMode,
    SessionState,
    SessionType,
)
from intake.exceptions import CaseNotHere, MoveRefused, SessionRefused, SlotTaken
from intake.models import Booking, Case, Duty, Notification, Party, Session
from intake.rules.sessions import Why
from intake.services.lifecycle import move_case
from intake.services.session import cancel_session, move_session, record_answers
from intake.services.session_terms import change_terms, confirm_session
from portal.common.models import AuditEvent
from portal.common.roles import Role
from tests.base import person
from tests.cases import a_case
from tests.sessions import (
    a_mediator,
    a_place,
    a_prepared_case,
    a_scheduled_case,
    all_agree,
    an_interpreter,
    another,
    confirm,
    hours_from,
    in_days,
    prepare,
    propose,
    talk_with_both,
    terms_with,
)


class SessionTestCase(TestCase):
    def setUp(self):
        self.staff, self.mediator = person(Role.ADMINISTRATOR), a_mediator()
        self.place = a_place()

    def assertRefused(self, why, call, *args, **kwargs):
        with pytest.raises(SessionRefused) as refused:
            call(*args, **kwargs)
        self.assertEqual(refused.value.why, why)

    def letters(self, session):
        return sorted(f"{n.letter}:{n.state}" for n in Notification.objects.filter(session=session))

    def state_of(self, case):
        return Case.objects.get(pk=case.pk).state


class ProposeTests(SessionTestCase):
    def test_times_are_proposed_to_both_sides(self):
        case = a_prepared_case(self.staff, self.mediator)
        session = propose(case, self.staff, SessionType.JOINT, hours_from(in_days(9)), hours_from(in_days(8)))
        self.assertEqual(session.state, SessionState.PROPOSED)
        self.assertEqual([p.starts_at for p in session.proposals.all()], [in_days(8), in_days(9)])
        self.assertEqual(self.letters(session), ["times:queued", "times:queued"])
        self.assertTrue(AuditEvent.objects.filter(verb="create", object_id=str(session.pk)).exists())

    def test_a_talk_is_with_the_side_that_its_type_says_and_tells_only_that_side(self):
        case = a_prepared_case(self.staff, self.mediator)
        session = propose(case, self.staff, SessionType.PRE_EMPLOYEE)
        self.assertEqual(session.party.side, "employee")
        self.assertEqual([n.party.side for n in Notification.objects.filter(session=session)], ["employee"])

    def test_what_can_not_be_planned_is_refused_in_words(self):
        case = a_prepared_case(self.staff, self.mediator)
        self.assertRefused(Why.PAST, propose, case, self.staff, SessionType.JOINT, hours_from(in_days(-1)))
        self.assertRefused(Why.WRONG_STATE, propose, case, self.staff, SessionType.INTERNAL_JOINT)
        self.assertRefused(Why.WRONG_STATE, propose, a_case(), self.staff, SessionType.JOINT)
        internal = a_prepared_case(self.staff, self.mediator, path=Path.EMPLOYEE)
        self.assertRefused(Why.WRONG_SIDE, propose, internal, self.staff, SessionType.INTERNAL_PRE)

    def test_no_second_joint_session_is_planned_beside_the_first(self):
        case = a_prepared_case(self.staff, self.mediator)
        propose(case, self.staff)
        self.assertRefused(Why.ONE_IS_PLANNED, propose, case, self.staff, SessionType.SHUTTLE)

    def test_only_those_who_work_on_cases_plan(self):
        case = a_prepared_case(self.staff, self.mediator)
        for user in (self.mediator.user, person(Role.LIAISON), person(Role.AUDITOR), person(Role.EDITOR)):
            with pytest.raises(CaseNotHere):
                propose(case, user)


class ConfirmTests(SessionTestCase):
    def test_a_confirmed_joint_session_books_tells_and_schedules_the_case(self):
        case, session = a_scheduled_case(self.staff, self.mediator, self.place)
        self.assertEqual(case.state, CaseState.SCHEDULED)
        booked = {booking.kind: booking.resource for booking in session.bookings.all()}
        self.assertEqual(booked, {"mediator": self.mediator.pk, "place": self.place.pk})
        self.assertEqual(self.letters(session), ["session:queued", "session:queued", "times:dropped", "times:dropped"])
        calls = case.duties.open().filter(kind=DutyKind.CHECK_IN)
        self.assertEqual({call.due_on for call in calls}, {timezone.localdate() + timedelta(days=7)})
        self.assertEqual(calls.count(), 2)

    def test_a_check_in_call_that_would_be_due_already_is_due_today(self):
        case = a_prepared_case(self.staff, self.mediator)
        talk_with_both(case, self.staff)
        confirm(propose(case, self.staff, SessionType.JOINT, hours_from(in_days(2))), self.staff, self.place)
        due = set(Duty.objects.open().filter(kind=DutyKind.CHECK_IN).values_list("due_on", flat=True))
        self.assertEqual(due, {timezone.localdate()})

    def test_a_joint_session_waits_for_the_talk_with_each_side_and_nothing_is_written(self):
        case = a_prepared_case(self.staff, self.mediator)
        session = propose(case, self.staff)
        with pytest.raises(MoveRefused) as refused:
            confirm(session, self.staff, self.place)
        self.assertEqual([guard.key for guard in refused.value.refusal.guards], ["prepared"])
        self.assertEqual(Session.objects.get().state, SessionState.PROPOSED)
        self.assertFalse(Booking.objects.exists())
        self.assertFalse(Notification.objects.filter(letter=LetterKind.SESSION).exists())

    def test_uniform_and_interpreter_have_to_be_settled(self):
        case = a_prepared_case(self.staff, self.mediator, answers={"interpreter": "yes"})
        talk_with_both(case, self.staff)
        session = propose(case, self.staff)
        with pytest.raises(MoveRefused) as refused:
            confirm(session, self.staff, self.place, attire="open")
        self.assertEqual([guard.key for guard in refused.value.refusal.guards], ["interpreter", "attire"])
        confirm(session, self.staff, self.place, interpreter=an_interpreter().pk)
        self.assertEqual(self.state_of(case), CaseState.SCHEDULED)

    def test_a_time_has_to_suit_everyone(self):
        case = a_prepared_case(self.staff, self.mediator)
        session = propose(case, self.staff)
        proposal = session.proposals.get()
        terms = terms_with(case, self.place)
        people = [*Party.objects.filter(case=case), self.mediator]
        for missing in people:
            record_answers(session.pk, self.staff, {(proposal.pk, one.pk): one is not missing for one in people})
            self.assertRefused(Why.NOT_AGREED, confirm_session, session.pk, self.staff, proposal.pk, terms)

    def test_where_and_who_have_to_be_real(self):
        case = a_prepared_case(self.staff, self.mediator)
        session = propose(case, self.staff)
        self.place.is_active = False
        self.place.save()
        stranger = a_mediator(another(Role.MEDIATOR, "stranger"))
        for why, changes in (
            (Why.NO_PLACE, {"place": self.place}),
            (Why.NO_LINK, {"mode": SessionMode.VIDEO}),
            (Why.NO_INTERPRETER, {"interpreter": self.place.pk}),
            (Why.NO_MEDIATOR, {"mediators": ()}),
            (Why.NO_MEDIATOR, {"mediators": (self.mediator.pk, stranger.pk)}),
        ):
            with self.subTest(changes):
                self.assertRefused(why, confirm, session, self.staff, **changes)

    def test_what_another_session_has_is_taken_and_touching_times_are_not(self):
        a_scheduled_case(self.staff, self.mediator, self.place)
        other = a_mediator(another(Role.MEDIATOR, "other"))
        case = a_prepared_case(self.staff, other)
        talk_with_both(case, self.staff)
        start = in_days(10)
        session = propose(case, self.staff, SessionType.JOINT, hours_from(start + timedelta(hours=1)))
        with pytest.raises(SlotTaken) as taken:
            confirm(session, self.staff, self.place)
        self.assertEqual(taken.value.kind, "place")
        self.assertEqual(self.state_of(case), CaseState.PREMEDIATION)
        moved = move_session(session.pk, self.staff, (hours_from(start + timedelta(hours=2)),))
        confirm(moved, self.staff, self.place)
        self.assertEqual(self.state_of(case), CaseState.SCHEDULED)

    def test_a_mediator_is_in_one_place_at_a_time(self):
        a_scheduled_case(self.staff, self.mediator, self.place)
        case = a_prepared_case(self.staff, self.mediator)
        session = propose(case, self.staff, SessionType.PRE_COMMUNITY, mode=SessionMode.PHONE)
        with pytest.raises(SlotTaken) as taken:
            confirm(session, self.staff)
        self.assertEqual(taken.value.kind, "mediator")

    def test_terms_change_without_the_time_and_are_told(self):
        case, session = a_scheduled_case(self.staff, self.mediator, self.place)
        garden = a_place("Church hall")
        changed = change_terms(session.pk, self.staff, terms_with(case, garden))
        self.assertEqual((changed.sequence, changed.place), (1, garden))
        standing = session.bookings.filter(is_cancelled=False)
        self.assertEqual({b.resource for b in standing}, {garden.pk, self.mediator.pk})
        self.assertIn("session_moved:queued", self.letters(session))
        with pytest.raises(MoveRefused):
            change_terms(session.pk, self.staff, terms_with(case, garden, attire="open"))


class MoveTests(SessionTestCase):
    def test_a_move_is_the_same_entry_in_calendars_and_leads_the_case_back(self):
        case, old = a_scheduled_case(self.staff, self.mediator, self.place)
        party = Party.objects.get(case=case, side="community")
        new = move_session(old.pk, self.staff, (hours_from(in_days(12)),), by_party=party.pk)
        old.refresh_from_db()
        self.assertEqual((old.state, old.sequence), (SessionState.CANCELLED, 1))
        self.assertEqual((new.state, new.uid, new.sequence), (SessionState.PROPOSED, old.uid, 2))
        self.assertEqual(new.moved_by, party)
        self.assertEqual(self.state_of(case), CaseState.PREMEDIATION)
        self.assertFalse(old.bookings.filter(is_cancelled=False).exists())
        self.assertFalse(Duty.objects.open().filter(kind=DutyKind.CHECK_IN).exists())
        self.assertEqual(self.letters(old).count("session_cancelled:queued"), 2)
        confirm(new, self.staff, self.place)
        self.assertIn("session_moved:queued", self.letters(new))
        self.assertEqual(self.state_of(case), CaseState.SCHEDULED)
        calls = Duty.objects.open().filter(kind=DutyKind.CHECK_IN)
        self.assertEqual({call.session_id for call in calls}, {new.pk})

    def test_each_side_may_move_as_often_as_the_rules_say_and_the_program_any_time(self):
        case, session = a_scheduled_case(self.staff, self.mediator, self.place)
        party = Party.objects.get(case=case, side="community")
        session = move_session(session.pk, self.staff, (hours_from(in_days(12)),), by_party=party.pk)
        self.assertRefused(
            Why.NO_MORE_MOVES, move_session, session.pk, self.staff, (hours_from(in_days(13)),), by_party=party.pk
        )
        other = Party.objects.get(case=case, side="employee")
        session = move_session(session.pk, self.staff, (hours_from(in_days(13)),), by_party=other.pk)
        session = move_session(session.pk, self.staff, (hours_from(in_days(14)),))
        self.assertEqual(session.moved_by, None)

    def test_the_slot_of_a_session_that_was_called_off_is_free(self):
        _, session = a_scheduled_case(self.staff, self.mediator, self.place)
        cancel_session(session.pk, self.staff)
        case = a_prepared_case(self.staff, self.mediator)
        talk_with_both(case, self.staff)
        confirm(propose(case, self.staff), self.staff, self.place)
        self.assertEqual(self.state_of(case), CaseState.SCHEDULED)

    def test_the_move_of_the_case_alone_is_shut_while_the_session_stands(self):
        case, _ = a_scheduled_case(self.staff, self.mediator, self.place)
        with pytest.raises(MoveRefused):
            move_case(case.pk, "unschedule", user=self.staff)


class CaseTests(SessionTestCase):
    def ends_by(self, name, **more):
        case, session = a_scheduled_case(self.staff, self.mediator, self.place)
        move_case(case.pk, name, user=self.staff, **more)
        session.refresh_from_db()
        self.assertEqual(session.state, SessionState.CANCELLED)
        self.assertFalse(session.bookings.filter(is_cancelled=False).exists())
        self.assertEqual(self.letters(session).count("session_cancelled:queued"), 2)
        self.assertFalse(Duty.objects.open().filter(kind=DutyKind.CHECK_IN).exists())

    def test_every_end_calls_the_session_off(self):
        self.ends_by("withdraw")
        self.ends_by("end_not_mediated", reason=NotMediatedReason.TIME_LIMIT)

    def test_a_hold_calls_the_session_off(self):
        self.ends_by("put_on_hold", reason="leave")

    def test_after_a_hold_another_time_can_be_found(self):
        case, _ = a_scheduled_case(self.staff, self.mediator, self.place)
        move_case(case.pk, "put_on_hold", user=self.staff, reason="leave")
        move_case(case.pk, "take_off_hold", user=self.staff)
        move_case(case.pk, "unschedule", user=self.staff)
        confirm(propose(case, self.staff), self.staff, self.place)
        self.assertEqual(self.state_of(case), CaseState.SCHEDULED)

    def test_nothing_is_written_when_any_part_fails(self):
        case = a_prepared_case(self.staff, self.mediator)
        talk_with_both(case, self.staff)
        session = propose(case, self.staff)
        all_agree(session, self.staff)
        terms = terms_with(case, self.place)
        for part in ("book_session", "_open_check_in", "tell_of", "make_move", "audit.record"):
            with mock.patch(f"intake.services.session_terms.{part}", side_effect=RuntimeError):
                with pytest.raises(RuntimeError):
                    confirm_session(session.pk, self.staff, session.proposals.first().pk, terms)
                self.assertEqual(Session.objects.get(pk=session.pk).state, SessionState.PROPOSED)
                self.assertFalse(Booking.objects.exists())
                self.assertEqual(self.state_of(case), CaseState.PREMEDIATION)

    def test_an_internal_case_has_its_own_kinds(self):
        case = prepare(a_case(path=Path.EMPLOYEE), self.mediator, self.staff)
        party = Party.objects.get(case=case, side="colleague")
        talk = propose(case, self.staff, SessionType.INTERNAL_PRE, party=party.pk)
        self.assertEqual(talk.party, party)
        talk_with_both(case, self.staff)
        confirm(propose(case, self.staff, SessionType.INTERNAL_JOINT), self.staff, self.place)
        self.assertEqual(self.state_of(case), CaseState.SCHEDULED)
