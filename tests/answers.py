"""What the people of the tests answer, page by page: ANSWERS for someone who asks for themselves on the shortest way,
and for each path the way that meets the most pages."""

ANSWERS = {
    "who": {"path": "self"},
    "name": {"name": "Rosa Villanueva"},
    "contact": {"phone": "626 555 0142", "email": "rosa@example.org"},
    "safe-contact": {"voicemail": "no", "text_message": "yes"},
    "best-way": {"best_way": "text", "avoid": "After six my brother picks up"},
    "languages": {"spoken": "es", "reading": "es", "interpreter": "no"},
    "access": {"access": ["large_print", "breaks"]},
    "support": {"under_18": "no", "support_person": "yes"},
    "when-where": {
        "happened_on_month": "3",
        "happened_on_day": "4",
        "happened_on_year": "2026",
        "place": "Colorado Boulevard",
    },
    "kind": {"contact_kind": "traffic", "time_of_day": "evening"},
    "concern": {"concerns": ["tone", "not_heard"]},
    "account": {"account": "He would not let me finish a sentence."},
    "employee": {"employee_badge": "Car 12"},
    "complaint": {"filed": "no"},
    "complaint-help": {"wants_help_filing": "later"},
    "during": {"during": ["none"]},
    "since-then": {"since_then": ["none"]},
    "hopes": {"hopes": ["heard", "explanation"]},
    "availability": {"times": ["weekday_evening"], "meeting": "either"},
    "review": {"voluntary": "on", "not_a_complaint": "on", "may_contact": "on"},
}

_LONGEST = {
    "languages": {"spoken": "other", "reading": "hy", "interpreter": "yes"},
    "other-language": {"spoken_other": "Աշխարհաբար"},
    "support": {"under_18": "yes", "decides_for": "unsure"},
    "guardian": {"guardian_name": "Luz Villanueva", "guardian_knows": "no"},
    "concern": {"concerns": ["tone", "different"]},
    "treated-differently": {"grounds": ["language"]},
    "complaint": {"filed": "yes"},
    "complaint-filed": {"filed_where": "City Hall", "filed_number": "C-26-014"},
}
_AFTER_THE_DOOR = (
    *("name", "contact", "safe-contact", "best-way", "languages", "other-language", "access", "support", "guardian"),
    *("when-where", "kind", "concern", "treated-differently", "account", "employee", "complaint", "complaint-filed"),
    *("during", "since-then", "hopes", "availability", "review"),
)
SELF = {step: (ANSWERS | _LONGEST)[step] for step in ("who", *_AFTER_THE_DOOR)}
OTHER = {
    "who": {"path": "other"},
    "helper": {"helper_name": "Ana Ruiz", "helper_relation": "friend", "they_know": "yes"},
    "helper-contact": {"helper_email": "ana@example.org"},
} | {step: SELF[step] for step in _AFTER_THE_DOOR}
_WORK = {
    "work-role": {"work_role": "involved"},
    "work-conflict": {"work_concerns": ["respect"], "other_person": "Someone of the night shift"},
    "work-limits": {"work_limits": ["none"]},
}
_AT_WORK = (
    *("work-role", "name", "contact", "safe-contact", "best-way", "languages", "other-language", "access"),
    *("work-conflict", "account", "work-limits", "hopes", "availability", "review"),
)
EMPLOYEE = {step: (SELF | _WORK)[step] for step in _AT_WORK}
CITY = {
    "filed-complaint": {
        "complaint_number": "C-26-014",
        **{f"received_on_{part}": value for part, value in (("month", "2"), ("day", "3"), ("year", "2026"))},
        **{f"discovered_on_{part}": value for part, value in (("month", "2"), ("day", "4"), ("year", "2026"))},
    },
    "name": {"name": "Anahit Petrosyan"},
    "contact": {"phone": "626 555 0199"},
    "languages": {"spoken": "other", "reading": "hy"},
    "other-language": {"spoken_other": "Western Armenian"},
    "when-where": {"place": "Lake Avenue"},
    "employee": {"employee_name": "An Invented Employee"},
    "allegations": {"allegations": ["discourtesy"], "decided_by": "A lieutenant"},
    "pending": {"pending_matter": "no"},
    "earlier": {"mediations_12_months": "0"},
    "review": {"may_contact": "on"},
}
MOST_PAGES = {"self": SELF, "other": OTHER, "employee": EMPLOYEE, "city": CITY}
"""By path, the answers that lead through as many of its pages as one person can meet, in order."""


def as_typed(step: str) -> dict[str, list[str]]:
    """The answers of a page as a browser sends them, each input with a list."""
    return {name: value if isinstance(value, list) else [value] for name, value in ANSWERS[step].items()}


def as_kept(*left_out: str) -> dict[str, dict]:
    """The answers of every page but check-answers, and those left out, as a draft holds them."""
    steps = [step for step in ANSWERS if step not in {*left_out, "review"}]
    return {step: {"typed": as_typed(step), "stands": True} for step in steps}
