"""Surveys for the tests: a small one with each kind of question, opened, and links to it."""

from datetime import timedelta
from uuid import uuid5

from django.utils import timezone
from wagtail.models import Locale

from intake.constants.survey import Audience, ReplyMode, SurveyPurpose
from intake.models import OpenSurveyLink, Survey, SurveyEdition, SurveyResponse
from intake.services.survey_edition import open_edition
from intake.services.survey_open import make_open_link
from intake.services.survey_reply import hand_out_link
from intake.services.survey_seeding import OUR_NAMES
from portal.common.roles import Role
from tests.base import person


def block(kind, key="", choices=(), **value):
    """A block as it is stored, with ids made from its key."""
    name = key or value["heading"]
    if choices:
        items = [
            {"type": "item", "id": f"{name}-{each}", "value": {"key": each, "label": each.title()}} for each in choices
        ]
        value["choices"] = items
    words = value if kind == "section" else {"key": key, "stem": f"About {key}?", **value}
    return {"type": kind, "id": str(uuid5(OUR_NAMES, f"test/{name}")), "value": words}


BLOCKS = (
    block("section", heading="First page", intro="Think back."),
    block("agreement", "heard", may_not_apply=True, stem_for_employees="About heard, for the police?"),
    block("yes_no", "safe"),
    block("rating", "likely", low="Not at all", high="Very"),
    block("section", heading="Second page", intro=""),
    block("single", "why_not", choices=("noise", "time"), asked_after="safe", asked_if="no, not_sure"),
    block("multiple", "helped", choices=("mediator", "interpreter", "place")),
    block("short_text", "in_short"),
    block("long_text", "at_length"),
)


def an_edition(purpose=SurveyPurpose.POST, blocks=BLOCKS, user=None) -> SurveyEdition:
    """An open edition in English."""
    locale, _ = Locale.objects.get_or_create(language_code="en")
    survey = Survey(
        purpose=purpose, title="How was it?", intro="Some words.", minutes=3, questions=list(blocks), locale=locale
    )
    survey.full_clean()
    survey.save()
    return open_edition(survey.pk, user or person(Role.ADMINISTRATOR))


def a_link(edition, audience=Audience.COMMUNITY, user=None) -> str:
    """The secret of a link to it."""
    return hand_out_link(edition.pk, audience, user or edition.opened_by)


def an_open_link(edition, mode=ReplyMode.OPEN, audience=Audience.COMMUNITY, label="Open day") -> OpenSurveyLink:
    """A link for many people, good for a week."""
    last = timezone.localdate() + timedelta(days=7)
    return make_open_link(edition.pk, edition.opened_by, audience=audience, mode=mode, label=label, valid_until=last)


def replies(edition, number, *, audience=Audience.COMMUNITY, language="en", half_year="2026-H1", **answers):
    """So many replies that say the same, as they are kept."""
    rows = [
        SurveyResponse(
            edition=edition, audience=audience, language=language, mode="online", half_year=half_year, answers=answers
        )
        for _ in range(number)
    ]
    return SurveyResponse.objects.bulk_create(rows)
