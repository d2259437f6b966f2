"""Giving several cases to an owner at once: all or none, for cases that the person may open, recorded."""

from uuid import uuid4

from django.contrib.messages import get_messages
from django.test import TestCase

from intake.models import Case
from portal.common.models import AuditEvent
from portal.common.roles import Role
from tests.base import person, signed_in
from tests.cases import a_case

ADDRESS = "/admin/cases/assign/"


class AssignTests(TestCase):
    def setUp(self):
        self.coordinator, self.lead = person(Role.ADMINISTRATOR), person(Role.LEAD)
        self.browser = signed_in(self.coordinator)
        self.cases = [a_case(), a_case(), a_case()]

    def assign(self, cases, owner, **more):
        return self.browser.post(ADDRESS, {"case": [str(case) for case in cases], "owner": str(owner), **more})

    def owners(self):
        return [Case.objects.get(pk=case.pk).owner for case in self.cases]

    def words(self, response):
        return [str(message) for message in get_messages(response.wsgi_request)][-1]

    def test_the_ticked_ones_get_an_owner_and_the_list_comes_back(self):
        answer = self.assign([case.pk for case in self.cases[:2]], self.lead.pk, query="state=received&p=2&x=y")
        self.assertRedirects(answer, "/admin/cases/?state=received", fetch_redirect_response=False)
        self.assertEqual(self.words(answer), "2 cases have another owner now.")
        self.assertEqual(self.owners(), [self.lead, self.lead, None])
        told = AuditEvent.objects.filter(verb="assign", actor_id=self.coordinator.pk, fields=["owner"])
        self.assertEqual({event.object_id for event in told}, {str(case.pk) for case in self.cases[:2]})

    def test_whoever_has_the_case_open_sees_that_it_changed(self):
        self.assign([self.cases[0].pk], self.lead.pk)
        self.assertEqual(Case.objects.get(pk=self.cases[0].pk).version, self.cases[0].version + 1)

    def test_what_they_have_already_is_no_change(self):
        for _ in range(2):
            self.assign([self.cases[0].pk], self.lead.pk)
        self.assertEqual(AuditEvent.objects.filter(verb="assign").count(), 1)
        self.assign([self.cases[0].pk], "nobody")
        self.assertIsNone(self.owners()[0])

    def test_one_that_is_not_there_stops_all(self):
        self.assertEqual(self.assign([self.cases[0].pk, uuid4()], self.lead.pk).status_code, 404)
        self.assertEqual(self.owners(), [None, None, None])
        self.assertFalse(AuditEvent.objects.filter(verb="assign").exists())

    def test_only_those_who_work_on_cases_can_own_one(self):
        gone = person(Role.LIAISON)
        for owner in (gone.pk, 999999, person(Role.MEDIATOR).pk):
            answer = self.assign([self.cases[0].pk], owner)
            self.assertEqual(self.words(answer), "This person does not work on cases. Choose somebody else.")
        self.lead.is_active = False
        self.lead.save()
        self.assign([self.cases[0].pk], self.lead.pk)
        self.assertEqual(self.owners()[0], None)

    def test_nothing_ticked_or_nobody_chosen_is_said(self):
        self.assertEqual(self.words(self.assign([], self.lead.pk)), "Tick at least one case.")
        self.assertEqual(self.words(self.assign(["x"], self.lead.pk)), "Tick at least one case.")
        self.assertEqual(self.words(self.assign([self.cases[0].pk], "")), "Choose who gets the cases.")

    def test_a_get_changes_nothing(self):
        self.assertEqual(self.browser.get(ADDRESS).status_code, 405)

    def test_others_are_refused(self):
        for role in [role for role in Role if role not in (Role.ADMINISTRATOR, Role.LEAD)]:
            browser = signed_in(person(role))
            answer = browser.post(ADDRESS, {"case": [str(self.cases[0].pk)], "owner": str(self.lead.pk)})
            self.assertIn(answer.status_code, (302, 403), role)
        self.assertEqual(self.owners(), [None, None, None])
