"""The results of an edition to take along: single replies, tables, and the dictionary that explains both.

Every table is a stream of rows, so that a large edition takes no more memory than a small one.
"""

from collections.abc import Iterable, Iterator
from itertools import product
from typing import Any

from django.db import transaction
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from intake.constants.survey import NOT_APPLICABLE, TEXT_LIMITS
from intake.models import SurveyEdition, SurveyResponse
from intake.rules.survey import Question, answers_in_words
from intake.rules.survey_export import ExportPlan, export_plan
from intake.rules.survey_results import Cell, Wanted
from intake.services.survey_results import Results, results_of
from portal.common import audit
from portal.common.languages import SOURCE_LANGUAGE

Row = list[str | int]
CELL = ["audience", "language", "half_year"]
DICTIONARY = (
    "question", "page", "words", "words_for_police_employees", "kind", "reversed", "answer", "answer_words", "told",
)  # fmt: skip
CHUNK = 500


@transaction.atomic
def export_results(edition: SurveyEdition, user: Any) -> tuple[Results, ExportPlan]:
    """What may leave the portal now. Each time is noted, of the edition as a whole."""
    results = results_of(edition)
    questions = {question.key: results.sizes(question.key) for question in results.questions}
    audit.record(audit.Verb.EXPORT, actor=user, obj=edition, fields=["answers"])
    return results, export_plan(results.replies, questions, results.least)


def answer_rows(results: Results, plan: ExportPlan) -> Iterator[Row]:
    """One row for each reply, in an order that is another one each time. No own words, no way in which it came."""
    yield [*CELL, *plan.keys]
    half_years = {cell.half_year for cell in plan.labels}
    replies = SurveyResponse.objects.filter(edition=results.edition, half_year__in=half_years, is_doubted=False)
    found = replies.order_by("?").values_list(*CELL, "answers")
    for audience, language, half_year, answers in found.iterator(CHUNK):
        label = plan.labels.get(Cell(audience, language, half_year))
        if label is not None:
            yield [*label, *(_one(answers.get(key, "")) for key in plan.keys)]


def _one(answer: str | list[str]) -> str:
    return answer if isinstance(answer, str) else ";".join(answer)


def table_rows(results: Results) -> Iterator[Row]:
    """Each answer of each question, for each group that the page would show. Empty means: all."""
    yield [*CELL, "question", "answer", "number", "people", "percent"]
    values = zip(*results.replies, strict=True) if results.replies else [()] * len(CELL)
    for group in product(*(["", *sorted(set(each))] for each in values)):
        for question in results.questions:
            figures = results.figures(question, Wanted(*group))
            if figures is None:
                continue
            said = figures.size
            for share in figures.shares:
                yield [*group, question.key, share.key, share.number, said.people, share.percent]
            if said.apart:
                yield [*group, question.key, NOT_APPLICABLE, said.apart, "", ""]


def dictionary_rows(edition: SurveyEdition, plan: ExportPlan) -> Iterator[Row]:
    """Each answer of each question with its words in English; one row for a question that is answered in own words."""
    yield list(DICTIONARY)
    said = edition.texts[SOURCE_LANGUAGE.code]
    for number, section in enumerate(edition.sections, start=1):
        for question in section.questions:
            words = said["words"].get(question.id, {})
            about = [question.key, number, words.get("stem", ""), words.get("stem_for_employees", "")]
            kind = [question.kind.label, "yes" if question.is_reversed else "no"]
            for key, label in answers_in_words(question, said["words"], said["fixed"]) or [("", "")]:
                yield [*about, *kind, key, label, _told(question, plan)]


def _told(question: Question, plan: ExportPlan) -> str:
    if question.kind in TEXT_LIMITS:
        return "no: own words stay in the portal"
    return "yes" if question.key in plan.keys else "in the tables only: too few answers"


TABLES = ("answers", "tables", "dictionary")


def rows_of(table: str, results: Results, plan: ExportPlan) -> Iterable[Row]:
    """The rows of one of TABLES, its heads first."""
    if table == "answers":
        return answer_rows(results, plan)
    return table_rows(results) if table == "tables" else dictionary_rows(results.edition, plan)


FORMULA = ("=", "+", "-", "@", "\t", "\r")


def guarded(row: Row) -> Row:
    """The row for a spreadsheet: nothing in it is taken for a formula, and no cell holds a character that only steers,
    such as the vertical tabs of pasted slides: the file could not be written."""
    return [_guarded(cell) if isinstance(cell, str) else cell for cell in row]


def _guarded(cell: str) -> str:
    plain = ILLEGAL_CHARACTERS_RE.sub(" ", cell)
    return f"'{plain}" if plain.startswith(FORMULA) or plain.lstrip().startswith(FORMULA) else plain
