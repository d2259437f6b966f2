"""Whole cases in a real browser, through the pages alone: each walk is what the sides, staff, the City and a mediator
do until the case has ended, and what each of them learns of it.

The first walk and that of the colleagues go from the request to the closed case. The others begin where a case stands
that tests/e2e/stage.py has placed; each says where. No clock is moved: when its time has come a session is dated back.
"""

import subprocess
import sys
from contextlib import ExitStack
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from tests.answers import EMPLOYEE
from tests.e2e.casework import Office, in_days, today
from tests.e2e.server import ROOT
from tests.e2e.stretches import (
    COLLEAGUE,
    COMMUNITY,
    JOINT,
    OFFICER,
    PLAIN,
    Stage,
    asks,
    complaint,
    gets_a_mediator,
    is_asked,
    is_closed,
    is_prepared,
    is_scheduled,
    is_written_to,
    mails_of,
)

RESOLVED, NOT_MEDIATED = "Completed, resolved", "Not mediated"
TALKS = (
    ("Talk with the community member", {"type": "pre_community"}),
    ("Talk with the employee", {"type": "pre_employee"}),
)
ANUSH, MERRILL = "Անուշ Գալստյան", "Merrill Stroud"
SUBJECTS = {"hy": "Հաղորդագրություն ձեզ համար", "en": "A message for you"}
LINES = {"hy": "Ձեզ հաղորդագրություն կա։", "en": "There is a message for you."}


@pytest.fixture(scope="module")
def stage(running):
    command, pipes = (sys.executable, "-m", "tests.e2e.stage"), {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen(command, cwd=ROOT, env=running.environment, text=True, **pipes) as program:
        yield Stage(program)
        program.stdin.close()
        assert program.wait(timeout=20) == 0


@pytest.fixture
def office(browser, portal, members):
    with ExitStack() as stack:
        office = Office(browser, portal, members, stack)
        yield office
        assert [fault for each in office.visitors for fault in (*each.strangers(), *each.complaints)] == []


def test_a_complaint_goes_from_a_request_in_armenian_to_an_agreement_with_an_officer(running, resident, office, stage):
    """From the public form, on a phone without scripts, to the closed case."""
    answers = complaint(name=ANUSH, email="anush@walk.example", language="hy")
    reference = asks(resident, "hy", answers)
    office.take(reference)
    desk, city, mediator = office.desk, office.city, office.mediator
    assert answers["account"]["account"] in is_asked(office, reference, OFFICER, MERRILL, "stroud@walk.example")
    before = city.row(reference)
    assert desk.hears("community", COMMUNITY, "accepted") == "hy"
    assert city.row(reference) == before
    assert desk.hears("employee", OFFICER, "accepted") == "en"
    gets_a_mediator(office, reference)
    is_prepared(office, stage, reference, TALKS, day=3)
    is_scheduled(office, day=9)
    stage.lets_begin(reference)
    mediator.holds(reference, JOINT)
    agreed = {"code": "AGR_FULL", "has_agreement": "yes", "signed_by_all": "on", "share_terms": "no"}
    step = {"side_1": "employee", "due_1": str(today() + timedelta(days=30))}
    mediator.begins_to_report(reference, agreed | step | {"words": "Anush withdraws her complaint."})
    mediator.sees("It seems to say that a complaint is withdrawn or will not be made.")
    mediator.fills({"words": "Next time we stop and listen to each other."})
    mediator.presses("Report")
    mediator.is_told("Reported.")
    assert city.row(reference) == before
    is_closed(office.lead)
    assert RESOLVED in city.row(reference)
    mails = mails_of(running)
    letters = ("answer_yes", "times", "session", "closed")
    is_written_to(desk, "Community member", "hy", "received", "invite_community", *letters)
    is_written_to(desk, "Police employee", "en", "invite_employee", *letters)
    for address, language in (("anush@walk.example", "hy"), ("stroud@walk.example", "en")):
        # What was overtaken before the worker came is not mailed any more: the answer and the closing are.
        assert len(mails[address]) >= 2
        assert {subject for subject, _ in mails[address]} == {SUBJECTS[language]}
        for _, text in mails[address]:
            assert f"/{language}/" in text
            assert [word for word in (reference, "Անուշ", "Merrill", "ediation", "աշտար") if word in text] == []
        assert any(LINES[language] in text for _, text in mails[address])


def test_one_side_says_no_and_nobody_but_the_program_learns_which(office, stage):
    """Begins at an eligible case, of which the officer is known."""
    reference = stage.placed["walk-declined"]
    office.take(reference)
    desk, city = office.desk, office.city
    desk.makes("Ask both sides", "Asking both sides")
    before = city.row(reference)
    assert desk.hears("employee", OFFICER, "declined", reason="employee_advice") == "en"
    desk.finds("Asking both sides")
    assert city.row(reference) == before
    assert desk.hears("community", COMMUNITY, "accepted") == "es"
    desk.finds("Not mediated: Employee: advice of a representative")
    is_written_to(desk, "Community member", "es", "not_mediated")
    is_written_to(desk, "Police employee", "en", "not_mediated")
    assert NOT_MEDIATED in city.row(reference)
    assert "advice" not in " ".join(city.row(reference))


def test_a_request_with_force_is_not_eligible_and_a_letter_says_where_to_turn(office, stage):
    """Begins at a request that has just come in."""
    reference = stage.placed["walk-force"]
    desk = office.desk
    desk.takes(reference)
    desk.sees("Call first.")
    desk.makes("Start screening", "Screening")
    assert "Some answers ask for a call." in desk.waits_for("Send to the City for review")
    desk.opens("Screening")
    desk.sees("Force was used, or someone was hurt")
    assert not desk.page.get_by_role("button", name="Record: not eligible").count()
    desk.calls()
    desk.opens("Screening")
    desk.fills({"no-reason": "force", "no-decider": "Marisol Quintero, program administrator"})
    desk.presses("Record: not eligible")
    desk.is_told("The case is now: Not eligible.")
    desk.finds("Not eligible: Force or injury")
    desk.sees("Where the person can turn instead")
    is_written_to(desk, "Community member", "hy", "ineligible")
    assert {letter.to for letter in desk.letters()} == {"Community member"}
    assert not office.city.knows(reference)


def test_somebody_steps_back_once_the_session_is_scheduled(office, stage):
    """Begins after both separate talks."""
    reference = stage.placed["walk-withdrawn"]
    desk, mediator = office.desk, office.mediator
    desk.takes(reference)
    is_scheduled(office, day=10)
    desk.hears_that_they_step_back("community", COMMUNITY)
    desk.finds("Withdrawn")
    desk.opens("Sessions")
    expect(desk.session(JOINT, "Cancelled")).to_be_visible()
    mediator.visitor.open("/admin/sessions/")
    assert not mediator.session(reference, "Confirmed").count()
    is_written_to(desk, "Community member", "es", "session", "session_cancelled", "withdrawn")
    is_written_to(desk, "Police employee", "en", "session", "session_cancelled", "withdrawn")
    assert NOT_MEDIATED in office.city.row(reference)


def test_somebody_who_does_not_come_gets_one_more_time_then_the_case_ends(office, stage):
    """Begins after both separate talks."""
    reference = stage.placed["walk-no-show"]
    desk, city = office.desk, office.city
    desk.takes(reference)
    before = city.row(reference)
    for day, state in ((11, "Preparing"), (12, "Not mediated: Community member did not come")):
        is_scheduled(office, day)
        stage.lets_begin(reference)
        assert city.row(reference) == before
        office.mediator.waits_in_vain(reference, JOINT, "Community member")
        desk.finds(state)
    is_written_to(desk, "Community member", "zh-Hant", "not_mediated")
    is_written_to(desk, "Police employee", "en", "not_mediated")
    assert NOT_MEDIATED in city.row(reference)
    assert "come" not in " ".join(city.row(reference))


def test_two_colleagues_go_from_their_own_door_to_an_understanding(resident, office, stage):
    """From the department's own door to the closed case."""
    changed = {
        "name": {"name": "Odette Marchand"},
        "contact": {"phone": "626 555 0178", "email": "odette@walk.example"},
        "best-way": {"best_way": "email"},
        "languages": {"spoken": "en", "reading": "en", "interpreter": "no"},
    }
    answers = {step: changed.get(step, given) for step, given in EMPLOYEE.items() if step != "other-language"}
    reference = asks(resident, "en", answers)
    desk, mediator = office.desk, office.mediator
    office.take(reference)
    assert desk.fact("Kind") == "Inside the department"
    is_asked(office, reference, COLLEAGUE, "Hanne Okafor", "hanne@walk.example")
    desk.hears("employee", OFFICER, "accepted")
    desk.hears("colleague", COLLEAGUE, "accepted")
    gets_a_mediator(office, reference)
    desk.opens("Sessions")
    desk.follows("Propose a session")
    sides = [
        str(each.get_attribute("value")) for each in desk.page.locator("[name=party] option:not([value=''])").all()
    ]
    talks = [("Talk with one colleague", {"type": "internal_pre", "party": side}) for side in sides]
    is_prepared(office, stage, reference, talks, day=4)
    together = "Joint session of colleagues"
    plan = {"type": "internal_joint", "mode": "video", "time_1": in_days(13, 10)}
    desk.plans(plan, together, PLAIN | {"link": "https://video.example/room"})
    stage.lets_begin(reference)
    mediator.holds(reference, together)
    mediator.begins_to_report(reference, {"code": "UNDERSTANDING", "has_agreement": "no"})
    mediator.is_told("Reported.")
    is_closed(office.lead)
    for side in ("Police employee", "Colleague"):
        is_written_to(desk, side, "en", "invite_employee", "session", "closed")
    assert RESOLVED in office.city.row(reference)


def test_a_complaint_that_is_filed_later_goes_back_when_there_is_no_mediation(office, stage):
    """Begins while both sides are asked about a matter of which no complaint was filed."""
    reference = stage.placed["walk-filed-later"]
    desk = office.desk
    desk.takes(reference)
    assert desk.fact("Kind").startswith("No complaint filed")
    desk.follows("It was filed later")
    desk.presses("It was filed")
    desk.is_told("The case is now one of a filed complaint.")
    desk.follows("Change the day of discovery")
    desk.fills({"discovered_on": str(today() - timedelta(days=20))})
    desk.presses("Save")
    assert desk.fact("Kind") == "Complaint filed"
    days_left = desk.fact("Days left")
    desk.hears("community", COMMUNITY, "declined", reason="community_investigation")
    desk.hears("employee", OFFICER, "accepted")
    desk.opens("Outcome")
    desk.sees("The complaint goes back to Professional Standards")
    assert office.city.row(reference)[-1] == days_left
    desk.presses("It went back")
    desk.is_told("Recorded: the complaint went back.")
    desk.finds("Not mediated: Community member: wants an investigation")
