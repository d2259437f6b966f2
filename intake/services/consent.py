"""Each side's own yes or no: talks, answers, withdrawals, reminders, the end of the time, and what follows from both.

Every writer locks the case first and its consents after it, so that of two answers in the same second one waits for the
other and both are counted once. Until both sides are in, nothing that the other side or the City can see is written:
no move, no message, no notice, no new date (tests/walks/test_blindness.py).
"""

from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import override

from intake.constants import CONSENT_IS_IN, ENDED, CaseState, Channel, ConsentState, LetterKind, Side
from intake.exceptions import (
    AlreadyAnswered,
    CaseNotHere,
    NotAskedYet,
    NotAskingNow,
    ReasonMissing,
    TooLateToWithdraw,
)
from intake.models import Case, Consent, Notification, Party
from intake.notifications import queue_letter
from intake.permissions import WORK_CASE
from intake.questions.agreement import agreement_record
from intake.rules.consents import Answer, end_reason, reasons_for, steps_passed
from intake.rules.lifecycle import BY_NAME, Who
from intake.rules.policy import Policy
from intake.services.asking import drop_asking, keep_answer, mark_invited, morning_of, need_code
from intake.services.lifecycle import lock_case, make_move, move_case
from intake.services.people import whos_of
from intake.services.policy import current_policy
from intake.services.retry import retried
from portal.common import audit
from portal.common.languages import language_of

OPEN_STATES = frozenset(ConsentState) - CONSENT_IS_IN
INVITATIONS = (LetterKind.INVITE_COMMUNITY, LetterKind.INVITE_EMPLOYEE)
ANSWER_FIELDS = ("state", "answered_at", "channel", "version", "language", "sha256", "text", "reason", "entered_by")
"""What the audit log names for every answer and withdrawal alike: it does not tell a yes from a no."""
SYSTEM = frozenset({Who.SYSTEM})


def ask_both(case: Case, user: Any, version: int | None = None) -> Case:
    """Begins to ask both sides, each from its own day on. Raises as move_case does."""
    return move_case(case.pk, "ask_both", user=user, version=version)


@retried
@transaction.atomic
def record_talk(party: Party, user: Any) -> Consent:
    """Notes that somebody of the program talked about mediation with a side that has not answered yet."""
    case, consent = _lock(party, user)
    _must_be_open(case, consent)
    if consent.state == ConsentState.NOT_ASKED:
        need_code(consent.party, current_policy())
    if consent.state != ConsentState.TALKED:
        consent.state, consent.invited_at = ConsentState.TALKED, consent.invited_at or timezone.now()
        consent.save()
        audit.record(audit.Verb.CHANGE, actor=user, obj=consent, fields=["state"])
    return consent


@retried
@transaction.atomic
def answer_consent(
    party: Party,
    answer: ConsentState,
    *,
    language: str,
    channel: Channel | None = None,
    reason: str = "",
    entered_by: Any = None,
) -> Consent:
    """Stores a side's yes (ACCEPTED) or no (DECLINED) with the very text that it answers, and settles the case if the
    other side is in too. The same answer again changes nothing, so a double click is harmless.

    Without `entered_by` the side itself answered; without `channel` it did so in its own space. A language that the
    text is not in is stored as English, which was read then. Raises AlreadyAnswered, NotAskingNow, NotAskedYet,
    ReasonMissing for a reason that is not this side's, or CaseNotHere for a person who may not key answers.
    """
    case, consent = _lock(party, entered_by)
    if consent.state == answer:
        return consent
    _must_be_open(case, consent)
    if reason and (answer != ConsentState.DECLINED or reason not in reasons_for(party.side)):
        raise ReasonMissing
    _note_text(consent, language_of(language).code)
    consent.reason = reason
    _take_in(consent, answer, channel, entered_by)
    letter = LetterKind.ANSWER_YES if answer == ConsentState.ACCEPTED else LetterKind.ANSWER_NO
    queue_letter(consent.party, letter, key=f"{consent.pk}:{consent.asked_from}:{letter}")
    settle_consents(case)
    audit.record(audit.Verb.CHANGE, actor=entered_by or audit.PARTICIPANT, obj=consent, fields=ANSWER_FIELDS)
    return consent


@retried
@transaction.atomic
def withdraw_party(party: Party, *, channel: Channel | None = None, entered_by: Any = None) -> Consent:
    """A side steps back, before it answered or after its yes, at any time before signing.

    While both sides are asked only its own track changes: the case ends when the other side is in too, in the same way
    as after a no. Later the case ends at once. The same again changes nothing. Raises AlreadyAnswered after a no,
    NotAskedYet for a side that knows of nothing yet, TooLateToWithdraw once the outcome is recorded.
    """
    case, consent = _lock(party, entered_by)
    asks_now = is_asking(case)
    if consent.state == ConsentState.WITHDRAWN and (asks_now or case.state in ENDED):
        return consent
    why_not = why_no_withdrawal(case, consent)
    if why_not is not None:
        raise why_not
    _take_in(consent, ConsentState.WITHDRAWN, channel, entered_by)
    if asks_now:
        settle_consents(case)
    else:
        whos = whos_of(entered_by) if entered_by else frozenset({Who.PARTICIPANT})
        make_move(case, BY_NAME["withdraw"], whos=whos, actor=entered_by, by_participant=entered_by is None)
    audit.record(audit.Verb.CHANGE, actor=entered_by or audit.PARTICIPANT, obj=consent, fields=ANSWER_FIELDS)
    return consent


def why_no_withdrawal(case: Case, consent: Consent) -> type[Exception] | None:
    """Why this side can't step back now; None where it can. Nothing of the other side is looked at."""
    asks_now = is_asking(case)
    if asks_now and consent.state in CONSENT_IS_IN and consent.state != ConsentState.ACCEPTED:
        return AlreadyAnswered
    if not consent.party.has_asked and consent.state == ConsentState.NOT_ASKED:
        return NotAskedYet
    if not asks_now and CaseState(case.held_from or case.state) not in BY_NAME["withdraw"].sources:
        return TooLateToWithdraw
    return None


def settle_consents(case: Case) -> None:
    """Moves a case on once both sides are in: to choosing mediators after two yeses, else to its end. The caller has
    locked the case. A case on hold waits until it goes on."""
    consents = list(Consent.objects.filter(party__case=case).select_related("party"))
    if case.state != CaseState.CONSENT or any(consent.state in OPEN_STATES for consent in consents):
        return
    if all(consent.state == ConsentState.ACCEPTED for consent in consents):
        make_move(case, BY_NAME["both_agree"], whos=SYSTEM)
        return
    answers = [Answer(Side(each.party.side), ConsentState(each.state), each.reason) for each in consents]
    make_move(case, BY_NAME["end_unasked"], whos=SYSTEM, reason=end_reason(answers))


def remind_consents(now: datetime) -> int:
    """Notes which sides' day of asking has come, and queues the reminder that is due for each that has not answered.
    Each step of the ladder goes out once at most; steps that the worker slept through are not made up for. Gives how
    many reminders were queued. The worker calls this as often as it likes."""
    policy = current_policy()
    return sum(_remind_case(case_id, now, policy) for case_id in _cases_that_ask())


def close_consent_windows(now: datetime) -> int:
    """Counts silence as no reply, for each side whose last day has passed, and settles cases of which both are in.
    Gives how many tracks were closed. The worker calls this as often as it likes."""
    policy = current_policy()
    return sum(_close_case(case_id, now, policy) for case_id in _cases_that_ask())


def _cases_that_ask() -> list[Any]:
    return list(Case.objects.filter(state=CaseState.CONSENT).order_by("pk").values_list("pk", flat=True))


@transaction.atomic
def _remind_case(case_id: Any, now: datetime, policy: Policy) -> int:
    case, today = lock_case(case_id, Case.objects.all()), timezone.localdate(now)
    if case.state != CaseState.CONSENT:
        return 0
    return sum(_remind(consent, today, now, policy) for consent in _open_tracks(case))


def _remind(consent: Consent, today: date, now: datetime, policy: Policy) -> int:
    if consent.asked_from is None or consent.answer_by is None or consent.asked_from > today:
        return 0
    if consent.state == ConsentState.NOT_ASKED:
        mark_invited(consent, now)
        need_code(consent.party, policy)
    _revive_invitation(consent.party, now)
    passed, is_reminded = steps_passed(policy.consent_reminders, consent.asked_from, today), False
    if passed > consent.reminders and today <= consent.answer_by:
        step = policy.consent_reminders[passed - 1]
        key = f"{consent.pk}:{consent.asked_from}:reminder:{step}"
        queue_letter(consent.party, LetterKind.CONSENT_REMINDER, key=key, due_at=max(now, morning_of(today)))
        consent.reminders, is_reminded = passed, True
    consent.save()
    return is_reminded


def _revive_invitation(party: Party, now: datetime) -> None:
    """An invitation that a hold dropped goes out after all."""
    newest = party.notifications.filter(letter__in=INVITATIONS).last()
    if newest is not None and newest.state == Notification.State.DROPPED:
        newest.state, newest.due_at = Notification.State.QUEUED, now
        newest.save(update_fields=["state", "due_at"])


@transaction.atomic
def _close_case(case_id: Any, now: datetime, policy: Policy) -> int:
    case, today = lock_case(case_id, Case.objects.all()), timezone.localdate(now)
    if case.state != CaseState.CONSENT:
        return 0
    _give_time_again(case, policy)
    late = [consent for consent in _open_tracks(case) if consent.answer_by and consent.answer_by < today]
    for consent in late:
        consent.state = ConsentState.NO_REPLY
        consent.save(update_fields=["state"])
        drop_asking(consent.party.notifications.all())
    settle_consents(case)
    for consent in late:
        audit.record(audit.Verb.CHANGE, actor=audit.SYSTEM, obj=consent, fields=ANSWER_FIELDS)
    return len(late)


def _give_time_again(case: Case, policy: Policy) -> None:
    """Both sides get their whole time again when a hold outlasted it: the same new day for both, whoever answered."""
    back_on = timezone.localdate(case.state_since)
    tracks = Consent.objects.filter(party__case=case)
    if any(track.answer_by and track.answer_by < back_on for track in tracks):
        tracks.update(answer_by=back_on + timedelta(days=policy.consent_days))


def _open_tracks(case: Case) -> list[Any]:
    tracks = Consent.objects.select_for_update().filter(party__case=case, state__in=OPEN_STATES).order_by("pk")
    parties = {party.pk: party for party in Party.objects.filter(case=case).select_related("case")}
    found = list(tracks)
    for track in found:
        track.party = parties[track.party_id]
    return found


def _lock(party: Party, entered_by: Any) -> tuple[Case, Consent]:
    """The case and this side's track, locked in this order, for the side itself or for somebody who works on cases."""
    cases = Case.objects.all() if entered_by is None else Case.objects.visible_to(entered_by)
    if entered_by is not None and not entered_by.has_perm(WORK_CASE):
        raise CaseNotHere
    case = lock_case(party.case_id, cases)
    consent = Consent.objects.select_for_update().get(party_id=party.pk)
    consent.party, party.case = party, case
    return case, consent


def is_asking(case: Case) -> bool:
    """Whether the sides of this case are being asked, or were when it was put on hold."""
    return CaseState.CONSENT in (case.state, case.held_from)


def _must_be_open(case: Case, consent: Consent) -> None:
    if consent.state in CONSENT_IS_IN:
        raise AlreadyAnswered
    if not is_asking(case):
        raise NotAskingNow
    if consent.asked_from is None or consent.asked_from > timezone.localdate():
        raise NotAskedYet


def _note_text(consent: Consent, language: str) -> None:
    """Keeps the very words that are answered, as they are in this language, and that the side was asked them."""
    with override(language):
        record = agreement_record(consent.party.side, language)
    for field, value in record.items():
        setattr(consent, field, value)
    # Whoever answers on the first day before the worker wrote it was asked, and is told how it goes on.
    consent.invited_at = consent.invited_at or timezone.now()


def _take_in(consent: Consent, state: ConsentState, channel: Channel | None, entered_by: Any) -> None:
    keep_answer(consent)
    consent.state, consent.answered_at = state, timezone.now()
    consent.channel, consent.entered_by = channel or "", entered_by
    consent.save()
    drop_asking(consent.party.notifications.all())
