"""What documents are made of, and what happens where no PDF can be written. PDFs themselves: tests/e2e/test_pdf.py."""

import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

from bs4 import BeautifulSoup
from django.template.loader import render_to_string
from django.test import SimpleTestCase
from django.utils import translation

from portal.common.languages import language_of

ROOT = Path(__file__).resolve().parents[2]
WITHOUT_PANGO = """
import sys
sys.modules["weasyprint"] = None
import django
django.setup()
from datetime import datetime
from django.core.checks import run_checks
from portal.common import pdf
from portal.common.languages import SOURCE_LANGUAGE
import portal.urls
print(pdf.AVAILABLE, [fault.id for fault in run_checks()])
try:
    pdf.pdf_of("<p>Words", language=SOURCE_LANGUAGE, title="Words", created=datetime.now())
except pdf.PdfUnavailable as fault:
    print(fault)
"""
PROGRAM = SimpleNamespace(city="City of Example", name="Mediation Program", phone="(626) 555-0100")


def document(**context):
    moment = datetime(2026, 11, 22, 20, 0, tzinfo=UTC)
    return soup("pdf/base.html", {"title": "A copy of your request", "created": moment, **context})


def soup(template, context):
    return BeautifulSoup(render_to_string(template, context), "html.parser")


class TitleBlock(SimpleTestCase):
    def test_it_says_whose_paper_it_is_what_it_is_and_when_it_was_made(self):
        page = document(program=PROGRAM, reference="7KQM-4WXR")
        block = page.select_one(".title-block").get_text(" ", strip=True)
        for words in ("City of Example", "Mediation Program", "(626) 555-0100", "November 22, 2026", "7KQM-4WXR"):
            assert words in block
        assert [heading.text for heading in page.select("h1")] == ["A copy of your request"]

    def test_a_document_without_a_reference_has_no_line_for_it(self):
        assert "Reference" not in document(program=PROGRAM).text
        assert document().select_one(".page-footer .reference") is None

    def test_the_demo_says_that_it_is_one(self):
        assert "not a real service" in document(demo=True).text
        assert "not a real service" not in document().text

    def test_it_is_in_the_language_of_the_document(self):
        with translation.override("zh-hant"):
            page = document(language=language_of("zh-hant"))
        assert page.html["lang"] == "zh-Hant"
        assert "2026年11月22日" in page.text
        assert "第" in page.select_one(".page-footer").text


class Answers(SimpleTestCase):
    def test_each_question_is_followed_by_its_answers(self):
        rows = [{"label": "How may we reach you?", "answers": ["Phone", "Mail"]}, {"label": "Where?", "value": ""}]
        answers = soup("pdf/answers.html", {"rows": rows}).dl
        assert [term.text for term in answers.select("dt")] == ["How may we reach you?", "Where?"]
        assert [[line.text for line in one.select("p")] for one in answers.select("dd")] == [
            ["Phone", "Mail"],
            ["Not provided"],
        ]

    def test_what_people_typed_is_never_markup(self):
        typed = '<img src="http://elsewhere.invalid/"><script>alert(1)</script>{{ title }}'
        answers = soup("pdf/answers.html", {"rows": [{"label": typed, "value": typed, "answers": [typed]}]})
        assert {tag.name for tag in answers.find_all(True)} == {"dl", "dt", "dd", "p"}
        assert answers.dd.p.text == typed


def test_without_pango_the_portal_works_and_says_that_pdfs_are_off():
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "portal.settings.lint"}
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT_PANGO], cwd=ROOT, env=environment, capture_output=True, text=True
    )
    assert done.stdout.splitlines() == ["False ['portal.W030']", "Pango is not installed."], done.stderr
