"""The program's rules in the groups in which the page of rules and docs/reference/rules.md show them."""

from intake.rules.policy import RULES, Unit

GROUPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "First contact and screening",
        (
            "first_contact_days",
            "screening_days",
            "tries",
            "try_days",
            "try_channels",
            "info_days",
            "info_reminder_days",
        ),
    ),
    ("Who decides", ("decider", "city_review_days", "second_approver")),
    (
        "Asking both sides",
        ("invite_days", "asking_order", "asking_gap_days", "consent_days", "consent_reminders", "code_days"),
    ),
    ("Mediators", ("assign_days", "mediator_reply_days", "no_contact_months", "mediator_access_days")),
    (
        "Sessions",
        (
            "premediation_days",
            "session_days",
            "session_days_red",
            "reminder_days",
            "reminder_hours",
            "check_in_days",
            "reschedules",
            "move_notice_days",
            "no_show_minutes",
            "sessions_most",
        ),
    ),
    ("Outcome and follow-up", ("report_days", "outcome_days", "ten_days", "follow_up_days", "close_days")),
    (
        "Surveys",
        ("survey_reminder_days", "survey_follow_up_days", "survey_late_days", "survey_least", "quote_delay_days"),
    ),
    (
        "Holds, deadlines and keeping",
        (
            "hold_review_days",
            "reopen_days",
            "clock_warnings",
            "retention_years",
            "retention_years_sustained",
            "erasure_days",
            "closed_on",
        ),
    ),
)
OTHERS = "Others"


def grouped() -> list[tuple[str, tuple[str, ...]]]:
    """The groups with the names of their rules; a rule that nobody put into a group stands under "Others"."""
    placed = {name for _, names in GROUPS for name in names}
    others = tuple(name for name in RULES if name not in placed)
    found = [(title, tuple(name for name in names if name in RULES)) for title, names in GROUPS]
    return [*found, (OTHERS, others)] if others else found


def in_words(name: str, value: object) -> str:
    """A rule's value as people read it, such as "2 business days"."""
    rule = RULES[name]
    if rule.unit is Unit.SWITCH:
        return "Yes" if value else "No"
    if rule.unit is Unit.CHOICE:
        return dict(rule.choices).get(str(value), str(value))
    if isinstance(value, (list, tuple)):
        listed = ", ".join(str(each) for each in value)
        return (f"days {listed}" if rule.unit is Unit.LIST else listed) or "none"
    unit = rule.unit.value
    return f"{value} {unit[:-1] if value == 1 and unit.endswith('s') else unit}"
