"""Keying replies that came on paper or by phone: stored like all others, once, and with no moment anywhere."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.db import connections
from django.test import TestCase, TransactionTestCase
from django.utils import timezone

from intake.models import KeyedReplies, SurveyDraft, SurveyEdition, SurveyResponse
from intake.services.survey_edition import close_edition
from intake.services.survey_keying import key_reply
from portal.common.audit import AuditEvent
from portal.common.roles import Role
from tests.base import person, signed_in
from tests.surveys import an_edition


class KeyingTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.staff = person(Role.ADMINISTRATOR)
        cls.edition = an_edition(user=cls.staff)
        cls.choose = f"/admin/surveys/editions/{cls.edition.pk}/key/"
        cls.address = f"{cls.choose}community/en/paper/"

    def setUp(self):
        self.browser = signed_in(self.staff)

    def form_key(self):
        page = BeautifulSoup(self.browser.get(self.address).content, "html.parser")
        return page.find(attrs={"name": "form_key"})["value"]

    def key(self, address=None, form_key=None, **answers):
        sent = {f"answer-{name}": answer for name, answer in answers.items()}
        return self.browser.post(address or self.address, {"form_key": form_key or self.form_key(), **sent})

    def test_staff_choose_the_kind_and_key_the_same_questions(self):
        SurveyEdition.objects.update(texts={**self.edition.texts, "es": self.edition.texts["en"]})
        chosen = {"audience": "employee", "language": "es", "mode": "phone"}
        page = self.browser.post(self.choose, chosen, follow=True)
        self.assertContains(page, "About heard, for the police?")
        self.assertContains(page, 'lang="es"')
        self.assertRedirects(self.browser.post(self.choose, chosen), f"{self.choose}employee/es/phone/")

    @pytest.mark.proves("UX-53")
    def test_a_keyed_reply_says_how_it_came_in_which_language_and_nothing_of_when(self):
        logged = AuditEvent.objects.count()
        done = self.key(heard="4", safe="no", why_not="noise", helped=["place"], at_length="By hand")
        self.assertRedirects(done, self.address)
        kept = SurveyResponse.objects.get()
        self.assertEqual(kept.answers, {"heard": "4", "safe": "no", "why_not": "noise", "helped": ["place"]})
        self.assertEqual(kept.texts, {"at_length": "By hand"})
        self.assertEqual((kept.mode, kept.language, kept.audience), ("paper", "en", "community"))
        self.assertFalse(SurveyDraft.objects.exists())
        self.assertEqual(AuditEvent.objects.count(), logged)
        self.assertEqual(KeyedReplies.objects.get().count, 1)
        fields = {field.get_internal_type() for field in KeyedReplies._meta.get_fields()}
        self.assertTrue(fields.isdisjoint({"DateField", "DateTimeField"}))

    def test_a_question_that_was_not_to_be_asked_is_not_stored(self):
        self.key(safe="yes", why_not="noise")
        self.assertEqual(SurveyResponse.objects.get().answers, {"safe": "yes"})

    def test_a_second_press_stores_nothing(self):
        form_key = self.form_key()
        for _ in range(2):
            self.assertRedirects(self.key(form_key=form_key, heard="4"), self.address)
        self.assertEqual(SurveyResponse.objects.count(), 1)
        self.assertEqual(KeyedReplies.objects.get().count, 1)
        self.key(heard="4")
        self.assertEqual(SurveyResponse.objects.count(), 2)

    def test_bad_input_shows_again_with_all_that_was_typed_and_the_same_key(self):
        form_key = self.form_key()
        for wrong in ({"safe": "maybe"}, {"helped": ["bribe"]}, {"in_short": "x" * 1_000_000}, {"in_short": "a\0b"}):
            page = self.key(form_key=form_key, heard="4", at_length="Keep this", **wrong)
            self.assertContains(page, "error-summary")
            self.assertContains(page, "Keep this")
            self.assertContains(page, 'value="4" id="id_answer-heard_3" checked')
            self.assertContains(page, form_key)
        for odd in ("", "x" * 65):
            page = self.browser.post(self.address, {"form_key": odd, "answer-at_length": "Keep this"})
            self.assertContains(page, "Keep this")
        self.assertFalse(SurveyResponse.objects.exists())

    def test_a_key_with_a_nul_is_a_key_like_any_other(self):
        self.assertRedirects(self.key(form_key="a\0b", heard="4"), self.address)

    def test_paper_comes_late_and_not_for_ever(self):
        close_edition(self.edition.pk, self.staff)
        self.key(heard="4")
        self.assertEqual(SurveyResponse.objects.count(), 1)
        with time_machine.travel(timezone.now() + timedelta(days=61)):
            browser = signed_in(self.staff)
            self.assertEqual(browser.get(self.address).status_code, 404)
            self.assertEqual(browser.get(self.choose).status_code, 404)

    def test_no_other_kind_is_keyed(self):
        for kind in ("visitor/en/paper", "community/hy/paper", "community/en/online", "x/x/x"):
            self.assertEqual(self.key(f"{self.choose}{kind}/", form_key="key", heard="4").status_code, 404)
        self.assertFalse(SurveyResponse.objects.exists())

    def test_translators_key_nothing(self):
        self.assertRedirects(signed_in(person(Role.TRANSLATOR)).get(self.address), "/admin/")


class RaceTests(TransactionTestCase):
    def test_five_presses_at_once_store_one_reply(self):
        edition = an_edition()
        kind = {"audience": "community", "language": "en", "mode": "paper", "given": {"heard": "3"}}

        def press(number):
            try:
                key_reply(edition.pk, edition.opened_by, "one form", **kind)
            finally:
                connections.close_all()

        with ThreadPoolExecutor(5) as pool:
            list(pool.map(press, range(5)))
        self.assertEqual(SurveyResponse.objects.get().answers, {"heard": "3"})
        self.assertEqual(KeyedReplies.objects.get().count, 1)
