"""Replying to a survey by a link: one reply for each, and no way back from the reply to the link or to a person."""

import json
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from intake.constants.survey import AUDIENCES, Audience, ReplyMode, SurveyPurpose
from intake.exceptions import SurveyAnswered, SurveyNotHere
from intake.models import SurveyDraft, SurveyEdition, SurveyLink, SurveyResponse, UsedSurveyLink
from intake.rules.survey import Question, kept_answers, questions_of
from intake.services.statistics import half_year_of
from intake.services.unordered import keep_unordered
from intake.tokens import LINK_BYTES, link_hash, new_link_secret
from portal.common import audit
from portal.common.crypto.sealing import key_of_secret, open_under, seal_under

ISSUED, WRITING, USED = "issued", "writing", "used"
"""What the three hashes of a secret are made for."""


@dataclass(frozen=True)
class Reply:
    """A reply that is being written: what it answers, as whom, and what was answered so far, by question."""

    edition: SurveyEdition
    audience: Audience
    given: dict[str, Any]


def mark_of(secret: str, use: str) -> str:
    """What is kept of a secret for one use; the marks of two uses can't be brought together without it."""
    return link_hash(secret, f"survey:{use}:")


@transaction.atomic
def hand_out_link(edition_id: int, audience: str, user: Any) -> str:
    """The secret of a new link to an open edition; told once, here. Raises SurveyNotHere for an edition that is closed
    or not for this audience."""
    edition = SurveyEdition.objects.filter(pk=edition_id, closed_at=None).first()
    if edition is None or audience not in AUDIENCES[SurveyPurpose(edition.purpose)]:
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
    link = links.select_related("edition").first()
    if link is None:
        raise SurveyNotHere
    if UsedSurveyLink.objects.filter(mark=mark_of(secret, USED)).exists():
        raise SurveyAnswered
    return Reply(link.edition, Audience(link.audience), _written(secret, to_change=to_change))


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
    mark = mark_of(secret, WRITING)
    sealed = seal_under(_key(secret), json.dumps(answers, ensure_ascii=False).encode(), mark)
    SurveyDraft.objects.update_or_create(mark=mark, defaults={"sealed": sealed})
    return Reply(reply.edition, reply.audience, answers)


@transaction.atomic
def send_reply(secret: str, *, language: str, mode: ReplyMode = ReplyMode.ONLINE) -> None:
    """Turns what was written into a response, once. Raises SurveyNotHere, or SurveyAnswered for a second time, however
    many come at once."""
    reply = read_reply(secret, to_change=True)
    try:
        with transaction.atomic():
            UsedSurveyLink.objects.create(mark=mark_of(secret, USED))
    except IntegrityError:
        raise SurveyAnswered from None
    SurveyDraft.objects.filter(mark=mark_of(secret, WRITING)).delete()
    sections = reply.edition.sections
    answers = kept_answers(sections, reply.given)
    written = {question.key for question in questions_of(sections) if not question.answers}
    row = SurveyResponse(
        edition=reply.edition,
        audience=reply.audience,
        language=language,
        mode=mode,
        half_year=half_year_of(timezone.localdate()),
        answers={key: answer for key, answer in answers.items() if key not in written},
        texts={key: answer for key, answer in answers.items() if key in written},
    )
    keep_unordered(row, row.half_year)
