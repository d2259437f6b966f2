"""Both sides, the program's people, the City and the clock on one case, in any order: no forbidden state, no leak of
one side to the other or to the City, no dead end, nothing that breaks.

Hypothesis plays RUNS cases of up to STEPS rules each; `make machine ARGS=1000` plays more, for MACHINE_MINUTES at most.
"""

import os
import time
import traceback
from contextlib import ExitStack, contextmanager
from datetime import timedelta
from unittest import mock

import pytest
import time_machine
from django.core import mail
from django.db import transaction
from django.test import TestCase
from hypothesis import HealthCheck, Phase, note, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from intake.constants import CONSENT_IS_IN, ENDED, CaseKind, CaseState, Conflict, ConsentState, Path, SessionState
from intake.forms.space import LATER, NO, QUESTION, REASONS, YES
from intake.models import Case, Duty, Heartbeat, Session
from intake.rules.consents import reasons_for
from intake.rules.sessions import types_open
from intake.services.attempt import do_duty
from intake.services.cancelling import PLANNED
from intake.services.city import city_cases, row_of
from intake.services.consent import is_asking, why_no_withdrawal
from intake.services.duties import BY_HAND
from intake.services.mediator import (
    accept_case,
    declare_conflict,
    decline_case,
    invite_mediator,
    release_mediator,
)
from intake.services.policy import change_rule
from intake.services.session import cancel_session, move_session
from intake.services.session_report import record_no_show
from intake.services.space import read_status
from intake.staff.moves import ELSEWHERE, offers_to
from intake.views.my import words
from portal.common.audit_chain import verify
from portal.common.crypto import stretching
from portal.common.languages import LANGUAGES
from portal.common.models import AuditEvent
from tests.base import keeping_values, signed_in
from tests.cases import a_case
from tests.sessions import propose
from tests.walks.case_truths import ASKERS_CONTACT, ASKERS_NAME, Witness, check_city_page, check_page_of, check_twin
from tests.walks.casework import BEGIN
from tests.walks.program import People, Program
from tests.walks.space_side import DEVICES, PAGES, TOKEN, SpaceSide

RUNS = int(os.environ.get("MACHINE_RUNS", "12"))
MINUTES = float(os.environ.get("MACHINE_MINUTES", "40"))
STEPS = 20
BATCH = 20
FURTHEST = 14
"""How many ordinary steps may lie behind a case before the machine begins."""
WAY = 40
"""How many ordinary steps lead any case to its end."""
SHIFTS = [timedelta(hours=1), timedelta(hours=7), timedelta(days=1), timedelta(days=3), timedelta(days=9)]
SHIFTS += [timedelta(days=16), timedelta(days=45), timedelta(days=100)]
STATES = {YES: ConsentState.ACCEPTED, NO: ConsentState.DECLINED}
COMPLAINT = {"filed": "yes", "discovered_on": "2026-06-01"}
BY_PHONE = {"email": "", "best_way": "phone"}

sides = st.integers(0, 1)
devices = st.integers(0, DEVICES - 1)
some = st.integers(0, 30)
twice = st.sampled_from([1, 1, 2])
others_answer = st.sampled_from(sorted(CONSENT_IS_IN))


class CaseMachine(RuleBasedStateMachine):
    """One case, its two sides with two browsers each, everybody who works on it, and the clock."""

    people: People
    played = 0
    steps = 0
    ends: set[str] = set()
    seen: set[str] = set()

    def __init__(self):
        super().__init__()
        self.is_quiet = False
        self.stack = ExitStack()
        self.stack.enter_context(keeping_values())
        # What slows down guessing would take half of the time here.
        self.stack.enter_context(mock.patch.object(stretching, "MEMORY_KIB", 64))
        self.clock = self.stack.enter_context(time_machine.travel(BEGIN, tick=True))
        self.stack.enter_context(transaction.atomic())

    def teardown(self):
        if hasattr(self, "witness"):
            type(self).played += 1
            type(self).ends.add(self.program.case.state)
            finding = verify()
            assert finding.broken is None, finding.broken
        mail.outbox.clear()
        transaction.set_rollback(True)
        self.stack.close()

    @initialize(
        path=st.sampled_from([Path.SELF, Path.SELF, Path.EMPLOYEE]),
        order=st.sampled_from(["both", "both", "community", "employee"]),
        more=st.sampled_from([{}, {}, COMPLAINT, BY_PHONE]),
        languages=st.lists(st.sampled_from([each.code for each in LANGUAGES]), min_size=2, max_size=2),
        ahead=st.integers(0, FURTHEST),
    )
    def begins(self, path, order, more, languages, ahead):
        change_rule(self.people.lead, "asking_order", order)
        answers = {"name": ASKERS_NAME, "reading": languages[0]} | ASKERS_CONTACT | (more if path is Path.SELF else {})
        case = a_case(path=path, language=languages[0], answers=answers)
        self.program = Program(self.people, self.clock, case.pk)
        self.sides = [
            SpaceSide(party, self.people.staff, language)
            for party, language in zip(self.program.parties, languages, strict=True)
        ]
        self.witness = Witness(case.pk, self.sides)
        for _ in range(ahead):
            self.program.goes_on()

    # What one side does is seen by nobody else as long as the case stands where it stood.

    def stands(self):
        return Case.objects.values_list("state", "held_from").get(pk=self.program.case_id)

    def known_without(self, side):
        """All that the other side and the City know."""
        city = [str(row_of(found)) for found in city_cases(self.people.liaison)]
        return self.sides[1 - self.sides.index(side)].knows(), city

    @contextmanager
    def unseen(self, side):
        """What happens here is done by this side, or written down for it."""
        self.witness.acted.add(side.pk)
        stood, known = self.stands(), self.known_without(side)
        yield
        if self.stands() == stood:
            assert self.known_without(side) == known, "one side could tell what the other did"

    @contextmanager
    def written_down_once(self, side):
        """A change of this side's track has one entry in the audit log, and what changes nothing has none."""
        entries = AuditEvent.objects.filter(object_type="intake.consent", object_id=str(side.consent.pk))
        before, count = (side.consent.state, side.consent.answered_at), entries.count()
        yield
        assert entries.count() == count + ((side.consent.state, side.consent.answered_at) != before)

    # The sides, on their pages.

    @rule(which=sides, device=devices, is_old=st.booleans())
    def comes_in(self, which, device, is_old):
        side = self.sides[which]
        if is_old and side.old_codes:
            assert side.types(side.old_codes[-1], device).partition("&")[0] in {
                "/my/?refusal=closed",
                "/my/?refusal=wait",
            }
        elif side.code or side.gets_a_code():
            where = side.types(side.code, device)
            assert where == "/my/status/" or where.startswith("/my/?refusal=wait"), where

    @rule(which=sides, device=devices, page=st.sampled_from(PAGES), lets_in=st.booleans(), twin=others_answer)
    def looks(self, which, device, page, lets_in, twin):
        side, other = self.sides[which], self.sides[1 - which]
        if lets_in and not side.is_let_in(device):
            return
        seen = side.page(page, device)
        if seen[0] == 302:
            assert not lets_in or page == "step-back"
            return
        check_page_of(side, seen[-1])
        check_twin(seen, lambda: side.page(page, device), other.pk, twin)
        self.is_quiet = True

    @rule(
        which=sides, device=devices, said=st.sampled_from([YES, YES, NO, LATER, QUESTION]), reason=some, times=twice,
        lets_in=st.sampled_from([True, True, False]),
    )  # fmt: skip
    def answers(self, which, device, said, reason, times, lets_in):
        side = self.sides[which]
        if lets_in and not side.is_let_in(device):
            return
        reasons = ["", *reasons_for(side.side)]
        typed = {"answer": said, "reason": reasons[reason % len(reasons)] if said == NO else ""}
        typed["words"] = side.text_shown(device) or ""
        for _ in range(times):
            self.sends_answer(side, typed, device)

    def sends_answer(self, side, typed, device):
        """Whatever is sent, once or again: what stands afterwards is what was said first."""
        said, before, shown = typed["answer"], side.consent, side.text_shown(device)
        may, is_in = read_status(side.party).may_answer, shown is not None
        with self.unseen(side), self.written_down_once(side):
            done = side.sends("answer", typed, device)
        note(f"{side.side} says {said}: {done}")
        is_right = (said not in STATES or typed["words"] == shown) and typed["reason"] in ("", *REASONS)
        if not is_in:
            assert done == "over"
        elif not may:
            assert done == (words.ANSWERED if STATES.get(said) == before.state else words.TOO_LATE)
        else:
            answered = {LATER: words.LATER, QUESTION: words.QUESTION}.get(said, words.ANSWERED)
            assert done == (answered if is_right else "again")
        takes = is_in and may and is_right and said in STATES
        after = (STATES[said] if takes else before.state, side.consent.answered_at == before.answered_at)
        assert (side.consent.state, after[1]) == (after[0], not takes)

    @rule(which=sides, device=devices, form=some)
    def goes_back_and_sends_an_old_form_again(self, which, device, form):
        side = self.sides[which]
        if side.sent:
            page, typed = side.sent[form % len(side.sent)]
            if page == "answer":
                self.sends_answer(side, typed, device)
            elif page == "step-back":
                self.sends_stepping_back(side, device)
            else:
                self.sends_times(side, page, typed, device)

    @rule(which=sides, device=devices, times=twice)
    def steps_back(self, which, device, times):
        side = self.sides[which]
        if side.is_let_in(device):
            for _ in range(times):
                self.sends_stepping_back(side, device)

    def sends_stepping_back(self, side, device):
        before, case, is_in = side.consent, self.program.case, side.is_in(device)
        is_again = before.state == ConsentState.WITHDRAWN and (is_asking(case) or case.state in ENDED)
        may = is_in and not is_again and why_no_withdrawal(case, side.party.consent) is None
        with self.unseen(side), self.written_down_once(side):
            done = side.sends("step-back", {}, device)
        after = side.consent
        if may or (is_in and is_again):
            assert (done, after.state) == (words.STEPPED_BACK, ConsentState.WITHDRAWN)
        else:
            assert done == (words.TOO_LATE if is_in else "over")
        assert may == (after.answered_at != before.answered_at)

    @rule(which=sides, device=devices, chosen=st.sets(st.integers(0, 3)))
    def chooses_times(self, which, device, chosen):
        side = self.sides[which]
        if not side.is_let_in(device):
            return
        for session in side.times_offered(device)[:1]:
            offered = side.choices(session, device)
            found = [time for place, time in enumerate(offered) if place in chosen]
            done = self.sends_times(side, f"times/{session}", {"times": found or ["none"]}, device)
            assert done == words.TIMES

    def sends_times(self, side, page, typed, device):
        with self.unseen(side):
            return side.sends(page, typed, device)

    @rule(which=sides, device=devices)
    def leaves(self, which, device):
        side = self.sides[which]
        side.browsers[device].post(f"/{side.language}/leave/")
        assert not side.is_in(device)
        self.is_quiet = True

    # The program's people.

    @rule()
    def the_program_goes_on(self):
        """One ordinary step; it may be a yes of either side, keyed by staff."""
        self.witness.acted |= {side.pk for side in self.sides}
        self.program.goes_on()

    @rule(is_meant=st.sampled_from([True, False, False, False]))
    def is_led_to_its_end(self, is_meant):
        """From wherever it stands, ordinary steps lead to an end, and nothing is wrong on the way."""
        for _ in range(WAY if is_meant else 0):
            if self.program.case.state in ENDED:
                return
            self.the_program_goes_on()
            self.look()
        assert not is_meant, f"a dead end: {self.program.case.state}"

    @rule(which=some, reason=some, leads=st.booleans())
    def staff_make_a_move(self, which, reason, leads):
        """Whatever the case page offers as open can be done, and does what it says."""
        user = self.people.lead if leads else self.people.staff
        offers = [each for each in offers_to(self.program.case, user)[0] if each.name not in ELSEWHERE]
        if offers:
            offer = offers[which % len(offers)]
            chosen = {"reason": offer.choices[reason % len(offer.choices)][0]} if offer.reasons else {}
            note(f"staff: {offer.name}")
            self.program.presses(offer.name, user, **chosen)

    @rule(which=sides, what=st.sampled_from(["talk", "accepted", "declined", "withdraw"]))
    def staff_write_down_what_a_side_says(self, which, what):
        side = self.sides[which]
        action = what if what in {"talk", "withdraw"} else "answer"
        name = f"{side.side}-{action}"
        typed = {"party": str(side.pk), "action": action, f"{name}-answer": what, f"{name}-channel": "phone"}
        typed |= {f"{name}-read_back": "on", f"{name}-is_sure": "on"}
        with self.unseen(side), self.written_down_once(side):
            response = signed_in(self.people.staff).post(f"/admin/cases/{self.program.case_id}/consent/", typed)
        assert response.status_code == 302

    @rule(which=sides)
    def staff_renew_a_code(self, which):
        side = self.sides[which]
        with self.unseen(side):
            side.gets_a_code()

    @rule(which=some, on=st.lists(st.integers(1, 20), min_size=1, max_size=3))
    def staff_propose_a_session(self, which, on):
        case = self.program.case
        kinds = types_open(CaseState(case.state), CaseKind(case.kind))
        if kinds:
            times, party = [self.program.tomorrow(days) for days in on], self.program.parties[which % 2]
            self.program.tries(propose, case, self.people.staff, kinds[which % len(kinds)], *times, party=party.pk)

    # No precondition: which rules there are must not depend on the database, whose ids are random.
    @rule(
        which=some,
        how=st.sampled_from(["confirm", "confirm", "move", "wish", "cancel", "miss"]),
        days=st.integers(1, 9),
    )
    def staff_work_on_a_session(self, which, how, days):
        planned, staff = self.planned(), self.people.staff
        if not planned:
            return
        session = planned[which % len(planned)]
        if how == "confirm" and session.state == SessionState.PROPOSED:
            self.program.tries(self.program.is_confirmed, session)
        elif how in {"move", "wish"}:
            wish = self.program.parties[which % 2].pk if how == "wish" else None
            self.program.tries(move_session, session.pk, staff, (self.program.tomorrow(days),), wish)
        elif how == "cancel":
            cancel_session(session.pk, staff)
        elif how == "miss" and session.state == SessionState.CONFIRMED:
            self.program.go_to(session.starts_at + timedelta(minutes=35))
            missing = frozenset({session.party_id or self.program.parties[which % 2].pk})
            self.program.tries(record_no_show, session.pk, staff, missing, 30)

    def planned(self):
        return list(Session.objects.filter(case=self.program.case_id, state__in=PLANNED).order_by("pk"))

    @rule(which=some, how=st.sampled_from(["ask", "accept", "disclose", "decline", "cannot", "release"]))
    def a_mediator_comes_or_goes(self, which, how):
        program, lead = self.program, self.people.lead
        invited, accepted = program.assignments("invited"), program.assignments("accepted")
        if how == "ask":
            program.tries(invite_mediator, program.case_id, self.people.mediators[which % 2].pk, lead)
        for each in invited[:1]:
            if how in {"accept", "disclose"}:
                conflict = Conflict.NONE if how == "accept" else Conflict.KNOWS_COMMUNITY
                program.tries(accept_case, each.pk, each.mediator.user, conflict)
            elif how == "decline":
                program.tries(decline_case, each.pk, each.mediator.user)
        for each in accepted[:1]:
            if how in {"disclose", "cannot"}:
                conflict = Conflict.OTHER if how == "disclose" else Conflict.CANNOT
                program.tries(declare_conflict, each.pk, each.mediator.user, conflict)
            elif how == "release":
                program.tries(release_mediator, each.pk, lead)

    @rule(which=some)
    def staff_tick_off_a_duty(self, which):
        case = self.program.case
        duties = list(Duty.objects.filter(case=case, kind__in=BY_HAND).open())
        if duties:
            do_duty(case.pk, duties[which % len(duties)].pk, user=self.people.staff, version=case.version)

    # The City, the clock.

    @rule(twin=others_answer)
    def the_city_looks(self, twin):
        address = f"/admin/city/{self.program.case_id}/"
        browser = signed_in(self.people.liaison)

        def look():
            return TOKEN.sub("", browser.get(address).content.decode())

        seen = look()
        check_city_page(seen, decides=self.program.case.state == CaseState.CITY_REVIEW)
        check_twin(seen, look, self.sides[0].pk, twin)
        self.is_quiet = True

    @rule(shift=st.sampled_from(SHIFTS), works=st.sampled_from([True, True, False]))
    def time_passes(self, shift, works):
        self.program.later(shift)
        if works:
            self.program.the_worker_works()
            assert not Heartbeat.objects.filter(failures__gt=0).exists(), "a job of the worker failed"

    @invariant()
    def nothing_is_wrong(self):
        if hasattr(self, "witness") and not self.is_quiet:
            self.look()
        self.is_quiet = False

    def look(self):
        type(self).steps += 1
        type(self).seen.add(self.program.case.state)
        self.witness.looks(self.people)


class CaseMachineTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        with time_machine.travel(BEGIN - timedelta(days=1), tick=True):
            cls.people = People()

    @pytest.mark.proves("G1", "UX-46")
    def test_whatever_everybody_does_nothing_forbidden_leaks_or_is_stuck(self):
        machine = CaseMachine
        machine.people, machine.played, machine.steps, machine.ends, machine.seen = self.people, 0, 0, set(), set()
        begun, faults = time.perf_counter(), []
        while machine.played < RUNS and time.perf_counter() - begun < MINUTES * 60:
            try:
                run_state_machine_as_test(machine, settings=how_many(min(BATCH, RUNS - machine.played)))
            except Exception:
                # A long run goes on after a fault, to find the others too.
                faults.append(traceback.format_exc())
                print(faults[-1], flush=True)
                if RUNS <= BATCH:
                    raise
        seconds = f"{time.perf_counter() - begun:.0f} s, {time.process_time():.0f} s of the processor"
        print(f"{machine.played} cases, {machine.steps} steps, {seconds}; {len(faults)} faults; {sorted(machine.seen)}")
        self.assertEqual(faults, [])


def how_many(runs):
    return settings(
        max_examples=runs, stateful_step_count=STEPS, database=None, phases=[Phase.generate], deadline=None,
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
