"""Signs of a program or a flood: each leaves its doubt, and none keeps anybody from sending."""

import json
from datetime import timedelta
from unittest import mock
from uuid import uuid4

import pytest
import time_machine
from altcha import Challenge, Payload, solve_challenge
from bs4 import BeautifulSoup
from django.core import mail
from django.core.cache import cache
from django.db import DatabaseError, connection
from django.test import Client, RequestFactory, TestCase, override_settings
from django.utils import timezone

from intake.models import Case, Referral
from intake.rules.abuse import Proof
from intake.views import abuse
from intake.views.abuse import MARK, PROOF, TRAP, carried_along, doubts_of
from intake.views.proof import proof_of
from portal.common.languages import BY_CODE
from portal.common.roles import Role
from tests.base import ANSWERS, Resident, person, signed_in
from tests.intake.test_canaries import LogKeeper, everything_stored
from tests.letters import deliver_all

# One round instead of thousands: what is tested is who may use a result, not how hard it is to find.
QUICK = mock.patch("intake.views.proof.COST", 1)
WITH_PROOF = override_settings(ABUSE_PROOF_OF_WORK=True)
BROKEN = {
    "intake.views.abuse.form_stands": ValueError,
    "intake.views.abuse.network_of": RuntimeError,
    "intake.views.abuse.sends_in_all": DatabaseError,
    "intake.views.abuse.proof_of": OSError,
}


def page_of(resident):
    return BeautifulSoup(resident.opens("review").content, "html.parser")


def carried_by(resident):
    """What a browser without scripts sends of the fields that nobody sees."""
    fields = [page_of(resident).find(attrs={"name": name}) for name in (MARK, TRAP, PROOF)]
    return {field["name"]: field.get("value", "") for field in fields if field}


def solved(resident):
    """The result that a browser with scripts finds."""
    challenge = Challenge.from_dict(json.loads(page_of(resident).find(attrs={"name": PROOF})["data-challenge"]))
    return Payload(challenge, solve_challenge(challenge)).to_base64()


def stored(resident):
    return Referral.objects.get(submission_key=resident.draft)


class ReadyToSend(TestCase):
    def setUp(self):
        self.resident = Resident()
        self.resident.answers_until("review")

    def sends(self, resident=None, **changes):
        """Sends as a browser does, with other values for some fields; gives the doubts that are stored."""
        resident = resident or self.resident
        response = resident.client.post(resident.url("review"), ANSWERS["review"] | carried_by(resident) | changes)
        self.assertRedirects(response, resident.url("receipt"))
        return stored(resident).doubts

    def another(self, **extra):
        resident = Resident(client=Client(**extra))
        resident.answers_until("review")
        return resident


class DoubtTests(ReadyToSend):
    @pytest.mark.proves("UX-11")
    def test_a_person_without_scripts_leaves_no_doubt_in_any_language(self):
        for language in BY_CODE:
            resident = Resident(language)
            resident.answers_until("review")
            self.assertEqual(self.sends(resident), [])

    def test_what_only_a_program_fills_in_leaves_a_doubt(self):
        self.assertEqual(self.sends(**{TRAP: "https://example.org"}), ["trap"])

    @override_settings(ABUSE_MIN_SECONDS=20)
    def test_sending_faster_than_people_can_answer_leaves_a_doubt(self):
        self.assertEqual(self.sends(), ["fast"])

    @override_settings(ABUSE_MIN_SECONDS=20)
    def test_twenty_seconds_are_enough(self):
        with time_machine.travel(timezone.now() + timedelta(seconds=21)):
            self.assertEqual(self.sends(), [])

    def test_a_form_that_is_not_from_our_page_leaves_a_doubt(self):
        others = carried_along(uuid4())["abuse"]["mark"]
        for mark in ("", "x", others, f"{self.resident.draft}:1abcde:forged", "é" * 50, "\x00"):
            self.assertEqual(self.sends(self.another(), **{MARK: mark}), ["form"], mark)

    def test_a_form_that_was_open_longer_than_a_draft_lives_leaves_a_doubt(self):
        with time_machine.travel(timezone.now() - timedelta(days=15)):
            mark = carried_along(self.resident.draft)["abuse"]["mark"]
        self.assertEqual(self.sends(**{MARK: mark}), ["form"])

    def test_a_form_from_yesterday_is_fine(self):
        with time_machine.travel(timezone.now() - timedelta(days=1)):
            mark = carried_along(self.resident.draft)["abuse"]["mark"]
        self.assertEqual(self.sends(**{MARK: mark}), [])

    def test_a_doubtful_request_sends_no_mail_to_whoever_was_named(self):
        self.sends(**{TRAP: "x"})
        deliver_all()
        self.assertEqual(mail.outbox, [])

    def test_one_without_doubts_sends_it(self):
        self.sends()
        deliver_all()
        self.assertEqual([message.to for message in mail.outbox], [["rosa@example.org"]])


class PageTests(ReadyToSend):
    def test_people_meet_the_trap_neither_by_eye_nor_by_key_nor_by_ear(self):
        trap = page_of(self.resident).find(attrs={"name": TRAP})
        self.assertEqual((trap["tabindex"], trap["autocomplete"]), ("-1", "off"))
        around = trap.find_parent(attrs={"aria-hidden": "true"})
        self.assertEqual(around["class"], ["visually-hidden"])
        # For browsers without style sheets: words that say what to do.
        self.assertIn("empty", around.find("label", attrs={"for": trap["id"]}).text)

    @pytest.mark.proves("G12")
    def test_only_check_answers_carries_it_and_nothing_is_inline(self):
        for step in ("who", "account"):
            self.assertNotContains(self.resident.opens(step), TRAP)
        with WITH_PROOF:
            html = page_of(self.resident)
        self.assertTrue(
            all(script.get("src", "").startswith("/static/") and not script.text for script in html("script"))
        )
        self.assertIn("/static/js/proof.js", {script["src"] for script in html("script")})

    def test_without_proof_of_work_the_page_has_no_script_for_it(self):
        self.assertNotContains(self.resident.opens("review"), "proof.js")

    @WITH_PROOF
    def test_a_library_that_fails_costs_the_page_its_sum_and_nothing_else(self):
        with mock.patch.object(abuse, "challenge_for", side_effect=RuntimeError), self.assertLogs(abuse.logger):
            self.assertNotContains(self.resident.opens("review"), "proof.js")


@QUICK
@WITH_PROOF
class ProofTests(ReadyToSend):
    def test_the_right_result_leaves_no_doubt(self):
        self.assertEqual(self.sends(**{PROOF: solved(self.resident)}), [])

    def test_no_result_leaves_none_either(self):
        self.assertEqual(self.sends(), [])

    @override_settings(ABUSE_SENDS_IN_ALL=0)
    def test_no_result_during_a_flood_leaves_a_doubt(self):
        self.assertEqual(self.sends(), ["flood", "no_proof"])
        other = self.another()
        self.assertEqual(self.sends(other, **{PROOF: solved(other)}), ["flood"])

    def test_a_result_works_for_one_request_only(self):
        result = solved(self.resident)
        self.assertEqual(self.sends(**{PROOF: result}), [])
        self.assertEqual(self.sends(self.another(), **{PROOF: result}), ["wrong_proof"])

    def test_sending_the_same_request_again_stores_nothing(self):
        sent = ANSWERS["review"] | carried_by(self.resident) | {PROOF: solved(self.resident)}
        for _ in range(2):
            self.resident.client.post(self.resident.url("review"), sent)
        self.assertEqual(Referral.objects.count(), 1)

    def test_a_wrong_result_leaves_a_doubt(self):
        right = Payload.from_base64(solved(self.resident))
        right.solution.derived_key = "00" * 32
        self.assertEqual(self.sends(**{PROOF: right.to_base64()}), ["wrong_proof"])

    def test_a_sum_that_is_not_ours_leaves_a_doubt(self):
        easier = Payload.from_base64(solved(self.resident))
        easier.challenge.parameters.key_prefix = ""
        self.assertEqual(proof_of(easier.to_base64(), self.resident.draft), Proof.WRONG)

    def test_a_result_whose_time_is_up_counts_as_none(self):
        result = solved(self.resident)
        with time_machine.travel(timezone.now() + timedelta(hours=5)):
            self.assertEqual(proof_of(result, self.resident.draft), Proof.MISSING)

    def test_nonsense_leaves_a_doubt(self):
        for nonsense in (
            "x",
            "é",
            "W10=",
            "bnVsbA==",
            "eyJjaGFsbGVuZ2UiOnsicGFyYW1ldGVycyI6W119fQ==",
            "A" * 99_999,
            "[" * 3_999,
        ):
            self.assertEqual(proof_of(nonsense, self.resident.draft), Proof.WRONG, nonsense[:20])


class LimitTests(ReadyToSend):
    def setUp(self):
        # Networks are counted by the clock's hour: no test may run across its end.
        half_past = timezone.now().replace(minute=30)
        self.enterContext(time_machine.travel(half_past, tick=True))
        super().setUp()

    def test_the_eleventh_from_one_network_is_marked_and_a_stranger_is_not(self):
        found = [self.sends(self.another(REMOTE_ADDR=f"203.0.113.{host}")) for host in range(1, 13)]
        self.assertEqual(found, [[]] * 10 + [["nearby"]] * 2)
        self.assertEqual(self.sends(self.another(REMOTE_ADDR="198.51.100.7")), [])

    def test_the_sixty_first_of_an_hour_is_marked_wherever_it_comes_from(self):
        self.sends()
        earlier = timezone.now() - timedelta(minutes=61)
        with override_settings(ABUSE_SENDS_IN_ALL=1):
            self.assertEqual(self.sends(self.another(REMOTE_ADDR="198.51.100.7")), ["flood"])
            Case.objects.update(received_at=earlier)
            self.assertEqual(self.sends(self.another(REMOTE_ADDR="192.0.2.7")), [])

    @pytest.mark.proves("G9")
    def test_500_sends_a_minute_from_one_network_mark_all_but_the_first_and_no_stranger(self):
        draft = mock.Mock(id=uuid4(), created_at=timezone.now() - timedelta(minutes=5))

        def send(address):
            request = RequestFactory(REMOTE_ADDR=address).post("/", {MARK: carried_along(draft.id)["abuse"]["mark"]})
            return doubts_of(request, draft)

        found = [send(f"2001:db8:7:{number:x}::1") for number in range(500)]
        self.assertEqual(found, [()] * 10 + [("nearby",)] * 490)
        self.assertEqual([send("2001:db8:8::1"), send("203.0.113.7")], [(), ()])

    def test_an_hour_later_the_count_begins_anew(self):
        with override_settings(ABUSE_SENDS_NEARBY=1):
            self.assertEqual(self.sends(), [])
            self.assertEqual(self.sends(self.another()), ["nearby"])
            with time_machine.travel(timezone.now() + timedelta(minutes=61)):
                self.assertEqual(self.sends(self.another()), [])

    @override_settings(ABUSE_SENDS_NEARBY=1)
    def test_a_header_that_anybody_can_send_makes_nobody_a_stranger(self):
        found = [self.sends(self.another(HTTP_X_FORWARDED_FOR=f"198.51.{number}.7")) for number in range(2)]
        self.assertEqual(found, [[], ["nearby"]])

    @pytest.mark.proves("G24")
    def test_no_address_lies_in_the_database_or_the_log(self):
        log = LogKeeper()
        abuse.logger.root.addHandler(log)
        self.addCleanup(abuse.logger.root.removeHandler, log)
        with override_settings(ABUSE_SENDS_NEARBY=0):
            self.sends(self.another(REMOTE_ADDR="203.0.113.77"))
        with mock.patch.object(abuse, "sends_from", side_effect=ValueError("203.0.113.77")):
            self.sends(self.another(REMOTE_ADDR="203.0.113.77"))
        everything = everything_stored() + "\n".join(log.lines)
        self.assertIn("could not run", everything)
        self.assertIn("abuse:", everything)
        self.assertNotIn("203.0.113", everything)

    def test_a_counter_can_not_be_traced_once_the_key_of_its_day_is_gone(self):
        names = set()
        for _ in range(2):
            with mock.patch.object(cache, "set", wraps=cache.set) as keep:
                abuse.sends_from("203.0.113.0/24")
            names.add(keep.call_args.args[0])
            cache.delete("abuse:key")
        self.assertEqual(len(names), 2)


@WITH_PROOF
class BrokenTests(ReadyToSend):
    @pytest.mark.proves("G23")
    def test_with_every_check_broken_the_request_is_stored_as_unchecked(self):
        patches = [mock.patch(name, side_effect=error("rosa@example.org")) for name, error in BROKEN.items()]
        with self.assertLogs(abuse.logger, "ERROR") as log:
            for patch in patches:
                self.enterContext(patch)
            self.assertEqual(self.sends(), ["unchecked"])
        self.assertEqual(len(log.output), len(BROKEN))
        self.assertNotIn("rosa", "".join(log.output))

    @pytest.mark.proves("G23")
    def test_a_cache_that_is_gone_leaves_the_request_whole(self):
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE portal_cache RENAME TO no_cache")
        with self.assertLogs(abuse.logger, "ERROR"):
            self.assertEqual(self.sends(), ["unchecked"])
        self.assertEqual(stored(self.resident).contact["name"], "Rosa Villanueva")


class StaffTests(ReadyToSend):
    def setUp(self):
        super().setUp()
        self.sends(**{TRAP: "x", MARK: ""})
        self.fine = self.another()
        self.sends(self.fine)
        self.browser = signed_in(person(Role.ADMINISTRATOR))

    def references(self, address):
        html = BeautifulSoup(self.browser.get(address).content, "html.parser")
        return {
            reference
            for reference in (stored(self.resident).reference, stored(self.fine).reference)
            if reference in html.text
        }

    def test_the_queue_marks_it_and_finds_it(self):
        doubtful, fine = stored(self.resident).reference, stored(self.fine).reference
        rows = BeautifulSoup(self.browser.get("/admin/cases/").content, "html.parser").select("tbody tr")
        self.assertEqual({row.a.text.strip(): "Check first" in row.text for row in rows}, {doubtful: True, fine: False})
        for address in ("/admin/cases/", "/admin/cases/results/"):
            self.assertEqual(self.references(f"{address}?doubts=true"), {doubtful})
            self.assertEqual(self.references(f"{address}?doubts=false"), {fine})
            self.assertEqual(self.references(f"{address}?doubts=nonsense"), {doubtful, fine})

    def test_the_case_page_says_why_in_words(self):
        doubtful = self.browser.get(f"/admin/cases/{stored(self.resident).case.id}/")
        self.assertContains(doubtful, "A field that people can’t see was filled in.")
        self.assertContains(doubtful, "It did not come from a page that this site made for it")
        self.assertNotContains(self.browser.get(f"/admin/cases/{stored(self.fine).case.id}/"), "Check first")
