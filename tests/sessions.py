"""Cases with both yeses and a mediator, places and interpreters, and sessions on them, made by the services."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.contrib.auth.models import Group
from django.utils import timezone

from intake.constants import AttireTerms, CaseState, ConsentState, SessionMode, SessionType
from intake.models import (
    Assignment,
    Case,
    ConflictDeclaration,
    Consent,
    Interpreter,
    Mediator,
    Party,
    Place,
    Session,
)
from intake.services.session import SessionPlan, mediators_of, propose_session, record_answers
from intake.services.session_report import Held
from intake.services.session_terms import Terms, confirm_session
from portal.common.models import User
from portal.common.roles import Role
from tests.base import PASSWORD, person
from tests.cases import a_case

HERE = "America/Los_Angeles"


def another(role, name):
    """One more person of a role."""
    user = User.objects.create_user(f"{name}@example.org", PASSWORD, first_name=name.title())
    user.groups.add(Group.objects.get(name=role.value))
    return user


def a_mediator(user=None):
    return Mediator.objects.create(user=user or person(Role.MEDIATOR))


def a_place(name="Library, Garden Room"):
    return Place.objects.create(name=name, address="1 Invented Street, Pasadena", access_notes="Ring at the side door.")


def an_interpreter(name="An Interpreter"):
    return Interpreter.objects.create(name=name, languages=["hy"])


def prepare(case, mediator, staff):
    """Both sides said yes and the mediator is ready: the case stands where sessions are planned."""
    Consent.objects.filter(party__case=case).update(state=ConsentState.ACCEPTED, answered_at=timezone.now())
    assignment = Assignment.objects.create(
        case=case, mediator=mediator, state="accepted", invited_by=staff, reply_by=timezone.localdate()
    )
    ConflictDeclaration.objects.create(assignment=assignment, conflict="none")
    Case.objects.filter(pk=case.pk).update(state=CaseState.PREMEDIATION)
    case.refresh_from_db()
    return case


def a_prepared_case(staff, mediator, **more):
    return prepare(a_case(**more), mediator, staff)


def in_days(days, hour=18):
    """A time on the clocks here, some days from now."""
    day = timezone.localdate() + timedelta(days=days)
    return datetime(day.year, day.month, day.day, hour, tzinfo=ZoneInfo(HERE))


def hours_from(start, hours=2):
    return (start, start + timedelta(hours=hours))


def propose(case, staff, type_=SessionType.JOINT, *times, mode=SessionMode.IN_PERSON, **more):
    times = times or (hours_from(in_days(10)),)
    return propose_session(case.pk, staff, SessionPlan(type=type_, mode=mode, zone=HERE, times=times, **more))


def all_agree(session, staff):
    people = [*Party.objects.filter(case=session.case), *mediators_of(session.case)]
    answers = {(proposal.pk, each.pk): True for proposal in session.proposals.all() for each in people}
    record_answers(session.pk, staff, answers)


def terms_with(case, place=None, **changes):
    given = {
        "mode": SessionMode.IN_PERSON if place else SessionMode.PHONE,
        "place": place.pk if place else None,
        "attire": AttireTerms.PLAIN,
        "mediators": tuple(each.pk for each in mediators_of(case)),
    }
    return Terms(**given | changes)


def confirm(session, staff, place=None, **changes):
    """Everyone agreed to the first time that was proposed, and it is fixed."""
    all_agree(session, staff)
    terms = terms_with(session.case, place, **changes)
    return confirm_session(session.pk, staff, session.proposals.first().pk, terms)


def held_by_all(session, minutes=90):
    parties = Party.objects.filter(case=session.case)
    there = parties.filter(pk=session.party_id) if session.party_id else parties
    return Held(
        minutes=minutes,
        mode=SessionMode(session.mode),
        parties=frozenset(there.values_list("pk", flat=True)),
        mediators=frozenset(each.pk for each in mediators_of(session.case)),
    )


def talk_with_both(case, staff):
    """The talk with each side apart was held: written straight into the table, so that no clock has to move."""
    types = {"community": "pre_community", "employee": "pre_employee", "colleague": "internal_pre"}
    for party in Party.objects.filter(case=case):
        kind = "internal_pre" if case.kind == "internal" else types[party.side]
        Session.objects.create(
            case=case, party=party, type=kind, mode="phone", state="held", zone=HERE, minutes=30,
            starts_at=timezone.now() - timedelta(days=2), ends_at=timezone.now() - timedelta(days=2, hours=-1),
        )  # fmt: skip


def a_scheduled_case(staff, mediator, place=None, **more):
    """The case and its confirmed joint session in ten days."""
    case = a_prepared_case(staff, mediator, **more)
    talk_with_both(case, staff)
    session = confirm(propose(case, staff), staff, place)
    case.refresh_from_db()
    return case, session
