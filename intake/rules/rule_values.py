"""Whether a value makes sense for one of the program's rules, and in words why not; and what to know about a set."""

from datetime import date

from intake.rules.policy import RULES, Policy, Rule, Unit

WHOLE = "Enter a whole number from {least} to {most}."
DAY_LIST = "Enter days as whole numbers, each larger than the one before, such as 3, 7, 12."
DATE_LIST = "Enter each date as year-month-day, such as 2027-01-01, one on a line."
ONE_OF = "Choose one of the answers on the page."
YES_OR_NO = "Choose yes or no."


def trouble_with(name: str, value: object) -> str:
    """Why this value can't be the rule's, in words; empty when it can."""
    rule = RULES[name]
    if rule.unit is Unit.SWITCH:
        return "" if isinstance(value, bool) else YES_OR_NO
    if rule.unit is Unit.CHOICE:
        return "" if value in dict(rule.choices) else ONE_OF
    if rule.unit is Unit.LIST:
        return "" if _are_days(value, rule) else DAY_LIST
    if rule.unit is Unit.DATES:
        return "" if _are_dates(value) else DATE_LIST
    if _is_count(value) and rule.least <= int(str(value)) <= rule.most:
        return ""
    return WHOLE.format(least=rule.least, most=rule.most)


def notes_on(policy: Policy) -> list[str]:
    """What two rules say together that nobody can have meant, in words."""
    found = {
        "We remind about our question only after its answer was due.": policy.info_reminder_days > policy.info_days,
        "Sides are reminded after their last day to answer.": max(policy.consent_reminders, default=0)
        > policy.consent_days,
        "A session counts as late before it is due.": policy.session_days_red < policy.session_days,
        "More different days are asked for than tries.": policy.try_days > policy.tries,
        "More different ways are asked for than tries.": policy.try_channels > policy.tries,
        "Cases are to be closed before both sides are asked how it went.": policy.close_days < policy.follow_up_days,
        "The one-year limit is first shown when the year is over.": min(policy.clock_warnings, default=0) >= 365,
    }
    return [words for words, is_so in found.items() if is_so]


def _is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _are_days(value: object, rule: Rule) -> bool:
    if not isinstance(value, tuple) or not all(_is_count(each) and each <= rule.most for each in value):
        return False
    return list(value) == sorted(set(value))


def _are_dates(value: object) -> bool:
    return isinstance(value, tuple) and all(isinstance(each, str) and _is_date(each) for each in value)


def _is_date(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
