"""What must be true before a case may move, and what to do when it is not.

`Facts` is everything that a guard may look at; services/facts.py finds it out for one case. Defaults are on the safe
side: a fact that nobody established holds nothing open.
"""

from collections.abc import Callable
from dataclasses import dataclass

from intake.rules.policy import Policy

DEFAULTS = Policy()


@dataclass(frozen=True)
class Facts:
    """Plain facts about one case. Numbers count what is recorded; `policy` is the set of rules in force."""

    policy: Policy = DEFAULTS
    is_legal_hold: bool = False
    is_checked: bool = False
    """No doubt was left by the spam checks, or a person looked."""
    was_reached: bool = False
    """Somebody talked with the person who asked."""
    tries: int = 0
    try_days: int = 0
    try_channels: int = 0
    red_flags: int = 0
    """Answers that ask for a call; `flags_resolved` once somebody made it."""
    flags_resolved: bool = False
    may_share: bool = False
    """The person who asked lets the City see the referral record, or the City sent it."""
    checklist_is_complete: bool = False
    has_decider: bool = False
    needs_second_approver: bool = False
    has_second_approver: bool = False
    has_original: bool = False
    """The case of which this one is a duplicate is named."""
    parties_reachable: int = 0
    """Sides with a name and at least one way to reach them, of two."""
    consents_in: int = 0
    accepted: int = 0
    consent_window_is_over: bool = False
    is_asking: bool = False
    """Both sides are being asked, or were when the case was put on hold."""
    is_past_outcome: bool = False
    """The case was put on hold after its outcome was recorded."""
    mediators_ready: int = 0
    """Mediators who accepted, are active, and declared no conflict or one that both parties accepted."""
    mediators_in_doubt: int = 0
    """Mediators whose declaration is missing or not yet accepted by both."""
    prepared_sides: int = 0
    """Sides with which the separate talk was held, of two."""
    session_is_confirmed: bool = False
    """A joint session has a time that both sides and a mediator confirmed, and a neutral place or a link."""
    interpreter_is_settled: bool = False
    """Nobody needs an interpreter, or one is booked for the session."""
    attire_is_settled: bool = False
    attendance_is_recorded: bool = False
    joint_sessions_held: int = 0
    has_outcome: bool = False
    outcome_is_approved: bool = False
    """Somebody else than the person who reported the outcome approved it."""
    agreement_is_settled: bool = False
    """Whether there is an agreement is answered, and if so: checked for forbidden promises, and sharing answered."""
    ten_days_are_settled: bool = False
    """The mediation was extended in writing, or has ended (Evid. Code 1125)."""
    follow_up_is_done: bool = False
    has_retention_class: bool = False
    told_person: bool = False
    """The person who asked was told, and allowed us to pass a serious matter on."""
    can_reopen: bool = False
    """The case ended fewer days ago than the policy allows."""


@dataclass(frozen=True)
class Guard:
    """One condition: whether it holds, and in plain words what to do until it does."""

    key: str
    holds: Callable[[Facts], bool]
    fix: str


def _unreachable(facts: Facts) -> bool:
    policy = facts.policy
    return (
        facts.tries >= policy.tries and facts.try_days >= policy.try_days and facts.try_channels >= policy.try_channels
    )


CHECKED = Guard(
    "checked", lambda f: f.is_checked, "Look at the marks of the spam checks first, and say it is in order."
)
REACHED_OR_TRIED = Guard(
    "reached",
    lambda f: f.was_reached or _unreachable(f),
    "Talk with the person who asked, or record enough tries to reach them.",
)
TRIED = Guard(
    "tried",
    lambda f: not f.was_reached and _unreachable(f),
    "Record enough tries, on different days and by different ways, and no talk.",
)
FLAGS_RESOLVED = Guard(
    "flags",
    lambda f: f.red_flags == 0 or f.flags_resolved,
    "Some answers ask for a call. Make it, then record that they are resolved.",
)
MAY_SHARE = Guard(
    "share", lambda f: f.may_share, "Ask the person whether the City may see the request, and record a yes."
)
CITY_DECIDES = Guard(
    "city_decides", lambda f: f.policy.decider == "city", "The program decides itself; no review is due."
)
PROGRAM_DECIDES = Guard(
    "program_decides", lambda f: f.policy.decider == "program", "The City decides: send it for review."
)
CHECKLIST = Guard("checklist", lambda f: f.checklist_is_complete, "Complete the checklist of eligibility.")
DECIDER = Guard("decider", lambda f: f.has_decider, "Name the person who decided.")
SECOND_APPROVER = Guard(
    "second",
    lambda f: not (f.policy.second_approver and f.needs_second_approver) or f.has_second_approver,
    "A second person has to approve this one.",
)
ORIGINAL = Guard("original", lambda f: f.has_original, "Name the case that this one repeats.")
REACHABLE = Guard("reachable", lambda f: f.parties_reachable == 2, "Record a name and a way to reach for both sides.")
BOTH_IN = Guard(
    "both_in", lambda f: f.consents_in == 2, "Both sides have to answer first, or their time has to run out."
)
BOTH_ACCEPTED = Guard("both_accepted", lambda f: f.accepted == 2, "Both sides have to say yes.")
NO_TWO_YESES = Guard("not_both", lambda f: f.accepted < 2, "Both sides said yes: choose mediators.")
NOT_ASKING = Guard(
    "not_asking",
    lambda f: not f.is_asking,
    "Record the withdrawal with that side's own answer. The case ends once the other side is in too.",
)
BEFORE_OUTCOME = Guard(
    "before_outcome",
    lambda f: not f.is_past_outcome,
    "The outcome was recorded before the case was put on hold: nobody can step back any more.",
)
MEDIATORS = Guard("mediators", lambda f: f.mediators_ready >= 1, "A mediator has to accept and declare conflicts.")
NO_DOUBT = Guard("no_doubt", lambda f: f.mediators_in_doubt == 0, "A mediator's declaration is open.")
PREPARED = Guard(
    "prepared", lambda f: f.prepared_sides == 2, "Talk with each side apart, and record both talks as held."
)
CONFIRMED = Guard(
    "confirmed",
    lambda f: f.session_is_confirmed,
    "A joint session needs a time that all confirmed, and a neutral place.",
)
INTERPRETER = Guard("interpreter", lambda f: f.interpreter_is_settled, "Book an interpreter for the session.")
ATTIRE = Guard("attire", lambda f: f.attire_is_settled, "Settle with both sides about uniform and weapon.")
UNCONFIRMED = Guard(
    "unconfirmed",
    lambda f: not f.session_is_confirmed,
    "Move the session or call it off, on the page of sessions; the case follows.",
)
ATTENDED = Guard("attended", lambda f: f.attendance_is_recorded, "Record who was there, how long and in which way.")
MORE_SESSIONS = Guard(
    "more_sessions",
    lambda f: f.joint_sessions_held < f.policy.sessions_most,
    "No further session is allowed in this case.",
)
OUTCOME = Guard("outcome", lambda f: f.has_outcome, "Record the outcome.")
APPROVED = Guard(
    "approved",
    lambda f: f.outcome_is_approved,
    "Approve it on the page of the outcome; whoever reported it can't.",
)
AGREEMENT = Guard(
    "agreement",
    lambda f: f.agreement_is_settled,
    "Say whether there is an agreement; if so, check its words and record what all signed about the City.",
)
TEN_DAYS = Guard(
    "ten_days", lambda f: f.ten_days_are_settled, "Extend the mediation in writing, or end it (Evid. Code 1125)."
)
FOLLOWED_UP = Guard(
    "followed_up", lambda f: f.follow_up_is_done, "Ask both sides how it went, or record that they can't be reached."
)
RETENTION = Guard("retention", lambda f: f.has_retention_class, "Say how long the record is kept.")
TOLD = Guard("told", lambda f: f.told_person, "Tell the person, and record whether the matter may be passed on.")
CAN_REOPEN = Guard("can_reopen", lambda f: f.can_reopen, "It ended too long ago. Open a new case instead.")
