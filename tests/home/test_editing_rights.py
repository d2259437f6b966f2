"""Who may do what with the public site: editors write, reviewers publish, nobody manages people."""

from datetime import timedelta

import time_machine
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command
from django.urls import reverse
from django.utils.timezone import now
from wagtail.models import GroupApprovalTask, GroupPagePermission, Page, Workflow, WorkflowPage

from home.seeding.site import seed_site
from intake.services.worker import JOBS, run_jobs
from portal.common.models import User
from portal.common.roles import Role
from tests.base import person, signed_in
from tests.home.site import SeededSite

PEOPLE = (
    "wagtailusers_users:index",
    "wagtailusers_users:add",
    "wagtailusers_groups:index",
    "wagtailusers_groups:add",
)
OPERATIONS = (
    *PEOPLE,
    "wagtailsites:index",
    "wagtaillocales:index",
    "wagtailadmin_workflows:index",
    "wagtailadmin_workflows:task_index",
    "wagtailadmin_collections:index",
    "wagtailredirects:index",
    "wagtailredirects:add",
    "wagtailredirects:start_import",
)


class PeopleTest(SeededSite):
    def test_no_role_manages_people_or_the_workings_of_the_site(self):
        for role in Role:
            browser = signed_in(person(role))
            for name in OPERATIONS:
                with self.subTest(role=role, name=name):
                    self.assertNotEqual(browser.get(reverse(name)).status_code, 200)
                    self.assertNotEqual(browser.post(reverse(name), {}).status_code, 200)

    def test_no_role_can_change_delete_or_promote_a_person(self):
        other = User.objects.create_user("other@example.org", "unimportant")
        group = Group.objects.get(name=Role.EDITOR.value)
        for role in Role:
            browser = signed_in(person(role))
            for address in (
                reverse("wagtailusers_users:edit", args=[other.pk]),
                reverse("wagtailusers_users:delete", args=[other.pk]),
                reverse("wagtailusers_groups:edit", args=[group.pk]),
                reverse("wagtailusers_groups:delete", args=[group.pk]),
            ):
                browser.post(address, {"email": "new@example.org", "is_superuser": "on"})
        other.refresh_from_db()
        self.assertEqual((other.email, other.is_superuser), ("other@example.org", False))
        self.assertTrue(Group.objects.filter(pk=group.pk).exists())

    def test_operations_can(self):
        browser = signed_in(User.objects.create_superuser("ops@example.org", "unimportant"))
        for name in PEOPLE:
            self.assertEqual(browser.get(reverse(name)).status_code, 200)

    def test_wagtails_own_groups_that_may_publish_are_gone(self):
        self.assertEqual(set(Group.objects.values_list("name", flat=True)), {role.value for role in Role})
        publishers = GroupPagePermission.objects.filter(permission__codename="publish_page")
        self.assertEqual([row.group.name for row in publishers], [Role.REVIEWER.value])


class AdministratorTest(SeededSite):
    """SECURITY.md's table: program administrators have no part in unpublished content (K1)."""

    def test_they_neither_see_nor_change_what_is_not_public(self):
        browser = signed_in(person(Role.ADMINISTRATOR))
        for address in (
            reverse("wagtailadmin_pages:edit", args=[self.home.pk]),
            reverse("wagtailadmin_pages:view_draft", args=[self.home.pk]),
            reverse("wagtailsnippets_home_alert:list"),
            reverse("wagtailimages:index"),
        ):
            self.assertNotEqual(browser.get(address).status_code, 200, address)

    def test_a_site_that_is_older_than_reviewers_takes_their_rights_back_once(self):
        administrators = Group.objects.get(name=Role.ADMINISTRATOR.value)
        publish = GroupPagePermission.objects.get(permission__codename="publish_page").permission
        alerts = Permission.objects.get(codename="publish_alert")
        see_cases = Permission.objects.get(codename="view_case")
        for expected in (False, True):
            if not expected:
                GroupApprovalTask.objects.all().delete()
            administrators.permissions.add(alerts)
            GroupPagePermission.objects.create(group=administrators, page=self.home, permission=publish)
            seed_site()
            self.assertEqual(administrators.page_permissions.exists(), expected)
            self.assertEqual(administrators.permissions.filter(pk=alerts.pk).exists(), expected)
            self.assertIn(see_cases, administrators.permissions.all())


class MenuTest(SeededSite):
    def test_what_stands_on_the_whole_site_is_in_one_group(self):
        page = signed_in(person(Role.EDITOR)).get("/admin/").content.decode()
        places = [page.index(f'"label": "{name}"') for name in ("Alerts", "Program details", "Promoted pages")]
        places.append(page.index('"label": "Short links"'))
        self.assertEqual(places, sorted(places))
        self.assertLess(page.index('"label": "Site"'), places[0])

    def test_a_mediator_sees_none_of_it(self):
        page = signed_in(person(Role.MEDIATOR)).get("/admin/").content.decode()
        for name in ("Alerts", "Program details", "Promoted pages", "Short links", "Reports", "Settings"):
            self.assertNotIn(f'"label": "{name}"', page)

    def test_nobody_meets_entries_that_nobody_needs(self):
        page = signed_in(person(Role.REVIEWER)).get("/admin/").content.decode()
        for name in ("Locked pages", "Workflow tasks", "Redirects", "Users", "Groups", "Snippets", "Locales", "Sites"):
            self.assertNotIn(f'"label": "{name}"', page)


class WorkflowTest(SeededSite):
    def setUp(self):
        self.editor, self.reviewer = signed_in(person(Role.EDITOR)), signed_in(person(Role.REVIEWER))
        self.edit = reverse("wagtailadmin_pages:edit", args=[self.home.pk])

    def changed(self, action, **fields):
        names = "title seo_title search_description hero_heading hero_text action_label how_heading questions_heading"
        data = {name: getattr(self.home, name) for name in (*names.split(), "closing_heading", "closing_text")}
        streams = {f"{name}-count": "0" for name in ("questions",)} | {
            "steps-count": "1",
            "steps-0-type": "step",
            "steps-0-order": "0",
            "steps-0-deleted": "",
            "steps-0-value-title": "One",
            "steps-0-value-text": "Only one.",
        }
        comments = {"comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0"}
        return data | streams | comments | {f"action-{action}": "x"} | fields

    def test_an_editor_submits_and_a_reviewer_publishes(self):
        page = self.editor.get(self.edit)
        self.assertNotContains(page, 'name="action-publish"')
        self.assertContains(page, 'name="action-submit"')
        self.editor.post(self.edit, self.changed("submit", hero_heading="A new heading"))
        self.assertNotContains(self.client.get("/en/"), "A new heading")
        self.assertContains(self.reviewer.get("/admin/"), "Waiting for your review")
        state = self.home.current_workflow_task_state
        approve = reverse("wagtailadmin_pages:workflow_action", args=[self.home.pk, "approve", state.pk])
        self.reviewer.post(approve, {})
        self.assertContains(self.client.get("/en/"), "A new heading")

    def test_an_editor_cannot_publish_by_any_other_way(self):
        self.editor.post(self.edit, self.changed("publish", hero_heading="Out at once"))
        self.assertNotContains(self.client.get("/en/"), "Out at once")
        self.editor.post(reverse("wagtailadmin_pages:unpublish", args=[self.request_page.pk]))
        self.editor.post(reverse("wagtailadmin_pages:delete", args=[self.request_page.pk]))
        self.assertEqual(self.client.get("/en/request/").status_code, 200)
        self.editor.post(self.edit, self.changed("submit"))
        state = self.home.current_workflow_task_state
        approve = reverse("wagtailadmin_pages:workflow_action", args=[self.home.pk, "approve", state.pk])
        self.editor.post(approve, {})
        self.assertTrue(self.home.workflow_in_progress)

    def test_a_page_goes_out_at_its_time(self):
        self.home.hero_heading = "From tomorrow on"
        self.home.go_live_at = now() + timedelta(hours=1)
        self.home.save_revision().publish()
        self.assertNotContains(self.client.get("/en/"), "From tomorrow on")
        with time_machine.travel(now() + timedelta(hours=2)):
            call_command("publish_scheduled")
        self.assertContains(self.client.get("/en/"), "From tomorrow on")

    def test_a_page_goes_away_at_its_time(self):
        Page.objects.filter(pk=self.request_page.pk).update(expire_at=now() - timedelta(minutes=1))
        run_jobs(now(), tuple(job for job in JOBS if job.name == "publish_scheduled"))
        self.assertEqual(self.client.get("/en/request/").status_code, 404)


class SeedingTest(SeededSite):
    def test_seeding_again_changes_nothing(self):
        seed_site()
        self.assertEqual(Workflow.objects.count(), 1)
        self.assertEqual(GroupApprovalTask.objects.count(), 1)
        self.assertEqual(WorkflowPage.objects.get().page, Page.get_first_root_node())

    def test_what_operations_decide_stays(self):
        workflow = Workflow.objects.get()
        workflow.name = "Two pairs of eyes"
        workflow.save()
        WorkflowPage.objects.all().delete()
        editors = Group.objects.get(name=Role.EDITOR.value)
        publish = GroupPagePermission.objects.get(permission__codename="publish_page").permission
        GroupPagePermission.objects.create(group=editors, page=self.home, permission=publish)
        seed_site()
        self.assertEqual(Workflow.objects.get().name, "Two pairs of eyes")
        self.assertFalse(WorkflowPage.objects.exists())
        self.assertTrue(editors.page_permissions.filter(permission=publish).exists())
