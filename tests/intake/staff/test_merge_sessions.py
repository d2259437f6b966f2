"""Two people on one session or outcome: the second sees both, nothing is lost, nothing is overwritten silently."""

from datetime import timedelta

import pytest
from django.test import TestCase
from django.utils import timezone

from intake.constants import CaseState
from intake.models import AgreedStep, Case, Outcome, Party, ProposalAnswer, Session
from portal.common.roles import Role
from tests.base import person, signed_in
from tests.cases import version_at
from tests.intake.staff.test_merge import filled_in, hidden_of
from tests.intake.staff.test_outcome import CANARY, a_held_case
from tests.sessions import HERE, a_mediator, a_place, a_prepared_case, a_scheduled_case, all_agree, propose

MINE = "Put mine on top"


class TwoPeople(TestCase):
    def setUp(self):
        self.staff, self.lead, self.mediator = person(Role.ADMINISTRATOR), person(Role.LEAD), a_mediator()
        self.first, self.second = signed_in(self.staff), signed_in(self.lead)

    def both_send(self, address, first, second):
        """Both open the page; the first sends it, then the second. Gives the second's answer."""
        forms = [filled_in(browser.get(address)) for browser in (self.first, self.second)]
        saved = self.first.post(address, forms[0] | first)
        self.assertEqual(saved.status_code, 302, getattr(saved, "context", None) and saved.context["form"].errors)
        return self.second.post(address, forms[1] | second)

    def somebody_else_changes(self, case):
        Case.objects.filter(pk=case.pk).update(version=version_at(str(case.pk)) + 1)

    def assertShowsBoth(self, page, *words):
        self.assertEqual(page.status_code, 409)
        for each in ("Somebody else changed this case", MINE, *words):
            self.assertContains(page, each, status_code=409)


@pytest.mark.proves("G17")
class SessionMergeTests(TwoPeople):
    def test_terms_that_two_people_change_end_with_both_changes(self):
        hall = a_place("Church hall")
        case, session = a_scheduled_case(self.staff, self.mediator, a_place())
        address = f"/admin/cases/{case.pk}/sessions/{session.pk}/terms/"
        page = self.both_send(address, {"attire": "uniform"}, {"place": str(hall.pk)})
        self.assertShowsBoth(page, "Church hall", "Library, Garden Room")
        session.refresh_from_db()
        self.assertEqual((session.attire, session.place.name), ("uniform", "Library, Garden Room"))
        self.assertEqual(self.second.post(address, hidden_of(page)).status_code, 302)
        session.refresh_from_db()
        self.assertEqual((session.attire, session.place.name), ("uniform", "Church hall"))

    def test_answers_that_two_people_write_down_are_all_kept(self):
        case = a_prepared_case(self.staff, self.mediator)
        session = propose(case, self.staff)
        time = session.proposals.get()
        one, two = (f"{time.pk}:{party.pk}" for party in Party.objects.filter(case=case).order_by("side"))
        address = f"/admin/cases/{case.pk}/sessions/{session.pk}/answers/"
        page = self.both_send(address, {one: "yes"}, {two: "no"})
        self.assertShowsBoth(page)
        self.second.post(address, hidden_of(page))
        answers = ProposalAnswer.objects.filter(proposal=time, party__isnull=False).order_by("party__side")
        self.assertEqual([answer.suits for answer in answers], [True, False])

    def test_times_that_were_typed_are_not_lost(self):
        case = a_prepared_case(self.staff, self.mediator)
        address = f"/admin/cases/{case.pk}/sessions/propose/"
        form = filled_in(self.second.get(address))
        self.somebody_else_changes(case)
        day = timezone.localdate() + timedelta(days=20)
        typed = {"type": "joint", "mode": "phone", "zone": HERE, "time_1": f"{day}T18:00", "minutes": "90"}
        page = self.second.post(address, form | typed)
        self.assertShowsBoth(page, "Propose a session")
        self.assertFalse(Session.objects.exists())
        self.assertEqual(self.second.post(address, hidden_of(page)).status_code, 302)
        time = Session.objects.get().proposals.get()
        self.assertEqual(timezone.localtime(time.starts_at).hour, 18)
        self.assertEqual(time.ends_at - time.starts_at, timedelta(minutes=90))

    def test_calling_off_what_somebody_else_changed_is_asked_once_more(self):
        case, session = a_scheduled_case(self.staff, self.mediator, a_place())
        address = f"/admin/cases/{case.pk}/sessions/{session.pk}/cancel/"
        form = filled_in(self.second.get(address))
        self.somebody_else_changes(case)
        page = self.second.post(address, form)
        self.assertShowsBoth(page, "Call the session off")
        session.refresh_from_db()
        self.assertEqual(session.state, "confirmed")
        self.second.post(address, hidden_of(page))
        session.refresh_from_db()
        self.assertEqual(session.state, "cancelled")

    def test_every_change_of_a_session_is_seen_by_a_form_that_was_open(self):
        case = a_prepared_case(self.staff, self.mediator)
        versions = [version_at(str(case.pk))]
        session = propose(case, self.staff)
        versions.append(version_at(str(case.pk)))
        all_agree(session, self.staff)
        versions.append(version_at(str(case.pk)))
        self.assertEqual(len(set(versions)), 3)

    def test_a_form_without_a_version_is_refused(self):
        case, session = a_scheduled_case(self.staff, self.mediator, a_place())
        page = self.first.post(f"/admin/cases/{case.pk}/sessions/{session.pk}/cancel/", {})
        self.assertContains(page, "Open the case again")
        session.refresh_from_db()
        self.assertEqual(session.state, "confirmed")


@pytest.mark.proves("G17")
class OutcomeMergeTests(TwoPeople):
    def setUp(self):
        super().setUp()
        self.case = a_held_case(self.staff, self.mediator)

    def address(self, name):
        return f"/admin/cases/{self.case.pk}/outcome/{name}/"

    def reported(self, state, **more):
        Case.objects.filter(pk=self.case.pk).update(state=state)
        outcome = Outcome.objects.create(
            case=self.case, code="AGR_FULL", has_agreement=True, share_terms=False, signed_by_all=True,
            checked_at=timezone.now(), reported_by=self.staff, **more,
        )  # fmt: skip
        for side in ("community", "employee"):
            AgreedStep.objects.create(outcome=outcome, side=side, due_on=timezone.localdate())
        return outcome

    def test_steps_that_two_people_follow_up_are_all_kept(self):
        outcome = self.reported(CaseState.FOLLOW_UP)
        one, two = (str(step.pk) for step in outcome.steps.order_by("side"))
        page = self.both_send(self.address("follow-up"), {"asked": "on", one: "yes"}, {"asked": "on", two: "no"})
        self.assertShowsBoth(page)
        self.assertEqual(self.second.post(self.address("follow-up"), hidden_of(page)).status_code, 302)
        self.assertEqual([step.was_kept for step in outcome.steps.order_by("side")], [True, False])

    def test_the_words_of_an_agreement_do_not_stand_on_the_page_that_shows_both(self):
        form = filled_in(self.second.get(self.address("report")))
        self.somebody_else_changes(self.case)
        report = {
            "code": "AGR_FULL", "has_agreement": "yes", "words": CANARY, "share_terms": "no", "side_1": "employee",
            "due_1": f"{timezone.localdate() + timedelta(days=30)}",
        }  # fmt: skip
        page = self.second.post(self.address("report"), form | report)
        self.assertShowsBoth(page, "How it ended")
        self.assertNotIn(CANARY, page.text)
        asked = self.second.post(self.address("report"), hidden_of(page))
        self.assertContains(asked, "Paste the words of the agreement")
        self.assertFalse(Outcome.objects.exists())
        again = filled_in(asked)
        self.assertEqual(again["side_1"], ["employee"])
        self.assertEqual(self.second.post(self.address("report"), again | {"words": CANARY}).status_code, 302)

    def test_nobody_approves_a_report_that_they_did_not_see(self):
        self.reported(CaseState.OUTCOME)
        opened = self.second.get(self.address("").rstrip("/") + "/").context["case"].version
        self.somebody_else_changes(self.case)
        for name in ("approve", "send-back"):
            for data in ({"opened": opened}, {}):
                answer = self.second.post(self.address(name), data, follow=True)
                self.assertContains(answer, "Somebody else changed this case in the meantime")
        self.assertEqual(Case.objects.get(pk=self.case.pk).state, CaseState.OUTCOME)
        self.second.post(self.address("approve"), {"opened": version_at(str(self.case.pk))})
        self.assertEqual(Case.objects.get(pk=self.case.pk).state, CaseState.FOLLOW_UP)

    @pytest.mark.proves("G1")
    def test_a_mediator_sees_both_and_nothing_of_the_log(self):
        browser = signed_in(self.mediator.user)
        address = f"/admin/sessions/cases/{self.case.pk}/report/"
        form = filled_in(browser.get(address))
        self.somebody_else_changes(self.case)
        page = browser.post(address, form | {"code": "NO_RESOLUTION", "has_agreement": "no"})
        self.assertShowsBoth(page)
        self.assertNotContains(page, "The newest changes", status_code=409)
        self.assertEqual(browser.post(address, hidden_of(page)).status_code, 302)
        self.assertEqual(Outcome.objects.get().code, "NO_RESOLUTION")
