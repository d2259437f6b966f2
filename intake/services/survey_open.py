"""Open links to a survey: staff make one for many people, or for a device of the program; each who begins gets a link
of their own, for one reply."""

import secrets
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from intake.constants.survey import Audience, ReplyMode
from intake.exceptions import SurveyClosed, SurveyNotHere
from intake.models import OpenSurveyLink, SurveyEdition, SurveyLink
from intake.rules.survey_abuse import Began
from intake.services.survey_reply import ISSUED, keep_draft, mark_of
from intake.tokens import new_link_secret
from portal.common import audit

TOKEN_BYTES = 12
"""96 bits: short enough for a code that old phones read, too many to guess."""
DAYS_TO_FINISH = {ReplyMode.OPEN: 7, ReplyMode.ON_SITE: 1}
"""Days that whoever began has to send it: beginning writes rows, and programs begin often."""


@transaction.atomic
def make_open_link(
    edition_id: int, user: Any, *, audience: Audience, mode: ReplyMode, label: str, valid_until: date
) -> OpenSurveyLink:
    """A link to an open edition. Raises SurveyNotHere for an edition that is closed or not for this audience."""
    edition = SurveyEdition.objects.filter(pk=edition_id, closed_at=None).first()
    if edition is None or audience not in edition.audiences:
        raise SurveyNotHere
    link = OpenSurveyLink.objects.create(
        token=secrets.token_urlsafe(TOKEN_BYTES),
        edition=edition,
        audience=audience,
        mode=mode,
        label=label,
        valid_until=valid_until,
    )
    audit.record(audit.Verb.CREATE, actor=user, obj=link, fields=["edition", "audience", "mode", "valid_until"])
    return link


@transaction.atomic
def stop_open_link(link: OpenSurveyLink, user: Any) -> None:
    """Lets nobody begin by it any more; whoever began can finish. Stopping it again changes nothing."""
    if OpenSurveyLink.objects.filter(pk=link.pk, is_stopped=False).update(is_stopped=True):
        audit.record(audit.Verb.CHANGE, actor=user, obj=link, fields=["is_stopped"])


def read_open_link(token: str) -> OpenSurveyLink:
    """The link with its edition. Raises SurveyClosed where the edition is closed, and SurveyNotHere for one that is
    unknown, stopped, or whose last day is over."""
    link = OpenSurveyLink.objects.filter(token=token).select_related("edition").first()
    if link is None or link.is_over:
        raise SurveyNotHere
    if link.edition.closed_at is not None:
        raise SurveyClosed
    return link


@transaction.atomic
def begin_reply(token: str, began: Began) -> str:
    """The secret of a link of one's own, for one reply; it is stored nowhere. Raises SurveyNotHere or SurveyClosed."""
    link = read_open_link(token)
    OpenSurveyLink.objects.filter(pk=link.pk).update(begun=F("begun") + 1)
    secret = new_link_secret()
    last = timezone.localdate() + timedelta(days=DAYS_TO_FINISH[ReplyMode(link.mode)])
    SurveyLink.objects.create(
        mark=mark_of(secret, ISSUED), edition=link.edition, audience=link.audience, valid_until=last, open_link=link
    )
    keep_draft(secret, {}, began, valid_until=last)
    return secret
