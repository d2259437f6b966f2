"""The lifecycle, spelled out: tests/golden/lifecycle.csv has every state, move and person, for a lawyer to read."""

import csv
import itertools
from dataclasses import fields, replace
from pathlib import Path

import pytest

from intake.constants import ENDED, CaseState
from intake.rules import guards
from intake.rules.guards import Facts, Guard
from intake.rules.lifecycle import BY_NAME, MOVES, OPEN, Who, moves_from, refusal, target_of
from intake.rules.policy import Policy

GOLDEN = Path(__file__).parents[2] / "golden" / "lifecycle.csv"
COLUMNS = ("state", "move", *(who.value for who in Who), "leads to", "if")

# Facts under which every guard of the table holds that can hold beside the others.
ALL_TRUE = Facts(
    is_checked=True,
    was_reached=True,
    flags_resolved=True,
    may_share=True,
    checklist_is_complete=True,
    has_decider=True,
    has_second_approver=True,
    has_original=True,
    parties_reachable=2,
    consents_in=2,
    accepted=2,
    mediators_ready=1,
    prepared_sides=2,
    session_is_confirmed=True,
    interpreter_is_settled=True,
    attire_is_settled=True,
    attendance_is_recorded=True,
    has_outcome=True,
    outcome_is_approved=True,
    agreement_is_settled=True,
    ten_days_are_settled=True,
    follow_up_is_done=True,
    has_retention_class=True,
    told_person=True,
    can_reopen=True,
)
# What has to be otherwise for the guards that exclude the ones above.
OTHERWISE = {
    "tried": {"was_reached": False, "tries": 3, "try_days": 3, "try_channels": 2},
    "program_decides": {"policy": Policy(decider="program")},
    "not_both": {"accepted": 1},
    "unconfirmed": {"session_is_confirmed": False},
}
# For each guard, the facts that break it.
BROKEN = {
    "checked": {"is_checked": False},
    "reached": {"was_reached": False},
    "tried": {"try_channels": 1},
    "flags": {"red_flags": 1, "flags_resolved": False},
    "share": {"may_share": False},
    "city_decides": {"policy": Policy(decider="program")},
    "program_decides": {"policy": Policy(decider="city")},
    "checklist": {"checklist_is_complete": False},
    "decider": {"has_decider": False},
    "second": {"needs_second_approver": True, "has_second_approver": False},
    "original": {"has_original": False},
    "reachable": {"parties_reachable": 1},
    "both_in": {"consents_in": 1},
    "both_accepted": {"accepted": 1},
    "not_both": {"accepted": 2},
    "not_asking": {"is_asking": True},
    "before_outcome": {"is_past_outcome": True},
    "mediators": {"mediators_ready": 0},
    "no_doubt": {"mediators_in_doubt": 1},
    "prepared": {"prepared_sides": 1},
    "confirmed": {"session_is_confirmed": False},
    "interpreter": {"interpreter_is_settled": False},
    "attire": {"attire_is_settled": False},
    "unconfirmed": {"session_is_confirmed": True},
    "attended": {"attendance_is_recorded": False},
    "more_sessions": {"joint_sessions_held": 3},
    "outcome": {"has_outcome": False},
    "approved": {"outcome_is_approved": False},
    "agreement": {"agreement_is_settled": False},
    "ten_days": {"ten_days_are_settled": False},
    "followed_up": {"follow_up_is_done": False},
    "retention": {"has_retention_class": False},
    "told": {"told_person": False},
    "can_reopen": {"can_reopen": False},
}
EVERY_GUARD = {guard.key: guard for guard in vars(guards).values() if isinstance(guard, Guard)}


def facts_for(move):
    changes = [OTHERWISE[guard.key] for guard in move.guards if guard.key in OTHERWISE]
    return replace(ALL_TRUE, **{key: value for change in changes for key, value in change.items()})


def rows():
    for state, move in itertools.product(CaseState, MOVES):
        answers = [refusal(move, state, [who], facts_for(move)) for who in Who]
        cells = ["yes" if answer is None else "no" for answer in answers]
        leads = str(target_of(move, "screening")) if state in move.sources else ""
        if move.target is None and leads:
            leads = "where it was"
        yield dict(
            zip(COLUMNS, [state.value, move.name, *cells, leads, " ".join(g.key for g in move.guards)], strict=True)
        )


def test_every_state_move_and_person_is_as_the_table_says():
    with GOLDEN.open(newline="") as file:
        golden = list(csv.DictReader(file))
    assert list(rows()) == golden


@pytest.mark.parametrize(("move", "guard"), [(m.name, g.key) for m in MOVES for g in m.guards])
def test_a_guard_that_does_not_hold_stops_its_move_and_says_what_to_do(move, guard):
    found = BY_NAME[move]
    state, who = min(found.sources), min(found.who)
    assert refusal(found, state, [who], facts_for(found)) is None
    broken = refusal(found, state, [who], replace(facts_for(found), **BROKEN[guard]))
    assert guard in [each.key for each in broken.guards]
    assert EVERY_GUARD[guard].fix


def test_every_guard_is_used_and_can_be_broken():
    assert {guard.key for move in MOVES for guard in move.guards} == set(EVERY_GUARD) == set(BROKEN)


def test_facts_that_nobody_established_open_no_guarded_move():
    for move in MOVES:
        shut = refusal(move, min(move.sources), list(Who), Facts())
        limits = {"flags", "city_decides", "more_sessions", "second", "not_asking", "before_outcome", "unconfirmed"}
        only_limits = {guard.key for guard in move.guards} <= limits
        assert (shut is None) == (not move.guards or only_limits), move.name


def test_from_every_open_state_somebody_of_the_program_can_go_on():
    for state in OPEN | {CaseState.ON_HOLD}:
        assert moves_from(state, [Who.ADMINISTRATOR]), state


def test_an_ended_case_moves_only_by_being_opened_again():
    for state in ENDED:
        assert {move.reasons for move in moves_from(state, list(Who))} == {"reopen"}, state


def test_every_state_can_be_reached():
    reached = {CaseState.RECEIVED}
    for _ in CaseState:
        reached |= {CaseState(m.target) for m in MOVES if m.target and m.sources & reached}
    assert reached == set(CaseState)


def test_a_participant_can_only_withdraw():
    assert {move.name for move in MOVES if Who.PARTICIPANT in move.who} == {"withdraw"}


def test_the_policys_limits_are_in_force():
    facts = replace(ALL_TRUE, joint_sessions_held=1)
    move = BY_NAME["plan_another"]
    assert refusal(move, CaseState.SESSION_HELD, [Who.MEDIATOR], facts) is None
    strict = replace(facts, policy=Policy(sessions_most=1))
    assert refusal(move, CaseState.SESSION_HELD, [Who.MEDIATOR], strict).guards == (guards.MORE_SESSIONS,)


def test_facts_have_safe_defaults():
    unsafe = {field.name for field in fields(Facts) if field.default is True}
    assert unsafe == set()
