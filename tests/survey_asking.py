"""Cases for the tests of invitations to surveys: talks that were held on a day, and what went out."""

import re
from datetime import UTC, datetime, timedelta

from django.core import mail
from django.utils import timezone

from intake.constants import CaseState, ConsentState
from intake.constants.survey import SurveyPurpose
from intake.models import Case, Consent, Party, Session, SurveyEdition
from intake.services.survey_invitation import ask_surveys
from intake.services.survey_reminder import remind_surveys
from tests.cases import a_case
from tests.letters import deliver_all
from tests.sessions import HERE, prepare
from tests.surveys import an_edition

START = datetime(2026, 3, 6, 18, tzinfo=UTC)
"""Ten in the morning in Pasadena, two days before the clocks go forward."""
LINK = re.compile(r"/([a-z-]+)/survey/([\w-]+)/")


def editions_of(user, *purposes) -> dict[SurveyPurpose, SurveyEdition]:
    """An open edition of each purpose, opened long ago."""
    found = {purpose: an_edition(purpose, user=user) for purpose in purposes}
    SurveyEdition.objects.update(opened_at=START - timedelta(days=300))
    return found


def a_talk(case, type_="joint", *, days_ago=0, party=None) -> Session:
    """A session that was held, written straight into the table."""
    start = timezone.now() - timedelta(days=days_ago, hours=1)
    return Session.objects.create(
        case=case, party=party, type=type_, mode="phone", state="held", zone=HERE, minutes=60,
        starts_at=start, ends_at=start + timedelta(hours=1),
    )  # fmt: skip


def a_case_with_both(staff, mediator, **more) -> Case:
    """A case that is prepared, and both sides of which can be reached by mail."""
    case = prepare(a_case(**more), mediator, staff)
    other = Party.objects.get(case=case, has_asked=False)
    change(other, name="An Invented Employee", contact={"email": "officer@example.org"}, language="en")
    return case


def change(party, **fields) -> None:
    """Writes these columns of a side."""
    for name, value in fields.items():
        setattr(party, name, value)
    party.save()


def hold(case, *, days_ago=0) -> Case:
    """The joint session of a case was held."""
    a_talk(case, days_ago=days_ago)
    Case.objects.filter(pk=case.pk).update(state=CaseState.SESSION_HELD)
    return case


def a_held_case(staff, mediator, *, days_ago=0) -> Case:
    """A new case with both sides, after the joint session."""
    return hold(a_case_with_both(staff, mediator), days_ago=days_ago)


def a_no(party: Party) -> None:
    """This side has just said no."""
    Consent.objects.filter(party=party).update(state=ConsentState.DECLINED, answered_at=timezone.now())


def the_worker() -> list:
    """What goes out when the worker asks, reminds and sends now, by address."""
    before = len(mail.outbox)
    ask_surveys(timezone.now())
    remind_surveys(timezone.now())
    deliver_all()
    return sorted(mail.outbox[before:], key=lambda message: message.to)


def links_in(messages) -> list[tuple[str, str]]:
    """The language and the secret of each link to a survey."""
    return [found for message in messages for found in LINK.findall(message.body)]
