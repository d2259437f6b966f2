"""Stretches of a case that walks share, each from one of its states to another; and what letters and mails say."""

import json
import tomllib
from collections.abc import Iterable
from email import message_from_bytes, policy
from pathlib import Path
from subprocess import Popen

from tests.answers import ANSWERS
from tests.e2e.browser import Visitor
from tests.e2e.casework import Desk, Office, in_days, today
from tests.e2e.referral import Answers, walk
from tests.e2e.server import ROOT, Portal, manage

COMMUNITY, OFFICER, COLLEAGUE = "community member", "police employee", "colleague"
JOINT = "Joint session"
PLAIN = {"attire": "plain"}
ANAHIT = "Anahit Sarkisova"
"""The demo's mediator who can sign in."""
CONTENT = ROOT / "intake" / "content"
BETWEEN_MAILS = b"-" * 79 + b"\n"


class Stage:
    """The program beside the server (tests/e2e/stage.py): `placed` are its cases, references by story."""

    def __init__(self, program: Popen) -> None:
        self.program = program
        self.placed: dict[str, str] = json.loads(program.stdout.readline())

    def lets_begin(self, reference: str) -> None:
        """The time of the sessions of this case has come."""
        self.program.stdin.write(f"{reference}\n")
        self.program.stdin.flush()
        assert self.program.stdout.readline() == "began\n"


def complaint(*, name: str, email: str, language: str) -> Answers:
    """The answers of somebody who has filed a complaint and is written to by email."""
    changed = {
        "name": {"name": name},
        "contact": {"phone": "626 555 0177", "email": email},
        "best-way": {"best_way": "email"},
        "languages": {"spoken": language, "reading": language, "interpreter": "no"},
        "complaint": {"filed": "yes"},
    }
    filed = {"complaint-filed": {"filed_where": "City Hall", "filed_number": "C-26-077"}}
    answers: Answers = {}
    for step, given in ANSWERS.items():
        answers |= filed if step == "complaint-help" else {step: changed.get(step, given)}
    return answers


def asks(resident: Visitor, language: str, answers: Answers) -> str:
    """Walks through the pages of a request to the receipt; gives the reference."""
    assert list(walk(resident, language, answers))[-1] == "receipt"
    return resident.page.locator(".receipt-reference").first.inner_text().strip()


def is_asked(office: Office, reference: str, side: str, name: str, email: str) -> str:
    """From the received request to both sides being asked, by way of the City, which knows nothing before the person
    allows it. Gives the page that the City read."""
    desk = office.desk
    desk.makes("Start screening", "Screening")
    waits = desk.waits_for("Send to the City for review")
    assert "Talk with the person who asked" in waits
    assert "Ask the person whether the City may see the request" in waits
    desk.calls()
    assert not office.city.knows(reference)
    desk.lets_the_city_see()
    desk.makes("Send to the City for review", "With the City for review")
    read = office.city.finds_eligible(reference)
    assert "Record a name and a way to reach for both sides." in desk.waits_for("Ask both sides")
    desk.learns_who(side, name, email)
    desk.makes("Ask both sides", "Asking both sides")
    return read


def gets_a_mediator(office: Office, reference: str) -> None:
    """From two yeses to preparing, with a mediator who has accepted."""
    office.desk.finds("Choosing mediators")
    office.lead.asks_mediator(ANAHIT)
    assert "A mediator has to accept and declare conflicts." in office.lead.waits_for("Start preparing")
    office.mediator.accepts(reference)
    office.lead.makes("Start preparing", "Preparing")


def is_prepared(office: Office, stage: Stage, reference: str, kinds: Iterable[tuple[str, dict]], day: int) -> None:
    """Both separate talks are planned, by phone and one after the other, and held. A joint session is shut before."""
    assert "Talk with each side apart" in office.desk.waits_for("Schedule the session")
    for number, (words, plan) in enumerate(kinds):
        office.desk.plans(plan | {"mode": "phone", "time_1": in_days(day, 9 + 3 * number)}, words, {})
        stage.lets_begin(reference)
        office.mediator.holds(reference, words)


def is_scheduled(office: Office, day: int) -> None:
    """A joint session gets its time and a neutral place, and the case is scheduled with it."""
    joint = {"type": "joint", "mode": "in_person", "time_1": in_days(day, 10)}
    office.desk.plans(joint, JOINT, PLAIN | {"place": office.a_place()})
    office.desk.finds("Scheduled")


def is_closed(lead: Desk) -> None:
    """From the report to the closed case."""
    lead.opens("Outcome")
    lead.presses("Approve")
    lead.is_told("Approved. The follow-up begins.")
    lead.follows("Extend or end the mediation")
    lead.fills({"how": "end", "day": str(today())})
    lead.presses("Save")
    lead.follows("Record the follow-up")
    lead.fills({"asked": "on"})
    lead.presses("Save")
    lead.follows("Close the case")
    lead.presses("Close")
    lead.is_told("Closed.")
    lead.finds("Closed")


def title(language: str, kind: str) -> str:
    """What the letter of this event is called in this language."""
    return str(tomllib.loads((CONTENT / language.lower() / "letters.toml").read_text())[kind]["title"])


def is_written_to(desk: Desk, side: str, language: str, *kinds: str) -> None:
    """Every letter to this side is in its language, and letters of these events are among them."""
    own = [letter for letter in desk.letters() if letter.to == side]
    assert {letter.language for letter in own} == {language}
    missing = [kind for kind in kinds if not any(title(language, kind) in each.words for each in own)]
    assert missing == [], f"{side} was not written to about {missing}"


def mails_of(running: Portal) -> dict[str, list[tuple[str, str]]]:
    """What the worker mails, by address: subjects and texts."""
    manage("work --once", running.environment)
    found: dict[str, list[tuple[str, str]]] = {}
    for file in Path(running.environment["E2E_FILES"], "mail").iterdir():
        for text in filter(bytes.strip, file.read_bytes().split(BETWEEN_MAILS)):
            mail = message_from_bytes(text.lstrip(), policy=policy.default)
            found.setdefault(mail["To"], []).append((mail["Subject"].strip(), mail.get_content()))
    return found
