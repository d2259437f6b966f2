"""The guard before Wagtail's own screens: who has no part in the site sees no draft, and no id makes a 500."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.timezone import now
from wagtail.models import Page

from home.models import Alert, RequestPage
from portal.common.models import User
from portal.common.page_guard import FOR_ALL
from portal.common.roles import Role
from tests.base import person, signed_in
from tests.home.site import SeededSite

NO_PART_IN_THE_SITE = (Role.LEAD, Role.ADMINISTRATOR, Role.MEDIATOR, Role.LIAISON, Role.AUDITOR)
PART_IN_THE_SITE = (Role.EDITOR, Role.REVIEWER, Role.TRANSLATOR)


class GuardCase(SeededSite):
    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        cls.draft = RequestPage(title="Secret draft", slug="d", intro="-", start_label="-", live=False)
        cls.home.add_child(instance=cls.draft)

    def screens(self):
        """Wagtail's screens that list, name or lead to pages."""
        draft, home = self.draft.pk, self.home.pk
        of_draft = ("edit", "view_draft", "usage", "history", "workflow_history", "copy", "move", "delete", "unpublish")
        return (
            reverse("wagtailadmin_choose_page"),
            reverse("wagtailadmin_choose_page_child", args=[home]),
            reverse("wagtailadmin_choose_page_search") + "?q=Secret",
            reverse("wagtailadmin_choose_page_chosen_multiple") + f"?id={draft}",
            reverse("wagtailadmin_choose_page_external_link"),
            reverse("wagtailadmin_pages:move_confirm", args=[draft, home]),
            reverse("wagtailadmin_pages:confirm_workflow_cancellation", args=[draft]),
            reverse("wagtailadmin_pages:choose_parent", args=["home", "requestpage"]),
            reverse("wagtailadmin_pages:type_use", args=["home", "requestpage"]),
            reverse("wagtailadmin_pages:search") + "?q=Secret",
            reverse("wagtailadmin_explore", args=[home]),
            reverse("wagtailadmin_explore_root"),
            reverse("wagtailadmin_api:pages:listing"),
            reverse("wagtailadmin_api:pages:detail", args=[draft]),
            reverse("wagtailadmin_reports:site_history"),
            reverse("wagtailadmin_reports:aging_pages"),
            reverse("wagtailadmin_reports:page_types_usage"),
            reverse("wagtailadmin_workflows:task_chooser"),
            reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"]) + f"?id={draft}",
            *(reverse(f"wagtailadmin_pages:{name}", args=[draft]) for name in of_draft),
        )


class RefusedTest(GuardCase):
    @pytest.mark.proves("G1")
    def test_who_has_no_part_in_the_site_sees_no_title_of_a_draft(self):
        for role in NO_PART_IN_THE_SITE:
            browser = signed_in(person(role))
            for address in self.screens():
                for send in (browser.get, browser.post):
                    with self.subTest(role=role, address=address, method=send.__name__):
                        response = send(address)
                        self.assertEqual(response.status_code, 403)
                        self.assertNotIn("Secret draft", response.content.decode())

    @pytest.mark.proves("G1")
    def test_alerts_that_are_drafts_show_in_no_chooser(self):
        alert = Alert.objects.create(
            heading="Secret draft", text="-", locale=self.home.locale, live=False, ends_at=now() + timedelta(days=1)
        )
        chooser = "wagtailsnippetchoosers_home_alert"
        for role in NO_PART_IN_THE_SITE:
            browser = signed_in(person(role))
            for address in (
                reverse(f"{chooser}:choose"),
                reverse(f"{chooser}:choose_results") + "?q=Secret",
                reverse(f"{chooser}:chosen", args=[alert.pk]),
                reverse(f"{chooser}:chosen_multiple") + f"?id={alert.pk}",
            ):
                with self.subTest(role=role, address=address):
                    self.assertEqual(browser.get(address).status_code, 403)

    def test_an_address_that_an_upgrade_brings_is_refused_until_somebody_decides(self):
        address = reverse("wagtailadmin_tag_autocomplete") + "?term=a"
        self.assertEqual(signed_in(person(Role.MEDIATOR)).get(address).status_code, 403)

    def test_strangers_are_sent_to_sign_in(self):
        for address in self.screens():
            response = Client().get(address)
            self.assertEqual(response.status_code, 302)
            self.assertIn("/login/", response["Location"])


class AllowedTest(GuardCase):
    def test_everybody_keeps_the_first_page_and_their_account(self):
        for role in Role:
            browser = signed_in(person(role))
            for name in FOR_ALL - {"wagtailadmin_login", "wagtailadmin_logout", "wagtailadmin_dismissibles"}:
                with self.subTest(role=role, name=name):
                    self.assertEqual(browser.get(reverse(name)).status_code, 200)
            dismiss = browser.patch(reverse("wagtailadmin_dismissibles"), {}, content_type="application/json")
            self.assertLess(dismiss.status_code, 400)

    def test_who_works_on_pages_keeps_working_choosers(self):
        listed = reverse("wagtailadmin_choose_page_child", args=[self.home.pk])
        chosen = reverse("wagtailadmin_choose_page_chosen_multiple") + f"?id={self.draft.pk}"
        for role in PART_IN_THE_SITE:
            browser = signed_in(person(role))
            for address in (listed, chosen):
                self.assertContains(browser.get(address), "Secret draft")
            self.assertEqual(browser.get(reverse("wagtailadmin_choose_page_external_link")).status_code, 200)

    def test_cases_are_still_open_to_those_who_work_on_them(self):
        self.assertEqual(signed_in(person(Role.ADMINISTRATOR)).get("/admin/cases/").status_code, 200)


class NoSuchIdTest(GuardCase):
    def setUp(self):
        self.browser = signed_in(User.objects.create_superuser("ops@example.org", "unimportant"))

    @pytest.mark.proves("G3")
    def test_an_id_that_is_no_number_is_not_found(self):
        choosers = ("wagtaildocs_chooser", "wagtailimages_chooser", "wagtailsnippetchoosers_home_alert")
        for address in (
            *(reverse(f"{name}:chosen", args=["x"]) for name in choosers),
            *(reverse(f"{name}:chosen_multiple") + "?id=1&id=x" for name in choosers),
            reverse("wagtailadmin_choose_page_chosen_multiple") + "?id=x",
            reverse("wagtailadmin_choose_page_external_link") + "?parent_page_id=x",
            reverse("wagtailadmin_choose_page") + "?target_pages[]=x",
            reverse("wagtailadmin_api:pages:find") + "?id=x",
            reverse("wagtailadmin_api:images:find") + "?id=x",
            "/admin/snippets/home/alert/history/x/revisions/compare/earliest...latest/",
        ):
            with self.subTest(address):
                self.assertEqual(self.browser.get(address).status_code, 404)

    def test_the_address_that_fails_on_purpose_is_closed(self):
        self.assertEqual(self.browser.get("/admin/failwhale/").status_code, 404)

    def test_a_failure_of_the_program_still_is_one(self):
        self.browser.raise_request_exception = False
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(Page, "get_ancestors", lambda page, *args, **kwargs: int("no number"))
            address = reverse("wagtailadmin_choose_page_child", args=[self.home.pk])
            self.assertEqual(self.browser.get(address).status_code, 500)
