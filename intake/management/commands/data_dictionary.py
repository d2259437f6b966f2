"""Prints the data dictionary of requests, docs/reference/data-dictionary.md: every question of the catalogue."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import override

from intake.constants import Path
from intake.questions.catalogue import PAGES
from intake.questions.question import Page, Question
from intake.questions.statistics import PAGES as STATISTICS
from portal.common.languages import SOURCE_LANGUAGE

INTRODUCTION = """\
# The data dictionary of requests

Made by `manage.py data_dictionary` from intake/questions; a test compares. `zone`: A is the referral record, which the
City may see; B is mediation-confidential; C is voluntary statistics, never joined to a case. `class`: see
docs/decisions/encryption.md. `path`: self, other (on behalf of someone), employee (internal), city (a filed complaint).

| key | page | paths | asked if | kind | column | zone | class | required | question | choices |
|---|---|---|---|---|---|---|---|---|---|---|
"""


class Command(BaseCommand):
    """`manage.py data_dictionary`: prints; changes nothing."""

    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        """Writes the table to standard output."""
        self.stdout.write(data_dictionary(), ending="")


def data_dictionary() -> str:
    """The page of documentation, in the source language."""
    with override(SOURCE_LANGUAGE.code):
        lines = [line(page, question) for page in (*PAGES, *STATISTICS) for question in page.questions]
    return INTRODUCTION + "\n".join(lines) + "\n"


def line(page: Page, question: Question) -> str:
    """One row of the table."""
    column = question.store.value
    paths = [path for path in Path if path in page.paths]
    required = [path.value for path in paths if question.asked_on(path).missing]
    cells = (
        f"`{question.key}`",
        page.name,
        ", ".join(path.value for path in paths),
        " and ".join(f"{c.key} is {' or '.join(sorted(c.values))}" for c in page.conditions),
        question.kind.name.lower(),
        column.name,
        column.zone.name,
        column.data_class,
        "yes" if len(required) == len(paths) else ", ".join(required) or "no",
        str(question.asked_on(paths[0]).label),
        ", ".join(key for key, _ in question.choices),
    )
    return "| " + " | ".join(cells) + " |"
