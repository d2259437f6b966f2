"""What stands first after the sign-in: each role's own list, and nothing for whoever has none."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.test import TestCase, override_settings
from django.utils import timezone

from intake.constants import CaseState, DutyKind, Sharing
from intake.models import Case, Duty, Heartbeat
from intake.services.mediator import invite_mediator
from portal.common.dates import long_date
from portal.common.models import AuditEvent
from portal.common.roles import Role
from tests.base import person, signed_in
from tests.cases import a_case
from tests.intake.services.consents import both_say_yes
from tests.intake.services.mediators import a_mediator


class HomeTests(TestCase):
    def home_of(self, user):
        return signed_in(user).get("/admin/").content.decode()

    def test_a_mediator_sees_the_invitations_and_by_when_to_answer(self):
        case, mediator = both_say_yes(person(Role.ADMINISTRATOR)), a_mediator()
        asked = invite_mediator(case.pk, mediator.pk, person(Role.LEAD))
        home = self.home_of(mediator.user)
        self.assertIn(f"/admin/mediations/{asked.pk}/", home)
        self.assertIn(f"You are asked: answer by {long_date(asked.reply_by)}", home)
        self.assertNotIn(str(asked.pk), self.home_of(a_mediator("Noor").user))

    def test_the_liaison_sees_what_waits_for_the_city_and_nothing_else(self):
        due = timezone.localdate() + timedelta(days=3)
        cases = [a_case(), a_case()]
        Case.objects.update(state=CaseState.CITY_REVIEW, sharing=Sharing.YES)
        Duty.objects.create(case=cases[0], kind=DutyKind.CITY_DECISION, due_on=due, opened_on=timezone.localdate())
        home = self.home_of(person(Role.LIAISON))
        self.assertIn(f"Decide by {long_date(due)}", home)
        self.assertIn(str(cases[0]), home)
        self.assertNotIn(str(cases[1]), home)

    def test_the_auditor_sees_how_the_log_stands_and_can_check_it_and_no_list_of_cases(self):
        a_case()
        Heartbeat.objects.create(job="note_audit_head", at=datetime(2026, 3, 4, 20, 30, tzinfo=UTC))
        last = AuditEvent.objects.order_by("-seq").values_list("seq", flat=True).first() or 0
        auditor = person(Role.AUDITOR)
        with override_settings(AUDIT_CHECKPOINTS=Path("unread")):
            home = self.home_of(auditor)
        seen = re.search(r"No\. (\d+), ", home)
        self.assertTrue(seen and int(seen[1]) >= last, seen)
        self.assertIn("Mar 4, 2026, 12:30", home)
        self.assertIn('action="/admin/audit/verify/"', home)
        self.assertNotIn("/admin/cases/", home)
        self.assertIn("Never", self.home_of(auditor))

    def test_an_ended_case_with_something_overdue_stands_first_as_in_the_queue(self):
        today = timezone.localdate()
        ended, other = a_case(), a_case()
        late = {"next_due": today - timedelta(days=20), "next_duty": DutyKind.RETURN_TO_PSU}
        Case.objects.filter(pk=other.pk).update(next_due=today + timedelta(days=3))
        Case.objects.filter(pk=ended.pk).update(state=CaseState.WITHDRAWN, ended_at=timezone.now(), **late)
        lead = person(Role.LEAD)
        home, queue = self.home_of(lead), signed_in(lead).get("/admin/cases/").content.decode()
        for page in (home, queue):
            places = [page.find(f"/admin/cases/{case.pk}/") for case in (ended, other)]
            self.assertNotIn(-1, places)
            self.assertEqual(places, sorted(places))

    def test_nobody_without_pages_is_offered_to_search_them(self):
        for role in (Role.MEDIATOR, Role.LIAISON, Role.AUDITOR):
            self.assertNotIn('role="search"', self.home_of(person(role)), role)


class ShellTests(TestCase):
    def test_the_frame_has_the_programs_mark_and_name_and_not_wagtails(self):
        home = signed_in(person(Role.AUDITOR)).get("/admin/").content.decode()
        mark = home.partition("data-wagtail-sidebar-branding-logo")[2].partition("</template>")[0]
        self.assertIn('viewBox="0 0 52 44"', mark)
        self.assertIn("Staff area</title>", home)
        self.assertIn("img/favicon.svg", home)
        self.assertIn("css/admin-brand.css", home)

    def test_an_address_that_there_is_not_says_so_without_wagtails_name(self):
        answer = signed_in(person(Role.AUDITOR)).get("/admin/nothing/")
        self.assertContains(answer, "Go to the staff area", status_code=404)
        self.assertNotContains(answer, "Wagtail admin", status_code=404)

    def test_a_page_that_an_account_is_not_meant_for_leads_back_to_the_staff_area(self):
        answer = signed_in(person(Role.AUDITOR)).get("/admin/pages/")
        self.assertContains(answer, "Go to the staff area", status_code=403)
        self.assertNotContains(answer, "Go to the home page", status_code=403)

    def test_everybody_who_has_a_calendar_finds_it_in_the_menu(self):
        for role in (Role.LEAD, Role.ADMINISTRATOR, Role.MEDIATOR):
            self.assertContains(signed_in(person(role)).get("/admin/"), "/admin/cases/calendar/")
        self.assertNotContains(signed_in(person(Role.LIAISON)).get("/admin/"), "/admin/cases/calendar/")
