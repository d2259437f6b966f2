"""Blind double consent: what the City and each side can see while both sides are asked does not depend on what the
other side does, until both are in.

Each test plays the same weeks again and again, the same in all but what the other side does, and compares everything
that an observer could see on each day.
"""

import re
import time
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from itertools import product

import pytest
import time_machine
from django.db import transaction
from django.test import Client, TestCase
from django.utils import timezone

from intake.constants import CaseState, Channel, ConsentState, Sharing
from intake.models import Case, ClosureNotice, Consent, Duty, Notification, ParticipantCode, Party
from intake.rules.stages import stage_of
from intake.services.consent import ask_both, close_consent_windows, record_talk, remind_consents, withdraw_party
from intake.services.message import send_message
from intake.services.policy import change_rule
from intake.services.space import read_status
from intake.services.space_answers import ask_for_call
from portal.common.roles import Role
from tests.base import person, signed_in
from tests.intake.services.consents import NO, YES, an_eligible_case, says, sides_of
from tests.letters import deliver_all

START = datetime(2026, 3, 2, 20, tzinfo=UTC)
DAYS = (1, 2, 3, 4, 7, 12, 14, 15, 17)
"""Days after the start on which everybody looks: around each reminder and each end of a time."""
ORDERS = ("both", "community", "employee")
ASKED_LATER = {("employee", True), ("community", False)}
"""Orders under which the side that asked, or the other one, is asked later, and so has time until day 17."""
OWN = ("details", "details/contact", "details/languages", "delete")
PAGES = ("status", "answer", "step-back", "stay", "letters", "message", "request", "prepare", *OWN)
TOKEN = re.compile(r"[0-9A-Za-z]{64}")
"""The one word of a page that is new each time: against forged forms."""
SHOWN_TO = re.compile(r'name="shown_to" value="[^"]+"')
"""Of the side itself: another one in each world."""
LETTER = re.compile(r"/my/letters/([0-9a-f-]{36})/")
OWN_IDS = {"id", "referral_id", "party_id", "case_id", "session_id", "key", "title", "body"}


def talks(party, staff):
    record_talk(party, staff)


def says_yes(party, staff):
    says(party, YES)


def says_no(party, staff):
    says(party, NO)


def steps_back(party, staff):
    withdraw_party(party, channel=Channel.EMAIL)


def does_nothing(party, staff):
    pass


OPEN = (does_nothing, talks)
"""What leaves a side not in. Whether it was asked, and whether its time ran out, comes with the order and the days."""
IN = (says_yes, says_no, steps_back)


def rows(found):
    return [{name: str(value) for name, value in row.items() if name not in OWN_IDS} for row in found.values()]


def seen_by_the_city(city, case):
    """The rows of all cases that the City knows, whole; notices, duties that it could count, messages to it."""
    return {
        "cases": rows(Case.objects.for_city(city)),
        "notices": rows(ClosureNotice.objects.all()),
        "duties": rows(Duty.objects.filter(case=case).open()),
        "messages": rows(Notification.objects.filter(user=city)),
        "counts": [Case.objects.for_city(city).filter(state=state).count() for state in CaseState],
    }


def own_pages(party):
    """Each page of the side's own space, to the last byte, in a browser that has just come in."""
    code, _ = ParticipantCode.objects.get_or_create(
        party=party, defaults={"locator": str(party.pk)[:8], "referral": party.case.referral}
    )
    client = Client()
    session = client.session
    now = time.time()
    session.update({"participant_code": code.pk, "participant_came_at": now, "participant_seen_at": now})
    session.save()
    client.cookies["sessionid"] = session.session_key
    answers = [client.get(f"/en/my/{page}/") for page in PAGES]
    assert answers[0].status_code == 200
    letters = LETTER.findall(answers[PAGES.index("letters")].content.decode())
    answers += [client.get(f"/en/my/letters/{letter}/") for letter in letters]
    pages = [answer.content.decode().replace(str(party.case), "") for answer in answers]
    return [(answer.status_code, without_ids(page)) for answer, page in zip(answers, pages, strict=True)]


def without_ids(page):
    """A page without what is new in each world: the word against forged forms, and the ids of letters."""
    return LETTER.sub("/my/letters/", TOKEN.sub("", SHOWN_TO.sub("", page)))


def seen_by_the_city_on_its_page(city, case):
    return TOKEN.sub("", signed_in(city).get(f"/admin/city/{case.pk}/").content.decode())


def told_in_the_space(party):
    """What the pages of the side's own space are made from."""
    status = read_status(Party.objects.select_related("case", "consent").get(pk=party.pk))
    told = {name: str(getattr(status, name)) for name in ("stage", "changed_at", "next", "by", "times", "meetings")}
    return told | {"may": (status.may_answer, status.may_withdraw)}


def seen_by_the_side(party):
    """Its own space, track and messages, with every date, and the public stage of the case."""
    case = Case.objects.get(pk=party.case_id)
    return {
        "space": told_in_the_space(party),
        "stage": stage_of(case.state, case.held_from),
        "track": rows(Consent.objects.filter(party=party)),
        "messages": rows(Notification.objects.filter(party=party).order_by("letter", "due_at")),
        "duties": rows(Duty.objects.filter(party=party)),
    }


@pytest.mark.proves("G1")
class BlindnessTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.staff, cls.lead, cls.city = person(Role.ADMINISTRATOR), person(Role.LEAD), person(Role.LIAISON)

    @contextmanager
    def a_fresh_world(self, order):
        """One case that asks both sides, at the same moment each time; nothing of it stays."""
        with time_machine.travel(START, tick=False) as clock, transaction.atomic():
            change_rule(self.lead, "asking_order", order)
            case = an_eligible_case()
            Case.objects.filter(pk=case.pk).update(sharing=Sharing.YES)
            ask_both(case, self.staff)
            yield clock, case, sides_of(case)
            transaction.set_rollback(True)

    def weeks(self, order, *, own_is_first, own=(None, does_nothing), other=(1, does_nothing), days=DAYS):
        """What the City and one side see day by day, while each side does its thing on its day; a side whose own day
        of asking has not come does it when it comes. Gives what each saw, and the states of the other's track."""
        seen, states = [], []
        with self.a_fresh_world(order) as (clock, case, sides):
            observer, watched = sides if own_is_first else sides[::-1]
            for day in days:
                clock.move_to(START + timedelta(days=day))
                remind_consents(timezone.now())
                for party, (at, act) in ((watched, other), (observer, own)):
                    asked = Consent.objects.get(party=party).asked_from
                    if at is not None and day == max(at, (asked - START.date()).days):
                        act(party, self.staff)
                close_consent_windows(timezone.now())
                seen.append((day, seen_by_the_city(self.city, case), seen_by_the_side(observer)))
                states.append(Consent.objects.get(party=watched).state)
        return seen, states

    def test_nothing_that_the_other_side_does_is_seen_by_a_side_that_has_not_answered(self):
        met = set()
        for order, own_is_first in product(ORDERS, (True, False)):
            days = DAYS if (order, own_is_first) in ASKED_LATER else tuple(day for day in DAYS if day <= 14)
            quiet, states = self.weeks(order, own_is_first=own_is_first, days=days)
            met |= set(states)
            for act in (*OPEN[1:], *IN):
                with self.subTest(order=order, own_is_first=own_is_first, other=act.__name__):
                    seen, states = self.weeks(order, own_is_first=own_is_first, other=(1, act), days=days)
                    self.assertEqual(seen, quiet)
                    met |= set(states)
        self.assertEqual(met, set(ConsentState), "every state of the other side was met")

    def test_after_its_own_answer_a_side_can_not_tell_in_which_way_the_other_is_not_in(self):
        for order, own_is_first, act in product(ORDERS, (True, False), IN):
            days = (2, 4, 14)
            quiet, _ = self.weeks(order, own_is_first=own_is_first, own=(2, act), days=days)
            with self.subTest(order=order, own_is_first=own_is_first, own=act.__name__):
                seen, _ = self.weeks(order, own_is_first=own_is_first, own=(2, act), other=(2, talks), days=days)
                self.assertEqual(seen, quiet)

    def test_the_city_can_not_tell_answers_apart_while_one_is_out_nor_whose_no_it_was_in_the_end(self):
        ends = []
        for first, second in [pair for pair in product(IN, IN) if pair != (says_yes, says_yes)]:
            seen, _ = self.weeks("both", own_is_first=True, own=(2, first), other=(4, second), days=DAYS[:5])
            ends.append([city for _, city, _ in seen])
        for which, end in enumerate(ends):
            for day, city in zip(DAYS, end, strict=False):
                for case in city["cases"]:
                    case.pop("end_reason")
                self.assertEqual(city, ends[0][DAYS.index(day)], which)
        self.assertEqual(ends[0][-1]["notices"][0]["code"], "NOT_MEDIATED")

    def test_the_pages_of_a_side_are_the_same_to_the_last_byte_whatever_the_other_side_does(self):
        for own_is_first in (True, False):
            seen = set()
            for act in (*OPEN, *IN):
                with self.a_fresh_world("both") as (clock, _, sides):
                    observer, watched = sides if own_is_first else sides[::-1]
                    clock.shift(timedelta(days=1))
                    act(watched, self.staff)
                    deliver_all()
                    seen.add(repr(own_pages(observer)))
                    self.assertEqual(len(own_pages(observer)), len(PAGES) + 1, "the invitation is there")
            self.assertEqual(len(seen), 1)

    def test_nobody_else_sees_that_a_side_has_a_question_or_wrote(self):
        for own_is_first in (True, False):
            with self.a_fresh_world("both") as (_, case, sides):
                observer, watched = sides if own_is_first else sides[::-1]
                before = own_pages(observer), seen_by_the_city_on_its_page(self.city, case)
                ask_for_call(watched)
                send_message(watched, "Please call me.")
                self.assertTrue(Duty.objects.open().filter(party=watched, kind="call_party").exists())
                self.assertEqual((own_pages(observer), seen_by_the_city_on_its_page(self.city, case)), before)

    def test_both_sides_get_the_same_letter_at_the_same_moment_when_it_ends(self):
        for first, second in [(says_yes, says_no), (says_no, says_yes), (steps_back, says_yes), (says_no, says_no)]:
            with self.a_fresh_world("both") as (clock, case, sides):
                first(sides[0], self.staff)
                clock.shift(timedelta(days=1))
                second(sides[1], self.staff)
                ends = Notification.objects.filter(case=case, letter="not_mediated")
                self.assertEqual({each.party_id for each in ends}, {party.pk for party in sides})
                self.assertEqual(len({(each.due_at, each.queued_at) for each in ends}), 1)

    def test_staff_of_the_program_see_both_and_the_city_gets_no_page(self):
        with self.a_fresh_world("both") as (_, case, sides):
            says(sides[0], NO)
            says_page = signed_in(self.staff).get(f"/admin/cases/{case.pk}/consent/")
            self.assertContains(says_page, "Said no")
            self.assertContains(says_page, "Invited")
            self.assertEqual(signed_in(self.city).get(f"/admin/cases/{case.pk}/consent/").status_code, 302)
