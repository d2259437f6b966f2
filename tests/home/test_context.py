"""`program` for every template: the reader's language, else the source language, else empty."""

from django.test import RequestFactory, TestCase
from django.utils import translation

from home.context import Program, program
from home.models import ProgramDetails
from tests.home.site import SeededSite


def in_language(code):
    with translation.override(code):
        return program(RequestFactory().get(f"/{code}/"))["program"]


class ProgramTest(SeededSite):
    def test_it_speaks_the_active_language(self):
        self.assertEqual(in_language("zh-hans").city, "帕萨迪纳市")

    def test_the_phone_number_is_as_people_here_write_it_and_the_link_dials_it(self):
        details = in_language("hy")
        self.assertEqual((details.phone, details.phone_href), ("(626) 555-0100", "tel:+16265550100"))

    def test_it_falls_back_to_the_source_language(self):
        ProgramDetails.objects.filter(locale__language_code="hy").delete()
        self.assertEqual(in_language("hy").city, "City of Pasadena")

    def test_it_asks_once_and_only_when_a_template_uses_it(self):
        with self.assertNumQueries(0):
            details = in_language("es")
        with self.assertNumQueries(1):
            self.assertTrue(details.name and details.hours and details.interpreter_line)


class NoProgramTest(TestCase):
    def test_without_a_row_everything_is_empty_and_pages_still_answer(self):
        self.assertEqual(in_language("es"), Program())
        self.assertEqual(self.client.get("/es/no-such-page/").status_code, 404)
