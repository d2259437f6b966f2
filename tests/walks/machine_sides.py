"""What the two sides do on their pages, as the machine of the tests plays them."""

from hypothesis import note
from hypothesis import strategies as st
from hypothesis.stateful import rule

from intake.constants import ENDED, ConsentState
from intake.forms.space import LATER, NO, QUESTION, REASONS, YES
from intake.rules.consents import reasons_for
from intake.services.consent import is_asking, why_no_withdrawal
from intake.services.space import read_status
from intake.views.my import words
from tests.walks.case_truths import check_page_of, check_twin
from tests.walks.machine_case import OneCase, others_answer, sides, some
from tests.walks.space_side import DEVICES, PAGES

STATES = {YES: ConsentState.ACCEPTED, NO: ConsentState.DECLINED}

devices = st.integers(0, DEVICES - 1)
twice = st.sampled_from([1, 1, 2])


class Sides(OneCase):
    """The sides, each on two devices."""

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
