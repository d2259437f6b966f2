"""A page moves in the admin, and its old address leads to the new one."""

from django.urls import reverse

from outreach.models import GuidePage
from portal.common.roles import Role
from tests.base import person, signed_in
from tests.outreach.site import SeededOutreach


class MovingTest(SeededOutreach):
    def setUp(self):
        guides = GuidePage.objects.filter(locale__language_code="en")
        self.page, self.parent = guides.get(slug="mediators"), guides.get(slug="how-it-works")
        self.move = reverse("wagtailadmin_pages:move_confirm", args=[self.page.pk, self.parent.pk])

    def test_a_reviewer_moves_a_page_and_its_old_address_redirects(self):
        with self.captureOnCommitCallbacks(execute=True):
            signed_in(person(Role.REVIEWER)).post(self.move)
        self.assertRedirects(self.client.get("/en/mediators/"), "/en/how-it-works/mediators/", 301)

    def test_an_editor_cannot_move_what_is_published(self):
        signed_in(person(Role.EDITOR)).post(self.move)
        self.assertEqual(self.client.get("/en/mediators/").status_code, 200)
