"""The seeded surveys: what a download says of each, and what the demo shows of them."""

from django.test import TestCase

from intake.management.demo.surveys import REPLIES, open_surveys
from intake.models import SurveyEdition, SurveyResponse
from intake.rules.survey_results import Wanted
from intake.services.survey_export import export_results, rows_of
from intake.services.survey_results import results_of
from intake.services.survey_seeding import seed_surveys
from portal.common.roles import Role
from tests.base import person


class SeededSurveysTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        seed_surveys()
        cls.lead = person(Role.LEAD)
        for _ in range(2):
            open_surveys(cls.lead)

    def test_the_demo_shows_results_before_and_after_and_is_safe_to_run_again(self):
        self.assertEqual((SurveyEdition.objects.count(), SurveyResponse.objects.count()), (6, 2 * REPLIES))
        for purpose in ("pre", "post"):
            results = results_of(SurveyEdition.objects.get(purpose=purpose))
            shown = [results.figures(question, Wanted("community")) for question in results.questions]
            self.assertTrue(all(shown))
            self.assertEqual(results.replies_of(Wanted()), REPLIES)

    def test_the_dictionary_explains_every_question_and_answer(self):
        for edition in SurveyEdition.objects.all():
            results, plan = export_results(edition, self.lead)
            heads, *rows = rows_of("dictionary", results, plan)
            rows = [dict(zip(heads, row, strict=True)) for row in rows]
            asked = [each["value"]["key"] for each in edition.stream if each["type"] != "section"]
            self.assertEqual(list(dict.fromkeys(row["question"] for row in rows)), asked)
            for row in rows:
                self.assertTrue(row["words"] and row["page"] and row["told"])
                self.assertEqual(bool(row["answer"] and row["answer_words"]), not row["told"].startswith("no"))
