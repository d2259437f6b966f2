"""Answering a survey by a link: page by page, skipping what one likes, in any language, once."""

from datetime import timedelta

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.test import TestCase
from django.utils import timezone

from intake.constants.survey import Audience
from intake.models import SurveyDraft, SurveyEdition, SurveyResponse
from intake.services.survey_edition import close_edition
from intake.services.survey_seeding import words_of
from portal.common.languages import LANGUAGES
from tests.intake.views.test_leave import LOUD
from tests.surveys import a_link, an_edition


class AnsweringTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.edition = an_edition()

    def setUp(self):
        self.secret = a_link(self.edition)

    def address(self, step="", language="en"):
        return f"/{language}/survey/{self.secret}/{step}"

    def answer(self, step, **answers):
        return self.client.post(self.address(f"{step}/"), answers)

    def the_response(self):
        return SurveyResponse.objects.get()

    @pytest.mark.proves("UX-50")
    def test_it_says_who_sees_the_answers_and_how_long_it_takes_before_it_asks(self):
        page = self.client.get(self.address())
        self.assertContains(page, "It takes about 3 minutes.")
        self.assertContains(page, "Who sees your answers")
        self.assertContains(page, self.address("1/"))
        self.assertEqual(page["Cache-Control"].count("no-store"), 1)

    @pytest.mark.proves("UX-49")
    def test_the_answers_are_kept_page_by_page_and_sent_at_the_end(self):
        self.assertRedirects(self.answer(1, heard="4", safe="yes", likely="10"), self.address("2/"))
        self.assertContains(self.client.get(self.address("1/")), 'value="4" id="id_heard_3" checked', html=False)
        self.assertFalse(SurveyResponse.objects.exists())
        last = self.answer(2, helped=["mediator", "place"], in_short="Thanks", at_length="A\r\nB")
        self.assertRedirects(last, self.address())
        self.assertContains(self.client.get(self.address()), "Thank you")
        kept = self.the_response()
        self.assertEqual(kept.answers, {"heard": "4", "safe": "yes", "likely": "10", "helped": ["mediator", "place"]})
        self.assertEqual(kept.texts, {"in_short": "Thanks", "at_length": "A\nB"})
        self.assertEqual((kept.audience, kept.language, kept.mode), (Audience.COMMUNITY, "en", "online"))
        self.assertFalse(SurveyDraft.objects.exists())

    @pytest.mark.proves("UX-50")
    def test_a_page_says_once_and_first_that_any_question_can_be_skipped(self):
        page = self.client.get(self.address("1/")).content.decode()
        self.assertEqual(page.count("You can skip any question."), 1)
        self.assertLess(page.index("You can skip any question."), page.index('class="field'))
        self.assertNotIn("(optional)", page)

    def test_the_titles_that_a_browser_keeps_name_no_matter(self):
        for language in LANGUAGES:
            for purpose, said in words_of(language).items():
                self.assertNotRegex(said["title"], LOUD, (language.code, purpose))
        title = BeautifulSoup(self.client.get(self.address("1/")).content, "html.parser").title.text
        self.assertTrue(title.startswith(f"Step 1 of 2: {self.edition.texts['en']['title']}"), title)

    @pytest.mark.proves("UX-50")
    def test_every_question_can_be_skipped(self):
        self.answer(1)
        self.answer(2)
        self.assertEqual((self.the_response().answers, self.the_response().texts), ({}, {}))

    def test_a_question_is_asked_after_the_answer_that_calls_for_it(self):
        self.answer(1, safe="yes")
        self.assertNotContains(self.client.get(self.address("2/")), "About why_not?")
        self.answer(1, safe="no")
        self.assertContains(self.client.get(self.address("2/")), "About why_not?")
        self.answer(2, why_not="noise")
        self.assertEqual(self.the_response().answers, {"safe": "no", "why_not": "noise"})

    def test_an_answer_whose_question_is_not_asked_any_more_is_not_sent(self):
        self.answer(1, safe="no")
        self.client.post(self.address("2/"), {"why_not": "noise", "go_back": "1"})
        self.answer(1, safe="yes")
        self.answer(2)
        self.assertEqual(self.the_response().answers, {"safe": "yes"})

    def test_the_police_read_their_own_words(self):
        self.secret = a_link(self.edition, Audience.EMPLOYEE)
        page = self.client.get(self.address("1/"))
        self.assertContains(page, "About heard, for the police?")
        self.assertContains(page, "About safe?")

    @pytest.mark.proves("UX-51")
    def test_the_scale_runs_the_same_way_with_every_point_in_words(self):
        page = self.client.get(self.address("1/")).content.decode()
        points = ("Strongly disagree", "Neither agree nor disagree", "Strongly agree", "Does not apply to me")
        places = [page.index(point) for point in points]
        self.assertEqual(places, sorted(places))
        self.assertIn('type="radio"', page)
        self.assertIn("0 – Not at all", page)

    def test_going_back_keeps_what_was_answered_on_the_page(self):
        self.answer(1, heard="2")
        back = self.client.post(self.address("2/"), {"in_short": "Half a", "go_back": "1"})
        self.assertRedirects(back, self.address("1/"))
        self.assertContains(self.client.get(self.address("2/")), "Half a")

    @pytest.mark.proves("UX-49")
    def test_another_language_keeps_the_page_and_its_answers(self):
        SurveyEdition.objects.update(texts={**self.edition.texts, "es": self.edition.texts["en"]})
        moved = self.client.post(self.address("1/"), {"heard": "5", "goto_language": "es"})
        self.assertRedirects(moved, self.address("1/", "es"))
        self.assertContains(self.client.get(self.address("1/", "es")), 'value="5" id="id_heard_4" checked', html=False)
        self.client.post(self.address("1/", "es"))
        self.client.post(self.address("2/", "es"))
        self.assertEqual(self.the_response().language, "es")

    def test_a_language_without_questions_says_so_and_leads_to_those_that_have_them(self):
        page = self.client.get(self.address("", "hy"))
        self.assertContains(page, f'href="{self.address()}"')
        self.assertRedirects(self.client.get(self.address("1/", "hy")), self.address("", "hy"))

    @pytest.mark.proves("UX-49")
    def test_a_link_takes_one_reply(self):
        self.answer(1, heard="1")
        self.answer(2)
        for again in (self.answer(1, heard="5"), self.answer(2), self.client.get(self.address("1/"))):
            self.assertRedirects(again, self.address())
        self.assertEqual(self.the_response().answers, {"heard": "1"})

    def test_unknown_links_and_those_whose_days_are_over_get_the_same_answer(self):
        forged = self.client.get("/en/survey/forged/")
        with time_machine.travel(timezone.now() + timedelta(days=101)):
            late = self.client.get(self.address())
            self.assertEqual(self.answer(1, heard="1").status_code, 404)
        self.assertContains(forged, "does not open a survey", status_code=404)
        without_address = late.content.decode().replace(self.secret, "forged")
        self.assertEqual(without_address, forged.content.decode())

    def test_an_edition_that_is_closed_meanwhile_still_takes_the_reply(self):
        self.answer(1, heard="3")
        close_edition(self.edition.pk, self.edition.opened_by)
        self.answer(2)
        self.assertEqual(self.the_response().answers, {"heard": "3"})

    def test_bad_input_gets_words_and_nothing_that_was_right_is_lost(self):
        for wrong in ({"safe": "maybe"}, {"helped": ["bribe"]}, {"in_short": "x" * 1_000_000}, {"in_short": "a\0b"}):
            step = 1 if "safe" in wrong else 2
            page = self.client.post(self.address(f"{step}/"), {"heard": "4", "at_length": "Keep this", **wrong})
            self.assertEqual(page.status_code, 200, wrong)
            self.assertContains(page, "error-summary")
            self.assertContains(page, "Keep this" if step == 2 else 'value="4" id="id_heard_3" checked', html=False)
        self.assertFalse(SurveyDraft.objects.exists())

    def test_steps_that_are_none_are_not_found_and_a_step_too_far_leads_back(self):
        for step in ("0/", "31/", "x/"):
            self.assertEqual(self.client.get(self.address(step)).status_code, 404)
        self.assertRedirects(self.client.get(self.address("9/")), self.address("2/"))
        self.assertRedirects(self.client.post(self.address("9/")), self.address("2/"))

    def test_opening_pages_writes_nothing(self):
        # The link, whether it was used, what was written; the program's details and its menu.
        with self.assertNumQueries(5):
            self.client.get(self.address("1/"))
        self.assertFalse(SurveyDraft.objects.exists())
