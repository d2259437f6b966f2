"""The case page: what it says, what it offers, and how many queries it takes."""

from datetime import timedelta
from uuid import uuid4

from bs4 import BeautifulSoup
from django.test import TestCase
from django.utils import timezone

from intake.constants import AttemptResult, CaseKind, CaseState, Channel, DutyKind, Sharing, Side
from intake.models import Case, CaseEvent, ContactAttempt, Duty, Notification, Party, Waiver
from intake.rules.lifecycle import BY_NAME
from intake.services.lifecycle import move_case
from portal.common.models import AuditEvent
from portal.common.roles import Role
from tests.base import person, signed_in
from tests.cases import a_case

QUERIES = 30
"""Sign-in and the shell's frame, what facts the guards look at, and one for each list of the page."""


class PageTests(TestCase):
    def setUp(self):
        self.staff = person(Role.ADMINISTRATOR)
        self.browser = signed_in(self.staff)
        self.case = a_case(answers={"during": ["force", "unsure"], "avoid": "Not before noon"})

    def page(self):
        return self.browser.get(f"/admin/cases/{self.case.pk}/")

    def post(self, where, **data):
        self.case.refresh_from_db()
        return self.browser.post(
            f"/admin/cases/{self.case.pk}/{where}/", {"opened": self.case.version} | data, follow=True
        )

    def test_it_says_what_is_open_and_what_has_to_be_done_before_the_rest(self):
        self.post("move/screen")
        page = self.page()
        self.assertContains(page, "Ask for information")
        self.assertContains(page, "Ask the person whether the City may see the request, and record a yes.")
        self.assertContains(page, "Some answers ask for a call. Make it, then record that they are resolved.")
        self.assertNotContains(page, f"/admin/cases/{self.case.pk}/move/send_to_city/")

    def test_the_answers_that_ask_for_a_call_stand_on_top_in_words(self):
        page = self.page()
        self.assertContains(page, "Call first.")
        self.assertContains(page, "<strong>Force was used, or someone was hurt</strong>")

    def test_questions_without_an_answer_are_folded_away_below_the_answers(self):
        request = BeautifulSoup(self.page().content, "html.parser").select_one(
            "section[aria-labelledby=referral-title]"
        )
        fold = request.select_one("details").extract()
        self.assertIn("Your pronouns", [item.text for item in fold.select("li")])
        self.assertEqual(fold.summary.text, f"Not answered: {len(fold.select('li'))} questions")
        self.assertNotIn("Your pronouns", request.text)
        self.assertTrue(all(row.select("dd") for row in request.select("dl > div")))

    def test_both_sides_stand_side_by_side_with_what_is_safe(self):
        page = self.page()
        for words in ("Rosa Villanueva", "(626) 555-0142", "Not before noon", "An Invented Employee", "Spanish"):
            self.assertContains(page, words)

    def test_reading_the_sides_is_audited_by_names_of_fields(self):
        self.page()
        read = AuditEvent.objects.get(verb="view", object_id=str(self.case.pk))
        self.assertEqual(read.fields, ["parties.contact", "parties.name", "parties.needs", "parties.safe_contact"])

    def test_a_button_moves_the_case_and_a_hold_takes_a_reason(self):
        self.assertContains(self.post("move/screen"), "The case is now: Screening.")
        self.assertContains(self.post("move/put_on_hold"), "Choose one.")
        self.post("move/put_on_hold", reason="leave")
        self.assertContains(self.page(), "Medical or other leave")
        self.assertEqual(Case.objects.get().state, CaseState.ON_HOLD)

    def test_a_move_that_is_shut_says_what_to_do_and_moves_nothing(self):
        self.post("move/screen")
        answer = self.post("move/send_to_city")
        self.assertContains(answer, "Ask the person whether the City may see the request, and record a yes.")
        self.assertEqual(Case.objects.get().state, CaseState.SCREENING)

    def test_a_decision_is_no_bare_button(self):
        self.post("move/screen")
        self.assertEqual(self.post("move/find_ineligible", reason="force").status_code, 404)
        self.assertEqual(self.post("move/no_such_move").status_code, 404)

    def test_both_sides_are_asked_and_another_session_is_planned_by_a_button(self):
        other = Party.objects.get(case=self.case, has_asked=False)
        other.contact = {"email": "employee@example.org"}
        other.save()
        for state, move in ((CaseState.ELIGIBLE, "ask_both"), (CaseState.SESSION_HELD, "plan_another")):
            Case.objects.update(state=state)
            self.assertContains(self.page(), f'action="/admin/cases/{self.case.pk}/move/{move}/"')
            self.post(f"move/{move}")
            self.assertEqual(Case.objects.get().state, BY_NAME[move].target)

    def test_moves_that_end_a_case_ask_once_more(self):
        page = self.browser.get(f"/admin/cases/{self.case.pk}/move/withdraw/")
        self.assertContains(page, "This ends the case.")
        self.post("move/withdraw")
        self.assertEqual(Case.objects.get().state, CaseState.WITHDRAWN)

    def test_a_get_changes_nothing(self):
        before = Case.objects.values().get()
        for where in ("move/screen", "move/put_on_hold", "change/owner", "change/hold", "party/community", "screening"):
            self.assertEqual(self.browser.get(f"/admin/cases/{self.case.pk}/{where}/").status_code, 200, where)
        self.assertEqual(Case.objects.values().get(), before)

    def test_what_is_not_there_is_not_found(self):
        for where in ("change/nothing", "party/colleague", "party/nobody", "move/nothing", "screening/perhaps"):
            for method in (self.browser.get, self.browser.post):
                self.assertEqual(method(f"/admin/cases/{self.case.pk}/{where}/").status_code, 404, where)
        for where in ("change/owner", "party/community", "move/screen", "screening"):
            self.assertEqual(self.browser.get(f"/admin/cases/{uuid4()}/{where}/").status_code, 404, where)

    def test_titles_hold_no_names(self):
        for where in ("", "change/owner/", "party/community/", "screening/"):
            page = self.browser.get(f"/admin/cases/{self.case.pk}/{where}").content.decode()
            title = page[page.index("<title>") : page.index("</title>")]
            self.assertNotIn("Rosa", title)

    def test_it_asks_the_same_of_the_database_however_much_happened(self):
        self.fill(2)
        self.page()
        with self.assertNumQueries(QUERIES):
            self.page()
        self.fill(18)
        with self.assertNumQueries(QUERIES):
            self.page()

    def fill(self, count):
        party = Party.objects.get(case=self.case, has_asked=True)
        today = timezone.localdate()
        Case.objects.filter(pk=self.case.pk).update(discovered_on=today - timedelta(days=100))
        for number in range(count):
            user = self.staff
            CaseEvent.objects.create(case=self.case, move="ask", to_state=CaseState.INFO_NEEDED, actor=user)
            ContactAttempt.objects.create(
                party=party, channel=Channel.PHONE, result=AttemptResult.NO_ANSWER, made_by=user
            )
            Duty.objects.create(
                case=self.case, kind=DutyKind.CALL_PARTY, party=party, opened_on=today, due_on=today, done_by=user
            )
            Waiver.objects.create(case=self.case, first=today, last=today + timedelta(days=number), entered_by=user)
            Notification.objects.create(
                case=self.case, party=party, letter="question", language="es", channel=Channel.EMAIL,
                key=str(uuid4()), due_at=timezone.now(),
            )  # fmt: skip


class ChangeTests(TestCase):
    def setUp(self):
        self.staff, self.lead = person(Role.ADMINISTRATOR), person(Role.LEAD)
        self.case = a_case(answers={"during": ["force"]})

    def post(self, where, user=None, **data):
        self.case.refresh_from_db()
        browser = signed_in(user or self.staff)
        data = {"opened": self.case.version} | data
        answer = browser.post(f"/admin/cases/{self.case.pk}/{where}/", data, follow=True)
        self.case.refresh_from_db()
        return answer

    def test_the_owner_is_one_of_those_who_work_on_cases(self):
        self.post("change/owner", owner=str(self.lead.pk))
        self.assertEqual(self.case.owner, self.lead)
        self.assertEqual(self.case.version, 2)
        self.assertTrue(AuditEvent.objects.filter(verb="assign", object_id=str(self.case.pk)).exists())
        self.post("change/owner", owner=str(person(Role.MEDIATOR).pk))
        self.assertEqual(self.case.owner, self.lead)
        self.post("change/owner", owner="")
        self.assertIsNone(self.case.owner)

    def test_a_talk_with_the_person_does_the_first_contact_and_opens_the_flags(self):
        self.assertContains(self.post("change/flags"), "Talk with the person first")
        self.assertIsNone(self.case.flags_resolved_at)
        when = timezone.localtime().strftime("%Y-%m-%dT%H:%M")
        self.post("change/attempt", side=Side.COMMUNITY, at=when, channel="phone", result="reached")
        self.assertEqual(ContactAttempt.objects.get().made_by, self.staff)
        self.assertEqual(Duty.objects.get(kind=DutyKind.FIRST_CONTACT).done_by, self.staff)
        self.post("change/flags")
        self.assertEqual(self.case.flags_resolved_by, self.staff)

    def test_a_try_needs_a_time_that_has_come_a_way_and_a_result(self):
        when = (timezone.localtime() + timedelta(days=1)).strftime("%Y-%m-%dT%H:%M")
        answer = self.post("change/attempt", side=Side.COMMUNITY, at=when, channel="phone", result="")
        self.assertContains(answer, "Enter a time that has come.")
        self.assertContains(answer, "Choose one.")
        self.assertFalse(ContactAttempt.objects.exists())

    def test_sharing_keeps_what_was_said_when_and_how(self):
        self.assertContains(self.post("change/sharing", sharing="yes"), "Choose how they were asked.")
        self.post("change/sharing", sharing="yes", how="phone")
        self.assertEqual((self.case.sharing, self.case.sharing_how), (Sharing.YES, "phone"))
        self.assertIsNotNone(self.case.sharing_at)

    def test_a_no_takes_the_request_back_from_the_city_at_once(self):
        Case.objects.update(state=CaseState.CITY_REVIEW, sharing=Sharing.YES)
        self.post("change/sharing", sharing="no", how="phone")
        self.assertEqual((self.case.state, self.case.sharing), (CaseState.SCREENING, Sharing.NO))
        self.assertFalse(Case.objects.for_city(person(Role.LIAISON)).exists())

    def test_a_complaint_that_is_filed_later_goes_back_like_any_other(self):
        page = signed_in(self.staff).get(f"/admin/cases/{self.case.pk}/")
        self.assertContains(page, "It was filed later")
        self.assertContains(self.post("change/filing"), "No day of discovery is known")
        self.assertEqual(self.case.kind, CaseKind.COMPLAINT)
        self.assertContains(self.post("change/filing"), "Only an open case of somebody who had filed no complaint")
        Case.objects.update(sharing=Sharing.YES)
        move_case(self.case.pk, "withdraw", user=self.staff)
        self.assertTrue(self.case.duties.open().filter(kind=DutyKind.RETURN_TO_PSU).exists())

    def test_no_complaint_is_filed_later_in_a_case_that_has_ended_or_between_colleagues(self):
        for changed in ({"kind": CaseKind.INTERNAL}, {"kind": CaseKind.PRE_COMPLAINT, "state": CaseState.WITHDRAWN}):
            Case.objects.update(**changed)
            self.assertContains(self.post("change/filing"), "Only an open case of somebody")
            self.assertEqual(self.case.kind, changed["kind"])

    def test_a_legal_hold_is_lifted_by_a_lead_who_did_not_set_it(self):
        self.post("change/hold", self.lead)
        self.assertEqual(self.case.legal_hold_by, self.lead)
        for user in (self.staff, self.lead):
            self.assertContains(self.post("change/lift-hold", user), "This takes a second person")
            self.assertIsNotNone(self.case.legal_hold_at)
        self.post("change/lift-hold", self.second_lead())
        self.assertIsNone(self.case.legal_hold_at)

    def second_lead(self):
        other = person()
        other.groups.set(self.lead.groups.all())
        return other

    def test_the_original_is_another_case_that_is_no_duplicate(self):
        other = a_case()
        for wrong in (str(self.case.referral), "NOSUCH"):
            self.assertContains(self.post("change/original", reference=wrong), "There is no other")
        self.post("change/original", reference=other.referral.reference.lower())
        self.assertEqual(self.case.original, other)
        answer = signed_in(self.staff).post(
            f"/admin/cases/{other.pk}/change/original/",
            {"opened": other.version, "reference": self.case.referral.reference},
        )
        self.assertContains(answer, "There is no other")

    def test_a_duty_that_somebody_can_do_is_ticked_off_and_others_are_not(self):
        duty = self.case.duties.open().get()
        self.assertContains(self.post(f"duties/{duty.pk}/done"), "The duty is done.")
        duty.refresh_from_db()
        self.assertEqual(duty.done_by, self.staff)
        move_case(self.case.pk, "screen", user=self.staff)
        screen = self.case.duties.open().get()
        self.assertContains(self.post(f"duties/{screen.pk}/done"), "This duty ends with a move")
        self.assertIsNone(Duty.objects.get(pk=screen.pk).done_at)

    def test_a_hold_that_was_looked_at_is_looked_at_again(self):
        move_case(self.case.pk, "put_on_hold", user=self.staff, reason="leave")
        duty = self.case.duties.open().get()
        self.post(f"duties/{duty.pk}/done")
        again = self.case.duties.open().get()
        self.assertEqual(again.due_on, timezone.localdate() + timedelta(days=30))

    def test_the_year_is_counted_with_the_times_that_do_not_count(self):
        today = timezone.localdate()
        self.post("change/discovery", discovered_on=(today - timedelta(days=130)).isoformat())
        clock = self.case.duties.open().get(kind=DutyKind.CLOCK)
        self.assertEqual(clock.due_on, today + timedelta(days=80))
        self.post("change/waiver", first=today.isoformat(), last=(today + timedelta(days=9)).isoformat())
        page = signed_in(self.staff).get(f"/admin/cases/{self.case.pk}/")
        self.assertIn(page.context["clock"].days_left, (245, 246))
        self.assertContains(page, "Warning")
        self.post(f"duties/{clock.pk}/done")
        self.assertEqual(self.case.duties.open().get(kind=DutyKind.CLOCK).due_on, today + timedelta(days=80))
        waiver = Waiver.objects.get()
        self.post(f"waivers/{waiver.pk}/remove")
        self.assertFalse(Waiver.objects.exists())
        self.assertTrue(AuditEvent.objects.filter(verb="delete", object_id=str(waiver.pk)).exists())

    def test_a_waiver_is_in_order_and_a_slip_of_the_year_is_found(self):
        today = timezone.localdate()
        for first, last in ((today, today - timedelta(days=1)), (today, "9999-12-31"), ("0001-01-01", today)):
            self.assertEqual(self.post("change/waiver", first=str(first), last=str(last)).status_code, 200)
            self.assertFalse(Waiver.objects.exists())

    def test_telling_a_serious_matter_opens_the_move(self):
        self.assertContains(self.post("move/refer_serious"), "Tell the person, and record")
        self.post("change/told")
        self.post("move/refer_serious")
        self.assertEqual(self.case.state, CaseState.SERIOUS_REFERRED)
