"""Any order of answering, going back, jumping, changing language, coming back and sending: nothing breaks or is lost.

Hypothesis plays up to RUNS walks of up to STEPS rules each. `WIZARD_RUNS=1000 make test ARGS=tests/walks` plays more.
"""

import os
import re
from contextlib import ExitStack
from datetime import timedelta
from uuid import UUID

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.conf import settings as portal_settings
from django.db import connection, transaction
from django.test import Client, TestCase
from django.utils import timezone
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from intake.models import Draft, Referral
from intake.questions.catalogue import PAGES, page_named
from intake.services.draft import read_draft
from intake.services.purge import purge_drafts
from intake.views.abuse import carried_along
from portal.common.languages import LANGUAGES
from tests.base import keeping_values
from tests.walks.answering import as_kept, body, right_answers, wild_answers
from tests.walks.begun_request import Begun, check_shown

RUNS = int(os.environ.get("WIZARD_RUNS", "42"))
STEPS = 50
ANY_PATH = {page.name: page for page in reversed(PAGES)}
NAMES = sorted(ANY_PATH)
CONSENTS = ("voluntary", "not_a_complaint", "may_contact")
TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="[^"]+"')
FORM = "application/x-www-form-urlencoded"
BEGIN = "2026-11-02T10:00:00-08:00"
# The last one brings every draft to its end.
SHIFTS = [timedelta(minutes=5), timedelta(hours=2), timedelta(hours=13), timedelta(days=3), timedelta(days=15, hours=1)]
TRIES = 10
MOST = 4
STRANGER = 2
# Which rules a run may use is drawn too: now and then runs are short or hardly any request is sent, and more follow.
SENT, ENOUGH, ROUNDS = 3, RUNS * STEPS * 4 // 5, 4

TICKS = st.one_of(st.just(CONSENTS), st.just(CONSENTS), st.sets(st.sampled_from(CONSENTS)))
some = st.integers(0, MOST - 1)
languages = st.sampled_from([language.code for language in LANGUAGES])


def only_reads(execute, sql, params, many, context):
    """Refuses what a GET must not do."""
    assert sql.lstrip().upper().startswith(("SELECT", "SAVEPOINT", "RELEASE")), sql
    assert "FOR UPDATE" not in sql, sql
    return execute(sql, params, many, context)


class Wizard(RuleBasedStateMachine):
    """Two browsers of one person, a stranger's, up to four requests, and the clock."""

    played = 0
    sent = 0

    def __init__(self):
        super().__init__()
        self.stack = ExitStack()
        self.stack.enter_context(keeping_values())
        self.clock = self.stack.enter_context(time_machine.travel(BEGIN, tick=False))
        self.stack.enter_context(transaction.atomic())
        self.browsers = [Client(), Client(), Client()]
        self.language = "en"
        self.begun: list[Begun] = []
        self.gone: list[Begun] = []
        self.tries: dict[str, int] = {}
        self.browsers[STRANGER].get("/en/referral/new/")

    def teardown(self):
        transaction.set_rollback(True)
        self.stack.close()

    # What a browser does.

    def get(self, browser, address):
        with connection.execute_wrapper(only_reads):
            response = self.browsers[browser].get(address)
        assert response.status_code < 500, address
        return response

    def post(self, browser, address, typed):
        response = self.browsers[browser].post(address, body(typed), content_type=FORM)
        assert response.status_code < 500, address
        return response

    def url(self, begun, step):
        return f"/{self.language}/referral/{begun.id}/{step}/"

    def pick(self, which):
        begun = self.begun[which % len(self.begun)]
        return begun, begun.holders[which % len(begun.holders)]

    def lands_on(self, begun, browser, step="review"):
        """The page that a person comes to who asks for this one."""
        response = self.get(browser, self.url(begun, step))
        if begun.is_over:
            assert response.status_code == 404
            return ""
        if begun.is_sent:
            assert response["Location"] == self.url(begun, "receipt")
            return ""
        if response.status_code == 200:
            return step
        return self.lands_on(begun, browser, response["Location"].rstrip("/").rsplit("/", 1)[-1])

    def presses(self, begun, browser, step, typed, **button):
        """Sends the page that the person is on; what they typed is to be kept."""
        return self.sends_page(begun, browser, step, typed, True, **button)

    def sends_page(self, begun, browser, step, typed, is_open, **button):
        response = self.post(browser, self.url(begun, step), typed | {name: [value] for name, value in button.items()})
        page = page_named(step, begun.path)
        if is_open and page is not None and step != "review":
            begun.typed[step] = as_kept(typed, page, begun.path)
        if begun.is_over:
            assert response.status_code == 404
        elif begun.is_sent:
            assert response["Location"] == self.url(begun, "receipt")
        return response

    # What can happen.

    @rule(browser=st.integers(0, 1), door=st.sampled_from(["", "", "employee"]))
    def begins(self, browser, door):
        if len(self.begun) < MOST:
            address = f"/{self.language}/referral/{'employee/' if door else 'new/?anew=1'}"
            response = self.post(browser, address, {}) if door else self.get(browser, address)
            found = UUID(re.search(r"referral/([0-9a-f-]{36})/", response["Location"])[1])
            self.begun.append(Begun(found, door, [browser]))

    @precondition(lambda self: self.begun)
    @rule(which=some, data=st.data())
    def answers_right(self, which, data):
        self.answers_one_page_right(*self.pick(which), data)

    def answers_one_page_right(self, begun, browser, data):
        step = self.lands_on(begun, browser)
        if step in ("", "review"):
            return False
        page = page_named(step, begun.path)
        response = self.presses(begun, browser, step, data.draw(right_answers(page, begun.path)))
        assert "wrong=1" not in response["Location"], (step, begun.typed[step])
        return True

    @precondition(lambda self: self.begun)
    @rule(which=some, step=st.sampled_from(NAMES), data=st.data(), stays=st.booleans())
    def answers_wildly(self, which, step, data, stays):
        begun, browser = self.pick(which)
        step = (stays and self.lands_on(begun, browser)) or step
        page = page_named(step, begun.path) or ANY_PATH[step]
        is_open = step == self.lands_on(begun, browser, step)
        self.sends_page(begun, browser, step, data.draw(wild_answers(page, begun.path)), is_open)

    @precondition(lambda self: self.begun)
    @rule(which=some, data=st.data(), wild=st.booleans())
    def goes_back(self, which, data, wild):
        begun, browser = self.pick(which)
        if step := self.lands_on(begun, browser):
            page = page_named(step, begun.path)
            typed = data.draw((wild_answers if wild else right_answers)(page, begun.path))
            assert "wrong=1" not in self.presses(begun, browser, step, typed, go_back="1")["Location"]

    @precondition(lambda self: self.begun)
    @rule(which=some, data=st.data(), language=languages)
    def changes_the_language(self, which, data, language):
        begun, browser = self.pick(which)
        if step := self.lands_on(begun, browser):
            typed = data.draw(wild_answers(page_named(step, begun.path), begun.path))
            response = self.presses(begun, browser, step, typed, goto_language=language)
            self.language = language
            assert response["Location"] == self.url(begun, step)
            check_shown(self.get(browser, response["Location"]).content, begun, step)

    @precondition(lambda self: self.begun)
    @rule(which=some, step=st.sampled_from([*NAMES, "receipt", "code", "99", "done"]))
    def jumps_and_reloads(self, which, step):
        begun, browser = self.pick(which)
        first, second = (self.get(browser, self.url(begun, step)) for _ in range(2))
        assert first.status_code == second.status_code
        assert first.headers.get("Location") == second.headers.get("Location")
        assert TOKEN.sub(b"", first.content) == TOKEN.sub(b"", second.content)
        if first.status_code == 200 and step in NAMES:
            check_shown(first.content, begun, step)

    @precondition(lambda self: self.begun)
    @rule(which=some, data=st.data())
    def saves_for_later(self, which, data):
        begun, browser = self.pick(which)
        if (step := self.lands_on(begun, browser)) and step != "review":
            typed = data.draw(wild_answers(page_named(step, begun.path), begun.path))
            self.presses(begun, browser, step, typed, save_for_later="1")
            shown = self.get(browser, self.url(begun, "code"))
            begun.code = BeautifulSoup(shown.content, "html.parser").select_one(".receipt-reference").text

    @precondition(lambda self: any(begun.code for begun in self.begun))
    @rule(which=some, browser=st.integers(0, 1), right=st.booleans())
    def types_the_code(self, which, browser, right):
        coded = [begun for begun in self.begun if begun.code]
        begun = coded[which % len(coded)]
        code = begun.code if right else begun.code[:10] + begun.code[10:].translate({ord("A"): "B", ord("7"): "8"})
        response = self.post(browser, f"/{self.language}/resume/", {"code": [code]})
        self.tries[begun.code] = self.tries.get(begun.code, 0) + 1
        if f"/referral/{begun.id}/" in response["Location"] or response.status_code == 307:
            assert code == begun.code
            assert response.status_code == 302 or begun.is_sent
            assert not begun.is_over
            begun.holders = sorted({*begun.holders, browser})
        elif "wait" in response["Location"]:
            assert self.tries[begun.code] > TRIES
        else:
            assert begun.is_over or code != begun.code

    @precondition(lambda self: self.begun)
    @rule(which=some, ticks=TICKS, times=st.integers(1, 2), ready=st.booleans(), data=st.data())
    def sends(self, which, ticks, times, ready, data):
        begun, browser = self.pick(which)
        while ready and self.answers_one_page_right(begun, browser, data):
            pass
        sent = {tick: ["on"] for tick in ticks} | {"mark": [carried_along(begun.id)["abuse"]["mark"]]}
        for _ in range(times):
            was_sent = begun.is_sent
            response = self.post(browser, self.url(begun, "review"), sent)
            if begun.is_over or was_sent or "/receipt/" not in response["Location"]:
                continue
            assert len(ticks) == len(CONSENTS)
            begun.check_sent(Referral.objects.get(submission_key=begun.id), self.language)
            begun.is_sent, begun.typed = True, {}
            type(self).sent += 1

    @rule(shift=st.sampled_from(SHIFTS))
    def time_passes(self, shift):
        self.clock.shift(shift)
        rows = Draft.objects.in_bulk([begun.id for begun in self.begun])
        for begun in self.begun:
            if begun.id in rows:
                begun.is_over = rows[begun.id].expires_at <= timezone.now()
                age = timezone.now() - rows[begun.id].created_at
                assert (
                    begun.is_over == (age.days > portal_settings.DRAFT_DAYS) or age.days == portal_settings.DRAFT_DAYS
                )

    @rule()
    def old_drafts_are_purged(self):
        purge_drafts(timezone.now())
        self.gone += [begun for begun in self.begun if begun.is_over]
        self.begun = [begun for begun in self.begun if not begun.is_over]

    @precondition(lambda self: self.gone)
    @rule(which=some, data=st.data())
    def an_old_tab_begins_anew(self, which, data):
        """What was sent stays sent; what was never sent is a new, empty request at the old address."""
        begun = self.gone[which % len(self.gone)]
        for browser in begun.holders:
            response = self.get(browser, self.url(begun, "who"))
            assert response.status_code == 404 or not begun.is_sent
            if response.status_code == 200 and len(self.begun) < MOST:
                self.gone.remove(begun)
                self.begun.append(Begun(begun.id, "", [browser]))
                return

    # What always holds.

    @invariant()
    def nothing_typed_is_lost(self):
        type(self).played += 1
        for begun in self.begun:
            for browser in begun.holders if begun.typed and not begun.is_over else []:
                draft = read_draft(begun.id, self.secret(browser))
                kept = {step: page["typed"] for step, page in draft.answers.items()}
                assert kept == begun.typed

    @invariant()
    def there_is_one_referral_for_each_request_that_was_sent(self):
        everything = [*self.begun, *self.gone]
        sent = sorted(begun.id for begun in everything if begun.is_sent)
        assert sorted(Referral.objects.values_list("submission_key", flat=True)) == sent

    @invariant()
    def a_stranger_sees_nothing(self):
        for begun in self.begun[-1:]:
            steps = [*begun.typed, "review"]
            response = self.get(STRANGER, self.url(begun, steps[self.played % len(steps)]))
            assert response.status_code == 404

    def secret(self, browser):
        return self.browsers[browser].cookies[portal_settings.DRAFT_COOKIE_NAME].value


class WizardMachineTests(TestCase):
    @pytest.mark.proves("G3", "UX-09", "UX-40")
    def test_no_order_of_steps_breaks_the_wizard_loses_an_answer_or_sends_without_consent(self):
        Wizard.played = Wizard.sent = 0
        how = settings(max_examples=RUNS, stateful_step_count=STEPS, database=None, phases=[Phase.generate])
        for _ in range(ROUNDS):
            run_state_machine_as_test(Wizard, settings=how)
            if Wizard.sent >= SENT and Wizard.played >= ENOUGH:
                break
        self.assertGreaterEqual(Wizard.played, ENOUGH)
        self.assertGreaterEqual(Wizard.sent, SENT)
