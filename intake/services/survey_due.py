"""Who is to be asked which survey now (DOMAIN section 3): the sides of cases, and their mediators.

A side is asked because of what it did or took part in itself. Nothing of the other side's answer is looked at.
"""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from intake.constants import (
    JOINT_TYPES,
    PRE_TYPES,
    AssignmentState,
    CaseState,
    ConsentState,
    DutyKind,
    SessionState,
)
from intake.constants.survey import SurveyPurpose
from intake.models import Assignment, Duty, Party, Session, SurveyInvitation
from intake.rules.policy import Policy
from intake.rules.survey_times import Window, after_no, after_talk, before_follow_up
from portal.common.dates import start_of_day

SILENT = (CaseState.ON_HOLD, CaseState.WITHDRAWN, CaseState.SERIOUS_REFERRED, CaseState.DUPLICATE)
"""States in which nobody is asked how it was."""
PREPARING = (CaseState.PREMEDIATION, CaseState.SCHEDULED)


def askable_sides(purpose: SurveyPurpose) -> QuerySet[Party]:
    """The sides to which anything may be sent about a survey: not those that stepped back or want to be deleted, and
    before the talk only until it was held."""
    erasing = Duty.objects.open().filter(kind=DutyKind.ERASE, party__isnull=False)
    sides = Party.objects.exclude(case__state__in=SILENT).exclude(consent__state=ConsentState.WITHDRAWN)
    sides = sides.exclude(pk__in=erasing.values("party"))
    if purpose == SurveyPurpose.PRE:
        sides = sides.filter(case__state__in=PREPARING).exclude(case__in=_held(JOINT_TYPES).values("case"))
    return sides


def sides_to_ask(purpose: SurveyPurpose, now: datetime, policy: Policy) -> QuerySet[Party]:
    """The sides to which this survey comes now and that were never asked it. Nobody for a survey of no side."""
    today = timezone.localdate(now)
    reasons = {
        SurveyPurpose.PRE: Q(pk__in=_held(PRE_TYPES, after_talk(today, policy)).values("party")),
        SurveyPurpose.POST: Q(case__in=_held(JOINT_TYPES, after_talk(today, policy)).values("case")),
        SurveyPurpose.FOLLOW_UP: _is_long_ago(before_follow_up(today, policy)),
        SurveyPurpose.DECLINE: _said_no(after_no(today, policy)),
    }
    if purpose not in reasons:
        return Party.objects.none()
    asked = SurveyInvitation.objects.filter(purpose=purpose, party__isnull=False)
    return askable_sides(purpose).filter(reasons[purpose]).exclude(pk__in=asked.values("party"))


def mediators_to_ask(now: datetime, policy: Policy) -> QuerySet[Assignment]:
    """The mediators of cases in which a joint session was held, whom nobody has asked for their report."""
    asked = SurveyInvitation.objects.filter(
        case=OuterRef("case"), mediator=OuterRef("mediator"), purpose=SurveyPurpose.MEDIATOR
    )
    held = _held(JOINT_TYPES, after_talk(timezone.localdate(now), policy))
    found = Assignment.objects.filter(state=AssignmentState.ACCEPTED, case__in=held.values("case"))
    found = found.filter(mediator__user__is_active=True).exclude(mediator__user__email="")
    return found.exclude(case__state__in=SILENT).exclude(Exists(asked))


def _held(types: Any, window: Window | None = None) -> QuerySet[Session]:
    found = Session.objects.filter(type__in=types, state=SessionState.HELD)
    return found if window is None else found.filter(_within("starts_at", window))


def _is_long_ago(window: Window) -> Q:
    """The last joint session was in the window: none was held after it."""
    later = _held(JOINT_TYPES).filter(starts_at__gte=_end_of(window))
    return Q(case__in=_held(JOINT_TYPES, window).values("case")) & ~Q(case__in=later.values("case"))


def _said_no(window: Window) -> Q:
    return Q(consent__state=ConsentState.DECLINED) & _within("consent__answered_at", window)


def _within(moment: str, window: Window) -> Q:
    return Q(**{f"{moment}__gte": start_of_day(window.first), f"{moment}__lt": _end_of(window)})


def _end_of(window: Window) -> datetime:
    return start_of_day(window.last + timedelta(days=1))
