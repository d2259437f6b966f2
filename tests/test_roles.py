"""What every role is answered at every staff address, of their own cases and of others' (SECURITY.md G1).

tests/golden/roles.csv has a line for each address and, where it leads to a case, one for a case of their own and one
for somebody else's: the answers to GET and POST of each role. WRITE_ROLES=1 writes it anew; then read what changed.
"""

import csv
import os
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone

from intake.constants import AssignmentState, CaseState, Channel, LetterKind, SessionMode, SessionType, Sharing
from intake.models import Assignment, Case, ConflictDeclaration, Mediator, Notification, PartyMessage, Session
from portal.common.roles import Role
from tests.base import person, signed_in
from tests.cases import a_case
from tests.roles import METHODS, NOBODY, OTHER_METHODS, answer, answer_of, filled, patterns

TABLE = Path(__file__).parent / "golden" / "roles.csv"
WHO = (NOBODY, *(role.name.lower() for role in Role))
OF_CASES = ("case_id", "assignment_id", "session_id", "letter_id", "message_id")
OWN, OTHERS = "own", "another's"
HARMLESS = {302, 403, 404, 405}


def world_of(case, mediator):
    """Everything that an address can name, of one case; `mediator` has accepted it, or nobody has."""
    party = case.parties.get(has_asked=True)
    session = Session.objects.create(case=case, type=SessionType.JOINT, mode=SessionMode.PHONE, zone="UTC")
    letter = Notification.objects.create(
        case=case, party=party, letter=LetterKind.RECEIVED, language="en", channel=Channel.EMAIL, key=str(case.pk),
        due_at=timezone.now(),
    )  # fmt: skip
    written = PartyMessage.objects.create(party=party, text="Please call me.")
    world = {"case_id": case.pk, "session_id": session.pk, "letter_id": letter.pk, "message_id": letter.pk}
    world["written_id"] = written.pk
    if mediator is not None:
        assignment = Assignment.objects.create(
            case=case, mediator=mediator, state=AssignmentState.ACCEPTED, invited_by=mediator.user,
            reply_by=timezone.localdate(),
        )  # fmt: skip
        ConflictDeclaration.objects.create(assignment=assignment, conflict="none")
        world["assignment_id"] = assignment.pk
    return {name: str(pk) for name, pk in world.items()} | {"side": party.side, "what": "owner", "move": "screen"}


@pytest.fixture
def worlds(db):
    """Two cases that the City knows of and decides on. A mediator has the first."""
    own, others = a_case(), a_case()
    Case.objects.update(state=CaseState.CITY_REVIEW, sharing=Sharing.YES)
    people = {role: person(role) for role in Role}
    mediator = Mediator.objects.create(user=people[Role.MEDIATOR])
    return people, {OWN: world_of(own, mediator), OTHERS: world_of(others, None)}


def rows():
    """Each address of the table, with whose case it names."""
    for pattern in sorted(set(patterns())):
        named = any(f":{name}>" in pattern for name in OF_CASES)
        yield from ((pattern, whose) for whose in ((OWN, OTHERS) if named else ("",)))


def browser_of(who, people):
    return Client() if who == NOBODY else signed_in(people[Role[who.upper()]])


def written():
    with TABLE.open(newline="") as file:
        return {(row["address"], row["whose"]): row for row in csv.DictReader(file)}


def test_every_staff_address_has_its_lines():
    if "WRITE_ROLES" not in os.environ:
        assert set(written()) == set(rows())


@pytest.mark.proves("G1")
@pytest.mark.parametrize("who", WHO)
def test_each_role_is_answered_as_the_table_says(who, worlds):
    people, cases = worlds
    browser = browser_of(who, people)
    browser.raise_request_exception = False
    found = {}
    for pattern, whose in rows():
        address = filled(pattern, cases[whose or OWN])
        found[pattern, whose] = "/".join(answer(browser, method, address) for method in METHODS)
    if "WRITE_ROLES" in os.environ:
        write(who, found)
    table = written()
    assert {place: codes for place, codes in found.items() if table[place][who] != codes} == {}
    assert [place for place, codes in found.items() if "500" in codes] == []


@pytest.mark.proves("G1")
@pytest.mark.parametrize("who", [NOBODY, "mediator", "liaison", "auditor"])
def test_no_other_method_opens_what_is_shut(who, worlds):
    people, cases = worlds
    browser = browser_of(who, people)
    browser.raise_request_exception = False
    opened = []
    for pattern, whose in rows():
        if not pattern.startswith(("/admin/cases", "/admin/city", "/admin/mediat", "/admin/sessions", "/admin/audit")):
            continue
        address = filled(pattern, cases[whose or OWN])
        if answer(browser, "GET", address) == "200":
            continue
        answers = {method: answer_of(browser, method, address) for method in OTHER_METHODS}
        opened += [(method, pattern) for method, response in answers.items() if shows_something(response)]
    assert opened == []


def shows_something(response):
    """Whether there is more in it than a refusal; Django tells the methods of any address, in a header."""
    return response.status_code not in HARMLESS and bool(response.content)


def write(who, found):
    """Puts one column into the table."""
    table = written() if TABLE.exists() else {}
    lines = [
        table.get(place, {}) | {"address": place[0], "whose": place[1], who: codes}
        for place, codes in sorted(found.items())
    ]
    with TABLE.open("w", newline="") as file:
        writer = csv.DictWriter(file, ("address", "whose", *WHO), restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(lines)
