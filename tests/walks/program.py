"""The program's people at work on one case, as a machine of the tests moves it on: each step is what comes next.

Only a move that has a button on the case page is made by its own name, so that one without a way to it is found.
"""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone

from intake.constants import (
    ENDED,
    JOINT_TYPES,
    AttemptResult,
    CaseKind,
    CaseState,
    Channel,
    Conflict,
    ConsentState,
    OutcomeCode,
    RetentionClass,
    SessionState,
    SessionType,
    Sharing,
    Side,
)
from intake.exceptions import (
    AlreadyAnswered,
    CaseNotHere,
    MediatorRefused,
    MoveRefused,
    NotAskedYet,
    NotAskingNow,
    OutcomeRefused,
    SessionRefused,
    SlotTaken,
    TooLateToWithdraw,
)
from intake.models import Assignment, Case, Consent, ContactAttempt, Outcome, Party, Session
from intake.rules.sessions import Why
from intake.services.attempt import record_attempt
from intake.services.cancelling import PLANNED
from intake.services.casework import record_sharing, resolve_flags
from intake.services.consent import OPEN_STATES, answer_consent
from intake.services.decision import CITY, find_eligible
from intake.services.facts import CHECKLIST
from intake.services.lifecycle import move_case
from intake.services.mediator import (
    accept_case,
    accept_disclosure,
    ask_mediator_again,
    invite_mediator,
    release_mediator,
)
from intake.services.outcome import (
    Report,
    approve_outcome,
    close_case,
    end_mediation,
    record_follow_up,
    report_outcome,
)
from intake.services.party import change_party
from intake.services.session import cancel_session, mediators_of, move_session
from intake.services.session_report import record_held
from intake.services.stamp import stamp_of
from intake.services.worker import JOBS, work_round
from intake.staff.moves import ELSEWHERE
from portal.common.roles import Role
from tests.base import signed_in
from tests.letters import letters_ready
from tests.sessions import HERE, a_mediator, a_place, another, confirm, held_by_all, hours_from, propose

REFUSALS = (
    *(AlreadyAnswered, CaseNotHere, MediatorRefused, MoveRefused, NotAskedYet, NotAskingNow, OutcomeRefused),
    *(SessionRefused, SlotTaken, TooLateToWithdraw),
)
"""What a person of the program may be told instead of what they asked for."""
OTHERS_NAME = "Canaryfound Ofthe Otherside"
OTHERS_CONTACT = {"email": "canaryother@example.org", "phone": "+16265550188"}
STAFF = ("canaryworker", "canarylead", "canaryliaison", "canarymediator", "canarysecond")
PRE_TYPES = {Side.COMMUNITY: SessionType.PRE_COMMUNITY, Side.EMPLOYEE: SessionType.PRE_EMPLOYEE}
JOBS_EVERY = max(job.every for job in JOBS)


class People:
    """Everybody who works for the program or the City, and a place to meet."""

    def __init__(self):
        letters_ready()
        worker, lead, liaison, first, second = STAFF
        self.staff = another(Role.ADMINISTRATOR, worker)
        self.lead, self.liaison = another(Role.LEAD, lead), another(Role.LIAISON, liaison)
        self.mediators = [a_mediator(another(Role.MEDIATOR, name)) for name in (first, second)]
        self.place = a_place()


class Program:
    """One case, the people who work on it, and the clock."""

    def __init__(self, people, clock, case_id):
        self.people, self.clock, self.case_id = people, clock, case_id
        self.planned = 0

    @property
    def case(self):
        return Case.objects.get(pk=self.case_id)

    @property
    def parties(self):
        return list(Party.objects.select_related("case", "consent").filter(case=self.case_id).order_by("-has_asked"))

    def tries(self, service, *given, **more):
        """Calls a service that may refuse; gives what it gave, or the refusal."""
        try:
            return service(*given, **more)
        except REFUSALS as refused:
            return refused

    def moves(self, name, user=None, **more):
        """A move that has a button on the case page."""
        assert name not in ELSEWHERE, f"no button makes {name}"
        move_case(self.case_id, name, user=user or self.people.staff, **more)

    def presses(self, name, user, **more):
        """The same by the button itself."""
        typed = {"opened": self.case.version} | more
        response = signed_in(user).post(f"/admin/cases/{self.case_id}/move/{name}/", typed)
        assert response.status_code == 302, (name, response.status_code)
        assert self.case.events.order_by("-at").first().move == name

    # The clock.

    def later(self, time):
        self.clock.shift(time)

    def go_to(self, moment):
        if moment > timezone.now():
            self.clock.move_to(moment)

    def the_worker_works(self):
        work_round()

    def tomorrow(self, days=1):
        """Two hours on another day, at another hour each time it is asked for."""
        self.planned += 1
        day = timezone.localdate() + timedelta(days=days)
        return hours_from(datetime(day.year, day.month, day.day, 8 + self.planned % 11, tzinfo=ZoneInfo(HERE)))

    # What comes next in each state.

    def goes_on(self):
        """One ordinary step on the way of a case that is mediated; none once it has ended."""
        state = CaseState(self.case.state)
        if state not in ENDED:
            getattr(self, f"from_{state.value}")()

    def from_received(self):
        self.moves("screen")

    def from_screening(self):
        case, staff = self.case, self.people.staff
        asked = self.parties[0]
        if not ContactAttempt.objects.filter(party=asked, result=AttemptResult.REACHED).exists():
            record_attempt(
                case.pk, user=staff, version=case.version, side=asked.side, at=timezone.now(), channel="phone",
                result="reached",
            )  # fmt: skip
        if case.flags_resolved_at is None:
            resolve_flags(case.pk, user=staff, version=self.case.version)
        if case.sharing != Sharing.YES:
            record_sharing(case.pk, user=staff, version=self.case.version, sharing="yes", how="phone")
        self.moves("send_to_city")

    def from_info_needed(self):
        self.moves("go_on")

    def from_city_review(self):
        case = self.case
        opened = stamp_of(case.pk, case.version)
        liaison, decider = self.people.liaison, "A Sergeant"
        find_eligible(case.pk, user=liaison, opened=opened, door=CITY, checklist=CHECKLIST, decider=decider)

    def from_eligible(self):
        other = self.parties[1]
        if not other.is_reachable:
            found = {"name": OTHERS_NAME} | OTHERS_CONTACT
            change_party(self.case_id, other.side, user=self.people.staff, version=self.case.version, changes=found)
        self.moves("ask_both")

    def from_consent(self):
        """A yes by phone for each side that is not in, each on its day; else the worker settles it."""
        tracks = Consent.objects.filter(party__case=self.case_id, state__in=OPEN_STATES).order_by("asked_from", "pk")
        for party in [track.party for track in tracks.select_related("party")]:
            day = Consent.objects.get(party=party).asked_from
            self.go_to(datetime(day.year, day.month, day.day, 10, tzinfo=ZoneInfo(HERE)))
            answer_consent(
                party, ConsentState.ACCEPTED, channel=Channel.PHONE, language="en", entered_by=self.people.staff
            )
        if not tracks:
            self.later(JOBS_EVERY)
            self.the_worker_works()

    def from_mediator_assign(self):
        if not self.gets_a_mediator():
            self.moves("prepare", self.people.lead)

    def from_premediation(self):
        if self.gets_a_mediator():
            return
        sessions = Session.objects.filter(case=self.case_id)
        for party in self.parties:
            kind = SessionType.INTERNAL_PRE if self.case.kind == CaseKind.INTERNAL else PRE_TYPES[Side(party.side)]
            own = sessions.filter(type=kind, party=party)
            if not own.filter(state=SessionState.HELD).exists():
                talk = own.filter(state__in=PLANNED).first()
                self.is_held(talk or propose(self.case, self.people.staff, kind, self.tomorrow(), party=party.pk))
                return
        self.schedules(sessions.filter(type__in=JOINT_TYPES, state=SessionState.PROPOSED).first())

    def schedules(self, session):
        internal = self.case.kind == CaseKind.INTERNAL
        kind = SessionType.INTERNAL_JOINT if internal else SessionType.JOINT
        session = session or self.tries(propose, self.case, self.people.staff, kind, self.tomorrow(7))
        if isinstance(session, Session):
            self.is_confirmed(session)
        else:
            assert session.why is Why.NO_MORE_SESSIONS
            self.moves("end_not_mediated", reason="no_interpreter")

    def from_scheduled(self):
        session = Session.objects.filter(case=self.case_id, type__in=JOINT_TYPES, state=SessionState.CONFIRMED).first()
        if session is None:
            self.moves("unschedule")
        elif not mediators_of(self.case):
            cancel_session(session.pk, self.people.staff)
        else:
            self.is_held(session)

    def from_session_held(self):
        report_outcome(self.case_id, self.people.staff, Report(OutcomeCode.UNDERSTANDING, False))

    def from_outcome(self):
        approve_outcome(self.case_id, self.people.lead)

    def from_follow_up(self):
        if Outcome.objects.get(case=self.case_id).ended_on is None:
            end_mediation(self.case_id, self.people.staff, timezone.localdate())
        record_follow_up(self.case_id, self.people.staff, {})
        close_case(self.case_id, self.people.lead, RetentionClass.STANDARD)

    def from_on_hold(self):
        self.moves("take_off_hold")

    # Mediators and sessions.

    def gets_a_mediator(self):
        """Does what is missing until one is ready and nobody is in doubt; says whether there was anything."""
        lead, accepted = self.people.lead, self.assignments("accepted")
        doubtful = [each for each in accepted if not each.declarations.first().stands]
        for assignment in doubtful:
            newest = assignment.declarations.first()
            if newest.conflict == Conflict.CANNOT:
                release_mediator(assignment.pk, lead)
                continue
            for party in self.parties:
                accept_disclosure(newest.pk, self.people.staff, party.pk, True)
        if doubtful or accepted:
            return bool(doubtful)
        if not self.assignments("invited"):
            self.asks_a_mediator()
        for assignment in self.assignments("invited")[:1]:
            if assignment.is_late:
                ask_mediator_again(assignment.pk, lead)
            accept_case(assignment.pk, assignment.mediator.user, Conflict.NONE)
        return True

    def asks_a_mediator(self):
        for mediator in self.people.mediators:
            if not isinstance(self.tries(invite_mediator, self.case_id, mediator.pk, self.people.lead), Exception):
                return
        self.moves("end_not_mediated", reason="no_interpreter")

    def assignments(self, state):
        return list(Assignment.objects.filter(case=self.case_id, state=state).select_related("mediator__user"))

    def is_held(self, session):
        """Leads a session that is planned over its time."""
        if session.state == SessionState.CONFIRMED or self.is_confirmed(session):
            session = Session.objects.get(pk=session.pk)
            self.go_to(session.ends_at)
            record_held(session.pk, self.people.staff, held_by_all(session))

    def is_confirmed(self, session):
        """Fixes the first time that was proposed, or finds another one; says whether it is fixed."""
        if session.proposals.first().starts_at <= timezone.now():
            session = move_session(session.pk, self.people.staff, (self.tomorrow(3),))
        session = Session.objects.select_related("case").get(pk=session.pk)
        place = self.people.place if session.type_is_joint else None
        try:
            confirm(session, self.people.staff, place)
        except SlotTaken:
            move_session(session.pk, self.people.staff, (self.tomorrow(5),))
            return False
        return True
