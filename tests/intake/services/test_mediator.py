"""Mediators and cases: asking, answering, declaring, releasing, and who can't be asked."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from threading import Barrier

import pytest
import time_machine
from django.db import connections
from django.test import TestCase, TransactionTestCase
from django.utils import timezone

from intake.constants import AssignmentState, CaseState, Conflict, DutyKind
from intake.exceptions import CaseNotHere, MediatorRefused, MoveRefused
from intake.models import Assignment, Case, Mediator, Notification
from intake.services.lifecycle import move_case
from intake.services.mediator import (
    accept_case,
    accept_disclosure,
    ask_mediator_again,
    declare_conflict,
    decline_case,
    invite_mediator,
    release_mediator,
)
from intake.services.policy import change_rule
from intake.services.roster import MediatorProfile, add_mediator, change_mediator, may_join
from intake.services.suggestion import suggestion_for
from intake.staff.dues import SILENT, dues_of
from portal.common.models import AuditEvent
from portal.common.roles import Role
from tests.base import person
from tests.intake.services.consents import both_say_yes
from tests.intake.services.mediators import EVERYTHING, a_mediator

MONDAY = datetime(2026, 3, 2, 20, tzinfo=UTC)


class AskingTests(TestCase):
    def setUp(self):
        self.staff, self.lead = person(Role.ADMINISTRATOR), person(Role.LEAD)
        self.case = both_say_yes(self.staff)
        self.mediator = a_mediator()

    def asks(self, mediator=None, case=None):
        return invite_mediator((case or self.case).pk, (mediator or self.mediator).pk, self.lead)

    def refused(self, words, change, *args):
        with pytest.raises(MediatorRefused) as refusal:
            change(*args)
        self.assertIn(words, refusal.value.words)

    def test_a_mediator_has_five_business_days_to_answer_and_gets_a_note(self):
        with time_machine.travel(MONDAY, tick=False):
            asked = self.asks()
        self.assertEqual((asked.state, asked.reply_by), (AssignmentState.INVITED, date(2026, 3, 9)))
        note = Notification.objects.get(user=self.mediator.user)
        self.assertEqual((note.letter, note.party, note.title), ("mediator_invited", None, ""))
        self.assertTrue(AuditEvent.objects.filter(verb="assign", object_id=str(asked.pk)).exists())

    def test_only_the_lead_asks_and_releases(self):
        asked = self.asks()
        other = a_mediator("Noa")
        for role in (Role.LIAISON, Role.EDITOR, Role.AUDITOR, None):
            with pytest.raises(CaseNotHere):
                invite_mediator(self.case.pk, other.pk, person(role))
        for user in (self.staff, self.mediator.user):
            with pytest.raises(CaseNotHere):
                invite_mediator(self.case.pk, other.pk, user)
            with pytest.raises(CaseNotHere):
                release_mediator(asked.pk, user)

    def test_who_can_not_be_asked_is_refused_in_words(self):
        self.refused("Does not take cases now", self.asks, a_mediator("Noa", is_active=False))
        self.refused("Has 0 of 0 cases", self.asks, a_mediator("Ida", capacity=0))
        self.asks()
        self.refused("asked for this case already", self.asks)
        self.asks(a_mediator("Uma"))
        self.refused("2 mediators at most", self.asks, a_mediator("Ana"))
        Case.objects.update(state=CaseState.CONSENT)
        self.refused("once both sides have said yes", self.asks, a_mediator("Eva"))

    def test_a_person_whose_account_is_closed_is_refused(self):
        self.mediator.user.is_active = False
        self.mediator.user.save()
        self.refused("Does not take cases now", self.asks)

    def test_open_invitations_fill_the_places_and_ended_cases_free_them(self):
        one, two = both_say_yes(self.staff), both_say_yes(self.staff)
        self.asks(case=one), self.asks(case=two)
        self.refused("Has 2 of 2 cases", self.asks)
        Case.objects.filter(pk=one.pk).update(state=CaseState.CLOSED)
        self.asks()

    def test_accepting_declares_and_makes_the_way_free_for_the_lead(self):
        with pytest.raises(MoveRefused):
            move_case(self.case.pk, "prepare", user=self.lead)
        asked = self.asks()
        accept_case(asked.pk, self.mediator.user, Conflict.NONE)
        accept_case(asked.pk, self.mediator.user, Conflict.NONE)
        self.assertEqual([each.conflict for each in asked.declarations.all()], [Conflict.NONE])
        self.assertEqual(move_case(self.case.pk, "prepare", user=self.lead).state, CaseState.PREMEDIATION)

    def test_after_the_last_day_it_is_too_late_to_accept_and_not_to_decline(self):
        with time_machine.travel(MONDAY, tick=False) as clock:
            asked = self.asks()
            clock.shift(timedelta(days=8))
            self.refused("time to answer is over", accept_case, asked.pk, self.mediator.user, Conflict.NONE)
            decline_case(asked.pk, self.mediator.user)
        self.refused("Declined this case", self.asks)

    def duties(self):
        return list(self.case.duties.open().filter(kind=DutyKind.MEDIATOR_REPLY).values_list("due_on", flat=True))

    def test_an_answer_that_is_due_is_a_duty_of_the_case_until_everybody_has_answered(self):
        other = a_mediator("Noa")
        with time_machine.travel(MONDAY, tick=False) as clock:
            first = self.asks()
            self.assertEqual(self.duties(), [date(2026, 3, 9)])
            clock.shift(timedelta(days=1))
            second = self.asks(other)
            self.assertEqual(self.duties(), [date(2026, 3, 9)])
            accept_case(first.pk, self.mediator.user, Conflict.NONE)
            self.assertEqual(self.duties(), [date(2026, 3, 10)])
            decline_case(second.pk, other.user)
        self.assertEqual(self.duties(), [])

    def test_a_mediator_who_stays_silent_is_asked_again_or_released_and_never_accepts_by_itself(self):
        with time_machine.travel(MONDAY, tick=False) as clock:
            asked = self.asks()
            self.refused("still has time", ask_mediator_again, asked.pk, self.lead)
            clock.shift(timedelta(days=8))
            case = Case.objects.get(pk=self.case.pk)
            self.assertIn(SILENT, [due.label for due in dues_of(case)[0]])
            self.assertEqual(asked.state, AssignmentState.INVITED)
            with pytest.raises(CaseNotHere):
                ask_mediator_again(asked.pk, self.staff)
            again = ask_mediator_again(asked.pk, self.lead)
            self.assertEqual((again.reply_by, self.duties()), (date(2026, 3, 17), [date(2026, 3, 17)]))
            self.assertEqual(Notification.objects.filter(user=self.mediator.user).count(), 2)
            clock.shift(timedelta(days=8))
            release_mediator(asked.pk, self.lead)
            self.assertEqual(self.duties(), [])
            self.refused("does not wait", ask_mediator_again, asked.pk, self.lead)

    def test_the_duty_shows_as_the_next_one_of_the_case(self):
        with time_machine.travel(MONDAY, tick=False):
            self.case.duties.open().update(dropped_at=timezone.now())
            self.asks()
        case = Case.objects.get(pk=self.case.pk)
        self.assertEqual((case.next_duty, case.next_due), (DutyKind.MEDIATOR_REPLY, date(2026, 3, 9)))

    def test_another_mediators_invitation_is_not_there(self):
        asked, other = self.asks(), a_mediator("Noa")
        for change in (
            lambda: accept_case(asked.pk, other.user, Conflict.NONE),
            lambda: decline_case(asked.pk, other.user),
            lambda: declare_conflict(asked.pk, other.user, Conflict.NONE),
            lambda: accept_case(asked.pk, self.lead, Conflict.NONE),
        ):
            with pytest.raises(CaseNotHere):
                change()

    def test_who_can_not_be_impartial_declines(self):
        asked = self.asks()
        self.refused("Decline this case", accept_case, asked.pk, self.mediator.user, Conflict.CANNOT)
        self.refused("Answer the invitation first", declare_conflict, asked.pk, self.mediator.user, Conflict.NONE)

    def test_a_disclosure_holds_the_case_until_both_parties_accept_it(self):
        asked = self.asks()
        accept_case(asked.pk, self.mediator.user, Conflict.WORKED_WITH_CITY)
        declaration = asked.declarations.get()
        first, second = self.case.parties.order_by("-has_asked")
        for party in (first, second):
            with pytest.raises(MoveRefused):
                move_case(self.case.pk, "prepare", user=self.lead)
            accept_disclosure(declaration.pk, self.staff, party.pk, True)
        declaration.refresh_from_db()
        self.assertIsNotNone(declaration.accepted_at)
        self.assertEqual(move_case(self.case.pk, "prepare", user=self.lead).state, CaseState.PREMEDIATION)

    def test_something_new_is_declared_later_and_asks_both_parties_anew(self):
        asked = self.asks()
        accept_case(asked.pk, self.mediator.user, Conflict.NONE)
        old = asked.declarations.get()
        new = declare_conflict(asked.pk, self.mediator.user, Conflict.KNOWS_EMPLOYEE)
        party = self.case.parties.first()
        self.refused("something newer", accept_disclosure, old.pk, self.staff, party.pk, True)
        accept_disclosure(new.pk, self.staff, party.pk, False)
        with pytest.raises(MoveRefused) as refused:
            move_case(self.case.pk, "prepare", user=self.lead)
        self.assertIn("no_doubt", [guard.key for guard in refused.value.refusal.guards])
        with pytest.raises(CaseNotHere):
            accept_disclosure(new.pk, self.mediator.user, party.pk, True)

    def test_a_released_mediator_does_not_see_the_case_any_more(self):
        asked = self.asks()
        accept_case(asked.pk, self.mediator.user, Conflict.NONE)
        self.assertTrue(Case.objects.visible_to(self.mediator.user).exists())
        for _ in range(2):
            release_mediator(asked.pk, self.lead)
        self.assertFalse(Case.objects.visible_to(self.mediator.user).exists())
        with pytest.raises(CaseNotHere):
            declare_conflict(asked.pk, self.mediator.user, Conflict.NONE)

    def test_a_case_leaves_a_mediators_sight_some_days_after_its_end(self):
        asked, user = self.asks(), self.mediator.user
        accept_case(asked.pk, user, Conflict.NONE)
        for days, is_seen in ((29, True), (31, False)):
            Case.objects.update(state=CaseState.CLOSED, ended_at=timezone.now() - timedelta(days=days))
            self.assertEqual(Case.objects.visible_to(user).exists(), is_seen)
            self.assertEqual(Assignment.objects.of_user(user).exists(), is_seen)
        change_rule(self.lead, "mediator_access_days", 60)
        self.assertTrue(Case.objects.visible_to(user).exists())


class SuggestionTests(TestCase):
    def setUp(self):
        self.staff, self.lead = person(Role.ADMINISTRATOR), person(Role.LEAD)
        self.case = both_say_yes(self.staff)

    def names(self, case=None):
        return [(match.candidate.name, match.is_suggested) for match in suggestion_for(case or self.case)]

    def test_the_one_who_speaks_both_languages_comes_first(self):
        a_mediator("Ana", languages=["en"])
        a_mediator("Zoe", languages=["en", "es"])
        self.assertEqual(self.names(), [("Zoe", True), ("Ana", True)])

    def test_whoever_met_a_party_lately_is_not_suggested_and_after_a_year_again(self):
        mediator = a_mediator("Ana")
        asked = invite_mediator(self.case.pk, mediator.pk, self.lead)
        accept_case(asked.pk, mediator.user, Conflict.NONE)
        again = both_say_yes(self.staff)
        self.assertEqual(self.names(again), [("Ana", False)])
        reasons = suggestion_for(again)[0].reasons
        self.assertIn(str(self.case), " ".join(reason.words for reason in reasons if reason.bars))
        Case.objects.filter(pk=self.case.pk).update(
            state=CaseState.CLOSED, ended_at=timezone.now() - timedelta(days=370)
        )
        self.assertEqual(self.names(again), [("Ana", True)])

    def test_it_asks_the_same_of_the_database_for_2_and_for_20(self):
        for name in ("Ana", "Zoe"):
            a_mediator(name)
        self.assertIsNotNone(self.case.referral)
        with self.assertNumQueries(6):
            suggestion_for(self.case)
        for number in range(18):
            a_mediator(f"Nr{number}")
        with self.assertNumQueries(6):
            suggestion_for(self.case)


class RosterTests(TestCase):
    def setUp(self):
        self.lead, self.person = person(Role.LEAD), person(Role.MEDIATOR)
        self.profile = MediatorProfile(**EVERYTHING)

    def test_the_lead_adds_and_changes_and_the_log_names_what_changed(self):
        self.assertEqual(list(may_join()), [self.person])
        mediator = add_mediator(self.lead, self.person, self.profile)
        self.assertEqual(list(may_join()), [])
        change_mediator(self.lead, mediator.pk, MediatorProfile(**EVERYTHING | {"capacity": 1}))
        self.assertEqual(Mediator.objects.get().capacity, 1)
        change = AuditEvent.objects.get(verb="change", object_id=str(mediator.pk))
        self.assertEqual(change.fields, ["capacity"])

    def test_nobody_else_changes_it_and_nobody_without_the_role_joins(self):
        staff = person(Role.ADMINISTRATOR)
        for user, joining in ((staff, self.person), (self.person, self.person), (self.lead, staff)):
            with pytest.raises(MediatorRefused):
                add_mediator(user, joining, self.profile)
        mediator = add_mediator(self.lead, self.person, self.profile)
        with pytest.raises(MediatorRefused):
            add_mediator(self.lead, self.person, self.profile)
        with pytest.raises(MediatorRefused):
            change_mediator(staff, mediator.pk, self.profile)


class RaceTests(TransactionTestCase):
    @pytest.mark.proves("G17")
    def test_the_last_place_of_a_mediator_is_taken_once(self):
        staff, lead = person(Role.ADMINISTRATOR), person(Role.LEAD)
        mediator = a_mediator(capacity=1)
        cases = [both_say_yes(staff) for _ in range(4)]
        barrier = Barrier(4)

        def ask(case):
            try:
                barrier.wait(timeout=10)
                return invite_mediator(case.pk, mediator.pk, lead)
            except MediatorRefused:
                return None
            finally:
                connections.close_all()

        with ThreadPoolExecutor(4) as pool:
            taken = [each for each in pool.map(ask, cases) if each]
        self.assertEqual(len(taken), 1)
        self.assertEqual(Assignment.objects.count(), 1)
