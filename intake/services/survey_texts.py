"""What people wrote in their own words, for the one person who reads it: without who, when, or what else they said."""

import random
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.crypto import constant_time_compare, salted_hmac

from intake.constants.survey import MAY_QUOTE, YES
from intake.models import SurveyEdition, SurveyResponse
from intake.rules.survey import Question, questions_of
from intake.services.survey_results import results_of
from portal.common import audit

PAGE = 200
"""Texts of a question that are shown at once; another look shows others."""


@dataclass(frozen=True)
class OwnWords:
    """One text. `token` finds it again for a quote, and can't be brought together with that of another text; empty
    where the person did not allow it."""

    text: str
    language: str
    token: str


@transaction.atomic
def read_texts(edition: SurveyEdition, user: Any) -> list[tuple[Question, list[OwnWords]]]:
    """The texts of each question in random order; nothing as long as the edition has too few replies. Each look is
    noted, of the edition as a whole."""
    found: dict[str, list[OwnWords]] = defaultdict(list)
    for key, words in _texts(edition):
        found[key].append(words)
    questions = [question for question in questions_of(edition.sections) if not question.answers]
    for texts in found.values():
        random.SystemRandom().shuffle(texts)
    audit.record(audit.Verb.VIEW, actor=user, obj=edition, fields=["texts"])
    return [(question, found[question.key][:PAGE]) for question in questions]


def text_of(edition: SurveyEdition, token: str) -> OwnWords | None:
    """The text of a token, if it may be quoted."""
    if not token:
        return None
    return next((words for _, words in _texts(edition) if constant_time_compare(words.token, token)), None)


def _texts(edition: SurveyEdition) -> Iterator[tuple[str, OwnWords]]:
    blocks = results_of(edition).reply_blocks
    counted = {cell.half_year for block in blocks for cell in block}
    replies = SurveyResponse.objects.filter(edition=edition, half_year__in=counted, is_doubted=False)
    for reply in replies.only("id", "language", "answers", "texts").iterator(500):
        allowed = reply.answers.get(MAY_QUOTE) == YES
        for key, text in reply.texts.items():
            yield key, OwnWords(text, reply.language, _token(reply, key) if allowed else "")


def _token(reply: SurveyResponse, key: str) -> str:
    return salted_hmac("intake.survey_texts", f"{reply.pk}:{key}", algorithm="sha256").hexdigest()
