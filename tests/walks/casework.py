"""How a case gets from one state to the next in the walks: each step is what a person does, at its time."""

from contextlib import contextmanager
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import time_machine
from django.db import transaction
from django.utils import timezone

from intake.constants import ConsentState, SessionType
from intake.models import Assignment, Case, ConflictDeclaration, Consent, ContactAttempt, EligibilityDecision, Party
from intake.rules.lifecycle import BY_NAME, Who
from intake.services.facts import CHECKLIST
from intake.services.lifecycle import lock_case, make_move, move_case
from intake.services.session_report import record_held
from portal.common.roles import Role
from tests.base import person
from tests.sessions import HERE, a_mediator, a_place, confirm, held_by_all, hours_from, propose

BEGIN = datetime(2026, 9, 14, 9, tzinfo=ZoneInfo(HERE))
"""A Monday; the walks lead over the night on which the clocks go back."""


class Casework:
    """The program's people, a place, and one case that they lead on. `clock` moves time."""

    def __init__(self, clock):
        self.clock = clock
        self.staff, self.lead = person(Role.ADMINISTRATOR), person(Role.LEAD)
        self.liaison, self.mediator, self.place = person(Role.LIAISON), a_mediator(), a_place()
        self.case = None

    def later(self, **time):
        self.clock.shift(timedelta(**time))

    def go_to(self, moment):
        self.clock.move_to(moment)

    def moves(self, name, user=None, **more):
        self.case = move_case(self.case.pk, name, user=user or self.staff, **more)

    def by_itself(self, name):
        """A move that the program makes when the second answer is in."""
        with transaction.atomic():
            case = lock_case(self.case.pk, Case.objects.all())
            make_move(case, BY_NAME[name], whos=frozenset({Who.SYSTEM}))
        self.case = case

    def is_screened_and_found_eligible(self):
        asked = Party.objects.get(case=self.case, has_asked=True)
        ContactAttempt.objects.create(party=asked, channel="phone", result="reached", made_by=self.staff)
        Case.objects.filter(pk=self.case.pk).update(
            sharing="yes", flags_resolved_at=timezone.now(), flags_resolved_by=self.staff
        )
        self.moves("screen")
        self.moves("send_to_city")
        self.later(days=3)
        EligibilityDecision.objects.create(
            case=self.case, is_eligible=True, checklist=list(CHECKLIST), decider="A Sergeant",
            made_by=self.liaison, approved_by=self.lead, approved_at=timezone.now(),
        )  # fmt: skip
        self.moves("find_eligible", self.liaison)

    def is_agreed_to_by_both(self):
        other = Party.objects.get(case=self.case, has_asked=False)
        other.name, other.contact = "An Invented Employee", {"email": "employee@example.org"}
        other.save()
        self.moves("ask_both")
        self.later(days=4)
        Consent.objects.filter(party__case=self.case).update(
            state=ConsentState.ACCEPTED, invited_at=timezone.now(), answered_at=timezone.now()
        )
        self.by_itself("both_agree")

    def gets_a_mediator(self):
        assignment = Assignment.objects.create(
            case=self.case,
            mediator=self.mediator,
            state="accepted",
            invited_by=self.lead,
            reply_by=timezone.localdate(),
        )
        ConflictDeclaration.objects.create(assignment=assignment, conflict="none")
        self.moves("prepare", self.lead)

    def talks_with(self, *types):
        for kind in types:
            self.talks(kind)

    def talks_with_each_of(self, *sides):
        for side in sides:
            self.talks(SessionType.INTERNAL_PRE, party=Party.objects.get(case=self.case, side=side).pk)

    def talks(self, kind, **more):
        session = confirm(propose(self.case, self.staff, kind, self.tomorrow(), **more), self.staff)
        self.go_to(session.ends_at)
        record_held(session.pk, self.mediator.user, held_by_all(session, minutes=45))

    def tomorrow(self, days=1):
        day = timezone.localdate() + timedelta(days=days)
        return hours_from(datetime(day.year, day.month, day.day, 18, tzinfo=ZoneInfo(HERE)))

    def is_scheduled(self, kind=SessionType.JOINT, days=14):
        session = propose(self.case, self.staff, kind, self.tomorrow(days))
        session = confirm(session, self.staff, self.place)
        self.case.refresh_from_db()
        return session


@contextmanager
def casework():
    """The program at work, from a fixed morning on."""
    with time_machine.travel(BEGIN, tick=True) as clock:
        yield Casework(clock)
