"""What people and machines send that nobody expects."""

from django.core import mail
from django.test import TestCase

from intake.models import Draft, Referral
from tests.base import ANSWERS, STEPS, Resident

WILD = {
    "overlong": "a" * 20_001,
    "a million": "b" * 1_000_000,
    "nul": "a\x00b",
    "right-to-left override": "a\u202eb",
    "emoji": "👩‍👩‍👧‍👦",
    "markup": "<script>alert(1)</script>{{ 7*7 }}{% csrf_token %}",
    "line breaks": "a\r\nBcc: someone@example.org",
}


class WildInputTests(TestCase):
    def test_no_input_breaks_a_page(self):
        for language in ("en", "hy"):
            resident = Resident(language)
            for step in STEPS:
                for name, text in WILD.items():
                    for field in ANSWERS[step]:
                        with self.subTest(step=step, field=field, wild=name):
                            response = resident.client.post(resident.url(step), ANSWERS[step] | {field: text})
                            self.assertIn(response.status_code, (200, 302))
                            self.assertNotIn(b"<script>alert", response.content)
                resident.answers(step)

    def test_a_nul_gets_a_message_in_the_language_of_the_page(self):
        resident = Resident("hy")
        resident.answers("who")
        response = resident.answers("name", name="Ռո\x00զա")
        self.assertContains(response, "error-summary")
        self.assertNotContains(response, "Null characters")

    def test_bytes_that_are_not_text_are_no_error(self):
        resident = Resident()
        resident.answers("who")
        for body in (b"name=%ED%A0%80", b"name=%FF%FE", b"name=\xed\xb0\x80"):
            response = resident.client.post(
                resident.url("name"), body, content_type="application/x-www-form-urlencoded"
            )
            self.assertIn(response.status_code, (200, 302))

    def test_an_unknown_choice_is_refused_kindly(self):
        resident = Resident("es")
        response = resident.client.post(resident.url("who"), {"asking_for": "everyone"})
        self.assertContains(response, "error-summary")
        self.assertNotContains(response, "Select a valid choice")

    def test_a_post_that_is_too_large_gets_a_plain_page(self):
        resident = Resident("es")
        response = resident.client.post(resident.url("who"), {"asking_for": "x" * 4_000_000})
        self.assertEqual(response.status_code, 400)
        self.assertContains(response, '<html lang="es"', status_code=400)

    def test_too_many_fields_get_a_plain_page(self):
        resident = Resident("es")
        response = resident.client.post(resident.url("who"), {f"f{i}": "1" for i in range(3000)})
        self.assertEqual(response.status_code, 400)

    def test_fields_that_the_page_does_not_have_are_not_kept(self):
        resident = Resident()
        resident.answers("who", asking_for="self", role="admin", csrfmiddlewaretoken="x")
        self.assertEqual(Draft.objects.get().answers["who"]["typed"], {"asking_for": ["self"]})

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
        self.assertEqual(response.status_code, 200)
        self.assertEqual(len(mail.outbox), 0)
