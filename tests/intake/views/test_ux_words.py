"""Numbered checks of UX.md about words, on the pages around the questions: each in five languages, and never in English
where another language is meant."""

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.test import Client, TestCase
from django.utils.translation import gettext, ngettext, override

from intake.forms.resume import CLOSED, REFUSALS
from intake.models import Referral
from intake.rules.policy import Policy
from intake.views.self_check import REASONS, TITLES, VERDICTS
from portal.common.access_codes import new_access_code
from portal.common.languages import LANGUAGES
from portal.common.references import ALPHABET
from tests.base import ANSWERS, STEPS, Resident
from tests.intake.coming_back import types

SERIOUS = {"about": "no", "harm": "yes", "pending": "unsure", "want": "investigation"}


def main_of(response):
    return BeautifulSoup(response.content, "html.parser").main


class WordsTestCase(TestCase):
    def says(self, html, words, english):
        """That the part shows the words of the active language, which are not the English ones."""
        self.assertIn(words, " ".join(html.text.split()))
        if english is not None:
            self.assertNotEqual(words, english)

    def in_each_language(self):
        for language in LANGUAGES:
            with override(language.code):
                yield language.code

    def english(self, text, code):
        """The English words, for every other language."""
        return None if code == "en" else str(text)


class BeforeTests(WordsTestCase):
    @pytest.mark.proves("UX-04")
    def test_the_outcome_of_the_self_check_gives_a_verdict_and_a_reason_for_each_answer(self):
        for code in self.in_each_language():
            shown = main_of(Client().post(f"/{code}/check/", SERIOUS))
            verdicts = {str(words) for words in VERDICTS.values()}
            reasons = {str(words) for words in REASONS.values()}
            rows = shown.select(".check-list li")
            self.assertEqual(len(rows), len(SERIOUS))
            for row in rows:
                self.assertTrue(any(words in row.text for words in verdicts), row.text)
                self.assertTrue(any(words in row.text for words in reasons), row.text)
            self.assertIn(shown.h1.text.strip(), {str(title) for title in TITLES.values()})
            self.assertTrue(
                shown.select(f"a.button[href='/{code}/referral/new/']"), "it never keeps anybody from going on"
            )

    @pytest.mark.proves("UX-05", "UX-31")
    def test_the_employees_door_says_what_it_is_and_that_one_can_come_back(self):
        for code in self.in_each_language():
            shown = main_of(Client().get(f"/{code}/referral/employee/"))
            for words in (
                "A talk about a conflict at work",
                "It takes about ten minutes. You can stop and come back.",
                "We speak with nobody before we have talked with you.",
            ):
                self.says(shown, gettext(words), self.english(words, code))

    @pytest.mark.proves("UX-05")
    def test_the_first_question_is_for_whom_the_request_is(self):
        for code in self.in_each_language():
            shown = main_of(Resident(code).opens("who"))
            self.says(shown.h1, gettext("Who are you asking for?"), self.english("Who are you asking for?", code))
            self.assertEqual([field["value"] for field in shown.select("[name=path]")], ["self", "other"])


class ComingBackTests(WordsTestCase):
    @pytest.mark.proves("UX-30")
    def test_a_form_that_was_open_too_long_says_how_to_go_on(self):
        for code in self.in_each_language():
            strict = Client(enforce_csrf_checks=True)
            resident = Resident(code, strict)
            response = strict.post(resident.url("who"), ANSWERS["who"])
            self.assertEqual(response.status_code, 403)
            shown = main_of(response)
            self.says(shown.h1, gettext("Please try once more"), self.english("Please try once more", code))
            links = [link["href"] for link in shown.select("a")]
            self.assertEqual(links, [resident.url("who"), f"/{code}/resume/"])
            self.assertNotRegex(shown.text, "CSRF|403")

    @pytest.mark.proves("UX-32")
    def test_a_code_that_opens_nothing_is_refused_in_the_same_words_whatever_the_cause(self):
        for code in self.in_each_language():
            words = str(REFUSALS[CLOSED])
            response = types(new_access_code().text, language=code)
            shown = main_of(Client().get(response["Location"]))
            self.says(shown.select_one(".error-summary"), words, None)
            self.says(shown.select_one(".field-error"), words, None)
        with override("en"):
            english = str(REFUSALS[CLOSED])
        for language in LANGUAGES[1:]:
            with override(language.code):
                self.assertNotEqual(str(REFUSALS[CLOSED]), english)

    @pytest.mark.proves("UX-33")
    def test_the_page_for_codes_says_how_many_days_answers_are_kept(self):
        one = "We keep answers that you have not sent for %(counter)s day. Then we delete them."
        many = "We keep answers that you have not sent for %(counter)s days. Then we delete them."
        for code in self.in_each_language():
            words = ngettext(one, many, settings.DRAFT_DAYS) % {"counter": settings.DRAFT_DAYS}
            english = self.english(many % {"counter": settings.DRAFT_DAYS}, code)
            self.says(main_of(Client().get(f"/{code}/resume/")), words, english)


class SafetyTests(WordsTestCase):
    @pytest.mark.proves("UX-37")
    def test_three_questions_ask_what_is_safe_and_nothing_is_chosen_for_anybody(self):
        for code in self.in_each_language():
            resident = Resident(code)
            resident.answers_until("safe-contact")
            shown = main_of(resident.opens("safe-contact"))
            asked = "May a message say the name of this program?"
            self.says(shown, gettext(asked), self.english(asked, code))
            self.assertEqual(len(shown.select("fieldset")), 3)
            self.assertEqual(shown.select("[checked]"), [])


class AfterTests(WordsTestCase):
    @pytest.mark.proves("UX-41")
    def test_the_receipt_says_who_comes_when_and_how_to_keep_it(self):
        one = "A person from the program contacts you within %(days)s business day, in the way you chose."
        many = "A person from the program contacts you within %(days)s business days, in the way you chose."
        for code in self.in_each_language():
            resident = Resident(code)
            resident.sends()
            shown = main_of(resident.opens("receipt"))
            days = {"days": Policy().first_contact_days}
            self.says(shown, ngettext(one, many, days["days"]) % days, self.english(many % days, code))
            reference = Referral.objects.get(submission_key=resident.draft).reference
            self.assertRegex(reference, f"^[{ALPHABET}]{{4}}-[{ALPHABET}]{{4}}$")
            self.assertFalse(set("0O1I") & set(ALPHABET))
            self.says(shown, reference, None)
            links = [link["href"] for link in shown.select("a")]
            self.assertIn(resident.url("copy"), links)

    @pytest.mark.proves("UX-40", "UX-42")
    def test_what_was_sent_stays_sent_in_every_language(self):
        for code in self.in_each_language():
            resident = Resident(code)
            resident.sends()
            for other in LANGUAGES:
                again = resident.client.post(resident.url("review", other.code), ANSWERS["review"])
                self.assertEqual(again["Location"], resident.url("receipt", other.code))
            self.assertEqual(Referral.objects.filter(submission_key=resident.draft).count(), 1)
            self.assertEqual(resident.opens(STEPS[0]).status_code, 302)
