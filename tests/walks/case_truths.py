"""What has to be true of a case at any moment, whatever everybody did: for the machine of the tests."""

import re

from django.db import transaction
from django.utils import timezone
from django.utils.translation import override

from intake.constants import (
    CONSENT_IS_IN,
    ENDED,
    JOINT_TYPES,
    CaseState,
    ConsentState,
    DutyKind,
    NotMediatedReason,
    SessionState,
    SessionType,
)
from intake.models import Booking, Case, CaseEvent, Consent, Duty, EarlierAnswer, Notification, Session
from intake.rules.lifecycle import BY_NAME
from intake.rules.space import Next
from intake.services.cancelling import PLANNED
from intake.services.duties import one_year_limit_of
from intake.services.session import mediators_of
from intake.services.space import read_status
from intake.staff.moves import WAYS_OUT, offers_to
from intake.views.my import words
from tests.walks.program import OTHERS_CONTACT, OTHERS_NAME, STAFF
from tests.walks.space_side import readable

State = CaseState
AFTER_BOTH = frozenset(
    {
        *(State.MEDIATOR_ASSIGN, State.PREMEDIATION, State.SCHEDULED, State.SESSION_HELD),
        *(State.OUTCOME, State.FOLLOW_UP, State.CLOSED),
    }
)
"""States that a case comes into by two yeses alone."""
AFTER_OUTCOME = frozenset({State.OUTCOME, State.FOLLOW_UP})
TALKING = AFTER_BOTH - {State.CLOSED}
ANSWER = ("state", "answered_at", "channel", "version", "language", "sha256", "reason", "entered_by")
ASKERS_NAME = "Canaryasker Ofthe Firstside"
ASKERS_CONTACT = {"email": "canaryasker@example.org", "phone": "+16265550177"}
SECRET_WORDS = ("Said no", "Withdrew", "No reply", *NotMediatedReason.labels, *NotMediatedReason.values)


class Witness:
    """Looks at one case after each step, and remembers what it saw before."""

    def __init__(self, case_id, sides):
        self.case_id, self.sides = case_id, sides
        self.events = self.turn = 0
        self.answers = {}
        self.acted = set()

    def looks(self, people):
        """Everything that has to be true now."""
        case = Case.objects.get(pk=self.case_id)
        moves = self.new_moves(case)
        self.check_answers(case, moves)
        check_sessions(case)
        check_duties(case)
        check_somebody_can_go_on(case, people)
        self.turn = 1 - self.turn
        check_told(read_status(self.sides[self.turn].party))

    def new_moves(self, case):
        """The moves since the last look; each has to be one of the lifecycle, from where the case stood."""
        events = list(CaseEvent.objects.filter(case=case).order_by("at"))
        for event in events[self.events :]:
            self.check_move(event, events)
        new = [event.move for event in events[self.events :]]
        self.events = len(events)
        assert events[-1].to_state == case.state
        return new

    def check_move(self, event, events):
        before = events[events.index(event) - 1] if event.move else None
        if before is None:
            assert event.to_state == State.RECEIVED
            return
        move = BY_NAME[event.move]
        assert event.from_state == before.to_state
        assert event.from_state in move.sources, event.move
        if event.from_state == State.ON_HOLD:
            held = before.from_state
            assert move.target is not None or event.to_state == held
            assert move.name != "withdraw" or held not in AFTER_OUTCOME, "nobody steps back after the outcome"
        if move.target is not None:
            assert event.to_state == move.target, event.move

    def check_answers(self, case, moves):
        """An answer that is in changes only by its own side, or when both are asked anew; and is kept then."""
        tracks = Consent.objects.filter(party__case=case)
        now = {row["party"]: row for row in tracks.values("party", *ANSWER)}
        for party, before in self.answers.items():
            if before["state"] in CONSENT_IS_IN and now[party] != before:
                kept = EarlierAnswer.objects.filter(party=party, answered_at=before["answered_at"])
                assert kept.filter(state=before["state"]).exists(), "what counted before is kept"
                if "ask_both" not in moves:
                    assert party in self.acted, "an answer changed by itself"
                    assert now[party]["state"] == ConsentState.WITHDRAWN
        self.answers, self.acted = now, set()
        stands = State(case.held_from or case.state)
        if stands in AFTER_BOTH:
            assert {row["state"] for row in now.values()} == {ConsentState.ACCEPTED}, stands
        for track in tracks.filter(answered_at__isnull=False, state__in={ConsentState.ACCEPTED, ConsentState.DECLINED}):
            assert track.invited_at, "who answered is told how it goes on"


def check_sessions(case):
    """Sessions stand only where they may, and what they had taken is free again when they do not."""
    sessions = list(Session.objects.filter(case=case))
    planned = [each for each in sessions if each.state in PLANNED]
    assert not planned or case.state in TALKING, (case.state, planned)
    joint = [each for each in planned if each.type in JOINT_TYPES]
    assert len(joint) <= 1
    stands = [each for each in joint if each.state == SessionState.CONFIRMED]
    assert not stands or case.state == State.SCHEDULED, case.state
    calls = [each for each in planned if each.type == SessionType.FOLLOW_UP_CALL]
    assert not calls or case.state == State.FOLLOW_UP, case.state
    gone = [each.pk for each in sessions if each.state in {SessionState.PROPOSED, SessionState.CANCELLED}]
    assert not Booking.objects.filter(session__in=gone, is_cancelled=False).exists()
    off = Notification.objects.filter(session__state=SessionState.CANCELLED, letter="session_reminder")
    assert not off.filter(case=case, state=Notification.State.QUEUED).exists()
    check_led(case, stands)


def check_led(case, stands):
    """Whose time is taken leads the case, and a joint session that nobody leads is somebody's duty."""
    taken = Booking.objects.filter(session__case=case, kind="mediator", is_cancelled=False)
    ahead = taken.filter(starts_at__gt=timezone.now())
    assert set(ahead.values_list("resource", flat=True)) <= {each.pk for each in mediators_of(case)}
    for session in stands:
        if session.starts_at > timezone.now() and not ahead.filter(session=session).exists():
            assert Duty.objects.filter(session=session, kind=DutyKind.FIND_MEDIATOR).open().exists()


def check_duties(case):
    """What is to be done is there once, and the queue shows the earliest."""
    duties = list(Duty.objects.filter(case=case).open())
    assert len({(each.kind, each.party_id, each.session_id) for each in duties}) == len(duties), duties
    assert case.next_due == (duties[0].due_on if duties else None), (case.next_duty, duties)
    kinds = {each.kind for each in duties}
    assert (DutyKind.CLOSE in kinds) == (case.state == State.FOLLOW_UP), "who follows a case up closes it in the end"
    assert DutyKind.RETURN_TO_PSU not in kinds or case.state in ENDED
    is_watched = case.discovered_on and one_year_limit_of(case, case.discovered_on) > timezone.localdate()
    if is_watched and case.state not in ENDED:
        assert DutyKind.CLOCK in kinds, "the one-year limit is watched as long as a case is open"


def check_somebody_can_go_on(case, people):
    """No dead end: something is due by a day, or somebody has a button that leads on."""
    if case.state in ENDED or Duty.objects.filter(case=case).open().exists():
        return
    offers = [each for user in (people.staff, people.lead) for each in offers_to(case, user)[0]]
    assert [each for each in offers if each.name not in WAYS_OUT], case.state


def check_told(status):
    """What a side is told is so: who is to meet sees where and when, and nobody is asked what they can't answer."""
    if status.next is Next.MEET:
        assert status.meetings, "the page says that time and place are on it"
    if status.next is Next.ANSWER:
        assert status.may_answer
    assert status.by is None or status.by >= timezone.localdate()


# What nobody may see.


def secrets_from(side):
    """What a page of this side may never show: the other one's way to be reached, its name as the program found it,
    and the people of the program."""
    name, contact = (OTHERS_NAME, OTHERS_CONTACT) if side.has_asked else (ASKERS_NAME, ASKERS_CONTACT)
    return [name, *contact.values(), *(each.title() for each in STAFF)]


def check_page_of(side, page):
    """No secret, and no answer but this side's own."""
    shown = readable(page)
    for secret in secrets_from(side):
        assert secret.casefold() not in shown.casefold(), secret
    own = side.consent.state
    with override(side.language):
        others = [str(said) for state, said in words.OWN_ANSWER.items() if state != own]
        others += [] if own == ConsentState.NO_REPLY else [str(words.NO_REPLY)]
    for said in others:
        assert not re.search(re.escape(said).replace(re.escape("%(date)s"), ".{1,40}"), shown), said


def check_city_page(page, *, decides):
    """Nobody of the program, and not why or by whom it ended; nobody's way to be reached, but that of whoever asked
    while the City `decides` by their request."""
    shown = readable(page)
    hidden = (*OTHERS_CONTACT.values(), OTHERS_NAME, *SECRET_WORDS, *(() if decides else ASKERS_CONTACT.values()))
    for secret in (*hidden, *(each.title() for each in STAFF if each != "canaryliaison")):
        assert secret not in shown, secret


def check_twin(seen, look, party, answer):
    """What `look` gives is what was seen, also in a twin of this moment in which this party answered so, and the case
    ended for another reason, if it has ended."""
    with transaction.atomic():
        Consent.objects.filter(party=party).update(state=answer, answered_at=timezone.now(), reason="")
        Case.objects.filter(parties=party).exclude(end_reason="").update(end_reason=answer)
        twin = look()
        transaction.set_rollback(True)
    assert twin == seen, answer
