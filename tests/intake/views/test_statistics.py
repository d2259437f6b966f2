"""The voluntary questions after sending, as a browser meets them."""

from itertools import pairwise
from uuid import uuid4

import pytest
from bs4 import BeautifulSoup
from django.test import Client, SimpleTestCase, TestCase

from intake.constants import Path
from intake.models import Draft, Referral, StatisticsAnswer
from intake.questions.question import Kind, Store
from intake.questions.statistics import PAGES, UNSAID, key_of
from portal.common.languages import BY_CODE
from tests.base import Resident

ANSWERS = {
    "background": {"background": ["white", "middle_eastern"], "background_words": "Հայ"},
    "gender": {"gender": "woman"},
    "age": {"age": "25_34"},
    "area": {"zip_code": "91101"},
    "disability": {"disability": "unsaid"},
    "heard": {"heard": "friend"},
}
NAMES = list(ANSWERS)


def page(response):
    return BeautifulSoup(response.content, "html.parser")


class Asked(TestCase):
    def setUp(self):
        self.resident = Resident()
        self.resident.sends()

    def url(self, name, resident=None):
        return (resident or self.resident).url(f"about-you/{name}")

    def opens(self, name, resident=None):
        return (resident or self.resident).client.get(self.url(name, resident))

    def saves(self, name, answers=None, resident=None):
        answers = ANSWERS[name] if answers is None else answers
        return (resident or self.resident).client.post(self.url(name, resident), answers)


class WalkTests(Asked):
    @pytest.mark.proves("UX-44")
    def test_a_person_answers_everything_in_any_language_and_comes_back_to_the_receipt(self):
        for language in BY_CODE:
            resident = Resident(language)
            resident.sends()
            address = page(resident.opens("receipt")).select_one("section[aria-labelledby=about-you] a")["href"]
            for name in NAMES:
                self.assertEqual(address, self.url(name, resident))
                self.assertContains(self.opens(name, resident), f'lang="{BY_CODE[language].tag}"')
                address = self.saves(name, resident=resident)["Location"]
            self.assertEqual(address, resident.url("receipt") + "?thanks=1")
            receipt = resident.client.get(address)
            self.assertEqual(len(page(receipt).select("[role=status] .notice-done")), 1)
            self.assertNotContains(receipt, "about-you")
            self.assertEqual(StatisticsAnswer.objects.filter(language=language).count(), len(PAGES))
        row = StatisticsAnswer.objects.filter(question="background").first()
        self.assertEqual((row.choices, row.own_words), (["white", "middle_eastern"], "Հայ"))

    @pytest.mark.proves("UX-44")
    def test_every_question_is_skipped_by_one_tap_and_then_nothing_is_stored(self):
        address = self.url(NAMES[0])
        for name in NAMES:
            self.assertEqual(address, self.url(name))
            address = page(self.resident.client.get(address)).select_one(".button-group a")["href"]
        self.assertEqual(address, self.resident.url("receipt") + "?thanks=1")
        self.assertFalse(StatisticsAnswer.objects.exists())
        self.assertEqual(Draft.objects.get(id=self.resident.draft).asked, [])

    def test_saving_without_an_answer_is_the_same_as_skipping(self):
        for name, following in pairwise(NAMES):
            self.assertRedirects(self.saves(name, {}), self.url(following))
        self.assertFalse(StatisticsAnswer.objects.exists())

    def test_every_page_says_that_it_is_voluntary_and_kept_apart(self):
        for name in NAMES:
            opened = self.opens(name)
            self.assertContains(opened, "These questions are your choice")
            self.assertContains(opened, "kept apart from your request")
            self.assertEqual(len(page(opened)("h1")), 1)

    def test_i_would_rather_not_say_is_an_answer(self):
        self.saves("disability")
        self.assertEqual(StatisticsAnswer.objects.get().choices, ["unsaid"])

    def test_whoever_helps_is_asked_about_the_person(self):
        Referral.objects.filter(submission_key=self.resident.draft).update(path=Path.OTHER)
        self.assertContains(self.opens("age"), "How old is the person?")
        self.assertContains(self.saves("area", {"zip_code": "x"}), "What is the person’s ZIP code?")

    def test_police_employees_are_not_asked(self):
        Referral.objects.filter(submission_key=self.resident.draft).update(path=Path.EMPLOYEE)
        self.assertNotContains(self.resident.opens("receipt"), "about-you")
        self.assertRedirects(self.saves("age"), self.resident.url("receipt") + "?thanks=1")
        self.assertFalse(StatisticsAnswer.objects.exists())


class OnceTests(Asked):
    def test_an_answered_question_leads_on_and_takes_no_second_answer(self):
        self.saves("gender")
        self.assertRedirects(self.opens("gender"), self.url("age"))
        self.assertRedirects(self.saves("gender", {"gender": "man"}), self.url("age"))
        self.assertEqual([row.choices for row in StatisticsAnswer.objects.all()], [["woman"]])

    def test_the_way_on_passes_by_what_was_answered(self):
        self.saves("age")
        self.assertRedirects(self.saves("gender"), self.url("area"))
        self.assertEqual(page(self.opens("background")).select_one(".button-group a")["href"], self.url("area"))


class RefusalTests(Asked):
    def test_another_browser_and_a_draft_that_is_not_sent_get_the_page_that_tells_nothing(self):
        unsent = Resident()
        unsent.answers("who")
        for client, draft in (
            (Client(), self.resident.draft),
            (self.resident.client, uuid4()),
            (unsent.client, unsent.draft),
        ):
            for method in (client.get, client.post):
                response = method(f"/en/referral/{draft}/about-you/gender/", ANSWERS["gender"])
                self.assertEqual(response.status_code, 404)
        self.assertFalse(StatisticsAnswer.objects.exists())

    def test_a_page_that_does_not_exist_is_not_found(self):
        for name in ("x", "background_words", "who"):
            self.assertEqual(self.opens(name).status_code, 404)

    def test_the_pages_are_kept_by_nobody(self):
        self.assertEqual(self.opens("gender")["Cache-Control"], "no-store, private")

    @pytest.mark.proves("G3")
    def test_weird_input_is_refused_in_words_or_kept_as_it_is(self):
        wrong = {
            "background": [{"background": "x"}, {"background": ["white", "unsaid"]}, {"background_words": "a" * 101}],
            "gender": [{"gender": "x"}, {"gender": "\x00"}, {"gender": "女"}],
            "area": [
                {"zip_code": zip_code}
                for zip_code in ("9110", "911011", "91101-1234", "９１１０１", "x", "\x00", "'; --")
            ],
        }
        for name, cases in wrong.items():
            for answers in cases:
                response = self.saves(name, answers)
                self.assertEqual(response.status_code, 200, answers)
                html = page(response)
                self.assertTrue(html.title.text.startswith("Error:"), answers)
                self.assertTrue(html.select(".error-summary a"), answers)
        self.assertFalse(StatisticsAnswer.objects.exists())
        words = "O’Brien 𝒳 \u202e <b>&"
        self.saves("background", {"background_words": words, "zip_code": "91101", "id": "1", "language": "xx"})
        row = StatisticsAnswer.objects.get()
        self.assertEqual((row.question, row.choices, row.own_words, row.language), ("background", [], words, "en"))

    def test_what_was_typed_stays_when_it_is_wrong(self):
        self.assertContains(self.saves("area", {"zip_code": "9110x"}), 'value="9110x"')


class QuestionTests(SimpleTestCase):
    def test_every_choice_can_be_answered_with_i_would_rather_not_say(self):
        for asked in PAGES:
            for question in asked.questions:
                if question.choices:
                    self.assertEqual(question.choices[-1], UNSAID, question.key)

    def test_nothing_is_required_and_everything_says_why_it_is_asked(self):
        for asked in PAGES:
            for question in asked.questions:
                self.assertEqual(question.store, Store.STATISTICS)
                for path in asked.paths:
                    words = question.asked_on(path)
                    self.assertEqual(words.missing, "")
                    self.assertTrue(words.hint)
            self.assertLessEqual(len(asked.questions), 2)
            self.assertTrue(all(question.kind is Kind.TEXT for question in asked.questions[1:]))

    def test_the_seven_groups_of_the_standard_stand_in_one_question(self):
        (background,) = [question for asked in PAGES for question in asked.questions if question.key == "background"]
        self.assertEqual(background.kind, Kind.CHOICES)
        self.assertEqual(len(background.choices), 8)
        self.assertEqual(
            [str(label) for _, label in background.choices[:7]],
            sorted(str(label) for _, label in background.choices[:7]),
        )

    def test_a_key_is_one_question(self):
        keys = [key_of(asked) for asked in PAGES]
        self.assertEqual(len(keys), len(set(keys)))
