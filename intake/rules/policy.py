"""Every rule that a program may set for itself, with its default, what it is counted in, and where it comes from.

DOMAIN marks these [?] or *: the City or its attorney confirms them. The values in force are the newest of each
(intake/services/policy.py); each change keeps who made it and when.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from enum import StrEnum
from typing import Any


class Unit(StrEnum):
    """What a rule is counted in, or what kind of choice it is."""

    DAYS = "days"
    BUSINESS_DAYS = "business days"
    MONTHS = "months"
    YEARS = "years"
    HOURS = "hours"
    MINUTES = "minutes"
    TIMES = "times"
    PERCENT = "percent"
    CHOICE = "choice"
    SWITCH = "yes or no"
    LIST = "list of days"
    DATES = "list of dates"


@dataclass(frozen=True)
class Rule:
    """What the page of rules says about one: `source` names the law, standard or habit behind the default."""

    label: str
    unit: Unit
    source: str
    choices: tuple[tuple[str, str], ...] = ()
    least: int = 0
    most: int = 3650


def rule(default: Any, label: str, unit: Unit, source: str, **more: Any) -> Any:
    """One field of Policy."""
    return field(default=default, metadata={"rule": Rule(label, unit, source, **more)})


STATES = "The program’s plan, table of states"
PROGRAM = "The program's own choice"
ASKING = (
    ("both", "Both sides on the same day"),
    ("community", "The community member first"),
    ("employee", "The employee first"),
)
DECIDERS = (("city", "The City's liaison"), ("program", "The lead administrator"))


@dataclass(frozen=True)
class Policy:
    """The rules in force. `Policy()` is the set of defaults."""

    first_contact_days: int = rule(2, "Until a person is in touch", Unit.BUSINESS_DAYS, STATES)
    screening_days: int = rule(5, "For screening", Unit.BUSINESS_DAYS, STATES)
    tries: int = rule(3, "Tries before somebody counts as unreachable", Unit.TIMES, STATES, least=1, most=20)
    try_days: int = rule(3, "Different days that these tries are made on", Unit.TIMES, STATES, least=1, most=20)
    try_channels: int = rule(2, "Different ways that they are made by", Unit.TIMES, STATES, least=1, most=4)
    info_days: int = rule(10, "To answer a question of ours", Unit.DAYS, STATES)
    info_reminder_days: int = rule(5, "Until we remind about it", Unit.DAYS, STATES)
    decider: str = rule(
        "city", "Who decides that a case is eligible", Unit.CHOICE, "Policy 1022, to be confirmed", choices=DECIDERS
    )
    city_review_days: int = rule(10, "For the City's decision", Unit.BUSINESS_DAYS, STATES)
    second_approver: bool = rule(
        True, "A second person approves where bias is felt or the employee was in mediation lately", Unit.SWITCH, STATES
    )
    invite_days: int = rule(3, "Until both sides are asked", Unit.BUSINESS_DAYS, STATES)
    asking_order: str = rule("both", "Who is asked first", Unit.CHOICE, "The program’s plan", choices=ASKING)
    asking_gap_days: int = rule(3, "Days between the two, where one is first", Unit.DAYS, PROGRAM, most=14)
    consent_days: int = rule(14, "To say yes or no", Unit.DAYS, STATES, least=1)
    consent_reminders: tuple[int, ...] = rule((3, 7, 12), "Days on which we remind about it", Unit.LIST, STATES)
    code_days: int = rule(2, "To give a side that is asked its code, if it has none", Unit.BUSINESS_DAYS, PROGRAM)
    assign_days: int = rule(5, "To choose mediators", Unit.BUSINESS_DAYS, STATES)
    mediator_reply_days: int = rule(5, "For a mediator to decline", Unit.BUSINESS_DAYS, "Portland IPR")
    no_contact_months: int = rule(12, "Since a mediator last met a party of the case", Unit.MONTHS, "Rule 3.855")
    premediation_days: int = rule(10, "To talk with each side", Unit.BUSINESS_DAYS, STATES)
    session_days: int = rule(30, "From both yeses to the session", Unit.DAYS, "Portland IPR")
    session_days_red: int = rule(60, "After which that is late", Unit.DAYS, "Portland IPR")
    reminder_days: int = rule(7, "Before a session for the first reminder", Unit.DAYS, STATES)
    reminder_hours: int = rule(2, "Before a session for the second", Unit.HOURS, STATES)
    check_in_days: int = rule(3, "Before a session for a personal call", Unit.DAYS, "policemediation.org")
    reschedules: int = rule(1, "Times that each party may move a session", Unit.TIMES, STATES, most=10)
    move_notice_days: int = rule(
        2, "Before a session, up to which a side can ask for another time by itself", Unit.DAYS, PROGRAM, most=30
    )
    no_show_minutes: int = rule(
        30, "To wait for somebody who does not come", Unit.MINUTES, "The program’s plan, no-shows"
    )
    sessions_most: int = rule(3, "Joint sessions in one case", Unit.TIMES, STATES, least=1, most=10)
    report_days: int = rule(2, "To report a session", Unit.BUSINESS_DAYS, STATES)
    outcome_days: int = rule(3, "To record the outcome", Unit.BUSINESS_DAYS, STATES)
    ten_days: int = rule(
        10, "Without contact, after which mediation ends by law", Unit.DAYS, "Evid. Code 1125", least=1
    )
    follow_up_days: int = rule(60, "Until we ask how it went", Unit.DAYS, STATES)
    close_days: int = rule(90, "From the approved outcome until the case is closed", Unit.DAYS, STATES, least=1)
    survey_reminder_days: tuple[int, ...] = rule(
        (3, 10), "Days after a link to a survey on which we remind of it", Unit.LIST, STATES, most=60
    )
    survey_follow_up_days: int = rule(
        75, "From the last talk to the survey of the follow-up", Unit.DAYS, STATES, least=60, most=90
    )
    survey_late_days: int = rule(
        14, "After which it is too late to ask a survey, or to remind of it", Unit.DAYS, PROGRAM, least=1, most=60
    )
    hold_review_days: int = rule(30, "Until a hold is looked at again", Unit.DAYS, STATES)
    reopen_days: int = rule(30, "In which an ended case can be opened again", Unit.DAYS, STATES)
    mediator_access_days: int = rule(
        30, "That a mediator sees a case after its end", Unit.DAYS, "The program’s plan, who sees what"
    )
    clock_warnings: tuple[int, ...] = rule(
        (120, 210, 270), "Days after discovery on which the one-year limit is shown", Unit.LIST, "Gov. Code 3304(d)"
    )
    retention_years: int = rule(5, "That records are kept after closing", Unit.YEARS, "Penal Code 832.5", least=5)
    retention_years_sustained: int = rule(
        15, "That records of a sustained complaint are kept", Unit.YEARS, "SB 16 (2022)", least=15
    )
    erasure_days: int = rule(
        30, "To delete what a person asked us to delete", Unit.DAYS, "The program's own choice, law to be confirmed"
    )
    survey_least: int = rule(
        10, "Answers to a survey that a group needs before it is shown", Unit.TIMES, "The program’s plan, KPIs",
        least=10, most=100,
    )  # fmt: skip
    quote_delay_days: int = rule(
        180, "After the end of a half-year, until words from its surveys may be quoted", Unit.DAYS,
        "The program’s plan, KPIs", least=30,
    )  # fmt: skip
    closed_on: tuple[str, ...] = rule((), "Days off, besides weekends", Unit.DATES, "The City's calendar")


RULES: Mapping[str, Rule] = {each.name: each.metadata["rule"] for each in fields(Policy)}
"""What the page of rules says about each field of Policy, by its name."""
