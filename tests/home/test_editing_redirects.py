"""Old addresses lead to where a page is now, and to no other site."""

from django.urls import reverse
from wagtail.contrib.redirects.models import Redirect

from home.models import RequestPage
from portal.common.models import User
from portal.common.roles import Role
from tests.base import person, signed_in
from tests.home.site import SeededSite


class RedirectTest(SeededSite):
    def below(self, parent, slug):
        page = RequestPage(title=slug, slug=slug, intro="-", start_label="-", locale=parent.locale)
        return parent.add_child(instance=page)

    def test_a_moved_page_is_found_at_its_old_address(self):
        page = self.below(self.home, "old-place")
        deep = self.below(page, "deep")
        with self.captureOnCommitCallbacks(execute=True):
            page.move(self.request_page, "last-child")
        self.assertEqual(deep.slug, "deep")
        for old in ("/en/old-place/", "/en/old-place/deep/"):
            response = self.client.get(old)
            self.assertEqual((response.status_code, response["Location"]), (301, old.replace("/en/", "/en/request/")))
            self.assertEqual(self.client.get(response["Location"]).status_code, 200)

    def test_a_page_with_another_address_is_found_at_its_old_one(self):
        page = self.below(self.home, "old-name")
        page.slug = "new-name"
        with self.captureOnCommitCallbacks(execute=True):
            page.save_revision().publish()
        self.assertRedirects(self.client.get("/en/old-name/"), "/en/new-name/", 301)

    def test_an_address_that_exists_is_never_redirected(self):
        Redirect.add_redirect("/en/request", "/en/")
        self.assertEqual(self.client.get("/en/request/").status_code, 200)

    def test_no_redirect_leads_to_another_site_whatever_its_row_says(self):
        for number, target in enumerate(
            (
                "https://example.com/",
                "//example.com/",
                "http:///example.com",
                "javascript:alert(1)",
                "https:example.com",
            )
        ):
            Redirect.add_redirect(f"/en/gone-{number}", target)
            response = self.client.get(f"/en/gone-{number}/")
            self.assertEqual(response.status_code, 404, target)
            self.assertNotIn("Location", response)

    def test_only_reading_is_redirected(self):
        Redirect.add_redirect("/en/gone", self.request_page)
        self.assertEqual(self.client.post("/en/gone/").status_code, 404)

    def test_the_redirect_carries_the_headers_of_every_answer(self):
        Redirect.add_redirect("/en/gone", self.request_page)
        response = self.client.get("/en/gone/")
        self.assertEqual(response.status_code, 301)
        self.assertIn("default-src 'none'", response["Content-Security-Policy"])

    def test_no_role_can_make_one_by_hand(self):
        fields = {"old_path": "/en/x", "site": "", "is_permanent": "on", "redirect_link": "https://example.com/"}
        for role in Role:
            signed_in(person(role)).post(reverse("wagtailredirects:add"), fields)
        self.assertFalse(Redirect.objects.exists())

    def test_not_even_operations_import_them(self):
        browser = signed_in(User.objects.create_superuser("ops@example.org", "unimportant"))
        for name in ("wagtailredirects:start_import", "wagtailredirects:process_import"):
            self.assertEqual(browser.get(reverse(name)).status_code, 403)
            self.assertEqual(browser.post(reverse(name), {}).status_code, 403)
        self.assertEqual(browser.get(reverse("wagtailredirects:index")).status_code, 200)
