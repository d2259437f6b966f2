"""Numbered checks of UX.md about coming back and a side's own page, each in five languages: UX-33, UX-45, UX-46."""

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.test import Client, TestCase
from django.utils import timezone
from django.utils.translation import gettext, override

from home.context import program_in
from intake.constants import (
    CaseState,
    ConsentState,
    HoldReason,
    IneligibleReason,
    NotMediatedReason,
    ReopenReason,
    SessionType,
)
from intake.models import Case, Consent, Draft
from intake.services.purge import purge_drafts
from intake.views.my import words
from portal.common.access_codes import AccessCode, new_access_code, read_access_code
from portal.common.dates import long_date
from portal.common.languages import LANGUAGES
from portal.common.roles import Role
from tests.base import Resident, person
from tests.intake.coming_back import noted_code, types
from tests.intake.services.consents import asking
from tests.intake.spaces import code_for, comes_in, let_in
from tests.sessions import HERE

BEGUN = datetime(2026, 3, 4, 10, tzinfo=ZoneInfo(HERE))
LAST_DAY = datetime(2026, 3, 18, 20, tzinfo=ZoneInfo(HERE))
MOST_STAGES = 6
INNER = (CaseState, ConsentState, HoldReason, IneligibleReason, NotMediatedReason, ReopenReason, SessionType)
"""Codes of the program's own: what a side is told is none of them."""


def main_of(response):
    return BeautifulSoup(response.content, "html.parser").main


def in_each_language():
    for language in LANGUAGES:
        with override(language.code):
            yield language


class DraftsEndTests(TestCase):
    @pytest.mark.proves("UX-33")
    def test_the_page_for_coming_back_names_the_last_day_in_each_language_and_after_it_nothing_is_left(self):
        with time_machine.travel(BEGUN, tick=False):
            resident = Resident()
            code = noted_code(resident)
        with time_machine.travel(LAST_DAY, tick=False) as clock:
            for language in in_each_language():
                page = main_of(resident.client.get(f"/{language.code}/resume/"))
                [kept] = page.select("#here-title ~ ul a")
                self.assertIn(long_date(LAST_DAY), kept.text)
                self.assertIn(f"/{resident.draft}/", kept["href"])
            self.assertIn(f"/{resident.draft}/", types(code)["Location"])
            clock.shift(timedelta(hours=6))
            self.assertEqual(types(code)["Location"], "/en/resume/?refusal=closed")
            self.assertEqual(purge_drafts(timezone.now()).unsent, 1)
            for language in LANGUAGES:
                page = main_of(resident.client.get(f"/{language.code}/resume/"))
                self.assertEqual(page.select("#here-title"), [])
            self.assertFalse(Draft.objects.exists())


class OwnPageTests(TestCase):
    def setUp(self):
        self.staff = person(Role.ADMINISTRATOR)
        self.case, self.community, self.employee = asking(self.staff)
        self.community.name, self.community.contact = "Canary Asker", {"email": "canary@example.org"}
        self.community.save()
        self.staff.first_name, self.staff.last_name = "Canarystaff", "Canaryworker"
        self.staff.save()

    @pytest.mark.proves("UX-45")
    def test_half_of_a_code_opens_nothing_and_a_reference_is_no_code(self):
        right = read_access_code(code_for(self.community, self.staff))
        other = AccessCode(right.locator, new_access_code().secret)
        for typed in (self.case.referral.reference, right.locator, other.text):
            self.assertIn("/en/my/?refusal=", comes_in(typed)["Location"])
        self.assertEqual(comes_in(right.text)["Location"], "/en/my/status/")
        self.assertEqual(Client().get("/en/my/status/").status_code, 302)

    @pytest.mark.proves("UX-45")
    def test_it_says_in_each_language_where_things_stand_since_when_what_comes_and_whom_to_call(self):
        changed = datetime(2026, 2, 3, 12, tzinfo=ZoneInfo(HERE))
        Case.objects.update(state_since=changed)
        browsers = {party.side: let_in(party) for party in (self.community, self.employee)}
        for language in in_each_language():
            phone = program_in(language).phone
            for side, client in browsers.items():
                page = client.get(f"/{language.code}/my/status/")
                main = main_of(page)
                with self.subTest(side=side, language=language.code):
                    stage = main.select_one("[aria-current=step]").text.strip()
                    self.assertIn(stage, {str(each) for each in words.STAGES.values()})
                    self.assertIn(gettext("Last change: %(date)s") % {"date": long_date(changed)}, main.text)
                    self.assertEqual(main.select_one("#next-title + p").text.strip(), str(words.NEXT["answer"]))
                    self.assertIn(long_date(Consent.objects.get(party__side=side).answer_by), main.text)
                    self.assertTrue(phone)
                    self.assertContains(page, phone)
                    self.assertNotRegex(page.content.decode(), "(?i)canary|An Invented Employee")

    @pytest.mark.proves("UX-46")
    def test_whatever_happens_inside_a_side_reads_one_of_six_stages_in_its_language_and_no_inner_code(self):
        client = let_in(self.employee)
        codes = sorted({f"{each.value}" for kind in INNER for each in kind if "_" in each.value})
        inner = re.compile("|".join(rf"\b{re.escape(code)}\b" for code in codes))
        for language in in_each_language():
            told = set()
            for state in CaseState:
                held = CaseState.PREMEDIATION if state == CaseState.ON_HOLD else ""
                Case.objects.update(state=state, held_from=held, end_reason=NotMediatedReason.COMMUNITY_DISTRUST)
                page = client.get(f"/{language.code}/my/status/")
                main = main_of(page)
                told.add(main.select_one("[aria-current=step]").text.strip())
                with self.subTest(state=state, language=language.code):
                    self.assertEqual(len(main.select(".case-stages > li")), MOST_STAGES)
                    self.assertIsNone(inner.search(main.text))
                    self.assertNotIn(NotMediatedReason.COMMUNITY_DISTRUST.label, main.text)
            self.assertEqual(told, {str(each) for each in words.STAGES.values()})
