"""Beginning to ask both sides: the days of each are set at once, whatever either of them will say.

Invitations are queued for both in the transaction of the move, each for its day; so neither an invitation nor its
absence nor its moment tells one side, or the City, anything about the other's answer.
"""

from datetime import date, datetime, time

from django.db.models import QuerySet
from django.utils import timezone

from intake.constants import CONSENT_IS_IN, ConsentState, DutyKind, LetterKind, Side
from intake.models import Case, Consent, EarlierAnswer, Notification, ParticipantCode, Party
from intake.models.consent import AnswerColumns
from intake.notifications import queue_letter
from intake.rules.clock import add_business_days
from intake.rules.consents import answer_by, asked_from
from intake.rules.policy import Policy
from intake.services.duties import open_duty

MORNING = time(9)
"""When a message of a day goes out, in local time: nobody's phone rings at night."""
KEPT = ("state", "text", *(field.name for field in AnswerColumns._meta.fields))
"""The columns of a track that an earlier answer keeps."""
ASKING_LETTERS = (LetterKind.INVITE_COMMUNITY, LetterKind.INVITE_EMPLOYEE, LetterKind.CONSENT_REMINDER)


def begin_asking(case: Case, policy: Policy) -> None:
    """Opens both tracks anew, with their days, and queues both invitations. The caller has locked the case; a case
    that was opened again asks again: no earlier answer counts, and each is kept."""
    today = timezone.localdate()
    parties = list(Party.objects.filter(case=case).select_related("case", "consent"))
    sides = {party.side for party in parties}
    for party in parties:
        party.case = case  # the caller's own, so that a duty shows in it too
        keep_answer(party.consent)
        first_day = asked_from(party.side, sides, policy, today)
        consent = Consent(
            pk=party.consent.pk, party=party, asked_from=first_day, answer_by=answer_by(first_day, policy)
        )
        invite(consent, f"{case.pk}:{case.version}:invite:{party.side}")
        if consent.invited_at:
            need_code(party, policy)


def keep_answer(consent: Consent) -> None:
    """Keeps the answer of a track before the track is written anew, as an entry of its own; none where none is in. The
    caller has locked the case."""
    if consent.state in CONSENT_IS_IN:
        EarlierAnswer.objects.create(party_id=consent.party_id, **{name: getattr(consent, name) for name in KEPT})


def invite(consent: Consent, key: str) -> None:
    """Queues the invitation of one side for its day and saves its track, as invited from that day on."""
    party, today, now = consent.party, timezone.localdate(), timezone.now()
    first_day = consent.asked_from or today
    letter = LetterKind.INVITE_COMMUNITY if party.side == Side.COMMUNITY else LetterKind.INVITE_EMPLOYEE
    queue_letter(party, letter, key=key, due_at=now if first_day <= today else morning_of(first_day))
    if first_day <= today:
        mark_invited(consent, now)
    consent.save(force_update=True)


def mark_invited(consent: Consent, now: datetime) -> None:
    """Notes that the day of asking has come; the caller saves."""
    consent.state, consent.invited_at = ConsentState.INVITED, now


def need_code(party: Party, policy: Policy) -> None:
    """Opens the duty to give this side its code, if it has none: its day of asking has come, and nobody sends it one.
    The caller has locked the case. Nothing of the other side is looked at."""
    if not ParticipantCode.objects.filter(party=party).exists():
        due_on = add_business_days(timezone.localdate(), policy.code_days, policy.closed_on)
        open_duty(party.case, DutyKind.HAND_OVER_CODE, due_on, party=party)


def morning_of(day: date) -> datetime:
    """The moment at which messages of this local day go out."""
    return timezone.make_aware(datetime.combine(day, MORNING))


def drop_asking(notifications: QuerySet[Notification]) -> None:
    """Drops those of these messages that ask for an answer and still wait to be sent."""
    waiting = notifications.filter(letter__in=ASKING_LETTERS, state=Notification.State.QUEUED)
    waiting.update(state=Notification.State.DROPPED)
