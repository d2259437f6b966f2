"""Cases whose two sides are being asked, for the tests."""

from intake.constants import CaseState, Channel, ConsentState
from intake.models import Case, Consent, Party
from intake.services.consent import answer_consent, ask_both
from intake.services.policy import change_rule
from portal.common.roles import Role
from tests.base import person
from tests.cases import a_case

YES, NO = ConsentState.ACCEPTED, ConsentState.DECLINED


def an_eligible_case(**more) -> Case:
    """A case that may ask both sides: the other one can be reached too."""
    case = a_case(**more)
    other = Party.objects.get(case=case, has_asked=False)
    other.name, other.contact = "An Invented Employee", {"email": "employee@example.org"}
    other.save()
    Case.objects.filter(pk=case.pk).update(state=CaseState.ELIGIBLE)
    case.refresh_from_db()
    return case


def asking(user, *, order="both", **more) -> tuple[Case, Party, Party]:
    """A case that asks both sides now: the case, the community member (or who asked) and the other side."""
    if order != "both":
        change_rule(person(Role.LEAD, is_active=True), "asking_order", order)
    case = ask_both(an_eligible_case(**more), user)
    return case, *sides_of(case)


def sides_of(case: Case) -> tuple[Party, Party]:
    parties = {party.has_asked: party for party in Party.objects.filter(case=case).select_related("case")}
    return parties[True], parties[False]


def says(party: Party, answer: ConsentState, **more) -> Consent:
    """One side's own answer."""
    return answer_consent(party, answer, channel=Channel.EMAIL, language=party.language, **more)


def both_say_yes(user) -> Case:
    """A case for which mediators are to be chosen."""
    case, first, second = asking(user)
    says(first, YES)
    says(second, YES)
    case.refresh_from_db()
    return case
