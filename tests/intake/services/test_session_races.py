"""Many at once on one slot, and withdrawal against scheduling, on a real PostgreSQL with real threads (G17).

`make races` runs two of them with as many as G17 asks for.
"""

import threading
import time
from collections import Counter
from unittest import mock

import pytest
from django.db import OperationalError, transaction
from django.test import TransactionTestCase

from intake.constants import CaseState, Channel, SessionState, SessionType
from intake.exceptions import MoveRefused, SessionRefused, SlotTaken
from intake.models import Booking, Duty, Party, Place, Session
from intake.services import session_terms
from intake.services.consent import withdraw_party
from intake.services.lifecycle import move_case
from intake.services.retry import retried
from intake.services.session_terms import confirm_session
from portal.common.roles import Role
from tests.base import person
from tests.races import THREADS, WITHDRAWALS
from tests.races.at_once import at_once, soon
from tests.sessions import (
    a_mediator,
    a_place,
    a_prepared_case,
    all_agree,
    another,
    propose,
    talk_with_both,
    terms_with,
)

ROUNDS = max(1, 200 // THREADS)


class SlotTests(TransactionTestCase):
    @pytest.mark.proves("G17")
    def test_as_many_as_like_confirm_one_slot_and_one_is_booked(self):
        staff, place, mediator = person(Role.ADMINISTRATOR), a_place(), a_mediator()
        ready = []
        for _ in range(THREADS):
            session = propose(a_prepared_case(staff, mediator), staff, SessionType.PRE_COMMUNITY)
            all_agree(session, staff)
            ready.append((session.pk, session.proposals.get().pk, terms_with(session.case, place)))
        for _ in range(ROUNDS):
            answers = at_once([lambda one=one: confirm_session(one[0], staff, one[1], one[2]) for one in ready])
            won = [each for each in answers if isinstance(each, Session)]
            lost = [each for each in answers if isinstance(each, SlotTaken)]
            self.assertEqual((len(won), len(lost)), (1, THREADS - 1), answers)
            self.assertEqual(Booking.objects.filter(is_cancelled=False).count(), 2)
            self.assertEqual(Session.objects.filter(state=SessionState.CONFIRMED).count(), 1)
            Booking.objects.all().delete()
            Session.objects.update(state=SessionState.PROPOSED, starts_at=None, ends_at=None)
        print(f"{ROUNDS} times {THREADS} threads on one slot: one booking each time, {THREADS - 1} refused")

    @pytest.mark.proves("G17")
    def test_sessions_that_need_each_others_resources_never_lock_each_other_out(self):
        staff = person(Role.ADMINISTRATOR)
        mediators = [a_mediator(another(Role.MEDIATOR, f"mediator{n}")) for n in range(2)]
        places = [a_place(f"Room {n}") for n in range(2)]
        ready = []
        for number in range(16):
            case = a_prepared_case(staff, mediators[number % 2])
            session = propose(case, staff, SessionType.PRE_COMMUNITY)
            all_agree(session, staff)
            ready.append((session.pk, session.proposals.get().pk, terms_with(case, places[number // 2 % 2])))
        answers = at_once([lambda one=one: confirm_session(one[0], staff, one[1], one[2]) for one in ready])
        self.assertEqual({type(each) for each in answers}, {Session, SlotTaken})
        self.assertEqual(Booking.objects.filter(is_cancelled=False).count(), 4)

    def test_the_database_alone_refuses_the_second_booking(self):
        staff, mediator = person(Role.ADMINISTRATOR), a_mediator()
        ready = []
        for _ in range(4):
            case = a_prepared_case(staff, mediator)
            session = propose(case, staff, SessionType.PRE_COMMUNITY)
            all_agree(session, staff)
            ready.append((session.pk, session.proposals.get().pk, terms_with(case)))
        with mock.patch("intake.services.booking._lock"):
            answers = at_once([lambda one=one: confirm_session(one[0], staff, one[1], one[2]) for one in ready])
        self.assertEqual(sorted(type(each).__name__ for each in answers), ["Session", *["SlotTaken"] * 3])


class WithdrawalTests(TransactionTestCase):
    @pytest.mark.proves("G17")
    def test_a_case_that_a_side_withdrew_never_ends_scheduled(self):
        self.staff, self.mediator, self.place = person(Role.ADMINISTRATOR), a_mediator(), a_place()
        confirmed = Counter(self.one_round(number) for number in range(WITHDRAWALS))
        print(f"{WITHDRAWALS} withdrawals against scheduling: none ended scheduled; scheduling was {dict(confirmed)}")

    def one_round(self, number):
        """A side or staff on its behalf steps back while staff schedule; gives how the scheduling went."""
        case = a_prepared_case(self.staff, self.mediator)
        talk_with_both(case, self.staff)
        session = propose(case, self.staff)
        all_agree(session, self.staff)
        terms, proposal = terms_with(case, self.place), session.proposals.get().pk
        party = Party.objects.select_related("case").filter(case=case).order_by("side")[number // 2 % 2]
        withdraw = self.by_staff if number % 2 else self.by_the_side
        answers = at_once(
            [
                lambda: soon(confirm_session, session.pk, self.staff, proposal, terms),
                lambda: soon(withdraw, case, party),
            ]
        )
        self.assertNotIsInstance(answers[1], Exception)
        self.assertIsInstance(answers[0], Session | SessionRefused | MoveRefused)
        case.refresh_from_db()
        session.refresh_from_db()
        self.assertEqual((case.state, session.state), (CaseState.WITHDRAWN, SessionState.CANCELLED))
        self.assertFalse(Booking.objects.filter(is_cancelled=False).exists())
        self.assertFalse(Duty.objects.filter(case=case, kind="check_in").open().exists())
        return "made and called off" if isinstance(answers[0], Session) else "refused"

    def by_staff(self, case, party):
        return move_case(case.pk, "withdraw", user=self.staff)

    def by_the_side(self, case, party):
        return withdraw_party(party, channel=Channel.EMAIL)


class DeadlockTests(TransactionTestCase):
    @pytest.mark.proves("G17")
    def test_a_deadlock_is_tried_again_and_nobody_sees_it(self):
        places = [a_place("One"), a_place("Two")]
        tries, first_locks = [], threading.Barrier(2)

        @retried
        @transaction.atomic
        def lock_both(order):
            tries.append(order)
            for number, place in enumerate(order):
                Place.objects.select_for_update().get(pk=place)
                if number == 0 and len(tries) <= 2:
                    first_locks.wait(timeout=10)
            return "done"

        one, two = (place.pk for place in places)
        self.assertEqual(at_once([lambda: lock_both([one, two]), lambda: lock_both([two, one])]), ["done"] * 2)
        self.assertEqual(len(tries), 3)

    def test_other_errors_are_not_tried_again(self):
        tries = []

        @retried
        def fails():
            tries.append(1)
            raise OperationalError("server closed the connection")

        with pytest.raises(OperationalError):
            fails()
        self.assertEqual(len(tries), 1)

    def test_a_deadlock_that_never_ends_is_raised(self):
        cause = Exception()
        cause.pgcode = "40P01"
        deadlock = OperationalError()
        deadlock.__cause__ = cause
        with mock.patch.object(time, "sleep"), pytest.raises(OperationalError):
            retried(mock.Mock(side_effect=deadlock, __name__="service"))()

    def test_every_service_that_books_is_tried_again(self):
        for service in (session_terms.confirm_session, session_terms.change_terms):
            self.assertTrue(hasattr(service, "__wrapped__"))
