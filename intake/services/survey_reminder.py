"""Reminding of a survey on the days of the rules: everybody to whom a link went, since nobody can know who replied.

A reminder brings no link: it names the day of the first message, thanks, and says how to get another link. It goes the
same way as that message, and not at all where that way is not safe any more. After a no nobody is reminded.
"""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from intake.constants import Channel, LetterKind
from intake.constants.survey import SurveyPurpose
from intake.models import Notification, SurveyInvitation
from intake.notifications import channel_for_survey, queue_note, queue_survey
from intake.rules.policy import Policy
from intake.rules.survey_times import steps_due, waking_hour
from intake.services.policy import current_policy
from intake.services.survey_due import SILENT, askable_sides
from intake.services.survey_invitation import open_editions


def remind_surveys(now: datetime) -> int:
    """Queues the reminder that is due for each of those who were asked; gives how many. Each step goes out once at
    most; steps that the worker slept through are not made up for. The worker calls it ever again."""
    policy = current_policy()
    found = [
        pk
        for purpose, edition in open_editions().items()
        if purpose != SurveyPurpose.DECLINE
        for pk, sent_at, over in _reached(purpose, edition.opened_at).values_list("pk", "message__sent_at", "reminders")
        if _steps(sent_at, now, policy) > over
    ]
    return sum(_remind(pk, now, policy) for pk in found)


def _reached(purpose: SurveyPurpose, since: datetime) -> QuerySet[SurveyInvitation]:
    """Those to whom a link to the open edition went, and who may still be written to."""
    sent = SurveyInvitation.objects.filter(
        purpose=purpose, message__state=Notification.State.SENT, message__sent_at__gte=since
    )
    if purpose == SurveyPurpose.MEDIATOR:
        return sent.filter(mediator__user__is_active=True).exclude(case__state__in=SILENT)
    return sent.filter(party__in=askable_sides(purpose))


def _steps(sent_at: datetime | None, now: datetime, policy: Policy) -> int:
    if sent_at is None:
        return 0
    return steps_due(
        policy.survey_reminder_days, timezone.localdate(sent_at), timezone.localdate(now), policy.survey_late_days
    )


@transaction.atomic
def _remind(pk: UUID, now: datetime, policy: Policy) -> bool:
    """Locks the invitation: of two workers one finds the step done."""
    found = SurveyInvitation.objects.select_for_update(of=("self",)).filter(pk=pk, message__isnull=False)
    invitation = found.select_related("message", "party__case", "mediator__user", "case").first()
    if invitation is None:
        return False
    passed = _steps(invitation.sent_at, now, policy)
    if passed <= invitation.reminders or not _queue(invitation, passed, now):
        return False
    SurveyInvitation.objects.filter(pk=pk).update(reminders=passed)
    return True


def _queue(invitation: SurveyInvitation, step: int, now: datetime) -> bool:
    key, party = f"{invitation.pk}:reminder:{step}", invitation.party
    if party is None:
        queue_note(invitation.user, LetterKind.SURVEY_REMINDER, key=key, case=invitation.case)
        return True
    channel = channel_for_survey(party)
    if channel is None or invitation.message is None or channel != Channel(invitation.message.channel):
        return False
    due_at = timezone.make_aware(waking_hour(timezone.localtime(now)))
    queue_survey(party, LetterKind.SURVEY_REMINDER, channel, key=key, due_at=due_at)
    return True
