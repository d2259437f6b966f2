"""Counting the answers to an edition, in the database, and giving out only what rules/survey_results.py lets through.

The running half-year is not counted before it has ended: nobody can tell one reply by looking before and after it.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from django.db import connection

from intake.models import SurveyEdition
from intake.rules.survey import Question, questions_of
from intake.rules.survey_figures import Figures, Tally, figures_of, tally_of
from intake.rules.survey_results import Block, Cell, Size, Wanted, blocks_of, people_in, shown
from intake.services.policy import current_policy
from intake.services.statistics import running_half_year

LINE, COLUMN = "\x1e", "\x1f"
"""What parts replies and answers on their way from the database; no key of an answer has them."""
COUNT = """
SELECT audience, language, half_year, string_agg(array_to_string(ARRAY[{answers}]::text[], %s, ''), %s)
FROM intake_surveyresponse WHERE edition_id = %s AND half_year < %s AND NOT is_doubted
GROUP BY audience, language, half_year
"""


@dataclass(frozen=True)
class Results:
    """What was counted of an edition. Ask it for groups: the counts themselves are not for showing."""

    edition: SurveyEdition
    least: int
    replies: dict[Cell, Size]
    tallies: dict[str, dict[Cell, Tally]]

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        """The questions that are answered with choices."""
        return choice_questions(self.edition)

    @cached_property
    def reply_blocks(self) -> tuple[Block, ...]:
        """The blocks of whole replies."""
        return blocks_of(self.replies, self.least)

    def sizes(self, key: str) -> dict[Cell, Size]:
        """How many answered a question, by cell."""
        return {cell: tally.size for cell, tally in self.tallies.get(key, {}).items()}

    def replies_of(self, wanted: Wanted) -> int | None:
        """How many replied, of a group that may be shown."""
        cells = shown(self.reply_blocks, wanted)
        return None if cells is None else people_in(cells, self.replies)

    def figures(self, question: Question, wanted: Wanted) -> Figures | None:
        """The figures of a question for a group; None where they may not be shown."""
        cells = shown(self._blocks[question.key], wanted)
        if cells is None:
            return None
        return figures_of(question, sum((self.tallies[question.key][cell] for cell in cells), Tally()))

    @cached_property
    def _blocks(self) -> dict[str, tuple[Block, ...]]:
        return {question.key: blocks_of(self.sizes(question.key), self.least) for question in self.questions}


def choice_questions(edition: SurveyEdition) -> tuple[Question, ...]:
    """The questions of an edition that are answered with choices."""
    return tuple(question for question in questions_of(edition.sections) if question.answers)


def results_of(edition: SurveyEdition) -> Results:
    """Counts the replies of the half-years that have ended. Two queries, however many replies there are."""
    questions = choice_questions(edition)
    replies: dict[Cell, Size] = {}
    tallies: dict[str, dict[Cell, Tally]] = defaultdict(dict)
    for cell, lines in _lines(edition, questions):
        replies[cell] = Size(len(lines))
        columns = zip(*(line.split(COLUMN) for line in lines), strict=True)
        for question, column in zip(questions, columns, strict=False):
            tallies[question.key][cell] = tally_of(question, Counter(column))
    return Results(edition, current_policy().survey_least, replies, dict(tallies))


def _lines(edition: SurveyEdition, questions: Iterable[Question]) -> Iterator[tuple[Cell, list[str]]]:
    keys = [question.key for question in questions]
    sql = COUNT.format(answers=", ".join(["answers->>%s"] * len(keys)))
    with connection.cursor() as cursor:
        cursor.execute(sql, [*keys, COLUMN, LINE, edition.pk, running_half_year()])
        for audience, language, half_year, joined in cursor.fetchall():
            yield Cell(audience, language, half_year), joined.split(LINE)
