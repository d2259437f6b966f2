"""Coming back with a code, as browsers meet it."""

import re
from datetime import timedelta
from unittest import mock

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.test import Client, TestCase

from intake.models import Draft, Referral
from intake.services import code as service
from portal.common.access_codes import AccessCode, new_access_code, read_access_code
from portal.common.languages import LANGUAGES
from tests.base import ANSWERS, STEPS, Resident
from tests.intake.coming_back import noted_code, opened, second_device, types

TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="[^"]+"')


def whole(response):
    """An answer to the last byte, but for the token against forged forms, which is new each time."""
    cookies = {name: sorted(morsel) for name, morsel in response.cookies.items()}
    return response.status_code, sorted(response.items()), TOKEN.sub(b"", response.content), cookies


class ResumeTests(TestCase):
    def setUp(self):
        self.resident = Resident("es")
        self.resident.answers(STEPS[0])
        self.code = noted_code(self.resident)

    @pytest.mark.proves("UX-31", "UX-32")
    def test_a_second_device_goes_on_with_all_answers_and_both_can(self):
        self.resident.answers_until(STEPS[4])
        phone = second_device(self.resident, Client())
        response = phone.client.post("/es/resume/", {"code": self.code}, follow=True)
        self.assertEqual(response.redirect_chain[-1][0], phone.url(STEPS[4]))
        self.assertEqual(opened(phone).answers, opened(self.resident).answers)
        phone.answers(STEPS[4])
        self.assertEqual(self.resident.opens(STEPS[5]).status_code, 200)
        self.resident.answers(STEPS[5])
        self.assertEqual(phone.opens(STEPS[6]).status_code, 200)

    def test_small_letters_and_spaces_will_do(self):
        response = types(self.code.lower().replace("-", " ").replace("0", "o"))
        self.assertIn(f"/referral/{self.resident.draft}/", response["Location"])

    def test_every_way_of_typing_it_will_do(self):
        letters = self.code.replace("-", "")
        full_width = letters.translate({code: code + 0xFEE0 for code in range(0x21, 0x7F)})
        ways = (letters.lower().replace("0", "o").replace("1", "l"), " ".join(letters), full_width, f" {self.code}\t")
        for typed in (*ways, self.code.replace("-", "\u2014"), self.code.replace("-", "\u3000")):
            with self.subTest(ascii(typed)):
                self.assertIn(f"/referral/{self.resident.draft}/", types(typed)["Location"])

    def test_what_can_be_no_code_gets_the_plain_answer_without_any_work(self):
        with mock.patch.object(service, "PER_CODE") as limit:
            for typed in ("A" * 10_000, "\x00" * 25, f"{self.code}\x00!", "７" * 10_000, "\ufffd", "\u202e" * 60, " "):
                with self.subTest(ascii(typed[:30])):
                    self.assertEqual(types(typed)["Location"], "/en/resume/?refusal=slip")
        limit.count.assert_not_called()

    def test_a_browser_that_holds_it_already_just_goes_on(self):
        before = self.resident.client.cookies["drafts"].value
        types(self.code, self.resident.client)
        self.assertEqual(self.resident.client.cookies["drafts"].value, before)
        self.assertEqual(self.resident.opens(STEPS[1]).status_code, 200)

    def test_a_browser_keeps_its_other_drafts(self):
        other = Resident()
        other.answers(STEPS[0])
        types(self.code, other.client)
        self.assertEqual(other.opens(STEPS[1]).status_code, 200)
        self.assertEqual(second_device(self.resident, other.client).opens(STEPS[1]).status_code, 200)

    def test_after_sending_it_opens_the_senders_own_page_and_is_typed_once(self):
        self.resident.sends()
        phone = Client(enforce_csrf_checks=True)
        fields = BeautifulSoup(phone.get("/es/resume/").content, "html.parser").select("form.step-form [name]")
        form = {each["name"]: each.get("value", "") for each in fields}
        response = phone.post("/es/resume/", form | {"code": self.code}, follow=True)
        self.assertEqual(response.redirect_chain, [("/es/my/", 307), ("/es/my/status/", 302)])
        self.assertNotContains(response, ANSWERS["name"]["name"])
        self.assertContains(phone.get("/es/my/request/"), Referral.objects.get().reference)

    def refusals(self):
        """What a wrong, an unknown, an expired and a purged code get, each on a device of its own."""
        right = read_access_code(self.code)
        wrong = AccessCode(right.locator, new_access_code().secret).text
        yield types(wrong)
        yield types(new_access_code().text)
        Draft.objects.update(expires_at=Draft.objects.get().created_at)
        yield types(self.code)
        Draft.objects.all().delete()
        yield types(self.code)

    @pytest.mark.proves("UX-32", "G9")
    def test_wrong_unknown_expired_and_purged_codes_get_the_same_answer_to_the_last_byte(self):
        answers, pages = set(), set()
        for response in self.refusals():
            page = Client().get(response["Location"])
            self.assertContains(page, "error-summary")
            answers.add(repr(whole(response)))
            pages.add(repr(whole(page)))
        self.assertEqual((len(answers), len(pages)), (1, 1))

    def test_the_expired_answer_is_the_same_for_a_code_that_was_used_before(self):
        types(self.code)
        self.resident.sends()
        sent_then_expired = {"expires_at": Draft.objects.get().created_at}
        Draft.objects.update(**sent_then_expired)
        self.assertEqual(repr(whole(types(self.code))), repr(whole(types(new_access_code().text))))

    @pytest.mark.proves("UX-27")
    def test_what_was_typed_is_never_shown_again(self):
        for typed in (self.code[:-1] + "U", "7KQM-4WXR", '"><b>'):
            response = Client().post("/en/resume/", {"code": typed}, follow=True)
            self.assertContains(response, "error-summary")
            self.assertNotContains(response, typed)
            field = BeautifulSoup(response.content, "html.parser").find("input", {"name": "code"})
            self.assertEqual((field.get("value"), field["autocomplete"]), (None, "off"))

    def test_a_slip_is_told_as_a_slip_and_costs_no_try(self):
        with mock.patch.object(service, "PER_CODE") as limit:
            response = types(self.code[:-1] + ("2" if self.code[-1] == "3" else "3"))
        self.assertEqual(response["Location"], "/en/resume/?refusal=slip")
        limit.count.assert_not_called()

    @pytest.mark.proves("UX-32")
    def test_too_many_tries_are_asked_to_wait_in_the_language_of_the_page(self):
        wrong = AccessCode(read_access_code(self.code).locator, new_access_code().secret).text
        with time_machine.travel(Draft.objects.get().created_at + timedelta(hours=1), tick=False) as clock:
            for _ in range(10):
                types(wrong)
            clock.shift(23 * 60)
            for language in LANGUAGES:
                response = types(self.code, language=language.code)
                self.assertEqual(response["Location"], f"/{language.code}/resume/?refusal=wait&minutes=37")
                page = Client().get(response["Location"])
                self.assertContains(page, "37")
                self.assertContains(page, f'lang="{language.tag}"')
            clock.shift(37 * 60)
            self.assertIn("/referral/", types(self.code)["Location"])

    def test_a_made_up_address_shows_the_plain_page(self):
        for query in (
            "refusal=x",
            "refusal=wait",
            "refusal=wait&minutes=x",
            "refusal=wait&minutes=999999999",
            "refusal=wait&minutes=²",
        ):
            self.assertNotContains(Client().get(f"/en/resume/?{query}"), "error-summary")

    @pytest.mark.proves("UX-33")
    def test_the_page_tells_how_long_answers_are_kept_and_what_waits_on_this_device(self):
        empty = Client().get("/en/resume/")
        self.assertContains(empty, "for 14 days")
        self.assertNotContains(empty, "/referral/" + str(self.resident.draft))
        with time_machine.travel(Draft.objects.get().created_at, tick=False):
            page = self.resident.client.get("/en/resume/")
        self.assertContains(page, f"/en/referral/{self.resident.draft}/review/")
        self.assertContains(page, "A request begun on")
        self.assertContains(page, ", kept until")

    def test_opening_the_page_gives_no_browser_a_secret(self):
        self.assertNotIn("drafts", Client().get("/en/resume/").cookies)
        self.assertNotIn("drafts", types(new_access_code().text).cookies)

    @pytest.mark.proves("UX-30")
    def test_when_the_form_s_protection_ran_out_the_page_says_how_to_go_on(self):
        strict = Client(enforce_csrf_checks=True)
        strict.cookies = self.resident.client.cookies
        for url in (self.resident.url(STEPS[1]), "/es/resume/"):
            response = strict.post(url, ANSWERS[STEPS[1]])
            html = BeautifulSoup(response.content, "html.parser")
            self.assertEqual(response.status_code, 403)
            links = [link["href"] for link in html.main.find_all("a")]
            self.assertIn(url, links)
            self.assertIn("/es/resume/", links)
            self.assertNotIn("CSRF", html.main.text)
            self.assertEqual(strict.get(links[0]).status_code, 200)
