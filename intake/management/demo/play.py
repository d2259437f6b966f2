"""Playing a story: each of its steps is one call of a service, made on its day by the person who would make it.

The verbs of the first weeks are here, those of sessions and endings in intake/management/demo/sessions.py.
"""

from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID, uuid5

from django.db import transaction
from django.utils import timezone

from intake.constants import (
    AttemptResult,
    Channel,
    Conflict,
    ConsentState,
    DutyKind,
    HoldReason,
    IneligibleReason,
    Path,
    Sharing,
)
from intake.management.demo.clock import clock_at
from intake.management.demo.incidents import days_before, incident_of, officer_of
from intake.management.demo.people import Staff
from intake.management.demo.stories import Story
from intake.models import Case, Notification, Party, Referral
from intake.rules.screening import reasons_to_call
from intake.services.assigning import assign_cases
from intake.services.attempt import record_attempt
from intake.services.casework import record_sharing, resolve_flags
from intake.services.consent import answer_consent, withdraw_party
from intake.services.decision import CITY, PROGRAM, find_eligible, find_ineligible
from intake.services.delivery import deliver_next
from intake.services.facts import CHECKLIST
from intake.services.lifecycle import move_case
from intake.services.mediator import accept_case, invite_mediator
from intake.services.message import send_message
from intake.services.party import change_party
from intake.services.referral import ReferralInput, submit_referral
from intake.services.space import renew_code
from intake.services.stamp import stamp_of

NAMESPACE = UUID("5d0c1d0e-0000-4000-8000-6d656469616e")
OPENS_AT = time(9, 30)
SPOKEN = {"zh-hant": "yue", "zh-hans": "cmn"}
USUAL = {
    "voicemail": "no",
    "text_message": "yes",
    "best_way": "email",
    "interpreter": "no",
    "hopes": ["heard", "explanation"],
    "times": ["weekday_evening"],
    "meeting": "either",
    "during": ["none"],
    "since_then": ["none"],
    "filed": "no",
}


class Player:
    """Plays one story from its first day on."""

    def __init__(self, story: Story, staff: Staff, number: int) -> None:
        self.story, self.staff, self.number = story, staff, number
        self.mediator = staff.mediators[number % len(staff.mediators)]
        self.key = self.key_of(story.key)

    @staticmethod
    def key_of(story: str) -> UUID:
        """The submission key of a story: the same at every start, so that it is played once."""
        return uuid5(NAMESPACE, story)

    @property
    def case(self) -> Case:
        """The case as it stands."""
        return Case.objects.select_related("referral").get(referral__submission_key=self.key)

    @property
    def asker(self) -> Party:
        """The side that asked."""
        return Party.objects.select_related("case").get(case__referral__submission_key=self.key, has_asked=True)

    @property
    def other(self) -> Party:
        """The other side."""
        return Party.objects.select_related("case").get(case__referral__submission_key=self.key, has_asked=False)

    def moment(self, day: int, hours: float = 0) -> datetime:
        """A moment of the story: `hours` after opening time of a day."""
        first = timezone.localdate(self.began) if hasattr(self, "began") else timezone.localdate()
        start = datetime.combine(first + timedelta(days=day), OPENS_AT) + timedelta(hours=hours, minutes=self.number)
        return timezone.make_aware(start)

    @transaction.atomic
    def plays(self) -> None:
        """Makes the case and takes each step on its day, all or nothing; steps of a day follow by minutes."""
        self.began = timezone.now() - timedelta(days=self.story.days_ago, hours=1)
        with clock_at(self.began):
            submit_referral(self.as_sent())
            if self.story.steps:
                administrator = self.staff.administrator
                assign_cases([self.case.pk], administrator.pk, user=administrator)
        for order, (day, verb) in enumerate(self.story.steps):
            self.now = min(
                self.moment(day, order / 20), timezone.now() - timedelta(minutes=len(self.story.steps) - order)
            )
            with clock_at(self.now):
                getattr(self, verb)()

    def as_sent(self) -> ReferralInput:
        """What the person sent."""
        story = self.story
        answers: dict[str, Any] = {
            **USUAL,
            **self.incident(),
            "name": story.name,
            "phone": f"+1626555{1000 + self.number:04d}",
            "email": f"{story.key}@demo.example",
            "spoken": SPOKEN.get(story.language, story.language),
            "reading": story.language,
            "employee_name": self.employee,
            **story.answers,
        }
        by_staff = self.staff.liaison if story.path is Path.CITY else self.staff.administrator
        return ReferralInput(
            submission_key=self.key,
            language=story.language,
            path=story.path,
            source=story.source,
            doubts=tuple(answers.pop("doubts", ())),
            answers=answers,
            entered_by=None if story.source == "online" else by_staff,
        )

    @property
    def employee(self) -> str:
        """Whom the story is about."""
        return self.story.employee or officer_of(self.number)

    def incident(self) -> dict[str, Any]:
        """What the request tells of, some weeks before it was sent, with the numbers and days of a complaint."""
        told, sent = incident_of(self.story.language, self.number), timezone.localdate(self.began)
        happened = sent - timedelta(days=days_before(self.number))
        answers: dict[str, Any] = {
            "happened_on": happened.isoformat(),
            "place": told.place,
            "concerns": list(told.concerns),
            "account": told.account,
        }
        complaint = f"DEMO-{happened:%y}-{100 + self.number}"
        if self.story.path is Path.CITY:
            received, discovered = happened + timedelta(days=2), happened + timedelta(days=3)
            days = {"received_on": received.isoformat(), "discovered_on": discovered.isoformat()}
            return answers | days | {"complaint_number": complaint}
        return answers | ({"filed_number": complaint} if self.story.answers.get("filed") == "yes" else {})

    def moves(self, name: str, reason: str = "") -> None:
        """One move by the administrator."""
        move_case(self.case.pk, name, user=self.staff.administrator, reason=reason)

    def tries(self, channel: Channel, result: AttemptResult) -> None:
        """One try to reach the side that asked."""
        case = self.case
        record_attempt(
            case.pk, user=self.staff.administrator, version=case.version, side=self.asker.side, at=timezone.now(),
            channel=channel, result=result,
        )  # fmt: skip

    def call(self) -> None:
        self.tries(Channel.PHONE, AttemptResult.REACHED)

    def no_answer(self) -> None:
        self.tries(Channel.PHONE, AttemptResult.NO_ANSWER)

    def message(self) -> None:
        self.tries(Channel.SMS, AttemptResult.SENT)

    def mail(self) -> None:
        self.tries(Channel.EMAIL, AttemptResult.SENT)

    def screen(self) -> None:
        self.moves("screen")

    def ask(self) -> None:
        self.moves("ask")

    def give_up(self) -> None:
        self.moves("give_up")

    def put_on_hold(self) -> None:
        self.moves("put_on_hold", HoldReason.PENDING_CASE)

    def share(self) -> None:
        case = self.case
        record_sharing(case.pk, user=self.staff.administrator, version=case.version, sharing=Sharing.YES, how="phone")
        if reasons_to_call(case.referral.answers):
            resolve_flags(case.pk, user=self.staff.administrator, version=self.case.version)

    def send_to_city(self) -> None:
        self.moves("send_to_city")

    def city_says_yes(self) -> None:
        case = self.case
        find_eligible(
            case.pk, user=self.staff.liaison, opened=stamp_of(case.pk, case.version), door=CITY, checklist=CHECKLIST,
            decider="Lieutenant Ferris Boyd",
        )  # fmt: skip

    def ineligible_force(self) -> None:
        case = self.case
        find_ineligible(
            case.pk, user=self.staff.administrator, opened=case.version, door=PROGRAM, reason=IneligibleReason.FORCE,
            decider="Marisol Quintero",
        )  # fmt: skip

    def name_employee(self) -> None:
        case = self.case
        changes = {"name": self.other.name or self.employee, "email": f"officer-{self.story.key}@demo.example"}
        change_party(case.pk, self.other.side, user=self.staff.administrator, version=case.version, changes=changes)

    def ask_both(self) -> None:
        self.moves("ask_both")
        renew_code(self.case.pk, self.asker.side, user=self.staff.administrator)

    def answers(self, party: Party, answer: ConsentState) -> None:
        """One side answers by phone; whoever has no code gets it then."""
        if party.duties.open().filter(kind=DutyKind.HAND_OVER_CODE).exists():
            renew_code(party.case_id, party.side, user=self.staff.administrator)
        answer_consent(
            party, answer, channel=Channel.PHONE, language=party.language, entered_by=self.staff.administrator
        )

    def asker_writes(self) -> None:
        """The side that asked writes from its own page."""
        send_message(self.asker, "¿Hay estacionamiento cerca de la biblioteca? Llego desde el trabajo.")

    def asker_says_yes(self) -> None:
        self.answers(self.asker, ConsentState.ACCEPTED)

    def other_says_yes(self) -> None:
        self.answers(self.other, ConsentState.ACCEPTED)

    def other_says_no(self) -> None:
        self.answers(self.other, ConsentState.DECLINED)

    def asker_withdraws(self) -> None:
        withdraw_party(self.asker, channel=Channel.PHONE, entered_by=self.staff.administrator)

    def invite_mediator(self) -> None:
        invite_mediator(self.case.pk, self.mediator.pk, self.staff.lead)

    def mediator_accepts(self) -> None:
        assignment = self.case.assignments.get(mediator=self.mediator)
        accept_case(assignment.pk, self.mediator.user, Conflict.NONE)

    def prepare(self) -> None:
        move_case(self.case.pk, "prepare", user=self.staff.lead)


def play_all(stories: tuple[Story, ...], staff: Staff, player: type[Player]) -> int:
    """Plays the stories that were not played before, each whole or not at all; gives how many."""
    known = set(Referral.objects.values_list("submission_key", flat=True))
    played = [player(story, staff, number) for number, story in enumerate(stories)]
    new = [each for each in played if each.key not in known]
    for each in new:
        each.plays()
    send_letters_in_their_time()
    return len(new)


def send_letters_in_their_time() -> None:
    """Sends what is due by now, each at the moment at which it was due."""
    while (due := Notification.objects.to_send(timezone.now()).first()) is not None:
        with clock_at(due.due_at):
            if not deliver_next():
                return
