"""The results of surveys for staff: what shows, what is hidden, comparing, own words, quotes and downloads."""

import csv
import io
import re
import tracemalloc

import pytest
from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from intake.constants.survey import SurveyPurpose
from intake.models import SurveyAsked, SurveyEdition, SurveyQuote, SurveyResponse
from intake.services.survey_export import answer_rows, export_results
from portal.common.models import AuditEvent
from portal.common.roles import Role
from tests.base import person, signed_in
from tests.surveys import BLOCKS, an_edition, block, replies

NOT_ENOUGH = "Not enough answers yet"
COPIES = """
INSERT INTO intake_surveyresponse (id, edition_id, audience, language, mode, half_year, answers, texts, is_doubted)
SELECT gen_random_uuid(), edition_id, audience, language, mode, half_year, answers, texts, is_doubted
FROM intake_surveyresponse CROSS JOIN generate_series(1, %s)
"""


class ResultsCase(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.lead, cls.administrator = person(Role.LEAD), person(Role.ADMINISTRATOR)
        cls.edition = an_edition(
            blocks=(*BLOCKS, block("single", "may_quote", choices=("no", "yes"))), user=cls.administrator
        )
        cls.address = f"/admin/surveys/editions/{cls.edition.pk}/"

    def page(self, what="results/", user=None, **query):
        response = signed_in(user or self.lead).get(self.address + what, query)
        self.assertEqual(response.status_code, 200, response.headers.get("Location"))
        return response

    def rows(self, table):
        response = self.page(f"downloads/{table}.csv")
        text = b"".join(response.streaming_content).decode()
        self.assertTrue(text.startswith("\ufeff"))
        return list(csv.DictReader(io.StringIO(text[1:])))


class ShownTests(ResultsCase):
    @pytest.mark.proves("UX-54")
    def test_ten_answers_show_and_nine_do_not(self):
        replies(self.edition, 9, heard="4", safe="yes")
        self.assertNotContains(self.page(), "9 people answered")
        self.assertContains(self.page(), NOT_ENOUGH)
        replies(self.edition, 1, heard="5")
        SurveyResponse.objects.filter(answers__heard="5").update(is_doubted=True)
        self.assertContains(self.page(), NOT_ENOUGH)
        self.assertEqual(self.rows("answers"), [])
        SurveyResponse.objects.update(is_doubted=False)
        page = self.page()
        self.assertContains(page, "10 people answered")
        self.assertContains(page, "<strong>10</strong> people replied", html=False)
        self.assertEqual(page.content.decode().count(NOT_ENOUGH), 5)

    def test_the_running_half_year_is_not_counted(self):
        replies(self.edition, 30, half_year="2999-H1", heard="4")
        self.assertNotContains(self.page(), "people answered")

    def test_a_side_that_is_too_small_hides_the_other_as_well(self):
        replies(self.edition, 20, heard="4")
        replies(self.edition, 9, audience="employee", heard="1")
        self.assertContains(self.page(), "29 people answered")
        for audience in ("community", "employee"):
            self.assertNotContains(self.page(audience=audience), "people answered")

    def test_a_filter_shows_a_group_with_its_own_words(self):
        replies(self.edition, 20, heard="4")
        replies(self.edition, 10, audience="employee", heard="1")
        page = self.page(audience="employee")
        self.assertContains(page, "10 people answered")
        self.assertContains(page, "About heard, for the police?")

    def test_what_does_not_apply_stands_apart_and_choices_are_counted_by_people(self):
        replies(self.edition, 12, heard="5", helped=["mediator", "place"], likely="8")
        replies(self.edition, 3, heard="not_applicable")
        page = self.page()
        self.assertContains(page, "12 people answered; each could choose several")
        self.assertContains(page, "Besides them, 3 said that it does not apply.")
        self.assertContains(page, "Mean <strong>8.0</strong>")

    def test_a_filter_that_there_is_not_shows_nothing(self):
        replies(self.edition, 12, heard="5")
        self.assertNotContains(self.page(language="xx"), "people answered")

    def test_the_page_takes_four_queries_of_its_own_for_two_cells_and_for_many(self):
        replies(self.edition, 12, heard="5")
        SurveyAsked.objects.create(
            edition=self.edition, audience="community", language="en", half_year="2026-H1", people=20
        )
        for _ in range(2):
            browser = signed_in(self.lead)
            with CaptureQueriesContext(connection) as asked:
                browser.get(self.address + "results/")
            self.assertEqual(len([each for each in asked.captured_queries if "intake_" in each["sql"]]), 4)
            self.assertLessEqual(len(asked), 10, "six are of Wagtail's frame")
            for half_year in ("2024-H1", "2024-H2", "2025-H1"):
                for language in ("en", "es", "hy"):
                    replies(self.edition, 5, half_year=half_year, language=language, heard="4")

    def test_translators_see_no_results_and_administrators_neither_texts_nor_downloads(self):
        self.assertRedirects(signed_in(person(Role.TRANSLATOR)).get(self.address + "results/"), "/admin/")
        self.page(user=self.administrator)
        for what in ("texts/", "downloads/", "downloads/answers.csv"):
            self.assertRedirects(signed_in(self.administrator).get(self.address + what), "/admin/")


class ComparisonTests(ResultsCase):
    def test_the_same_questions_before_and_after_stand_side_by_side(self):
        before = an_edition(purpose=SurveyPurpose.PRE, user=self.administrator)
        replies(before, 10, heard="2")
        replies(self.edition, 10, heard="4")
        self.assertContains(self.page("compare/"), str(before))
        page = self.page("compare/", edition=before.pk)
        self.assertContains(page, "10 people answered before, 10 after. Good answers: 0% before, 100% after.")
        self.assertContains(page, "<td>+100</td>")
        self.assertContains(page, "About may_quote?")

    def test_where_one_of_the_two_has_too_few_neither_shows(self):
        before = an_edition(purpose=SurveyPurpose.PRE, user=self.administrator)
        replies(before, 9, heard="2")
        replies(self.edition, 30, heard="4")
        self.assertNotContains(self.page("compare/", edition=before.pk), "answered before")

    @pytest.mark.proves("UX-52")
    def test_words_that_changed_are_shown_and_another_structure_is_not_compared(self):
        blocks = (block("section", heading="First page"), block("agreement", "heard"), block("rating", "safe"))
        blocks[1]["value"]["stem"] = "Were you heard?"
        before = an_edition(purpose=SurveyPurpose.PRE, blocks=blocks, user=self.administrator)
        for edition in (before, self.edition):
            replies(edition, 10, heard="2", safe="yes")
        page = self.page("compare/", edition=before.pk)
        self.assertContains(page, "<td>Were you heard?</td><td>About heard?</td>")
        self.assertContains(page, "Asked in another way")


class OwnWordsTests(ResultsCase):
    def written(self, number, may_quote="yes"):
        for count in range(number):
            row = replies(self.edition, 1, may_quote=may_quote)[0]
            row.texts = {"at_length": f"Words of {count}"}
            row.save()

    def token(self):
        found = re.findall(r'name="token" value="(\w+)"', self.page("texts/").content.decode())
        return found[0] if found else ""

    def test_texts_show_from_ten_replies_on_and_each_look_is_noted(self):
        self.written(9)
        self.assertNotContains(self.page("texts/"), "Words of")
        self.written(1)
        self.assertContains(self.page("texts/"), "Words of", count=10)
        seen = AuditEvent.objects.filter(verb="view", object_type="intake.surveyedition", object_id=self.edition.pk)
        self.assertEqual([event.fields for event in seen], [["texts"]] * 2)

    def test_each_look_has_another_order_and_no_id_of_a_reply(self):
        self.written(10)
        orders = {tuple(re.findall(r"Words of \d", self.page("texts/").content.decode())) for _ in range(4)}
        self.assertGreater(len(orders), 1)
        self.assertNotContains(self.page("texts/"), SurveyResponse.objects.first().pk)

    def test_words_are_quoted_only_with_a_yes(self):
        self.written(10, may_quote="no")
        self.assertEqual(self.token(), "")
        browser, address = signed_in(self.lead), self.address + "texts/quote/"
        for token in ("", "0" * 64):
            self.assertEqual(browser.post(address, {"token": token}).status_code, 404)
            self.assertEqual(browser.post(address, {"token": "0" * 64, "text": "Mine"}).status_code, 404)
        self.assertFalse(SurveyQuote.objects.exists())

    def test_a_quote_is_edited_and_needs_a_second_person(self):
        self.written(10)
        lead, token = signed_in(self.lead), self.token()
        self.assertContains(lead.post(self.address + "texts/quote/", {"token": token}), "Words of")
        lead.post(self.address + "texts/quote/", {"token": token, "text": "It helped."})
        quote = SurveyQuote.objects.get()
        self.assertEqual((quote.text, quote.language, quote.state), ("It helped.", "en", "proposed"))
        lead.post(f"/admin/surveys/quotes/{quote.pk}/approve/")
        self.assertEqual(SurveyQuote.objects.get().state, "proposed")
        other = signed_in(self.administrator)
        self.assertContains(other.get("/admin/surveys/quotes/"), "It helped.")
        other.post(f"/admin/surveys/quotes/{quote.pk}/approve/")
        self.assertEqual(SurveyQuote.objects.get().state, "approved")
        self.assertContains(lead.get("/admin/surveys/quotes/"), "Not to be published before")
        other.post(f"/admin/surveys/quotes/{quote.pk}/refuse/")
        self.assertEqual(SurveyQuote.objects.get().state, "refused")
        self.assertFalse(AuditEvent.objects.filter(object_type="intake.surveyquote").exists())


class DownloadTests(ResultsCase):
    def test_single_replies_have_labels_only_where_no_small_group_shows(self):
        replies(self.edition, 12, heard="4", helped=["mediator", "place"])
        replies(self.edition, 11, audience="employee", heard="2")
        replies(self.edition, 3, language="es", heard="3")
        rows = self.rows("answers")
        self.assertEqual(len(rows), 26)
        self.assertEqual({row["audience"] for row in rows}, {"community", "employee"})
        self.assertEqual({row["language"] for row in rows if row["audience"] == "community"}, {""})
        self.assertIn("mediator;place", {row["helped"] for row in rows})
        self.assertNotIn("at_length", rows[0])

    def test_below_ten_no_reply_and_no_table_leaves_the_portal(self):
        replies(self.edition, 9, heard="4")
        self.assertEqual((self.rows("answers"), self.rows("tables")), ([], []))

    def test_the_tables_say_what_the_page_says(self):
        replies(self.edition, 20, heard="4")
        replies(self.edition, 9, audience="employee", heard="1")
        rows = [row for row in self.rows("tables") if row["question"] == "heard"]
        self.assertEqual({row["audience"] for row in rows}, {""})
        self.assertIn(("4", "20", "69"), {(row["answer"], row["number"], row["percent"]) for row in rows})

    def test_the_order_is_another_one_each_time_and_each_download_is_noted(self):
        for number in range(20):
            replies(self.edition, 1, likely=str(number % 10))
        orders = {tuple(row["likely"] for row in self.rows("answers")) for _ in range(3)}
        self.assertGreater(len(orders), 1)
        noted = AuditEvent.objects.filter(verb="export", object_type="intake.surveyedition")
        self.assertEqual(noted.count(), 3)

    def test_nothing_in_a_download_is_a_formula(self):
        said = self.edition.texts
        said["en"]["words"][BLOCKS[1]["id"]]["stem"] = "=1+1"
        said["en"]["words"][BLOCKS[3]["id"]]["stem"] = "Pasted\v\x07"
        said["en"]["words"][BLOCKS[2]["id"]]["stem"] = "\v\t @SUM(1)"
        SurveyEdition.objects.update(texts=said)
        words = {row["question"]: row["words"] for row in self.rows("dictionary")}
        self.assertEqual(words["heard"], "'=1+1")
        self.assertEqual((words["likely"], words["safe"]), ("Pasted  ", "' \t @SUM(1)"))
        book = load_workbook(io.BytesIO(b"".join(self.page("downloads/results.xlsx").streaming_content)))
        self.assertEqual(book.sheetnames, ["Answers", "Tables", "Dictionary"])
        cells = [cell for row in book["Dictionary"].iter_rows() for cell in row]
        self.assertIn("'=1+1", [cell.value for cell in cells])
        self.assertNotIn("f", {cell.data_type for cell in cells})

    def test_other_names_of_files_are_not_there(self):
        for name in ("texts.csv", "answers", "results.csv", "answers.xlsx"):
            self.assertEqual(signed_in(self.lead).get(f"{self.address}downloads/{name}").status_code, 404)

    def test_ten_thousand_replies_take_no_more_memory_than_a_thousand(self):
        peaks = []
        replies(self.edition, 10, heard="4", helped=["mediator", "place"], likely="7")
        with connection.cursor() as cursor:
            for copies in (99, 9):
                cursor.execute(COPIES, [copies])
                results, plan = export_results(self.edition, self.lead)
                tracemalloc.start()
                count = sum(1 for _ in answer_rows(results, plan))
                peaks.append(tracemalloc.get_traced_memory()[1])
                tracemalloc.stop()
        self.assertEqual(count, 10_001)
        self.assertLess(peaks[1], 1.5 * peaks[0])
