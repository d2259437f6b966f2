"""Reminding of surveys: on the days of the rules, everybody alike, and nobody who does not want to hear of it."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core import mail
from django.test import TestCase
from django.utils import timezone

from intake.constants import CaseState, ConsentState
from intake.constants.survey import SurveyPurpose
from intake.models import Case, Consent, Notification, Party, SurveyEdition, SurveyInvitation
from intake.services.erasure import ask_erasure
from intake.services.policy import change_rule
from intake.services.stopping import stop_texts
from intake.services.survey_edition import open_edition
from intake.services.survey_invitation import ask_surveys
from intake.services.survey_reminder import remind_surveys
from intake.services.survey_reply import send_reply
from portal.common.roles import Role
from tests.base import person
from tests.letters import deliver_all
from tests.sessions import a_mediator
from tests.survey_asking import START, a_case_with_both, change, editions_of, hold, links_in, the_worker

POST = SurveyPurpose.POST
DAY = timedelta(days=1)
LATE_IN_THE_YEAR = datetime(2026, 10, 30, 17, tzinfo=UTC)
"""Ten in the morning in Pasadena, two days before the clocks go back."""


class ReminderTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        with time_machine.travel(START, tick=False):
            cls.staff, cls.lead = person(Role.ADMINISTRATOR), person(Role.LEAD)
            cls.case = a_case_with_both(cls.staff, a_mediator())
            cls.edition = editions_of(cls.staff, POST)[POST]
            cls.first, cls.second = Party.objects.filter(case=cls.case).select_related("case").order_by("-has_asked")

    def setUp(self):
        travelling = time_machine.travel(START, tick=False)
        self.clock = travelling.start()
        self.addCleanup(travelling.stop)

    def after_the_talk(self, start=START):
        self.clock.move_to(start)
        hold(self.case)
        return the_worker()

    def on(self, moment):
        self.clock.move_to(moment)
        return [message.to[0] for message in the_worker()]

    @pytest.mark.proves("G16")
    def test_days_3_and_10_are_local_days_also_where_the_clocks_change(self):
        both = ["officer@example.org", "rosa@example.org"]
        for start, early in ((START, 15), (LATE_IN_THE_YEAR, 16)):
            SurveyInvitation.objects.all().delete()
            Notification.objects.all().delete()
            self.after_the_talk(start)
            # At eight in the morning, on the clocks of the place after they changed, it is too early.
            too_early = (start + 3 * DAY).replace(hour=early)
            self.assertEqual([self.on(start + 2 * DAY), self.on(too_early)], [[], []])
            self.assertEqual(self.on(too_early + timedelta(hours=1, minutes=1)), both)
            self.assertEqual(self.on(start + 9 * DAY), [])
            self.assertEqual(self.on(start + 10 * DAY), both)
            self.assertEqual([self.on(start + days * DAY) for days in (10, 11)], [[], []])
            self.assertEqual(set(SurveyInvitation.objects.values_list("reminders", flat=True)), {2})

    def test_everybody_is_reminded_also_who_replied_with_the_day_of_the_first_message_and_no_link(self):
        (_, secret), _ = links_in(self.after_the_talk())
        send_reply(secret, language="en")
        self.clock.move_to(START + 3 * DAY)
        officer, resident = the_worker()
        self.assertIn("March 6, 2026", officer.body)
        self.assertIn("6 de marzo de 2026", resident.body)
        self.assertIn("(626) 555-0100", officer.body)
        self.assertIn("/en/my/", officer.body)
        self.assertEqual(links_in([officer, resident]), [])
        letter = Notification.objects.get(letter="survey_reminder", party=self.first)
        self.assertIn("6 de marzo de 2026", letter.body)

    def test_the_rules_say_when(self):
        change_rule(self.lead, "survey_reminder_days", (5,))
        self.after_the_talk()
        self.assertEqual([len(self.on(START + days * DAY)) for days in (3, 4, 5, 10)], [0, 0, 2, 0])
        change_rule(self.lead, "survey_reminder_days", ())
        self.assertEqual(remind_surveys(timezone.now()), 0)

    def test_a_worker_that_slept_sends_one_and_after_weeks_none(self):
        self.after_the_talk()
        self.assertEqual(len(self.on(START + 11 * DAY)), 2)
        self.assertEqual(self.on(START + 12 * DAY), [])
        SurveyInvitation.objects.update(reminders=0)
        self.assertEqual(self.on(START + 25 * DAY), [])

    def test_whoever_steps_back_or_wants_to_be_deleted_hears_no_more_also_of_what_waits(self):
        self.after_the_talk()
        Consent.objects.filter(party=self.first).update(state=ConsentState.WITHDRAWN)
        self.assertEqual(self.on(START + 3 * DAY), ["officer@example.org"])
        self.clock.move_to(START + 10 * DAY)
        self.assertEqual(remind_surveys(timezone.now()), 1)
        Case.objects.filter(pk=self.case.pk).update(state=CaseState.FOLLOW_UP)  # too late to step back
        ask_erasure(self.second)
        self.assertEqual(Consent.objects.get(party=self.second).state, ConsentState.ACCEPTED)
        deliver_all()
        states = Notification.objects.filter(party=self.second, letter="survey_reminder").values_list(
            "state", flat=True
        )
        self.assertEqual(sorted(states), ["dropped", "sent"])

    def test_a_way_that_is_not_safe_any_more_is_not_used_and_neither_is_another(self):
        change(self.first, safe_contact={"best_way": "text", "text_message": "yes"})
        hold(self.case)
        with self.settings(SMS_BACKEND="tests.intake.services.test_survey_reminder.Texts"):
            the_worker()
            (text,) = Texts.sent
            self.assertIn("/es/survey/", text)
            change(self.second, safe_contact={"avoid": "Somebody reads it"})
            self.assertEqual(self.on(START + 3 * DAY), [])
            self.assertIn("6 de marzo de 2026", Texts.sent[-1])
            self.assertEqual(Notification.objects.filter(letter="survey_reminder").count(), 1)
            change(self.second, safe_contact={})
            self.clock.move_to(START + 10 * DAY)
            self.assertEqual(remind_surveys(timezone.now()), 2)
            stop_texts("+16265550142")
            change(self.second, safe_contact={"avoid": "Somebody reads it"})
            before = len(mail.outbox)
            deliver_all()
            self.assertEqual((len(Texts.sent), len(mail.outbox)), (2, before))

    def test_nothing_goes_out_for_an_edition_that_is_closed_also_where_the_next_one_is_open(self):
        self.after_the_talk()
        self.clock.move_to(START + 3 * DAY)
        self.assertEqual(remind_surveys(timezone.now()), 2)
        open_edition(self.edition.survey_id, self.staff)
        SurveyEdition.objects.filter(closed_at=None).update(opened_at=timezone.now())
        before = len(mail.outbox)
        deliver_all()
        self.assertEqual(len(mail.outbox), before)
        self.assertEqual(self.on(START + 10 * DAY), [])

    def test_nobody_is_reminded_while_the_case_waits(self):
        self.after_the_talk()
        Case.objects.filter(pk=self.case.pk).update(state=CaseState.ON_HOLD, held_from=CaseState.SESSION_HELD)
        self.assertEqual(self.on(START + 3 * DAY), [])
        ask_surveys(timezone.now())
        Case.objects.filter(pk=self.case.pk).update(state=CaseState.SESSION_HELD, held_from="")
        self.assertEqual(len(self.on(START + 4 * DAY)), 2)


class Texts:
    """Keeps what would be sent."""

    sent: list = []

    def send(self, message):
        self.sent.append(message.text)
