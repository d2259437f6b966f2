"""Keeping what a person has typed, page by page."""

import uuid
from typing import Any

from intake.exceptions import DraftNotHere
from intake.models import Draft
from intake.tokens import browser_hash, is_sealed_by


def read_draft(draft_id: uuid.UUID, browser_secret: str) -> Draft | None:
    """The draft for reading, or None for one that this browser may begin. Raises DraftNotHere otherwise."""
    draft = Draft.objects.held_by(draft_id, browser_secret).select_related("referral").first()
    if draft is None and (not is_sealed_by(draft_id, browser_secret) or Draft.objects.filter(id=draft_id).exists()):
        raise DraftNotHere
    return draft


def open_draft(draft_id: uuid.UUID, browser_secret: str) -> Draft:
    """The draft for writing, locked until the transaction ends; made now if this is its first answer.

    Raises DraftNotHere when this browser may not hold it. Needs a transaction.
    """
    if is_sealed_by(draft_id, browser_secret):
        Draft.objects.bulk_create([Draft(id=draft_id, browser=browser_hash(browser_secret))], ignore_conflicts=True)
    draft = Draft.objects.held_by(draft_id, browser_secret).select_for_update().first()
    if draft is None:
        raise DraftNotHere
    return draft


def save_answers(draft: Draft, answers: dict[str, Any]) -> None:
    """Stores all answers of a draft, by page and field, as they were typed."""
    draft.answers = answers
    draft.save(update_fields=["answers", "updated_at"])
