"""The page with the two sides of a case: who gets in, what it shows, what it stores."""

from uuid import uuid4

import pytest
from django.test import TestCase
from django.utils.translation import override

from intake.constants import CaseState, ConsentState
from intake.models import Case, Consent
from intake.questions.agreement import AGREEMENTS
from portal.common.models import AuditEvent
from portal.common.roles import Role
from tests.base import person, signed_in
from tests.intake.services.consents import YES, an_eligible_case, asking, says


class ConsentPageTests(TestCase):
    def setUp(self):
        self.staff = person(Role.ADMINISTRATOR)
        self.case, self.first, self.second = asking(self.staff)
        self.address = f"/admin/cases/{self.case.pk}/consent/"
        self.browser = signed_in(self.staff)

    def posts(self, party, action, **more):
        prefixed = {f"{party.side}-{action}-{name}": value for name, value in more.items() if name != "language"}
        language = {"language": more["language"]} if "language" in more else {}
        data = {"party": party.pk, "action": action} | prefixed | language
        return self.browser.post(self.address, data, follow=True)

    def test_it_shows_both_tracks_with_their_text_in_their_own_language(self):
        page = self.browser.get(self.address)
        for language, side in (("es", "community"), ("en", "employee")):
            with override(language):
                for point in AGREEMENTS[side].points:
                    self.assertContains(page, str(point))
            self.assertContains(page, f'<ul class="read-aloud" lang="{language}" dir="ltr">')
        self.assertContains(page, "Would you like to talk? (community member)")

    def test_an_answer_that_counts_no_more_is_still_shown(self):
        says(self.first, YES)
        self.assertNotContains(self.browser.get(self.address), "Earlier answers")
        self.posts(self.first, "withdraw", channel="phone", is_sure="on")
        page = self.browser.get(self.address)
        self.assertContains(page, "Earlier answers", 1)
        self.assertContains(page, "<li>Said yes, ")

    def test_the_text_can_be_shown_in_another_language(self):
        page = self.browser.get(self.address + "?community=hy")
        with override("hy"):
            self.assertContains(page, str(AGREEMENTS["community"].points[0]))
        self.assertContains(page, '<ul class="read-aloud" lang="hy" dir="ltr">')

    def test_an_answer_is_stored_with_channel_language_and_who_keyed_it(self):
        page = self.posts(
            self.first, "answer", language="hy", answer="declined", reason="community_time", channel="phone",
            read_back="on",
        )  # fmt: skip
        self.assertContains(page, "The answer is stored.")
        kept = Consent.objects.get(party=self.first)
        self.assertEqual((kept.state, kept.reason), ("declined", "community_time"))
        self.assertEqual((kept.channel, kept.language, kept.entered_by), ("phone", "hy", self.staff))

    def test_nothing_is_stored_before_the_text_was_read_back(self):
        for wrong in ({"answer": "accepted", "channel": "phone"}, {"channel": "phone", "read_back": "on"}):
            page = self.posts(self.first, "answer", **wrong)
            self.assertEqual(page.status_code, 422)
            self.assertContains(page, 'href="#', status_code=422)
        page = self.posts(
            self.first, "answer", answer="accepted", reason="community_time", channel="phone", read_back="on"
        )
        self.assertContains(page, "A yes needs no reason.", status_code=422)
        self.assertEqual(Consent.objects.get(party=self.first).state, ConsentState.INVITED)

    def test_reasons_are_those_of_the_side(self):
        page = self.posts(
            self.second, "answer", answer="declined", reason="community_time", channel="phone", read_back="on"
        )
        self.assertEqual(page.status_code, 422)

    def test_a_talk_is_noted(self):
        self.assertContains(self.posts(self.second, "talk"), "Talked with")

    def test_stepping_back_needs_to_be_confirmed(self):
        says(self.first, YES)
        self.assertEqual(self.posts(self.first, "withdraw", channel="phone").status_code, 422)
        self.assertContains(self.posts(self.first, "withdraw", channel="phone", is_sure="on"), "Withdrew")

    def test_a_second_answer_is_refused_in_words(self):
        says(self.first, YES)
        page = self.posts(self.first, "answer", answer="declined", channel="phone", read_back="on")
        self.assertContains(page, "has answered already")

    def test_before_asking_there_is_nothing_to_key(self):
        Case.objects.update(state=CaseState.SCREENING)
        self.assertNotContains(self.browser.get(self.address), "Store the answer")

    def test_each_opening_is_audited_without_values(self):
        self.browser.get(self.address)
        row = AuditEvent.objects.filter(verb="view", object_id=str(self.case.pk)).latest("seq")
        self.assertIn("parties.consent.state", row.fields)

    def test_another_cases_side_is_not_there(self):
        other = an_eligible_case().parties.first()
        self.assertEqual(self.posts(other, "talk").status_code, 404)
        self.assertEqual(self.browser.get(f"/admin/cases/{uuid4()}/consent/").status_code, 404)
        self.assertEqual(self.posts(self.first, "something").status_code, 404)


@pytest.mark.proves("G1")
class RefusalTests(TestCase):
    def test_everyone_else_is_refused(self):
        case, first, _ = asking(person(Role.ADMINISTRATOR))
        for role in [role for role in Role if role not in (Role.ADMINISTRATOR, Role.LEAD)] + [None]:
            browser = signed_in(person(role))
            for address in (f"/admin/cases/{case.pk}/consent/", f"/admin/cases/{case.pk}/mediators/"):
                for method in (browser.get, browser.post, browser.head):
                    with self.subTest(role=role, address=address):
                        self.assertIn(method(address, {"party": first.pk, "action": "talk"}).status_code, (302, 403))
        self.assertEqual(Consent.objects.get(party=first).state, ConsentState.INVITED)
