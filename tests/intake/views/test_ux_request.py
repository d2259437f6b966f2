"""Numbered checks of UX.md on the pages of a request, in five languages where words are involved."""

import pytest
from bs4 import BeautifulSoup
from django.test import TestCase
from django.utils.translation import gettext, override

from intake.constants import Path
from intake.models import Referral
from intake.questions.catalogue import pages_of
from portal.common.languages import LANGUAGES
from tests.base import ANSWERS, STEPS, Resident

NAMES = (
    *("Անահիտ Սարգսյան-Տեր-Պետրոսյան", "陳美玲", "欧阳娜娜", "Nguyễn Thị Hồng Ánh", "محمد بن سلمى", "O’Brien-D'Souza"),
    *("Sukarno", "María del Carmen Ñúñez", "Li", "Ջ", "Jean-Baptiste", "ʻAlohilani"),
)
PHONES = (
    *("6265550142", "626-555-0142", "(626) 555-0142", "626.555.0142", "+1 626 555 0142", "1-626-555-0142"),
    *("+16265550142", " 626 555 0142 "),
)


def page(response):
    return BeautifulSoup(response.content, "html.parser")


class EveryPageTests(TestCase):
    def setUp(self):
        self.resident = Resident("en")

    def pages(self):
        for step in STEPS:
            yield step, page(self.resident.opens(step))
            if step != "review":
                self.resident.answers(step)

    @pytest.mark.proves("UX-10", "UX-16", "UX-29")
    def test_each_page_has_one_plain_way_on_and_leaves_checking_to_the_server(self):
        for step, html in self.pages():
            form = html.select_one("#step-form")
            self.assertTrue(form.has_attr("novalidate"), step)
            words = form.select("button.button")[0].text.strip()
            self.assertEqual(words, "Send my request" if step == "review" else "Continue")
            self.assertEqual(form.select("[placeholder], [disabled], [type=number], [autofocus]"), [], step)
            for field in form.select("input:not([type=hidden]), select, textarea"):
                self.assertTrue(form.find("label", attrs={"for": field.get("id")}), (step, field))

    @pytest.mark.proves("UX-15")
    def test_what_may_be_left_empty_says_so_in_words(self):
        optional = {q.key for p in pages_of(Path.SELF) for q in p.questions if not q.asked_on(Path.SELF).missing}
        for step, html in self.pages():
            for label in html.select(".field-label"):
                field = label.find_parent(class_="field")
                name = field.select_one("[name]")["name"].removesuffix("_month")
                if name in ANSWERS[step] or name in optional:
                    self.assertEqual("(optional)" in label.text, name in optional, name)


class DoorTests(TestCase):
    @pytest.mark.proves("UX-05")
    def test_police_employees_have_a_door_and_words_of_their_own(self):
        for language in LANGUAGES:
            browser = Resident(language.code).client
            door = f"/{language.code}/referral/employee/"
            self.assertEqual(browser.get(door).status_code, 200)
            first = page(browser.get(browser.post(door)["Location"]))
            with override(language.code):
                self.assertEqual(first.h1.text.strip(), gettext("Who is filling this in?"))
            self.assertEqual(len(first.select("[name=work_role]")), 3)

    @pytest.mark.proves("UX-05")
    def test_the_public_door_asks_first_for_whom_the_request_is(self):
        first = page(Resident("es").opens("who"))
        self.assertEqual([field["value"] for field in first.select("[name=path]")], ["self", "other"])

    def test_an_internal_request_opens_an_internal_case(self):
        browser = Resident().client
        address = browser.post("/en/referral/employee/")["Location"]
        answers = ANSWERS | {
            "work-role": {"work_role": "involved"},
            "work-conflict": {"work_concerns": ["respect"]},
            "work-limits": {"work_limits": ["none"]},
        }
        while "/receipt/" not in address:
            step = address.rstrip("/").rsplit("/", 1)[-1]
            address = browser.post(address, answers[step])["Location"]
        referral = Referral.objects.get()
        self.assertEqual((referral.path, referral.case.kind), ("employee", "internal"))
        self.assertNotIn("filed", referral.complaint)


class OnBehalfTests(TestCase):
    def test_a_helper_is_asked_about_themselves_and_about_the_person(self):
        for language in LANGUAGES:
            resident = Resident(language.code)
            answers = ANSWERS | {
                "who": {"path": "other"},
                "helper": {"helper_name": "Ana", "helper_relation": "friend", "they_know": "yes"},
                "helper-contact": {"helper_email": "ana@example.org"},
                "contact": {},
                "support": {"under_18": "yes"},
                "guardian": {"guardian_name": "Luz", "guardian_knows": "no"},
            }
            address = resident.url("who")
            while "/receipt/" not in address:
                step = address.rstrip("/").rsplit("/", 1)[-1]
                address = resident.client.post(address, answers[step])["Location"]
                self.assertNotIn("wrong", address)
            referral = Referral.objects.get(submission_key=resident.draft)
            self.assertEqual(referral.representation["guardian_name"], "Luz")
            self.assertEqual((referral.path, referral.needs_call), ("other", True))


class ExactTests(TestCase):
    @pytest.mark.proves("UX-18", "UX-19")
    def test_names_and_phone_numbers_of_all_kinds_arrive_exactly(self):
        for number, name in enumerate(NAMES):
            resident = Resident()
            phone = PHONES[number % len(PHONES)]
            for step in STEPS:
                changes = {"name": {"name": name}, "contact": {"phone": phone, "email": ""}}.get(step, {})
                self.assertEqual(resident.answers(step, **changes).status_code, 302)
            referral = Referral.objects.get(submission_key=resident.draft)
            self.assertEqual((referral.contact["name"], referral.contact["phone"]), (name, "+16265550142"))


class SendingTests(TestCase):
    @pytest.mark.proves("UX-39")
    def test_agreements_are_not_ticked_beforehand_and_each_is_needed_and_kept_with_its_language(self):
        for language in LANGUAGES:
            resident = Resident(language.code)
            resident.answers_until("review")
            boxes = page(resident.opens("review")).select("#step-form [type=checkbox]")
            self.assertEqual(len(boxes), 3)
            self.assertFalse([box for box in boxes if box.has_attr("checked")])
            for box in boxes:
                answers = {name: value for name, value in ANSWERS["review"].items() if name != box["name"]}
                refused = resident.client.post(resident.url("review"), answers)
                self.assertIn("wrong=1", refused["Location"])
            resident.answers("review")
            texts = Referral.objects.get(submission_key=resident.draft).consent["texts"]
            self.assertEqual({text["language"] for text in texts}, {language.code})
            self.assertTrue(all(text["version"] and len(text["sha256"]) == 64 for text in texts))

    @pytest.mark.proves("UX-41", "UX-42")
    def test_the_receipt_says_what_happens_next_and_comes_back_without_any_answer(self):
        for language in LANGUAGES:
            resident = Resident(language.code)
            resident.sends()
            referral = Referral.objects.get(submission_key=resident.draft)
            for _ in range(2):
                html = page(resident.opens("receipt"))
                self.assertIn(referral.reference, html.text)
                self.assertEqual(len(html.select("#next ~ ol li")), 3)
                self.assertTrue(html.select("a[href$='/copy/']"))
                for answer in ("Rosa", "626", "brother", "Colorado", "sentence"):
                    self.assertNotIn(answer, html.select_one("main").text)

    @pytest.mark.proves("UX-37")
    def test_leaving_a_message_that_names_the_program_is_no_unless_they_say_yes(self):
        resident = Resident()
        resident.sends()
        self.assertNotIn("may_name_program", Referral.objects.get().safe_contact)
        shown = page(Resident().opens("who"))
        self.assertFalse(shown.select("[checked]"))
