"""Consent races at the pages of the space, with real threads on a real PostgreSQL: one truth, written down once."""

import re
from collections import Counter
from unittest import mock

import pytest
from django.db import OperationalError
from django.test import TransactionTestCase

from intake.constants import CaseState, ConsentState, SessionState
from intake.exceptions import MoveRefused, SessionRefused
from intake.models import Booking, Consent, EarlierAnswer, Notification, Party, Session
from intake.services import consent
from intake.services.retry import DEADLOCK
from intake.services.session_terms import confirm_session
from intake.services.space import renew_code
from portal.common.audit_chain import verify
from portal.common.models import AuditEvent
from portal.common.roles import Role
from tests.base import person
from tests.intake.services.consents import NO, YES, asking
from tests.intake.spaces import let_in, same_browser
from tests.races import ROUNDS
from tests.races.at_once import at_once, soon
from tests.sessions import a_mediator, a_place, a_prepared_case, all_agree, propose, talk_with_both, terms_with

ANSWER, STEP_BACK = "/en/my/answer/", "/en/my/step-back/"
STATES = {"yes": YES, "no": NO}
WITHDRAWN = ConsentState.WITHDRAWN


class SpaceRaceTestCase(TransactionTestCase):
    def setUp(self):
        self.staff = person(Role.ADMINISTRATOR)
        self.met = Counter()

    def rounds(self, one_round, most=ROUNDS):
        for number in range(most):
            one_round(number)
        self.assertIsNone(verify().broken)
        print(f"{most} rounds: {dict(self.met)}")

    def form(self, client, said):
        """The form as it stands on the page, filled in."""
        page = client.get(ANSWER).content.decode()
        return {"answer": said, "words": re.search(r'name="words" value="([^"]+)"', page)[1]}

    def press(self, client, address, typed=None, **more):
        """A press of the button in a tab of its own; gives what the next page says was done."""
        tab = same_browser(client)
        return lambda: soon(lambda: done(tab.post(address, typed or {})), **more)

    def state(self, party):
        return Consent.objects.get(party=party).state

    def entries(self, party):
        """How often a change of this side's track was written down."""
        track = Consent.objects.get(party=party).pk
        return AuditEvent.objects.filter(object_type="intake.consent", object_id=str(track)).count()

    def letters(self, party, *kinds):
        found = Notification.objects.filter(party=party, letter__in=kinds).exclude(state="dropped")
        return sorted(found.values_list("letter", flat=True))


def done(response):
    assert response.status_code == 302, response.status_code
    return re.search(r"(?:done|refusal)=([a-z-]+)$", response["Location"])[1]


@pytest.mark.proves("G17")
class AnswerRaceTests(SpaceRaceTestCase):
    def test_both_sides_answer_in_the_same_second_and_the_case_is_settled_once(self):
        self.rounds(self.both_answer)

    def both_answer(self, number):
        case, *sides = asking(self.staff)
        said = [("yes", "yes"), ("yes", "no"), ("no", "no")][number % 3]
        clients = [let_in(party) for party in sides]
        forms = [self.form(*pair) for pair in zip(clients, said, strict=True)]
        presses = [self.press(client, ANSWER, form) for client, form in zip(clients, forms, strict=True)]
        self.assertEqual(at_once(presses), ["answered"] * 2)
        case.refresh_from_db()
        agreed = said == ("yes", "yes")
        move, state = ("both_agree", "mediator_assign") if agreed else ("end_unasked", "not_mediated")
        self.assertEqual((case.state, case.events.filter(move=move).count()), (state, 1))
        for party, word in zip(sides, said, strict=True):
            self.assertEqual((self.state(party), self.entries(party)), (STATES[word], 1))
            self.assertEqual(self.letters(party, "not_mediated"), [] if agreed else ["not_mediated"])
        self.met[case.state] += 1

    def test_a_double_click_on_yes_is_one_yes(self):
        self.rounds(self.double_click)

    def double_click(self, number):
        _, party, _ = asking(self.staff)
        client = let_in(party)
        form = self.form(client, "yes")
        self.assertEqual(at_once([self.press(client, ANSWER, form) for _ in range(3)]), ["answered"] * 3)
        self.assertEqual((self.state(party), self.entries(party)), (YES, 1))
        self.assertEqual(self.letters(party, "answer_yes", "answer_no"), ["answer_yes"])

    def test_yes_and_no_from_two_tabs_leave_one_truth_and_the_other_tab_is_told(self):
        self.rounds(self.two_tabs)

    def two_tabs(self, number):
        _, party, _ = asking(self.staff)
        client = let_in(party)
        said = ("yes", "no")
        told = at_once([self.press(client, ANSWER, self.form(client, word)) for word in said])
        kept = self.state(party)
        self.assertEqual(told, ["answered" if STATES[word] == kept else "too-late" for word in said])
        self.assertEqual(self.entries(party), 1)
        self.assertEqual(len(self.letters(party, "answer_yes", "answer_no")), 1)
        self.met["yes" if kept == YES else "no"] += 1

    def test_a_code_that_staff_renew_while_a_side_answers_ends_its_page_and_loses_no_answer(self):
        self.rounds(self.renewed_code)

    def renewed_code(self, number):
        case, party, _ = asking(self.staff)
        client = let_in(party)
        form = self.form(client, "yes")
        told, code = at_once(
            [
                self.press(client, ANSWER, form, within=0.1),
                lambda: soon(lambda: renew_code(case.pk, party.side, user=self.staff)),
            ]
        )
        self.assertTrue(code.text)
        self.assertIn(told, {"answered", "over"})
        stored = told == "answered"
        self.assertEqual((self.state(party) == YES, self.entries(party)), (stored, int(stored)))
        self.assertEqual(done(client.get("/en/my/status/")), "over")
        self.met[told] += 1


@pytest.mark.proves("G17")
class WithdrawalRaceTests(SpaceRaceTestCase):
    def test_a_side_steps_back_while_it_says_yes_in_another_tab_and_going_back_changes_nothing(self):
        self.rounds(self.yes_and_back)

    def yes_and_back(self, number):
        _, party, _ = asking(self.staff)
        client = let_in(party)
        yes = self.press(client, ANSWER, self.form(client, "yes"))
        told, stepped = at_once([yes, self.press(client, STEP_BACK, within=0.1)])
        self.assertEqual((stepped, self.state(party)), ("stepped-back", WITHDRAWN))
        was_first = told == "answered"
        self.assertEqual(self.entries(party), 1 + was_first)
        self.assertEqual(EarlierAnswer.objects.filter(party=party, state=YES).count(), int(was_first))
        again = at_once([yes, self.press(client, STEP_BACK), self.press(client, STEP_BACK)])
        self.assertEqual(again, ["too-late", "stepped-back", "stepped-back"])
        self.assertEqual((self.state(party), self.entries(party)), (WITHDRAWN, 1 + was_first))
        self.met[f"the yes was {told}"] += 1

    def test_a_side_steps_back_while_staff_confirm_and_the_case_never_ends_scheduled(self):
        self.mediator, self.place = a_mediator(), a_place()
        self.rounds(self.step_back_and_confirm)

    def step_back_and_confirm(self, number):
        case = a_prepared_case(self.staff, self.mediator)
        talk_with_both(case, self.staff)
        session = propose(case, self.staff)
        all_agree(session, self.staff)
        party = Party.objects.select_related("case").filter(case=case).order_by("side")[number % 2]
        given = (session.pk, self.staff, session.proposals.get().pk, terms_with(case, self.place))
        press = self.press(let_in(party), STEP_BACK)
        told, again, confirmed = at_once([press, press, lambda: soon(confirm_session, *given)])
        self.assertEqual((told, again), ("stepped-back", "stepped-back"))
        self.assertIsInstance(confirmed, Session | SessionRefused | MoveRefused)
        case.refresh_from_db()
        session.refresh_from_db()
        self.assertEqual((case.state, session.state), (CaseState.WITHDRAWN, SessionState.CANCELLED))
        self.assertEqual((self.state(party), self.entries(party)), (WITHDRAWN, 1))
        self.assertEqual(case.events.filter(move="withdraw", by_participant=True).count(), 1)
        self.assertFalse(Booking.objects.filter(is_cancelled=False).exists())
        self.met["made and called off" if isinstance(confirmed, Session) else "refused"] += 1


@pytest.mark.proves("G17")
class DeadlockTests(SpaceRaceTestCase):
    def test_what_postgresql_broke_off_is_begun_anew_and_the_side_does_not_see_it(self):
        _, party, _ = asking(self.staff)
        client = let_in(party)
        for press in (self.press(client, ANSWER, self.form(client, "yes")), self.press(client, STEP_BACK)):
            with mock.patch.object(consent, "settle_consents", side_effect=[deadlock(), None]) as called:
                self.assertIn(press(), {"answered", "stepped-back"})
            self.assertEqual(called.call_count, 2)
        self.assertEqual((self.state(party), self.entries(party)), (WITHDRAWN, 2))


def deadlock():
    """What PostgreSQL says to the one that it breaks off."""
    error = OperationalError("deadlock detected")
    error.__cause__ = Exception()
    error.__cause__.pgcode = DEADLOCK
    return error
