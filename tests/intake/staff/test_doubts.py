"""The button for a request that was marked: who may press it, and what it does."""

from uuid import uuid4

from django.template.loader import render_to_string
from django.test import TestCase

from portal.common.roles import Role
from tests.base import person, signed_in
from tests.cases import a_case


class InOrderTests(TestCase):
    def setUp(self):
        self.case = a_case(doubts=("trap",))
        self.address = f"/admin/cases/{self.case.id}/doubts/"
        self.browser = signed_in(person(Role.ADMINISTRATOR))

    def has_doubts(self):
        self.case.refresh_from_db()
        return self.case.has_doubts

    def test_the_button_notes_it_and_leads_back_to_the_case(self):
        response = self.browser.post(self.address, {"version": "1"})
        self.assertRedirects(response, f"/admin/cases/{self.case.id}/", fetch_redirect_response=False)
        self.assertFalse(self.has_doubts())
        self.assertContains(self.browser.get(response["Location"]), "Noted: this request is in order.")

    def test_who_looked_at_an_older_version_is_asked_to_look_again(self):
        response = self.browser.post(self.address, {"version": "9"}, follow=True)
        self.assertContains(response, "Somebody else changed this case")
        self.assertTrue(self.has_doubts())

    def test_a_get_changes_nothing(self):
        self.assertEqual(self.browser.get(self.address).status_code, 405)
        self.assertTrue(self.has_doubts())

    def test_nobody_else_may_press_it(self):
        for role in (Role.MEDIATOR, Role.LIAISON, Role.EDITOR, Role.AUDITOR):
            response = signed_in(person(role)).post(self.address)
            # Wagtail answers those without the right by its start page.
            self.assertIn(response.get("Location", "/admin/"), ("/admin/", "/accounts/login/?next=/admin/"), role)
        self.assertTrue(self.has_doubts())

    def test_a_case_that_does_not_exist_is_not_found(self):
        self.assertEqual(self.browser.post(f"/admin/cases/{uuid4()}/doubts/").status_code, 404)

    def test_the_part_of_the_page_shows_only_with_doubts(self):
        shown = render_to_string("intake/staff/doubts.html", {"case": self.case, "doubts": ["It was fast."]})
        self.assertIn(self.address, shown)
        self.assertIn("It was fast.", shown)
        self.assertNotIn("<form", render_to_string("intake/staff/doubts.html", {"case": self.case, "doubts": []}))
