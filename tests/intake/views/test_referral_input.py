"""What people and machines send that nobody expects."""

from bs4 import BeautifulSoup
from django.core import mail
from django.test import TestCase

from intake.models import Referral
from tests.base import ANSWERS, STEPS, Resident
from tests.intake.coming_back import opened

WILD = {
    "overlong": "a" * 20_001,
    "very long": "b" * 300_000,
    "nul": "a\x00b",
    "right-to-left override": "a\u202eb",
    "emoji": "👩‍👩‍👧‍👦",
    "markup": "<script>alert(1)</script>{{ 7*7 }}{% csrf_token %}",
    "line breaks": "a\r\nBcc: someone@example.org",
}


class WildInputTests(TestCase):
    def test_no_input_breaks_a_page(self):
        resident = Resident("hy")
        for step in STEPS[:-1]:
            for name, text in WILD.items():
                with self.subTest(step=step, wild=name):
                    sent = dict.fromkeys(ANSWERS[step], text)
                    response = resident.client.post(resident.url(step), sent, follow=True)
                    self.assertEqual(response.status_code, 200)
                    self.assertNotIn(b"<script>alert", response.content)
            resident.answers(step)

    def test_a_nul_gets_a_message_in_the_language_of_the_page(self):
        resident = Resident("hy")
        resident.answers("who")
        response = resident.client.get(resident.answers("name", name="Ռո\x00զա")["Location"])
        self.assertContains(response, "error-summary")
        self.assertNotContains(response, "Null characters")

    def test_bytes_that_are_not_text_get_a_message(self):
        resident = Resident()
        resident.answers("who")
        for body in (b"name=%ED%A0%80", b"name=%FF%FE", b"name=R%F3sa"):
            response = resident.client.post(
                resident.url("name"), body, content_type="application/x-www-form-urlencoded", follow=True
            )
            self.assertContains(response, "Your answer has a character that we can’t keep.")

    def test_an_unknown_choice_is_refused_kindly(self):
        resident = Resident("es")
        response = resident.client.post(resident.url("who"), {"path": "everyone"}, follow=True)
        self.assertContains(response, "error-summary")
        self.assertNotContains(response, "Select a valid choice")

    def test_a_post_that_is_too_large_gets_a_plain_page(self):
        resident = Resident("es")
        response = resident.client.post(resident.url("who"), {"path": "x" * 4_000_000})
        self.assertEqual(response.status_code, 400)
        self.assertContains(response, '<html lang="es"', status_code=400)

    def test_too_many_fields_get_a_plain_page(self):
        resident = Resident("es")
        response = resident.client.post(resident.url("who"), {f"f{i}": "1" for i in range(3000)})
        self.assertEqual(response.status_code, 400)

    def test_fields_that_the_page_does_not_have_are_not_kept(self):
        resident = Resident()
        resident.answers("who", path="self", role="admin", csrfmiddlewaretoken="x")
        self.assertEqual(opened(resident).answers["who"]["typed"], {"path": ["self"]})

    def test_names_of_many_scripts_arrive_exactly(self):
        for name in ("Անահիտ Սարգսյան", "陳美玲", "Nguyễn Thị Hồng", "O’Brien-D'Souza", "محمد", "Sukarno"):
            resident = Resident()
            resident.answers_until("name")
            resident.answers("name", name=name)
            resident.answers_until("review")
            resident.client.post(resident.url("name"), {"name": name})
            resident.answers("review")
            self.assertEqual(Referral.objects.get(submission_key=resident.draft).contact["name"], name)

    def test_no_one_can_add_a_recipient(self):
        resident = Resident()
        resident.answers_until("contact")
        response = resident.answers("contact", email="rosa@example.org\nBcc: x@example.org")
        self.assertRedirects(response, resident.url("contact") + "?wrong=1")
        self.assertEqual(len(mail.outbox), 0)

    def test_an_address_that_no_mail_can_be_written_to_is_refused_at_once(self):
        resident = Resident()
        resident.answers_until("contact")
        for domain in ("\u200b.org", "\u00ad.org", "ж" * 62 + ".org", "\u2488.org", "\u202e.org", "[127.0.0.1]"):
            response = resident.answers("contact", email=f"rosa@{domain}")
            page = resident.client.get(response["Location"])
            self.assertContains(page, 'href="#id_email"', 1, msg_prefix=ascii(domain))
        for address in ("rosa@пример.рф", "o'brien+news@example.org", ""):
            self.assertRedirects(resident.answers("contact", email=address), resident.url("safe-contact"))


class WholeAnswerTests(TestCase):
    """What is typed is what arrives."""

    def contact_of(self, **changes):
        resident = Resident()
        resident.answers_until("contact")
        resident.answers("contact", **changes)
        for step in STEPS[STEPS.index("contact") + 1 :]:
            last = resident.opens(step)
            resident.answers(step)
        return last, Referral.objects.get(submission_key=resident.draft)

    def test_the_extension_of_a_phone_number_is_kept_and_shown(self):
        review, referral = self.contact_of(phone="626 555 0142 ext. 7")
        self.assertContains(review, "(626) 555-0142 ext. 7")
        self.assertEqual(referral.contact["phone"], "+16265550142;ext=7")

    def test_a_line_break_counts_as_one_character_as_it_does_in_the_browser(self):
        resident = Resident()
        resident.answers_until("account")
        self.assertRedirects(resident.answers("account", account="a\r\n" * 749 + "ab"), resident.url("employee"))
        wrong = resident.answers("account", account="a\r\n" * 749 + "abc" + "d")
        self.assertContains(resident.client.get(wrong["Location"]), "You have 1502.")

    def test_a_text_that_is_far_too_long_is_told_and_comes_back_whole(self):
        resident, text = Resident(), "He said a word. " * 900
        resident.answers_until("account")
        told = resident.client.get(resident.answers("account", account=text)["Location"])
        self.assertContains(told, f"You have {len(text.strip())}.")
        self.assertEqual(BeautifulSoup(told.content, "html.parser").textarea.text.strip(), text.strip())
        resident.answers("account", account=text, save_for_later="1")
        self.assertContains(resident.opens("account"), text.strip())

    def test_a_question_keeps_its_own_inputs_and_no_lookalikes(self):
        resident = Resident()
        resident.answers_until("when-where")
        resident.answers("when-where", happened_on_hour="7", place_too="x", place=["y"] * 200)
        typed = opened(resident).answers["when-where"]["typed"]
        self.assertEqual(set(typed), {"happened_on_month", "happened_on_day", "happened_on_year", "place"})
        self.assertEqual(len(typed["place"]), 50)
