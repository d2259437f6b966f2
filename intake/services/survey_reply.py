"""Replying to a survey by a link: one reply for each, and no way back from the reply to the link or to a person."""

import json
from dataclasses import dataclass, replace
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from intake.constants.survey import Audience, ReplyMode
from intake.exceptions import SurveyAnswered, SurveyNotHere
from intake.models import OpenSurveyLink, SurveyDraft, SurveyEdition, SurveyLink, UsedSurveyLink
from intake.rules.abuse import Limits
from intake.rules.survey import Question
from intake.rules.survey_abuse import Began, is_doubtful
from intake.services.survey_response import keep_response
from intake.tokens import LINK_BYTES, link_hash, new_link_secret
from portal.common import audit
from portal.common.crypto.sealing import key_of_secret, open_under, seal_under

ISSUED, WRITING, USED = "issued", "writing", "used"
"""What the three hashes of a secret are made for."""
KEYED = "keyed"
"""What the one hash of a form is made for, by which staff key a reply."""
BEGAN = ""
"""Where a draft keeps how it began, beside the answers; no question has an empty name."""


@dataclass(frozen=True)
class Reply:
    """A reply that is being written: what it answers, as whom, and what was answered so far, by question; where it was
    begun by an open link, by which, and what the checks found then."""

    edition: SurveyEdition
    audience: Audience
    given: dict[str, Any]
    open_link: OpenSurveyLink | None = None
    began: Began | None = None

    @property
    def mode(self) -> ReplyMode:
        """The way in which it comes."""
        return ReplyMode(self.open_link.mode) if self.open_link else ReplyMode.ONLINE

    @property
    def is_doubtful(self) -> bool:
        """Whether a program may have written it, if it is sent now. A link for one person is never doubted."""
        limits = Limits(settings.SURVEY_MIN_SECONDS, settings.SURVEY_BEGUN_NEARBY, settings.SURVEY_BEGUN_IN_ALL)
        return self.open_link is not None and is_doubtful(self.began, timezone.now().timestamp(), limits)


def mark_of(secret: str, use: str) -> str:
    """What is kept of a secret for one use; the marks of two uses can't be brought together without it."""
    return link_hash(secret, f"survey:{use}:")


@transaction.atomic
def hand_out_link(edition_id: int, audience: str, user: Any) -> str:
    """The secret of a new link to an open edition; told once, here. Raises SurveyNotHere for an edition that is closed
    or not for this audience."""
    edition = SurveyEdition.objects.filter(pk=edition_id, closed_at=None).first()
    if edition is None or audience not in edition.audiences:
        raise SurveyNotHere
    secret = make_link(edition, audience)
    # Of the edition, not of the link: the log has a moment.
    audit.record(audit.Verb.SEND, actor=user, obj=edition, fields=["links"])
    return secret


def make_link(edition: SurveyEdition, audience: str, size: int = LINK_BYTES) -> str:
    """The secret of a new link, of so many bytes, for whoever sends it out at this moment."""
    secret = new_link_secret(size)
    SurveyLink.objects.create(mark=mark_of(secret, ISSUED), edition=edition, audience=audience)
    return secret


def read_reply(secret: str, *, to_change: bool = False) -> Reply:
    """What was written so far by this link; `to_change` lets others wait for the end of the transaction. Raises
    SurveyNotHere, or SurveyAnswered once it was sent."""
    links = SurveyLink.objects.filter(mark=mark_of(secret, ISSUED), valid_until__gte=timezone.localdate())
    link = links.select_related("edition", "open_link").first()
    if link is None:
        raise SurveyNotHere
    if UsedSurveyLink.objects.filter(mark=mark_of(secret, USED)).exists():
        raise SurveyAnswered(link.open_link)
    given = _written(secret, to_change=to_change)
    began = given.pop(BEGAN, None)
    return Reply(link.edition, Audience(link.audience), given, link.open_link, Began.read(began) if began else None)


def _written(secret: str, *, to_change: bool) -> dict[str, Any]:
    mark = mark_of(secret, WRITING)
    drafts = SurveyDraft.objects.filter(mark=mark)
    # Never the row of the link: a lock leaves its mark there, and would tell that the link was used.
    draft = (drafts.select_for_update() if to_change else drafts).first()
    if draft is None:
        return {}
    given: dict[str, Any] = json.loads(open_under(_key(secret), bytes(draft.sealed), mark))
    return given


def _key(secret: str) -> bytes:
    return key_of_secret(secret, "survey draft")


@transaction.atomic
def save_answers(secret: str, asked: list[Question], given: dict[str, Any]) -> Reply:
    """Keeps the answers of a page: those to the questions that were asked there and are not among them are gone.

    Raises SurveyNotHere or SurveyAnswered.
    """
    reply = read_reply(secret, to_change=True)
    keys = {question.key for question in asked}
    answers = {key: answer for key, answer in reply.given.items() if key not in keys} | given
    keep_draft(secret, answers, reply.began)
    return replace(reply, given=answers)


def keep_draft(secret: str, given: dict[str, Any], began: Began | None, **more: Any) -> None:
    """Keeps what was written so far, sealed under the secret. In a transaction."""
    mark = mark_of(secret, WRITING)
    written = given if began is None else {**given, BEGAN: began.to_keep()}
    sealed = seal_under(_key(secret), json.dumps(written, ensure_ascii=False).encode(), mark)
    SurveyDraft.objects.update_or_create(mark=mark, defaults={"sealed": sealed, **more})


@transaction.atomic
def forget_draft(secret: str) -> None:
    """Throws away what was written so far and not sent."""
    SurveyDraft.objects.filter(mark=mark_of(secret, WRITING)).delete()


@transaction.atomic
def send_reply(secret: str, *, language: str, mode: ReplyMode | None = None) -> None:
    """Turns what was written into a response, once. Raises SurveyNotHere, or SurveyAnswered for a second time, however
    many come at once."""
    reply = read_reply(secret, to_change=True)
    try:
        with transaction.atomic():
            UsedSurveyLink.objects.create(mark=mark_of(secret, USED))
    except IntegrityError:
        raise SurveyAnswered(reply.open_link) from None
    SurveyDraft.objects.filter(mark=mark_of(secret, WRITING)).delete()
    keep_response(
        reply.edition,
        reply.audience,
        reply.given,
        language=language,
        mode=mode or reply.mode,
        is_doubted=reply.is_doubtful,
    )
