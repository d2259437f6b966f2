"""A side's own papers: the letters that it was sent, its request, and what it did here."""

import re
from unittest import mock
from uuid import uuid4

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from intake.constants import Channel, LetterKind, Path, Source
from intake.models import Notification, Referral
from intake.services.consent import answer_consent, withdraw_party
from intake.services.space_answers import ask_for_call
from portal.common import pdf
from portal.common.languages import LANGUAGES
from portal.common.models import AuditEvent
from portal.common.roles import Role
from tests.base import person
from tests.intake.services.consents import NO, YES, asking, says
from tests.intake.spaces import in_space
from tests.letters import deliver_all

PAPERS = "/en/my/letters/"
State = Notification.State


def main_of(response):
    return BeautifulSoup(response.content, "html.parser").main


def section_of(page, title):
    return main_of(page).find("section", attrs={"aria-labelledby": f"{title}-title"})


class PapersTestCase(TestCase):
    def setUp(self):
        self.staff = person(Role.ADMINISTRATOR)
        self.case, self.community, self.employee = asking(self.staff)
        self.client = in_space(self.community, self.staff)

    def a_letter(self, party, *, state=State.SENT, title="A title", body="Some words", language="es"):
        return Notification.objects.create(
            case=self.case, party=party, letter=LetterKind.CLOSED, language=language, channel=Channel.EMAIL,
            title=title, body=body, key=str(uuid4()), due_at=timezone.now(), state=state,
            sent_at=timezone.now() if state == State.SENT else None,
        )  # fmt: skip


class LetterTests(PapersTestCase):
    def test_there_is_none_until_it_was_sent_then_it_opens_in_its_own_language(self):
        self.assertContains(self.client.get(PAPERS), "There is no letter yet.")
        deliver_all()
        letter = self.community.notifications.get(state=State.SENT)
        link = section_of(self.client.get(PAPERS), "letters").find("a")
        self.assertEqual((link["lang"], link.text, link["href"]), ("es", letter.title, f"{PAPERS}{letter.pk}/"))
        page = self.client.get(link["href"])
        self.assertEqual((main_of(page).h1["lang"], main_of(page).h1.text), ("es", letter.title))
        self.assertIn("Hola, Rosa:", main_of(page).select_one("div.prose[lang=es]").text)
        self.assertRegex(page.content.decode(), r"<title>Letter – Request</title>")

    def test_the_newest_stands_first(self):
        for title in ("first", "second", "third"):
            self.a_letter(self.community, title=title)
        titles = [link.text for link in section_of(self.client.get(PAPERS), "letters").find_all("a")]
        self.assertEqual(titles, ["third", "second", "first"])

    @pytest.mark.proves("G1")
    def test_only_what_was_really_sent_to_this_very_side_is_there(self):
        hidden = [self.a_letter(self.community, state=state) for state in State if state != State.SENT]
        hidden.append(self.a_letter(self.employee))
        _, other, _ = asking(self.staff)
        strange = self.a_letter(other)
        Notification.objects.filter(pk=strange.pk).update(case=other.case)
        for letter in (*hidden, strange, self.a_letter(self.community, body="")):
            for file in ("", "text.pdf"):
                self.assertEqual(self.client.get(f"{PAPERS}{letter.pk}/{file}").status_code, 404)
        self.assertContains(self.client.get(PAPERS), "There is no letter yet.")
        self.assertEqual(self.client.get(f"{PAPERS}{uuid4()}/").status_code, 404)

    def test_a_letter_is_plain_text_and_keeps_its_paragraphs(self):
        letter = self.a_letter(self.community, body="<script>x</script>\n\nTwo", title="<b>")
        page = self.client.get(f"{PAPERS}{letter.pk}/")
        self.assertContains(page, "&lt;script&gt;")
        self.assertEqual(len(main_of(page).select("div.prose p")), 2)

    def test_as_a_pdf_it_has_a_name_that_says_nothing_and_neither_name_nor_address(self):
        letter = self.a_letter(self.community)
        with mock.patch.object(pdf, "pdf_of", return_value=b"%PDF") as written:
            answer = self.client.get(f"{PAPERS}{letter.pk}/text.pdf")
        html, language = written.call_args.args[0], written.call_args.kwargs["language"]
        self.assertEqual(language.code, "es")
        self.assertIn('lang="es"', html)
        self.assertIn("Some words", html)
        for private in ("Villanueva", "letter-address"):
            self.assertNotIn(private, html)
        self.assertEqual(answer["Content-Disposition"], 'attachment; filename="text.pdf"')
        self.assertEqual(answer["Cache-Control"], "no-store, private")

    def test_where_no_pdf_can_be_written_the_page_says_so(self):
        letter = self.a_letter(self.community)
        with mock.patch.object(pdf, "pdf_of", side_effect=pdf.PdfUnavailable):
            answer = self.client.get(f"{PAPERS}{letter.pk}/text.pdf", follow=True)
        self.assertContains(answer, "We can’t make a PDF right now.")

    def test_reading_is_recorded_and_changes_nothing(self):
        letter = self.a_letter(self.community)
        self.client.get(PAPERS)
        self.client.get(f"{PAPERS}{letter.pk}/")
        events = AuditEvent.objects.order_by("-seq")[:2]
        self.assertEqual({(event.verb, event.actor_kind) for event in events}, {("view", "participant")})
        self.assertEqual(events[0].object_id, str(letter.pk))
        for page in (PAPERS, f"{PAPERS}{letter.pk}/", "/en/my/request/"):
            self.assertEqual(self.client.post(page).status_code, 405)

    def test_the_number_of_queries_does_not_grow_with_letters_and_deeds(self):
        counts = set()
        for number in (2, 18):
            for _ in range(number):
                self.a_letter(self.community)
                ask_for_call(self.community)
            self.client.get(PAPERS)
            with CaptureQueriesContext(connection) as queries:
                self.client.get(PAPERS)
            counts.add(len(queries))
        self.assertEqual(len(counts), 1, counts)

    def test_it_reads_in_every_language_with_a_title_that_says_nothing(self):
        self.a_letter(self.community)
        for language in LANGUAGES:
            page = self.client.get(f"/{language.code}/my/letters/")
            self.assertContains(page, f'<html lang="{language.tag}"')
            self.assertEqual(page["Cache-Control"], "no-store, private")


class RequestTests(PapersTestCase):
    URL = "/en/my/request/"

    def test_who_sent_it_reads_it_as_it_was_sent(self):
        self.assertContains(self.client.get(PAPERS), f'href="{self.URL}"')
        page = self.client.get(self.URL)
        self.assertContains(page, self.case.referral.reference)
        self.assertContains(page, "Rosa Villanueva")
        event = AuditEvent.objects.order_by("-seq").first()
        self.assertEqual((event.object_type, event.actor_kind), ("intake.referral", "participant"))

    def test_as_a_pdf_it_has_a_name_that_says_nothing(self):
        answer = self.client.get(f"{self.URL}text.pdf")
        if pdf.AVAILABLE:
            self.assertEqual(answer["Content-Disposition"], 'attachment; filename="text.pdf"')
        else:
            self.assertRedirects(answer, f"{self.URL}?no_pdf=1")

    @pytest.mark.proves("G1")
    def test_the_other_side_and_whom_somebody_else_wrote_for_never_get_it(self):
        self.assert_not_there(in_space(self.employee, self.staff))
        for change in (
            {"path": Path.OTHER},
            {"path": Path.CITY},
            {"source": Source.PHONE},
            {"source": Source.CITY},
            {"entered_by": self.staff},
        ):
            was = Referral.objects.filter(pk=self.case.referral_id).values("path", "source", "entered_by").get()
            Referral.objects.filter(pk=self.case.referral_id).update(**change)
            with self.subTest(change):
                self.assert_not_there(self.client)
            Referral.objects.filter(pk=self.case.referral_id).update(**was)

    def assert_not_there(self, client):
        for file in ("", "text.pdf"):
            self.assertEqual(client.get(f"{self.URL}{file}").status_code, 404)
        page = client.get(PAPERS)
        self.assertNotContains(page, self.URL)
        self.assertNotContains(page, "You sent your request")


class DoneTests(PapersTestCase):
    def deeds(self, client=None):
        items = section_of((client or self.client).get(PAPERS), "done")("li")
        return [item.get_text("|").split("|")[0].strip() for item in items]

    def test_each_deed_of_this_side_stands_there_the_newest_first(self):
        self.client.post("/en/my/message/", {"text": "Please call"})
        ask_for_call(self.community)
        answer_consent(self.community, YES, language="en")
        withdraw_party(self.community)
        self.assertEqual(
            self.deeds(),
            [
                "You stepped back",
                "You said yes",
                "You asked us a question",
                "You sent us a message",
                "You sent your request",
            ],
        )

    @pytest.mark.proves("G1")
    def test_nothing_of_staff_or_of_the_other_side_does(self):
        before = self.deeds()
        says(self.community, NO, entered_by=self.staff)
        employee = in_space(self.employee, self.staff)
        employee.post("/en/my/message/", {"text": "Please call"})
        ask_for_call(self.employee)
        self.assertEqual(self.deeds(), before)
        self.assertEqual(len(self.deeds(employee)), 2)

    def test_each_has_its_day_and_time(self):
        item = section_of(self.client.get(PAPERS), "done").li.get_text(" ")
        self.assertTrue(re.search(r"\d{1,2}:\d{2}", item), item)
