"""The copy that a person keeps, and the form on paper."""

from datetime import timedelta

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.test import TestCase
from django.utils import timezone

from intake.constants import Path
from intake.models import Referral
from intake.questions.catalogue import page_named, pages_of
from portal.common.languages import LANGUAGES
from portal.common.models import AuditEvent
from tests.base import ANSWERS, STEPS, Resident


def page(response):
    return BeautifulSoup(response.content, "html.parser")


class CopyTests(TestCase):
    @pytest.mark.proves("UX-43")
    def test_the_copy_has_every_question_and_answer_in_each_language(self):
        for language in LANGUAGES:
            resident = Resident(language.code)
            resident.sends()
            html = page(resident.opens("copy"))
            asked = [question for step in STEPS[:-1] for question in page_named(step, Path.SELF).questions]
            self.assertEqual(len(html.select(".summary-list dt")), len(asked))
            self.assertIn(ANSWERS["account"]["account"], html.text)
            self.assertIn(Referral.objects.get(submission_key=resident.draft).reference, html.text)

    def test_what_was_agreed_to_stands_there_in_the_words_of_then(self):
        resident = Resident("es")
        resident.sends()
        texts = [text["text"] for text in Referral.objects.get().consent["texts"]]
        self.assertEqual(len(texts), 3)
        html = page(resident.client.get(resident.url("copy", language="hy")))
        for text in texts:
            self.assertIn(text, html.select_one("ul[lang=es]").text)

    def test_it_opens_only_for_the_browser_that_sent(self):
        resident = Resident()
        resident.sends()
        stranger = Resident()
        self.assertEqual(stranger.client.get(resident.url("copy")).status_code, 404)

    def test_it_is_not_there_before_sending(self):
        resident = Resident()
        resident.answers_until("review")
        self.assertEqual(resident.opens("copy").status_code, 404)

    def test_after_a_day_it_no_longer_opens_and_the_page_says_why(self):
        resident = Resident()
        resident.sends()
        with time_machine.travel(timezone.now() + timedelta(hours=25)):
            answer = resident.opens("copy")
        self.assertContains(answer, "within 24 hours", status_code=410)
        self.assertNotContains(answer, ANSWERS["account"]["account"], status_code=410)

    def test_reading_it_is_audited(self):
        resident = Resident()
        resident.sends()
        resident.opens("copy")
        entry = AuditEvent.objects.get(verb="view")
        self.assertEqual(entry.actor_kind, "participant")

    def test_hostile_answers_stay_text(self):
        resident = Resident()
        resident.answers_until("account")
        resident.answers("account", account="<script>alert(1)</script>")
        for step in STEPS[STEPS.index("account") + 1 :]:
            resident.answers(step)
        self.assertContains(resident.opens("copy"), "&lt;script&gt;alert(1)")


class PaperTests(TestCase):
    def test_the_form_on_paper_asks_what_the_form_on_screen_asks_in_each_language(self):
        labels = len(page_labels())
        for language in LANGUAGES:
            html = page(self.client.get(f"/{language.code}/referral/blank/"))
            self.assertEqual(len(html.select(".paper-question")), labels + 1)
            self.assertIsNone(html.select_one(".paper form, .paper input"))


def page_labels():
    mine = [page for page in pages_of(Path.SELF) if page.name not in {"who", "review"}]
    helpers = [page for page in pages_of(Path.OTHER) if Path.SELF not in page.paths]
    return [question for page in [*mine, *helpers] for question in page.questions]
