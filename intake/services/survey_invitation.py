"""Asking surveys: each side, and each mediator, once for each purpose, by the way that is safe for them.

The link is made when the message goes out (services/survey_message.py). Where no message can go safely a person of the
program hands the link over; after a no nobody does, since that would be pressing. Without an open edition nobody is
asked, and nobody has to do anything.
"""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from intake.constants import Channel, DutyKind, LetterKind
from intake.constants.survey import Audience, SurveyPurpose
from intake.models import Assignment, Case, Notification, Party, SurveyAsked, SurveyEdition, SurveyInvitation
from intake.notifications import channel_for_survey, queue_note, queue_survey
from intake.rules.clock import add_business_days
from intake.rules.policy import Policy
from intake.rules.survey_times import audience_of, waking_hour
from intake.services.duties import open_duty
from intake.services.policy import current_policy
from intake.services.retry import retried
from intake.services.statistics import half_year_of
from intake.services.survey_due import mediators_to_ask, sides_to_ask
from portal.common.languages import SOURCE_LANGUAGE

HAND_OVER_DAYS = 2
"""Business days in which a person hands a link over."""


def open_editions() -> dict[SurveyPurpose, SurveyEdition]:
    """The edition that is asked now, of each purpose, without its questions. One query."""
    found = SurveyEdition.objects.filter(closed_at=None).defer("stream", "texts")
    return {SurveyPurpose(edition.purpose): edition for edition in found}


def ask_surveys(now: datetime) -> int:
    """Asks those to whom a survey comes; gives how many. The worker calls it ever again."""
    editions, policy = open_editions(), current_policy()
    cases: set[UUID] = set()
    for purpose in editions:
        cases.update(sides_to_ask(purpose, now, policy).values_list("case", flat=True))
    if SurveyPurpose.MEDIATOR in editions:
        cases.update(mediators_to_ask(now, policy).values_list("case", flat=True))
    return sum(_ask_in(case_id, editions, now, policy) for case_id in sorted(cases))


@retried
@transaction.atomic
def _ask_in(case_id: UUID, editions: dict[SurveyPurpose, SurveyEdition], now: datetime, policy: Policy) -> int:
    """Locks the case: whoever steps back at this moment, and another worker, comes before or after."""
    case = Case.objects.select_for_update(of=("self",)).get(pk=case_id)
    asked = 0
    for purpose, edition in editions.items():
        for party in sides_to_ask(purpose, now, policy).filter(case=case).order_by("side"):
            party.case = case  # one and the same, so that a duty shows in it
            asked += _ask_side(party, edition, now, policy)
    if SurveyPurpose.MEDIATOR in editions:
        found = mediators_to_ask(now, policy).filter(case=case).select_related("mediator__user")
        for assignment in found:
            _ask_mediator(case, assignment, editions[SurveyPurpose.MEDIATOR], now)
            asked += 1
    return asked


def _ask_side(party: Party, edition: SurveyEdition, now: datetime, policy: Policy) -> bool:
    channel = channel_for_survey(party)
    if channel is None and (edition.purpose == SurveyPurpose.DECLINE or not party.is_reachable):
        return False
    today = timezone.localdate(now)
    invitation = SurveyInvitation(case=party.case, party=party, purpose=edition.purpose, invited_on=today)
    if channel is None:
        due_on = add_business_days(today, HAND_OVER_DAYS, policy.closed_on)
        open_duty(party.case, DutyKind.HAND_OVER_SURVEY, due_on, party=party)
    else:
        invitation.message = _queue(invitation, party, channel, now)
    invitation.save(force_insert=True)
    _count(edition, audience_of(party.side), party.language, now)
    return True


def _queue(invitation: SurveyInvitation, party: Party, channel: Channel, now: datetime) -> Notification:
    due_at = timezone.make_aware(waking_hour(timezone.localtime(now)))
    return queue_survey(party, LetterKind.SURVEY, channel, key=f"{invitation.pk}:survey", due_at=due_at)


def _ask_mediator(case: Case, assignment: Assignment, edition: SurveyEdition, now: datetime) -> None:
    invitation = SurveyInvitation(
        case=case, mediator=assignment.mediator, purpose=edition.purpose, invited_on=timezone.localdate(now)
    )
    user = assignment.mediator.user
    invitation.message = queue_note(user, LetterKind.SURVEY, key=f"{invitation.pk}:survey", case=case)
    invitation.save(force_insert=True)
    _count(edition, Audience.MEDIATOR, SOURCE_LANGUAGE.code, now)


def _count(edition: SurveyEdition, audience: Audience, language: str, now: datetime) -> None:
    """One more who was asked. Only here, where each is asked once: links can be made twice for one person."""
    half_year = half_year_of(timezone.localdate(now))
    which = {"edition": edition, "audience": audience, "language": language, "half_year": half_year}
    SurveyAsked.objects.bulk_create([SurveyAsked(**which)], ignore_conflicts=True)
    SurveyAsked.objects.filter(**which).update(people=F("people") + 1)
