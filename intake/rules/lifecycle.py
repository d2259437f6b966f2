"""The lifecycle of a case as one table: which moves there are, from where to where, who may make them and under which
guards (DOMAIN section 8). tests/golden/lifecycle.csv spells out every combination.

Nothing is skipped and nothing is taken back: a correction is a move of its own. intake/services/lifecycle.py makes
the moves.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from intake.constants import ENDED, CaseState
from intake.rules import guards
from intake.rules.guards import Facts, Guard

State = CaseState


class Who(StrEnum):
    """Who makes a move. `SYSTEM` is the program itself, such as when the second yes comes in."""

    ADMINISTRATOR = "administrator"
    LEAD = "lead"
    LIAISON = "liaison"
    MEDIATOR = "mediator"
    PARTICIPANT = "participant"
    SYSTEM = "system"


ADMINISTRATORS = frozenset({Who.ADMINISTRATOR, Who.LEAD})
LEADS = frozenset({Who.LEAD})
CITY = frozenset({Who.LIAISON})
SYSTEM = frozenset({Who.SYSTEM})
REPORTERS = ADMINISTRATORS | {Who.MEDIATOR}
OPEN = frozenset(State) - ENDED - {State.ON_HOLD}


@dataclass(frozen=True)
class Move:
    """One arrow. `target` None leads back to the state that a hold interrupted; `reasons` names the choices of which
    one must be given: "ineligible", "not_mediated", "hold" or "reopen"."""

    name: str
    label: str
    sources: frozenset[State]
    target: State | None
    who: frozenset[Who]
    guards: tuple[Guard, ...] = ()
    reasons: str = ""


def _move(
    name: str,
    label: str,
    sources: State | Iterable[State],
    target: State | None,
    who: frozenset[Who],
    *conditions: Guard,
    reasons: str = "",
) -> Move:
    found = frozenset({sources}) if isinstance(sources, State) else frozenset(sources)
    return Move(name, label, found, target, who, conditions, reasons)


BEFORE_CONSENT = frozenset({State.SCREENING, State.CITY_REVIEW})
WITH_BOTH_YESES = frozenset({State.MEDIATOR_ASSIGN, State.PREMEDIATION, State.SCHEDULED})
BEFORE_OUTCOME = (OPEN - {State.OUTCOME, State.FOLLOW_UP}) | {State.ON_HOLD}
GIVEN_UP = ENDED - {State.CLOSED}
g = guards

MOVES: tuple[Move, ...] = (
    _move("screen", "Start screening", State.RECEIVED, State.SCREENING, ADMINISTRATORS, g.CHECKED),
    _move("ask", "Ask for information", State.SCREENING, State.INFO_NEEDED, ADMINISTRATORS),
    _move("go_on", "Go on screening", State.INFO_NEEDED, State.SCREENING, ADMINISTRATORS),
    _move(
        "send_to_city", "Send to the City for review", State.SCREENING, State.CITY_REVIEW, ADMINISTRATORS,
        g.CITY_DECIDES, g.REACHED_OR_TRIED, g.FLAGS_RESOLVED, g.MAY_SHARE,
    ),
    _move("take_back", "Take back from the City", State.CITY_REVIEW, State.SCREENING, ADMINISTRATORS),
    _move(
        "find_eligible", "Find eligible", State.CITY_REVIEW, State.ELIGIBLE, CITY,
        g.CHECKLIST, g.DECIDER, g.SECOND_APPROVER,
    ),
    _move(
        "find_eligible_here", "Find eligible", State.SCREENING, State.ELIGIBLE, LEADS,
        g.PROGRAM_DECIDES, g.REACHED_OR_TRIED, g.FLAGS_RESOLVED, g.CHECKLIST, g.DECIDER, g.SECOND_APPROVER,
    ),
    _move(
        "find_ineligible", "Find not eligible", State.SCREENING, State.INELIGIBLE, ADMINISTRATORS,
        g.REACHED_OR_TRIED, reasons="ineligible",
    ),
    _move(
        "city_finds_ineligible", "Find not eligible", State.CITY_REVIEW, State.INELIGIBLE, CITY, g.DECIDER,
        reasons="ineligible",
    ),
    _move(
        "give_up", "End: could not be reached", {State.SCREENING, State.INFO_NEEDED}, State.UNREACHABLE,
        ADMINISTRATORS, g.TRIED,
    ),
    _move(
        "mark_duplicate", "End: repeats another case", {State.RECEIVED, State.SCREENING}, State.DUPLICATE,
        ADMINISTRATORS, g.ORIGINAL,
    ),
    _move("ask_both", "Ask both sides", State.ELIGIBLE, State.CONSENT, ADMINISTRATORS, g.REACHABLE),
    _move("both_agree", "Both sides said yes", State.CONSENT, State.MEDIATOR_ASSIGN, SYSTEM, g.BOTH_ACCEPTED),
    _move(
        "end_unasked", "End: not both sides agreed", State.CONSENT, State.NOT_MEDIATED, SYSTEM,
        g.BOTH_IN, g.NO_TWO_YESES, reasons="not_mediated",
    ),
    _move(
        "end_not_mediated", "End: will not be mediated", WITH_BOTH_YESES, State.NOT_MEDIATED,
        ADMINISTRATORS | SYSTEM, reasons="not_mediated",
    ),
    _move(
        "prepare", "Start preparing", State.MEDIATOR_ASSIGN, State.PREMEDIATION, LEADS,
        g.BOTH_ACCEPTED, g.MEDIATORS, g.NO_DOUBT,
    ),
    _move("reassign", "Choose mediators anew", State.PREMEDIATION, State.MEDIATOR_ASSIGN, LEADS),
    _move(
        "schedule", "Schedule the session", State.PREMEDIATION, State.SCHEDULED, ADMINISTRATORS,
        g.BOTH_ACCEPTED, g.PREPARED, g.MEDIATORS, g.NO_DOUBT, g.CONFIRMED, g.INTERPRETER, g.ATTIRE,
    ),
    _move(
        "unschedule", "Find another time", State.SCHEDULED, State.PREMEDIATION, ADMINISTRATORS | SYSTEM,
        g.UNCONFIRMED,
    ),
    _move(
        "hold_session", "Record the session as held", State.SCHEDULED, State.SESSION_HELD, REPORTERS, g.ATTENDED,
    ),
    _move(
        "plan_another", "Plan another session", State.SESSION_HELD, State.PREMEDIATION, REPORTERS, g.MORE_SESSIONS,
    ),
    _move(
        "report", "Report the outcome", State.SESSION_HELD, State.OUTCOME, REPORTERS, g.ATTENDED, g.OUTCOME,
    ),
    _move(
        "approve_outcome", "Approve the outcome", State.OUTCOME, State.FOLLOW_UP, LEADS,
        g.OUTCOME, g.APPROVED, g.AGREEMENT,
    ),
    _move("correct_outcome", "Send the report back", State.OUTCOME, State.SESSION_HELD, LEADS),
    _move(
        "close", "Close the case", State.FOLLOW_UP, State.CLOSED, LEADS, g.TEN_DAYS, g.FOLLOWED_UP, g.RETENTION,
    ),
    _move(
        "withdraw", "Withdraw", BEFORE_OUTCOME, State.WITHDRAWN, ADMINISTRATORS | {Who.PARTICIPANT},
        g.NOT_ASKING, g.BEFORE_OUTCOME,
    ),
    _move(
        "refer_serious", "Stop: a serious matter", OPEN | {State.ON_HOLD}, State.SERIOUS_REFERRED, ADMINISTRATORS,
        g.TOLD,
    ),
    _move("put_on_hold", "Put on hold", OPEN, State.ON_HOLD, ADMINISTRATORS, reasons="hold"),
    _move("take_off_hold", "Go on", State.ON_HOLD, None, ADMINISTRATORS),
    _move("reopen", "Open again", GIVEN_UP, State.SCREENING, LEADS, g.CAN_REOPEN, reasons="reopen"),
    _move("reopen_closed", "Open again", State.CLOSED, State.FOLLOW_UP, LEADS, g.CAN_REOPEN, reasons="reopen"),
)  # fmt: skip
BY_NAME = {move.name: move for move in MOVES}


@dataclass(frozen=True)
class Refusal:
    """Why a move can't be made now: the wrong state, the wrong person, or guards that do not hold."""

    from_state: bool = False
    by_person: bool = False
    guards: tuple[Guard, ...] = ()


def refusal(move: Move, state: State, whos: Iterable[Who], facts: Facts) -> Refusal | None:
    """Why these people may not make this move from this state; None when they may."""
    if state not in move.sources:
        return Refusal(from_state=True)
    if move.who.isdisjoint(whos):
        return Refusal(by_person=True)
    broken = tuple(guard for guard in move.guards if not guard.holds(facts))
    return Refusal(guards=broken) if broken else None


def moves_from(state: State, whos: Iterable[Who]) -> list[Move]:
    """The moves that these people could make from this state, in the order of the table, guards aside."""
    found = set(whos)
    return [move for move in MOVES if state in move.sources and not move.who.isdisjoint(found)]


def target_of(move: Move, held_from: str) -> State:
    """Where the move leads; `held_from` is the state that a hold interrupted."""
    return State(held_from) if move.target is None else move.target
