"""Surveys for staff: who may write them, opening editions, and links to hand over."""

import re

from bs4 import BeautifulSoup
from django.test import TestCase

from intake.models import Survey, SurveyEdition, SurveyResponse
from intake.services.survey_seeding import seed_surveys
from portal.common.roles import Role
from tests.base import person, signed_in
from tests.surveys import an_edition


class SurveyPagesTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        seed_surveys()
        cls.staff = person(Role.ADMINISTRATOR)

    def setUp(self):
        self.browser = signed_in(self.staff)
        self.survey = Survey.objects.get(purpose="pre", locale__language_code="en")

    def test_an_administrator_opens_an_edition_and_hands_out_a_link_that_works(self):
        page = self.browser.post(f"/admin/surveys/{self.survey.pk}/open/", follow=True)
        self.assertContains(page, "The edition is open.")
        edition = SurveyEdition.objects.get()
        link = f"/admin/surveys/editions/{edition.pk}/link/"
        self.assertContains(self.browser.get(link), "Who answers?")
        shown = self.browser.post(link, {"audience": "employee"}).content.decode()
        addresses = re.findall(r"http://testserver(/[\w-]+/survey/[\w-]+/)", shown)
        self.assertEqual(len(addresses), len(edition.languages))
        self.assertContains(self.client.get(addresses[0] + "1/"), "I trust community members to treat me with respect.")
        for step in range(1, len(edition.sections) + 1):
            self.client.post(f"{addresses[0]}{step}/", {"trust_respect": "5"})
        self.assertEqual(SurveyResponse.objects.get().answers, {"trust_respect": "5"})

    def test_a_double_click_opens_one_edition(self):
        for number in (1, 2):
            page = BeautifulSoup(self.browser.get("/admin/surveys/").content, "html.parser")
            seen = page.select_one(f"form[action$='/{self.survey.pk}/open/'] input[name=seen]")["value"]
            for _ in range(2):
                self.browser.post(f"/admin/surveys/{self.survey.pk}/open/", {"seen": seen})
            self.assertEqual(SurveyEdition.objects.get(closed_at=None).number, number)
            self.assertEqual(SurveyEdition.objects.count(), number)

    def test_a_link_is_not_made_without_saying_who_answers(self):
        edition = an_edition(user=self.staff)
        page = self.browser.post(f"/admin/surveys/editions/{edition.pk}/link/", {"audience": "visitor"})
        self.assertNotContains(page, "/en/survey/")

    def test_the_list_says_which_language_is_not_offered_and_why(self):
        Survey.objects.filter(purpose="pre", locale__language_code="hy").update(live=False)
        page = self.browser.get("/admin/surveys/")
        self.assertContains(page, "Not offered: the text is not published", count=1)
        self.assertContains(page, "Offered, drafted by software and not reviewed", count=23)

    def test_a_survey_that_is_not_published_is_not_opened(self):
        Survey.objects.filter(pk=self.survey.pk).update(live=False)
        page = self.browser.post(f"/admin/surveys/{self.survey.pk}/open/", follow=True)
        self.assertContains(page, "Nothing was opened")
        self.assertFalse(SurveyEdition.objects.exists())

    def test_a_closed_edition_hands_out_no_links(self):
        edition = an_edition(user=self.staff)
        self.browser.post(f"/admin/surveys/editions/{edition.pk}/close/")
        self.assertEqual(self.browser.get(f"/admin/surveys/editions/{edition.pk}/link/").status_code, 404)

    def test_the_preview_shows_every_question_with_its_answers(self):
        survey = Survey.objects.get(purpose="post", locale__language_code="zh-hant")
        page = survey.make_preview_request()
        self.assertContains(page, "非常同意")
        self.assertContains(page, '<html lang="zh-Hant"')
        for words in survey.stream:
            self.assertContains(page, words["value"].get("stem") or words["value"]["heading"])

    def test_the_preview_has_the_real_pages_with_fields_that_take_nothing_in_the_words_of_either_side(self):
        survey = Survey.objects.get(purpose="pre", locale__language_code="en")
        theirs, ours = survey.make_preview_request(preview_mode="employee"), survey.make_preview_request()
        self.assertContains(theirs, "I trust community members to treat me with respect.")
        self.assertNotContains(ours, "I trust community members to treat me with respect.")
        page = BeautifulSoup(ours.content, "html.parser")
        fields = page.select(".step-form input, .step-form textarea")
        self.assertTrue(fields)
        self.assertEqual([field for field in fields if not field.has_attr("disabled")], [])
        self.assertEqual(page.select("main form, main a[href='']"), [])
        self.assertIn("Who sees your answers", ours.content.decode())

    def test_a_translator_may_change_a_draft_and_publish_nothing(self):
        browser = signed_in(person(Role.TRANSLATOR))
        self.assertEqual(browser.get(f"/admin/snippets/intake/survey/edit/{self.survey.pk}/").status_code, 200)
        self.assertRedirects(browser.post(f"/admin/surveys/{self.survey.pk}/open/"), "/admin/")
        self.assertFalse(SurveyEdition.objects.exists())

    def test_the_city_mediators_and_editors_see_no_survey(self):
        for role in (Role.LIAISON, Role.MEDIATOR, Role.EDITOR, Role.AUDITOR):
            with self.subTest(role):
                self.assertRedirects(signed_in(person(role)).get("/admin/surveys/"), "/admin/")
