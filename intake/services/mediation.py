"""What a mediator reads of a case: the role table of SECURITY.md section 2, line "mediator", as frozen values.

Pages of mediators get these values and no record, so that they can show nothing else. Each read is audited in the
transaction that fetches.
"""

import uuid
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import transaction

from intake.constants import ENDED, AssignmentState, ConsentState, Path, Side
from intake.exceptions import CaseNotHere
from intake.models import Assignment, Case, ConflictDeclaration, Party, Session
from intake.questions.catalogue import pages_for, pages_of
from intake.questions.question import Question, Store
from intake.questions.shown import Section, in_words, sections
from intake.services.people import SAFE_CONTACT
from portal.common import audit

INVITATION_FIELDS = ("parties.name", "parties.needs", "referral.account.happened_on")
"""What an invitation shows: enough to know whether there is a conflict of interest, and no more."""
CASE_FIELDS = ("parties.name", "parties.safe_contact", "parties.needs", "parties.consent.state", "sessions")
ACCOUNT_FIELD = "referral.account"
LANGUAGE_NEEDS = ("spoken", "spoken_other", "interpreter")
NEEDS = ("spoken", "spoken_other", "reading", "interpreter", "access", "access_more")


@dataclass(frozen=True)
class MediationSide:
    """One side as its mediator sees it; each answer is a label and its words."""

    label: str
    name: str
    needs: tuple[tuple[str, str], ...]
    safe_contact: tuple[tuple[str, str], ...] = ()
    agreed_on: datetime | None = None


@dataclass(frozen=True)
class Mediation:
    """One case as its mediator, or somebody who is asked to be, sees it. What they may not see is empty."""

    assignment_id: uuid.UUID
    reference: str
    is_accepted: bool
    is_over: bool
    reply_by: date
    kind: str
    when: str
    sides: tuple[MediationSide, ...]
    account: tuple[Section, ...] = ()
    sessions: tuple[Session, ...] = ()
    declarations: tuple[ConflictDeclaration, ...] = field(default=())


def mediations_of(user: Any) -> list[Assignment]:
    """This mediator's invitations and accepted cases, the invitations first. Nothing of anybody is in them."""
    found = Assignment.objects.of_user(user).select_related("case__referral")
    return sorted(found, key=lambda each: (each.state != AssignmentState.INVITED, each.reply_by))


@transaction.atomic
def read_mediation(assignment_id: uuid.UUID, user: Any) -> Mediation:
    """One of this mediator's invitations or cases. Raises CaseNotHere for any other, the same as for none at all."""
    assignment = Assignment.objects.of_user(user).select_related("case__referral").filter(pk=assignment_id).first()
    if assignment is None:
        raise CaseNotHere
    is_accepted = assignment.state == AssignmentState.ACCEPTED
    mediation = _accepted(assignment, user) if is_accepted else _invited(assignment)
    fields: tuple[str, ...] = CASE_FIELDS if is_accepted else INVITATION_FIELDS
    if mediation.account:
        fields = (*fields, ACCOUNT_FIELD)
    audit.record(audit.Verb.VIEW, actor=user, obj=assignment.case, fields=fields)
    return mediation


def _invited(assignment: Assignment) -> Mediation:
    sides = [
        MediationSide(party.get_side_display(), shown_name(party), _words(party.needs, LANGUAGE_NEEDS))
        for party in _parties(assignment.case)
    ]
    return _mediation(assignment, tuple(sides))


def _accepted(assignment: Assignment, user: Any) -> Mediation:
    case = assignment.case
    sides = [
        MediationSide(
            party.get_side_display(),
            shown_name(party),
            _words(party.needs, NEEDS),
            _words(party.safe_contact, SAFE_CONTACT) if party.side == Side.COMMUNITY else (),
            party.consent.answered_at if party.consent.state == ConsentState.ACCEPTED else None,
        )
        for party in _parties(case)
    ]
    return _mediation(
        assignment,
        tuple(sides),
        account=() if case.state in ENDED else _account(case),
        sessions=tuple(Session.objects.visible_to(user).filter(case=case)),
        declarations=tuple(assignment.declarations.all()),
    )


def _mediation(assignment: Assignment, sides: tuple[MediationSide, ...], **more: Any) -> Mediation:
    case = assignment.case
    return Mediation(
        assignment_id=assignment.pk,
        reference=case.referral.reference,
        is_accepted=assignment.state == AssignmentState.ACCEPTED,
        is_over=case.state in ENDED,
        reply_by=assignment.reply_by,
        kind=case.get_kind_display(),
        when=rough_day(case.referral.account.get("happened_on")),
        sides=sides,
        **more,
    )


def shown_name(party: Party) -> str:
    """A community member's first name alone; an employee's name."""
    if party.side == Side.COMMUNITY:
        return next(iter(party.name.split()), "")
    return party.name


def rough_day(day: object) -> str:
    """The month of a day that may be remembered in part, such as "March 2026"; empty for none."""
    if not isinstance(day, str) or not day:
        return "Not known"
    year, _, rest = day.partition("-")
    return f"{date(int(year), int(rest[:2]), 1):%B %Y}" if rest else year


def _parties(case: Case) -> list[Party]:
    return list(Party.objects.filter(case=case).select_related("consent").order_by("-has_asked"))


def _words(answers: dict[str, Any], keys: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    shown = []
    for question in _questions(keys):
        words = in_words(question, answers.get(question.key))
        if words:
            shown.append((str(question.label), ", ".join(words)))
    return tuple(shown)


def _questions(keys: tuple[str, ...]) -> list[Question]:
    found = {question.key: question for page in pages_of(Path.SELF) for question in page.questions}
    return [found[key] for key in keys if key in found]


def _account(case: Case) -> tuple[Section, ...]:
    """The request's account, page by page, as it was sent: the questions of that column alone."""
    path, answers = Path(case.referral.path), case.referral.account
    kept = {question.key for page in pages_of(path) for question in page.questions if question.store is Store.ACCOUNT}
    shown = sections(pages_for(path, case.referral.answers), path, answers)
    narrowed = [
        Section(
            section.name, section.title, tuple(each for each in section.answers if each.key in kept and each.values)
        )
        for section in shown
    ]
    return tuple(section for section in narrowed if section.answers)
