"""The demo's talks, sessions, outcomes and endings."""

from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone

from intake.constants import (
    AttireTerms,
    CaseKind,
    OutcomeCode,
    RetentionClass,
    SessionMode,
    SessionState,
    SessionType,
    Side,
)
from intake.management.demo.clock import clock_at
from intake.management.demo.play import Player
from intake.models import Party, Session
from intake.rules.outcome import WITH_AGREEMENT
from intake.services.outcome import (
    Report,
    Step,
    approve_outcome,
    close_case,
    end_mediation,
    record_follow_up,
    report_outcome,
)
from intake.services.session import SessionPlan, propose_session, record_answers
from intake.services.session_report import Held, record_held
from intake.services.session_terms import Terms, confirm_session

LENGTH = timedelta(minutes=90)
DAYS_AHEAD = 8
EVENING = 17


class SessionPlayer(Player):
    """A player that also knows the later verbs."""

    def propose(self, type_: SessionType, mode: SessionMode, start: datetime, party: Party | None = None) -> Session:
        """A session with one proposed time."""
        times = ((start, start + LENGTH),)
        plan = SessionPlan(type_, mode, settings.TIME_ZONE, times, party.pk if party else None)
        return propose_session(self.case.pk, self.staff.administrator, plan)

    def confirm(self, session: Session) -> None:
        """Everyone is free at the proposed time, and it is fixed."""
        proposal = session.proposals.get()
        people = [party.pk for party in (self.asker, self.other)] + [self.mediator.pk]
        record_answers(session.pk, self.staff.administrator, {(proposal.pk, person): True for person in people})
        in_person = session.mode == SessionMode.IN_PERSON
        needs_help = in_person and any(p.needs.get("interpreter") == "yes" for p in (self.asker, self.other))
        terms = Terms(
            mode=SessionMode(session.mode),
            place=self.staff.places[self.number % 2].pk if in_person else None,
            interpreter=self.staff.interpreter.pk if needs_help else None,
            attire=AttireTerms.PLAIN,
            mediators=(self.mediator.pk,),
        )
        confirm_session(session.pk, self.staff.administrator, proposal.pk, terms)

    def talk(self, party: Party) -> None:
        """The separate talk with one side, by phone, within the day."""
        kind = SessionType.PRE_COMMUNITY if party.side == Side.COMMUNITY else SessionType.PRE_EMPLOYEE
        if self.case.kind == CaseKind.INTERNAL:
            kind = SessionType.INTERNAL_PRE
        start = self.now - timedelta(hours=2)
        with clock_at(start - timedelta(hours=20)):
            session = self.propose(kind, SessionMode.PHONE, start, party)
            self.confirm(session)
        record_held(
            session.pk,
            self.mediator.user,
            Held(25, SessionMode.PHONE, frozenset({party.pk}), frozenset({self.mediator.pk})),
        )

    def talk_with_asker(self) -> None:
        self.talk(self.asker)

    def talk_with_other(self) -> None:
        self.talk(self.other)

    @property
    def joint(self) -> Session:
        """The joint session that is planned."""
        joint = (SessionType.JOINT, SessionType.INTERNAL_JOINT)
        planned = (SessionState.PROPOSED, SessionState.CONFIRMED)
        return Session.objects.get(case=self.case, type__in=joint, state__in=planned)

    def propose_joint(self) -> None:
        day = timezone.localtime(self.now) + timedelta(days=DAYS_AHEAD)
        start = day.replace(hour=EVENING, minute=0, second=0, microsecond=0)
        self.propose(SessionType.JOINT, SessionMode.IN_PERSON, start)

    def confirm_joint(self) -> None:
        self.confirm(self.joint)

    def hold_joint(self) -> None:
        both = frozenset({self.asker.pk, self.other.pk})
        session = self.joint
        held = Held(95, SessionMode.IN_PERSON, both, frozenset({self.mediator.pk}), bool(session.interpreter_id))
        record_held(session.pk, self.mediator.user, held)

    def report(self) -> None:
        code = OutcomeCode(self.story.agreement)
        agreed = code in WITH_AGREEMENT
        steps = (Step(Side.EMPLOYEE, timezone.localdate() + timedelta(days=30)),) if agreed else ()
        report = Report(code, agreed, is_checked=agreed, signed_by_all=agreed, share_terms=False, steps=steps)
        report_outcome(self.case.pk, self.mediator.user, report)

    def approve(self) -> None:
        approve_outcome(self.case.pk, self.staff.lead)

    def end_mediation(self) -> None:
        end_mediation(self.case.pk, self.staff.administrator, timezone.localdate())

    def follow_up(self) -> None:
        record_follow_up(self.case.pk, self.staff.administrator, {})

    def close(self) -> None:
        close_case(self.case.pk, self.staff.lead, RetentionClass.STANDARD)
