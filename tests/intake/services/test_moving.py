"""Asking for another time while staff call the meeting off or move it, on a real PostgreSQL with real threads."""

from django.test import TransactionTestCase

from intake.constants import DutyKind, SessionState
from intake.exceptions import CaseNotHere
from intake.models import Duty, MoveRequest, Session
from intake.rules.moving import Moving
from intake.services.moving import ask_to_move
from intake.services.session import cancel_session, move_session
from portal.common.roles import Role
from tests.base import person
from tests.intake.services.consents import sides_of
from tests.intake.services.test_session_races import at_once, soon
from tests.sessions import a_mediator, a_place, a_scheduled_case, another, hours_from, in_days

ROUNDS = 6


class RaceTests(TransactionTestCase):
    def setUp(self):
        self.staff, self.mediator, self.place = person(Role.ADMINISTRATOR), a_mediator(), a_place()

    def test_both_sides_and_a_double_click_at_once_are_one_wish_and_one_duty_each(self):
        case, session = a_scheduled_case(self.staff, self.mediator, self.place)
        calls = [lambda party=party: ask_to_move(party, session.pk, []) for party in sides_of(case) for _ in range(4)]
        self.assertEqual(at_once(calls), [Moving.OPEN] * 8)
        self.assertEqual(MoveRequest.objects.count(), 2)
        self.assertEqual(Duty.objects.open().filter(kind=DutyKind.FIND_TIME).count(), 2)

    def test_no_duty_is_left_for_a_meeting_that_does_not_stand(self):
        for number in range(ROUNDS):
            mediator = a_mediator(another(Role.MEDIATOR, f"m{number}"))
            case, session = a_scheduled_case(self.staff, mediator, a_place(f"Room {number}"))
            end = self.moves if number % 2 else self.calls_off
            party = sides_of(case)[0]
            found, ended = at_once(
                [
                    lambda party=party, pk=session.pk: soon(ask_to_move, party, pk, []),
                    lambda end=end, pk=session.pk: soon(end, pk),
                ]
            )
            self.assertTrue(found is Moving.OPEN or isinstance(found, CaseNotHere), found)
            self.assertIsInstance(ended, Session)
            self.assertEqual(Session.objects.get(pk=session.pk).state, SessionState.CANCELLED)
            self.assertFalse(Duty.objects.open().filter(session=session).exists())

    def moves(self, session_id):
        return move_session(session_id, self.staff, (hours_from(in_days(12)),))

    def calls_off(self, session_id):
        return cancel_session(session_id, self.staff)
