"""Sends replies to an edition beside the portal under test, and lets the half-year in which they came be over.

Takes the id of the edition, and how many replies come from each audience.
"""

import os
import sys
from datetime import timedelta

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.e2e.settings")
django.setup()

from intake.models import SurveyEdition, SurveyResponse  # noqa: E402
from intake.rules.survey_quote import first_day_of  # noqa: E402
from intake.services.statistics import half_year_of, running_half_year  # noqa: E402
from intake.services.survey_reply import hand_out_link, save_answers, send_reply  # noqa: E402

ANSWERS = ("yes", "yes", "no")


def reply(edition: SurveyEdition, number: int) -> None:
    """So many replies of each audience, all in English, to the last question alone."""
    question = edition.sections[-1].questions[-1]
    for audience in edition.audiences:
        for which in range(number):
            secret = hand_out_link(edition.pk, audience, edition.opened_by)
            save_answers(secret, [question], {question.key: ANSWERS[which % len(ANSWERS)]})
            send_reply(secret, language="en")


def end_the_half_year(edition: SurveyEdition) -> None:
    """The replies of the running half-year become those of the one before: results count a half-year that has ended."""
    before = half_year_of(first_day_of(running_half_year()) - timedelta(days=1))
    SurveyResponse.objects.filter(edition=edition, half_year=running_half_year()).update(half_year=before)


if __name__ == "__main__":
    edition = SurveyEdition.objects.get(pk=sys.argv[1])
    reply(edition, int(sys.argv[2]))
    end_the_half_year(edition)
