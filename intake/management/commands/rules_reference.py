"""Prints docs/reference/rules.md: every rule that a program sets for itself, with its default and its source."""

from typing import Any

from django.core.management.base import BaseCommand

from intake.rules.policy import RULES, Policy
from intake.rules.rule_groups import grouped, in_words

INTRODUCTION = """\
# The rules of the program

Made by `manage.py rules_reference` from intake/rules/policy.py; a test compares. A lead administrator changes them
under Rules in the staff area; each change keeps who made it and when. The newest change is in force, else the default.
"""
HEAD = "| rule | what it sets | default | counted in | allowed | source |\n|---|---|---|---|---|---|\n"


class Command(BaseCommand):
    """`manage.py rules_reference`: prints; changes nothing."""

    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        """Writes the page to standard output."""
        self.stdout.write(rules_reference(), ending="")


def rules_reference() -> str:
    """The page of documentation."""
    parts = [f"\n## {title}\n\n{HEAD}" + "".join(f"{line(name)}\n" for name in names) for title, names in grouped()]
    return INTRODUCTION + "".join(parts)


def line(name: str) -> str:
    """One row of a table."""
    rule, default = RULES[name], getattr(Policy(), name)
    numbers = isinstance(default, int) and not isinstance(default, bool)
    allowed = f"{rule.least} to {rule.most}" if numbers else ", ".join(words for _, words in rule.choices)
    cells = (f"`{name}`", rule.label, in_words(name, default), rule.unit.value, allowed, rule.source)
    return "| " + " | ".join(cells) + " |"
