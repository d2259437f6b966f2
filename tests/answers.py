"""What the residents of the tests answer, page by page, on the path of someone who asks for themselves."""

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


def as_typed(step: str) -> dict[str, list[str]]:
    """The answers of a page as a browser sends them, each input with a list."""
    return {name: value if isinstance(value, list) else [value] for name, value in ANSWERS[step].items()}


def as_kept(*left_out: str) -> dict[str, dict]:
    """The answers of every page but check-answers, and those left out, as a draft holds them."""
    steps = [step for step in ANSWERS if step not in {*left_out, "review"}]
    return {step: {"typed": as_typed(step), "stands": True} for step in steps}
