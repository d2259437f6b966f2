"""Surveys of the demo: each is open, and those before and after a talk have invented replies of the half-years before.

The replies are the same at every start, and stored at once in the order of their random ids.
"""

import random
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from intake.constants.survey import AUDIENCES, NOT_APPLICABLE, Audience, QuestionKind, ReplyMode, SurveyPurpose
from intake.management.demo.clock import clock_at
from intake.models import Survey, SurveyEdition, SurveyResponse
from intake.rules.survey import Question, questions_of
from intake.rules.survey_quote import first_day_of
from intake.services.statistics import half_year_of, running_half_year
from intake.services.survey_edition import open_edition
from portal.common.languages import SOURCE_LANGUAGE

OPENED_DAYS_AGO = 400
REPLIES, EARLY_REPLIES = 44, 8
WITH_REPLIES = (SurveyPurpose.PRE, SurveyPurpose.POST)
LANGUAGES = {
    Audience.COMMUNITY: ("en", "es", "en", "hy", "es", "zh-hant", "en", "es", "zh-hans", "en"),
    Audience.EMPLOYEE: ("en",),
}
LIKELY = {SurveyPurpose.PRE: (2, 4, 6, 5, 3), SurveyPurpose.POST: (1, 2, 4, 8, 7)}
"""How likely each point of agreement is, from "strongly disagree" on."""
HELPED = (
    "That nobody had to hurry.",
    "The mediators listened to both of us.",
    "Que alguien tradujera cada palabra.",
    "Having time to think before I said anything.",
)
CHANGE = ("More evening hours, please.", "Tell people sooner how long it takes.", "Un lugar más cerca del autobús.")
OWN_WORDS = {"what_helped": HELPED, "what_to_change": CHANGE}


@transaction.atomic
def open_surveys(user: Any) -> None:
    """Opens each seeded survey that has no edition yet, with its replies; changes nothing that is there."""
    opened_at = timezone.now() - timedelta(days=OPENED_DAYS_AGO)
    for survey in Survey.objects.filter(locale__language_code=SOURCE_LANGUAGE.code, live=True, editions=None):
        with clock_at(opened_at):
            edition = open_edition(survey.pk, user)
        if edition.purpose in WITH_REPLIES:
            replies = invented(edition, random.Random(edition.purpose))  # noqa: S311
            SurveyResponse.objects.bulk_create(sorted(replies, key=lambda reply: reply.pk))


def invented(edition: SurveyEdition, chance: random.Random) -> list[SurveyResponse]:
    """Replies of both sides: a few of the half-year before the last, which wait for the others, and the others."""
    purpose = SurveyPurpose(edition.purpose)
    last = first_day_of(running_half_year()) - timedelta(days=1)
    before = last - timedelta(days=184)
    found = []
    for number in range(REPLIES):
        audience = AUDIENCES[purpose][number % 2]
        languages = LANGUAGES[audience]
        given = {each.key: _answer(each, purpose, chance) for each in questions_of(edition.sections)}
        kept = {key: answer for key, answer in given.items() if answer}
        found.append(
            SurveyResponse(
                edition=edition,
                audience=audience,
                language=languages[number // 2 % len(languages)],
                mode=ReplyMode.ON_SITE if number % 5 == 0 else ReplyMode.ONLINE,
                half_year=half_year_of(before if number < EARLY_REPLIES else last),
                answers={key: answer for key, answer in kept.items() if key not in OWN_WORDS},
                texts={key: answer for key, answer in kept.items() if key in OWN_WORDS},
            )
        )
    return found


def _answer(question: Question, purpose: SurveyPurpose, chance: random.Random) -> str:
    """What somebody said; nothing where they skipped it."""
    if question.key in OWN_WORDS:
        return chance.choice(OWN_WORDS[question.key]) if chance.random() < 0.3 else ""
    if chance.random() < 0.05:
        return ""
    if question.kind is QuestionKind.RATING:
        return chance.choices(question.answers, (1, 1, 1, 1, 2, 3, 4, 7, 9, 8, 7))[0]
    if question.kind is not QuestionKind.AGREEMENT:
        return chance.choice(question.answers)
    if question.may_not_apply and chance.random() < 0.03:
        return NOT_APPLICABLE
    likely = LIKELY[purpose][::-1] if question.is_reversed else LIKELY[purpose]
    return chance.choices(question.answers[: len(likely)], likely)[0]
