"""Staff write a request down for someone; the City refers a complaint. The same questions, the same rules."""

from uuid import uuid4

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.test import TestCase
from django.utils.translation import gettext, override

from intake.constants import Path
from intake.models import Draft, Referral
from intake.questions.catalogue import pages_of
from portal.common.models import AuditEvent
from portal.common.roles import Role
from tests.answers import CITY
from tests.base import ANSWERS, STEPS, Resident, person, signed_in


class Staff:
    """A member of staff at the entry of a request."""

    def __init__(self, role: Role) -> None:
        self.user = person(role)
        self.client = signed_in(self.user)

    def begins(self, language="es", path="self", source="phone"):
        chosen = {"source": source, "path": path, "language": language}
        return self.client.post("/admin/requests/new/", chosen)["Location"]

    def answers(self, address, answers):
        return self.client.post(address, answers)

    def walks(self, first, answers):
        """Answers page after page from the address `first`; gives the last answer."""
        address = first
        for step in answers:
            assert f"/{step}/" in address, (step, address)
            answer = self.answers(address, answers[step])
            address = answer["Location"]
        return answer


def page(response):
    return BeautifulSoup(response.content, "html.parser")


AFTER_WHO = {step: ANSWERS[step] for step in STEPS[1:]}
BY_PHONE = AFTER_WHO | {"review": ANSWERS["review"] | {"read_back": "on"}}


class EntryTests(TestCase):
    def setUp(self):
        self.staff = Staff(Role.ADMINISTRATOR)

    def test_every_page_has_one_heading_of_the_first_level_and_it_says_what_staff_are_doing(self):
        address = self.staff.begins()
        for step in BY_PHONE:
            self.assertIn(f"/{step}/", address)
            headings = page(self.staff.client.get(address)).select("h1")
            self.assertEqual([heading.text.strip() for heading in headings], ["Write down a request"], step)
            address = self.staff.answers(address, BY_PHONE[step])["Location"]

    def test_a_request_by_phone_is_stored_with_who_wrote_it_down_and_how_it_came(self):
        answer = self.staff.walks(self.staff.begins(), BY_PHONE)
        referral = Referral.objects.get()
        self.assertEqual((referral.source, referral.entered_by, referral.language), ("phone", self.staff.user, "es"))
        self.assertTrue(referral.consent["read_back"])
        self.assertEqual(referral.answers["account"], ANSWERS["account"]["account"])
        self.assertContains(self.staff.client.get(answer["Location"]), referral.reference)
        entry = AuditEvent.objects.get(verb="create", object_id=str(referral.pk))
        self.assertEqual(entry.actor_id, self.staff.user.pk)

    def test_the_questions_are_asked_in_the_chosen_language_and_the_rest_stays_english(self):
        shown = page(self.staff.client.get(self.staff.begins("hy")))
        questions = shown.select_one(".entry-questions")
        self.assertEqual(questions["lang"], "hy")
        with override("hy"):
            self.assertIn(gettext("Your name"), questions.text)
        self.assertIn("Continue", shown.select_one("#step-form").text)

    def test_the_language_can_change_on_every_page_and_nothing_is_lost(self):
        address = self.staff.begins("es")
        answer = self.staff.answers(address, {"name": "Rosa", "goto_language": "zh-hant"})
        shown = page(self.staff.client.get(answer["Location"]))
        self.assertEqual(shown.select_one(".entry-questions")["lang"], "zh-Hant")
        self.assertEqual(shown.select_one("[name=name]")["value"], "Rosa")

    def test_without_reading_back_it_is_not_sent(self):
        answer = self.staff.walks(self.staff.begins(), AFTER_WHO)
        self.assertIn("wrong=1", answer["Location"])
        self.assertContains(self.staff.client.get(answer["Location"]), "heard or signed it")
        self.assertFalse(Referral.objects.exists())

    def test_an_earlier_request_with_the_same_number_is_hinted_at_and_never_merged(self):
        resident = Resident()
        resident.sends()
        earlier = Referral.objects.get()
        first = self.staff.begins()
        steps = {step: answers for step, answers in BY_PHONE.items() if step != "review"}
        steps["contact"] = {"phone": "+1 (626) 555-0142"}
        review = self.staff.client.get(self.staff.walks(first, steps)["Location"])
        self.assertContains(review, earlier.reference)
        self.assertContains(review, "about the same day")
        self.staff.answers(review.request["PATH_INFO"] + "?ask=es", BY_PHONE["review"])
        self.assertEqual(Referral.objects.count(), 2)

    def test_a_draft_of_a_colleague_is_not_found(self):
        address = self.staff.begins()
        colleague = person()
        colleague.groups.add(*self.staff.user.groups.all())
        browser = signed_in(colleague)
        browser.cookies[settings.DRAFT_COOKIE_NAME] = self.staff.client.cookies[settings.DRAFT_COOKIE_NAME].value
        self.assertEqual(browser.get(address).status_code, 404)
        self.assertEqual(self.staff.client.get(f"/admin/requests/new/{uuid4()}/name/").status_code, 404)

    def test_an_empty_start_says_what_is_missing(self):
        shown = self.staff.client.post("/admin/requests/new/", {})
        self.assertContains(shown, "error-summary")


class CityTests(TestCase):
    def setUp(self):
        self.liaison = Staff(Role.LIAISON)

    def test_the_city_refers_a_complaint_and_sees_only_its_reference(self):
        first = self.liaison.client.post("/admin/requests/refer/")["Location"]
        answer = self.liaison.walks(first, CITY)
        referral = Referral.objects.get()
        self.assertEqual((referral.path, referral.source, referral.case.kind), ("city", "city", "complaint"))
        self.assertEqual(referral.complaint["discovered_on"], "2026-02-04")
        self.assertContains(self.liaison.client.get(answer["Location"]), referral.reference)
        self.assertNotEqual(self.liaison.client.get(f"/admin/cases/{referral.case.id}/").status_code, 200)

    def test_it_asks_what_the_domain_lists_and_no_witnesses(self):
        keys = {question.key for page in pages_of(Path.CITY) for question in page.questions}
        wanted = {
            "complaint_number",
            "received_on",
            "discovered_on",
            "allegations",
            "eligibility",
            "decided_by",
            "due_on",
        }
        self.assertLessEqual(wanted | {"union_contacted", "recording_exists", "mediations_12_months"}, keys)
        self.assertFalse([key for key in keys if "witness" in key])


class RefusalTests(TestCase):
    @pytest.mark.proves("G1")
    def test_only_those_who_may_write_requests_down_do_so(self):
        enter, refer = "/admin/requests/new/", "/admin/requests/refer/"
        allowed = {Role.LEAD: enter, Role.ADMINISTRATOR: enter, Role.LIAISON: refer}
        for role in Role:
            browser = signed_in(person(role))
            for address in (enter, refer):
                with self.subTest(role=role, address=address):
                    may = allowed.get(role) == address
                    self.assertEqual(browser.get(address).status_code == 200, may)

    def test_a_staff_draft_does_not_open_at_the_public_door(self):
        staff = Staff(Role.ADMINISTRATOR)
        address = staff.begins()
        draft = address.split("/")[4]
        self.assertEqual(Resident().client.get(f"/en/referral/{draft}/name/").status_code, 404)

    @pytest.mark.proves("G1")
    def test_nor_in_the_browser_that_staff_wrote_it_in_before_or_after_sending(self):
        staff = Staff(Role.ADMINISTRATOR)
        address = staff.begins()
        draft = address.split("/")[4]
        self.opens_nothing_publicly(staff, draft)
        signed_in(staff.user, client=staff.client)
        self.assertEqual(staff.walks(address, BY_PHONE).status_code, 302)
        self.opens_nothing_publicly(staff, draft)
        self.assertEqual(Referral.objects.get().source, "phone")

    def test_it_goes_with_the_account_of_whoever_wrote_it(self):
        staff = Staff(Role.ADMINISTRATOR)
        staff.begins()
        staff.user.delete()
        self.assertFalse(Draft.objects.exists())

    def opens_nothing_publicly(self, staff, draft):
        staff.client.post("/accounts/logout/")
        for step in ("name", "review", "code", "receipt", "copy", "about-you/age"):
            address = f"/en/referral/{draft}/{step}/"
            self.assertEqual(staff.client.get(address).status_code, 404, step)
            self.assertIn(staff.client.post(address, {"name": "Mallory"}).status_code, (404, 405), step)
        self.assertNotContains(staff.client.get("/en/resume/"), draft)
        self.assertEqual(staff.client.get("/en/referral/new/").status_code, 302)
