"""The way to one's own page, for whoever has no e-mail, and back to what was begun."""

from unittest import mock

import pytest
from bs4 import BeautifulSoup
from django.test import Client, TestCase
from django.utils.translation import gettext, override

from intake.constants import Path
from intake.models import Draft, Referral
from intake.questions.catalogue import page_named
from intake.questions.shown import sections
from intake.views.my.words import STAGES
from portal.common.languages import LANGUAGES
from tests.answers import MOST_PAGES
from tests.base import Resident
from tests.intake.coming_back import types

COMPLAINT = "Sending this request did not file a complaint"
GRIEVANCE = "Sending this request did not start a grievance or an investigation"


def main_of(response):
    return BeautifulSoup(response.content, "html.parser").main


def sends_as(path, language="en"):
    """Walks the longest way of a path to the receipt; gives the browser and the receipt's address."""
    resident = Resident(language)
    address = resident.url("who")
    if path == "employee":
        address = resident.client.post(f"/{language}/referral/employee/")["Location"]
    while "/receipt/" not in address:
        step = address.rstrip("/").rsplit("/", 1)[-1]
        address = resident.client.post(address, MOST_PAGES[path][step])["Location"]
        assert "wrong" not in address, address
    return resident.client, address


class OwnPageTests(TestCase):
    @pytest.mark.proves("UX-41", "UX-45")
    def test_the_receipt_says_what_the_code_opens_and_where_it_is_typed(self):
        for language in LANGUAGES:
            client, receipt = sends_as("self", language.code)
            shown = main_of(client.get(receipt))
            door = f"/{language.code}/my/"
            self.assertEqual(
                [link.text for link in shown.select(f"p a[dir=ltr][href='{door}']")], [f"testserver{door}"]
            )
            with override(language.code):
                self.assertIn(gettext("Your page"), [heading.text for heading in shown.select("h2")])
                (button,) = shown.select(f"a.button[href='{door}']")
                self.assertEqual(button.text, gettext("Open my page"))
            code = shown.select_one("[translate=no].receipt-reference").text
            self.assertNotIn(code, [link["href"] for link in shown.select("a")])
            self.assertEqual(Client().post(door, {"code": code})["Location"], f"{door}status/")

    def test_a_helpers_code_leads_from_the_other_door_to_the_receipt(self):
        client, receipt = sends_as("other")
        code = main_of(client.get(receipt)).select_one("[translate=no].receipt-reference").text
        self.assertRedirects(types(code, follow=True), receipt)

    def test_a_helper_is_promised_no_page(self):
        client, receipt = sends_as("other")
        for address in (receipt, receipt.replace("/receipt/", "/copy/")):
            self.assertEqual(main_of(client.get(address)).select("a[href='/en/my/']"), [])

    def test_the_copy_says_it_too_on_the_page_and_in_the_pdf(self):
        client, receipt = sends_as("self")
        copy = main_of(client.get(receipt.replace("/receipt/", "/copy/")))
        self.assertEqual([link.text for link in copy.select("a[href='/en/my/']")], ["testserver/en/my/"])
        with mock.patch("intake.views.document.pdf.pdf_of", return_value=b"") as written:
            client.get(receipt.replace("/receipt/", "/copy.pdf"))
        self.assertIn("testserver/en/my/", written.call_args.args[0])

    def test_where_people_come_back_there_is_a_way_to_their_page(self):
        for language in LANGUAGES:
            page = Client().get(f"/{language.code}/resume/")
            (link,) = main_of(page).select(f"a[href='/{language.code}/my/']")
            with override(language.code):
                self.assertIn(gettext("Have you already sent your request?"), link.parent.text)
            (quiet,) = BeautifulSoup(page.content, "html.parser").select(f"footer a[href='/{language.code}/my/']")
            with override(language.code):
                self.assertEqual(quiet.text, gettext("Your page"))


class ReceiptTests(TestCase):
    @pytest.mark.proves("UX-05")
    def test_it_says_what_sending_was_not_in_the_words_of_the_path(self):
        for path, says, says_not in (("self", COMPLAINT, GRIEVANCE), ("employee", GRIEVANCE, COMPLAINT)):
            client, receipt = sends_as(path)
            page = client.get(receipt)
            self.assertContains(page, says)
            self.assertNotContains(page, says_not)
        self.assertEqual(Referral.objects.count(), 2)


class BegunTests(TestCase):
    def begins(self, client, query="", language="en"):
        return client.get(f"/{language}/referral/new/{query}")

    def test_whoever_has_begun_is_asked_whether_to_go_on_in_every_language(self):
        for language in LANGUAGES:
            resident = Resident(language.code)
            resident.answers("who")
            shown = main_of(self.begins(resident.client, language=language.code))
            self.assertEqual(
                [link["href"] for link in shown.select("a.button")],
                [resident.url("review"), f"/{language.code}/referral/new/?anew=1"],
            )
            self.assertNotIn("Rosa", shown.text)

    def test_starting_anew_makes_another_one_and_the_first_stays(self):
        first = Resident()
        first.answers("who")
        fresh = self.begins(first.client, "?anew=1")
        self.assertRegex(fresh["Location"], "^/en/referral/[0-9a-f-]{36}/who/$")
        self.assertNotIn(str(first.draft), fresh["Location"])
        first.client.post(fresh["Location"], {"path": "self"})
        self.assertEqual(Draft.objects.count(), 2)
        shown = main_of(self.begins(first.client))
        self.assertEqual(len(shown.select("li a")), 2)
        self.assertEqual(len(shown.select("a.button")), 1)

    def test_nobody_is_asked_before_the_first_answer_after_sending_or_elsewhere(self):
        resident = Resident()
        self.assertEqual(self.begins(resident.client).status_code, 302)
        resident.sends()
        self.assertEqual(self.begins(resident.client).status_code, 302)
        another = Resident()
        another.answers("who")
        self.assertEqual(self.begins(Client()).status_code, 302)
        Draft.objects.update(expires_at=Draft.objects.first().created_at)
        self.assertEqual(self.begins(another.client).status_code, 302)

    def test_check_answers_can_be_saved_for_later_too(self):
        resident = Resident()
        resident.answers_until("review")
        self.assertTrue(main_of(resident.opens("review")).select("button.button-quiet[name=save_for_later]"))
        kept = resident.client.post(resident.url("review"), {"save_for_later": "1"})
        self.assertEqual(kept["Location"], resident.url("code"))
        self.assertFalse(Referral.objects.exists())
        self.assertContains(resident.client.get(kept["Location"]), resident.url("review"))

    def test_check_answers_says_a_single_question_once(self):
        resident = Resident()
        resident.answers_until("review")
        headings = main_of(resident.opens("review")).select("section.summary-section h2")
        self.assertEqual([each.text for each in headings if each.has_attr("class")], ["What happened"])


def test_a_stage_that_is_past_is_told_in_other_words_than_the_last_one():
    for language in LANGUAGES:
        with override(language.code):
            past = gettext("(done)").strip("()（）").lower()
            assert past not in {str(words).lower() for words in STAGES.values()}, language.code


def test_a_title_that_says_no_more_than_its_one_question_is_told_from_others_in_every_language():
    pages = (page_named("account", Path.SELF), page_named("concern", Path.SELF), page_named("name", Path.SELF))
    for language in LANGUAGES:
        with override(language.code):
            shown = sections(pages, Path.SELF, {})
            assert [each.is_its_question for each in shown] == [True, False, False], language.code
            assert shown[2].title not in [answer.label for answer in shown[2].answers], language.code
