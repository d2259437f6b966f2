"""Replies on paper and by phone: staff key them as they came, and no draft of them is kept."""

from datetime import timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from intake.constants.survey import Audience, ReplyMode
from intake.exceptions import SurveyNotHere
from intake.models import KeyedReplies, SurveyEdition, UsedSurveyLink
from intake.services.statistics import running_half_year
from intake.services.survey_reply import KEYED, mark_of
from intake.services.survey_response import keep_response

KEYING_DAYS = 60
"""For how many days after an edition was closed replies to it are keyed: paper comes late."""
KEYED_MODES = (ReplyMode.PAPER, ReplyMode.PHONE)


def keyable_editions() -> QuerySet[SurveyEdition]:
    """The editions to which replies are keyed now."""
    return SurveyEdition.objects.filter(
        Q(closed_at=None) | Q(closed_at__gte=timezone.now() - timedelta(days=KEYING_DAYS))
    )


def keyable_edition(edition_id: int, audience: str, language: str, mode: str) -> SurveyEdition:
    """The edition, if a reply of this kind is keyed to it. Raises SurveyNotHere."""
    edition = keyable_editions().filter(pk=edition_id).first()
    if edition is None or audience not in edition.audiences:
        raise SurveyNotHere
    if language not in edition.texts or mode not in KEYED_MODES:
        raise SurveyNotHere
    return edition


@transaction.atomic
def key_reply(
    edition_id: int, user: Any, form_key: str, *, audience: str, language: str, mode: str, given: dict[str, Any]
) -> None:
    """Stores a reply; the same form sent again, or twice at once, changes nothing. Raises SurveyNotHere.

    Instead of a line in the audit log, which has a moment, the person's count of the half-year grows: a call that is
    noted at a case would lead to the reply that was keyed in these minutes.
    """
    edition = keyable_edition(edition_id, audience, language, mode)
    try:
        with transaction.atomic():
            UsedSurveyLink.objects.create(mark=mark_of(form_key, KEYED))
    except IntegrityError:
        return
    keep_response(edition, Audience(audience), given, language=language, mode=ReplyMode(mode))
    half_year = running_half_year()
    keyed, _ = KeyedReplies.objects.get_or_create(edition=edition, half_year=half_year, keyed_by=user)
    KeyedReplies.objects.filter(pk=keyed.pk).update(count=F("count") + 1)
