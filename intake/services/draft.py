"""Keeping what a person has typed, page by page, for the browsers that hold it."""

import uuid
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from intake.constants import Path
from intake.exceptions import DraftNotHere
from intake.models import Draft, DraftHolder, Referral
from intake.tokens import is_sealed_by, new_draft_id
from portal.common.crypto.sealing import new_key


def read_draft(draft_id: uuid.UUID, browser_secret: str, entered_by: Any = None) -> Draft | None:
    """The draft for reading, or None for one that this browser may begin. Raises DraftNotHere otherwise; for what a
    member of staff writes down, unless it is `entered_by` who asks."""
    holder = _first(DraftHolder.objects.of(draft_id, browser_secret, entered_by))
    if holder is not None:
        return holder.opened_draft(browser_secret)
    if not may_begin(draft_id, browser_secret) or Draft.objects.filter(id=draft_id).exists():
        raise DraftNotHere
    return None


def open_draft(draft_id: uuid.UUID, browser_secret: str, entered_by: Any = None) -> Draft:
    """The draft for writing, locked until the transaction ends; made now if this is its first answer.

    Raises DraftNotHere as `read_draft`. Needs a transaction.
    """
    draft = _locked(draft_id, browser_secret, entered_by)
    if draft is None and may_begin(draft_id, browser_secret):
        draft = _begun(draft_id, browser_secret) or _locked(draft_id, browser_secret, entered_by)
    if draft is None:
        raise DraftNotHere
    return draft


def may_begin(draft_id: uuid.UUID, browser_secret: str) -> bool:
    """Whether this browser made this id and nothing was ever sent under it. A sent draft's row is purged before the
    referral: what was typed at its old address would otherwise count as sent already, and be lost."""
    return is_sealed_by(draft_id, browser_secret) and not Referral.objects.filter(submission_key=draft_id).exists()


@transaction.atomic
def begin_draft(browser_secret: str, *, path: Path, language: str = "", entered_by: Any = None) -> Draft:
    """A new draft of this browser whose path the door has chosen; `entered_by` is the member of staff who writes for
    someone, in `language`."""
    draft = Draft(id=new_draft_id(browser_secret), path=path, language=language, entered_by=entered_by)
    _store_new(draft, browser_secret)
    return draft


def save_answers(draft: Draft, answers: dict[str, Any]) -> None:
    """Stores all answers of a draft, by page and field, as they were typed."""
    draft.answers = answers
    draft.save(update_fields=["sealed", "updated_at"])


def hold_draft(draft: Draft, browser_secret: str) -> None:
    """Makes this browser a holder of an opened draft, beside those that are; harmless when it is one already."""
    DraftHolder.objects.bulk_create([DraftHolder.of(draft, browser_secret)], ignore_conflicts=True)


def drafts_of(browser_secret: str) -> list[Draft]:
    """The unsent drafts that this browser holds, the newest first; their answers stay sealed."""
    return [holder.draft for holder in DraftHolder.objects.of_browser(browser_secret).unsent().select_related("draft")]


def _locked(draft_id: uuid.UUID, browser_secret: str, entered_by: Any) -> Draft | None:
    holder = _first(DraftHolder.objects.of(draft_id, browser_secret, entered_by).select_for_update(of=("draft",)))
    return None if holder is None else holder.opened_draft(browser_secret)


def _first(held: QuerySet[DraftHolder]) -> DraftHolder | None:
    """The only one or none. Each page of the wizard asks this: putting one row in order would cost as much again."""
    return next(iter(held.select_related("draft")), None)


def _begun(draft_id: uuid.UUID, browser_secret: str) -> Draft | None:
    """A new draft with its data key; None when the row is there: another tab was faster, or its time is up."""
    draft = Draft(id=draft_id)
    try:
        with transaction.atomic():
            _store_new(draft, browser_secret)
    except IntegrityError:
        return None
    return draft


def _store_new(draft: Draft, browser_secret: str) -> None:
    draft.key = new_key()
    draft.save(force_insert=True)
    hold_draft(draft, browser_secret)
