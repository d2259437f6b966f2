"""What staff do with the letters of a case: read them, send one by hand, say that one was posted or told."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from intake.constants import SURVEY_LETTERS, Channel, DutyKind, LetterKind
from intake.exceptions import CaseNotHere
from intake.models import Case, Duty, Notification, Party, Session
from intake.notifications import BY_PERSON, Letter, ask_a_person, queue_letter, reach_of, write_letter
from intake.notifications.reach import Reach
from intake.permissions import VIEW_CASE, WORK_CASE
from intake.querysets import NotificationQuerySet
from intake.rules.clock import ONE_DAY
from intake.rules.placeholders import TIMED
from intake.services.duties import end_duties
from intake.services.lifecycle import take_case
from portal.common import audit

READ_FIELDS = ("title", "body", "english_title", "english_body")

OF_CONSENT = frozenset(
    {
        LetterKind.INVITE_COMMUNITY,
        LetterKind.INVITE_EMPLOYEE,
        LetterKind.CONSENT_REMINDER,
        LetterKind.ANSWER_YES,
        LetterKind.ANSWER_NO,
    }
)
"""Letters that go out with the asking of both sides alone: by hand they could tell one side of the other's answer."""

BY_HAND = tuple(kind for kind in LetterKind if kind not in OF_CONSENT | SURVEY_LETTERS)


@dataclass(frozen=True)
class Draft:
    """A letter before it is sent, and how it would reach the person."""

    party: Party
    kind: LetterKind
    letter: Letter
    reach: Reach


@transaction.atomic
def letters_of(case_id: uuid.UUID, user: Any) -> tuple[Case, list[Notification]]:
    """The case and what was sent in it, the newest first, for reading by `user`; audited. Raises CaseNotHere."""
    case = _case(case_id, user, VIEW_CASE)
    letters = list(case.notifications.filter(party__isnull=False).select_related("party", "session"))
    audit.record(audit.Verb.VIEW, actor=user, obj=case, fields=[f"notifications.{name}" for name in READ_FIELDS])
    return case, letters[::-1]


@transaction.atomic
def open_letter(case_id: uuid.UUID, letter_id: uuid.UUID, user: Any) -> Notification:
    """One letter with its party, for printing by `user`; audited. Raises CaseNotHere."""
    case = _case(case_id, user, VIEW_CASE)
    found: Notification | None = (
        case.notifications.filter(pk=letter_id, party__isnull=False).select_related("party", "case__referral").first()
    )
    if found is None:
        raise CaseNotHere
    audit.record(audit.Verb.VIEW, actor=user, obj=found, fields=[*READ_FIELDS, "party.contact", "party.name"])
    return found


def parties_to_write_to(case: Case) -> list[Party]:
    """The side that asked and, once it was asked for its own yes or no, the other: before that it may not know."""
    parties = Party.objects.filter(case=case).select_related("consent")
    return [party for party in parties if party.has_asked or party.consent.invited_at]


def draft_letter(case: Case, party_id: uuid.UUID, kind: LetterKind, *, allow_english: bool) -> Draft:
    """A letter as it would go out now. Raises CaseNotHere for another party, LetterRefused if it can't be written."""
    party = next((each for each in parties_to_write_to(case) if each.pk == party_id), None)
    if party is None or kind not in BY_HAND:
        raise CaseNotHere
    party.case = case
    letter = write_letter(party, kind, _session_for(party, kind), allow_english=allow_english)
    return Draft(party, kind, letter, reach_of(party))


@transaction.atomic
def send_by_hand(
    case_id: uuid.UUID, party_id: uuid.UUID, kind: LetterKind, *, user: Any, token: uuid.UUID, allow_english: bool
) -> Notification:
    """Queues a letter that a person chose and looked at; the same token again sends nothing more. Raises CaseNotHere
    and LetterRefused."""
    case = _case(case_id, user, WORK_CASE)
    draft = draft_letter(case, party_id, kind, allow_english=allow_english)
    session = _session_for(draft.party, kind)
    key = f"{case.pk}:by-hand:{token}"
    sent = queue_letter(draft.party, kind, key=key, session=session, allow_english=allow_english)
    audit.record(audit.Verb.SEND, actor=user, obj=sent)
    return sent


@transaction.atomic
def mark_done(case_id: uuid.UUID, letter_id: uuid.UUID, user: Any) -> Notification:
    """A person has posted this letter or told what is in it. Ends the duty with the last one of its kind. Raises
    CaseNotHere, also for one that is not for a person to do."""
    case = take_case(case_id, user)
    letter: Notification | None = case.notifications.by_hand().filter(pk=letter_id).first()
    if letter is None:
        raise CaseNotHere
    kind = BY_PERSON.get(Channel(letter.channel))
    duty = Duty.objects.open().filter(case=case, kind=kind, party=letter.party_id).first()
    _mark_sent([letter], user)
    if duty is not None and not _letters_behind(duty).exists():
        end_duties(case, DutyKind(duty.kind), actor=user, pk=duty.pk)
    return letter


def finish_duty(case: Case, duty: Duty, user: Any) -> None:
    """Ends a duty and, where it stands for letters to post or to tell, those too: both are done, or neither. A letter
    whose own day comes later keeps a duty of its own. In the caller's transaction, with the case locked."""
    last_day = max(duty.due_on, timezone.localdate()) + ONE_DAY
    _mark_sent([each for each in _letters_behind(duty) if timezone.localdate(each.due_at) <= last_day], user)
    end_duties(case, DutyKind(duty.kind), actor=user, pk=duty.pk)
    for letter in _letters_behind(duty).select_related("party"):
        letter.case = case
        ask_a_person(letter)


def _letters_behind(duty: Duty) -> NotificationQuerySet:
    """The letters that a duty stands for: those that wait for a person to post them, or to tell what is in them."""
    channel = next((channel for channel, kind in BY_PERSON.items() if kind == duty.kind), None)
    waiting: NotificationQuerySet = Notification.objects.by_hand().filter(case=duty.case_id, party=duty.party_id)
    return waiting.filter(channel=channel) if channel else waiting.none()


def _mark_sent(letters: Iterable[Notification], user: Any) -> None:
    for letter in letters:
        letter.state, letter.sent_at = Notification.State.SENT, timezone.now()
        letter.save(update_fields=["state", "sent_at"])
        audit.record(audit.Verb.SEND, actor=user, obj=letter, fields=["state", "sent_at"])


def _session_for(party: Party, kind: LetterKind) -> Session | None:
    """The meeting that a letter about a meeting means: the next one that this party takes part in."""
    if kind not in TIMED:
        return None
    since = timezone.now() - timedelta(hours=1)
    sessions = Session.objects.filter(case=party.case, starts_at__gte=since).select_related("place")
    if kind != LetterKind.SESSION_CANCELLED:
        sessions = sessions.standing()
    return next((each for each in sessions if each.party_id in (None, party.pk)), None)


def _case(case_id: uuid.UUID, user: Any, permission: str) -> Case:
    found = Case.objects.visible_to(user).select_related("referral").filter(pk=case_id).first()
    if found is None or not user.has_perm(permission):
        raise CaseNotHere
    return found
