"""Finding out what choosing mediators for a case needs: what the case asks for, and what each mediator brings."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Q
from django.utils import timezone

from intake.constants import AssignmentState, Conflict, Side, TrainingTopic
from intake.models import Assignment, Case, Mediator, Party
from intake.questions.choices import SPOKEN_LANGUAGES
from intake.questions.question import Question
from intake.questions.wishes import AVAILABILITY
from intake.rules.matching import Candidate, Match, Wanted, months_before, ranked
from intake.services.policy import current_policy
from portal.common.dates import start_of_day

TIMES: Question = next(question for question in AVAILABILITY.questions if question.key == "times")
SPOKEN = {code: str(words) for code, words in SPOKEN_LANGUAGES}
DEFAULT_SPOKEN = "en"
TAKEN = (AssignmentState.ACCEPTED, AssignmentState.RELEASED)


def suggestion_for(case: Case) -> list[Match]:
    """Every mediator of the pool for this case, the best first, each with reasons. A handful of queries."""
    parties = list(Party.objects.filter(case=case).order_by("-has_asked"))
    candidates = candidates_for(case, parties)
    words = {key: str(label) for key, label in TIMES.choices}
    topics = {topic.value: topic.label for topic in TrainingTopic}
    return ranked(candidates, wanted_by(case, parties), SPOKEN, words, topics)


def wanted_by(case: Case, parties: list[Party]) -> Wanted:
    """What the case asks for. The times of the side that did not ask are not known yet."""
    answers = case.referral.answers
    asked = next((party for party in parties if party.has_asked), None)
    topics = []
    if any(party.needs.get("interpreter") == "yes" for party in parties):
        topics.append(TrainingTopic.INTERPRETERS.value)
    if {*answers.get("concerns", ()), *answers.get("allegations", ())} & {"different", "differential"}:
        topics.append(TrainingTopic.BIAS.value)
    if any(party.needs.get("access") for party in parties):
        topics.append(TrainingTopic.ACCESS.value)
    return Wanted(
        languages={_label(party): spoken_by(party) for party in parties},
        times={_label(asked): frozenset(answers.get("times", ()))} if asked else {},
        topics=tuple(topics),
    )


def spoken_by(party: Party) -> str:
    """The code of the language that this side likes to speak, as far as it is known."""
    spoken = party.needs.get("spoken") or (party.language if party.language in SPOKEN else "")
    return str(spoken or DEFAULT_SPOKEN)


def candidates_for(case: Case, parties: list[Party], **which: Any) -> list[Candidate]:
    """The mediators of the pool (`which` narrows it) as the rules of choosing see them."""
    met = _met(case, parties)
    conflicts = _conflicts(case)
    return [
        Candidate(
            key=str(mediator.pk),
            name=str(mediator.user),
            languages=frozenset(mediator.languages),
            times=frozenset(mediator.times),
            topics=frozenset(mediator.topics),
            training_hours=mediator.training_hours,
            capacity=mediator.capacity,
            load=mediator.load,
            is_active=mediator.is_active and mediator.user.is_active,
            met=met.get(mediator.pk, ""),
            conflict=conflicts.get(mediator.pk, ""),
        )
        for mediator in Mediator.objects.filter(**which).with_load()
    ]


def _label(party: Party) -> str:
    return Side(party.side).label.lower()


def _conflicts(case: Case) -> Mapping[Any, str]:
    """What stands against a mediator in this very case, by mediator: what they declared, or that they are in it."""
    found: dict[Any, str] = {}
    for assignment in Assignment.objects.filter(case=case).prefetch_related("declarations"):
        newest = next(iter(assignment.declarations.all()), None)
        if newest is not None and newest.conflict == Conflict.CANNOT:
            found[assignment.mediator_id] = "Declared that they can't be impartial here."
        elif assignment.state in (AssignmentState.INVITED, AssignmentState.ACCEPTED):
            found[assignment.mediator_id] = "Is asked for this case already."
        elif assignment.state == AssignmentState.DECLINED:
            found.setdefault(assignment.mediator_id, "Declined this case.")
    return found


def _met(case: Case, parties: list[Party]) -> Mapping[Any, str]:
    """In which earlier case a mediator met somebody who may be a party of this one, by mediator. Two people may share
    a name, so a person looks; one telephone or address is enough as well."""
    months = current_policy().no_contact_months
    start = start_of_day(months_before(timezone.localdate(), months))
    taken = Assignment.objects.filter(state__in=TAKEN, answered_at__isnull=False).exclude(case=case)
    taken = taken.filter(Q(case__ended_at=None) | Q(case__ended_at__gte=start)).select_related("case__referral")
    wanted = set().union(*(_marks(party) for party in parties)) if parties else set()
    others = Party.objects.filter(case__in=taken.values("case"))
    same = {party.case_id for party in others if _marks(party) & wanted}
    return {
        each.mediator_id: f"May have met a party lately: case {each.case} has the same name or contact."
        for each in taken
        if each.case_id in same
    }


def _marks(party: Party) -> set[str]:
    """What one person is known by across cases."""
    given = [party.name, *(party.contact.get(key, "") for key in ("phone", "email"))]
    return {" ".join(str(each).split()).casefold() for each in given if each}
