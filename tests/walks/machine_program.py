"""What the program's people, the City and the clock do, as the machine of the tests plays them."""

from datetime import timedelta

from hypothesis import note
from hypothesis import strategies as st
from hypothesis.stateful import rule

from intake.constants import ENDED, CaseKind, CaseState, Conflict, SessionState
from intake.models import Duty, Heartbeat, Session
from intake.rules.sessions import types_open
from intake.services.attempt import do_duty
from intake.services.cancelling import PLANNED
from intake.services.duties import BY_HAND
from intake.services.mediator import (
    accept_case,
    declare_conflict,
    decline_case,
    invite_mediator,
    release_mediator,
)
from intake.services.session import cancel_session, move_session
from intake.services.session_report import record_no_show
from intake.staff.moves import ELSEWHERE, offers_to
from tests.base import signed_in
from tests.sessions import propose
from tests.walks.case_truths import check_city_page, check_twin
from tests.walks.machine_case import OneCase, others_answer, sides, some
from tests.walks.space_side import TOKEN

WAY = 40
"""How many ordinary steps lead any case to its end."""
SHIFTS = [timedelta(hours=1), timedelta(hours=7), timedelta(days=1), timedelta(days=3), timedelta(days=9)]
SHIFTS += [timedelta(days=16), timedelta(days=45), timedelta(days=100)]


class ProgramAtWork(OneCase):
    """Staff, mediators, the City and time."""

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
