"""Asking surveys: whom, when, by which way, and that neither the database nor a log ever holds a link."""

import base64
import logging
from datetime import timedelta
from unittest import mock

import pytest
import time_machine
from django.core import mail
from django.core.mail import EmailMessage
from django.test import TestCase, TransactionTestCase
from django.utils import timezone

from intake.constants import CaseState, ConsentState, DutyKind
from intake.constants.survey import Audience, ReplyMode, SurveyPurpose
from intake.models import (
    Case,
    Consent,
    Duty,
    Notification,
    Party,
    SurveyAsked,
    SurveyDraft,
    SurveyInvitation,
    SurveyLink,
    SurveyResponse,
)
from intake.rules.retries import MOST_TRIES
from intake.services.duties import end_duties
from intake.services.policy import change_rule
from intake.services.survey_edition import close_edition
from intake.services.survey_invitation import ask_surveys
from intake.services.survey_purge import purge_surveys
from intake.services.survey_rates import response_rates
from intake.services.survey_reminder import remind_surveys
from intake.services.survey_reply import read_reply, save_answers
from intake.services.worker import JOBS
from portal.common.roles import Role
from tests.backup import Backup
from tests.base import person
from tests.letters import deliver_all
from tests.races.at_once import at_once
from tests.sessions import a_mediator
from tests.survey_asking import (
    START,
    a_case_with_both,
    a_held_case,
    a_no,
    a_talk,
    change,
    editions_of,
    hold,
    links_in,
    the_worker,
)
from tests.surveys import an_edition
from tests.walks.test_blindness import own_pages, seen_by_the_city, seen_by_the_side

PRE, POST, FOLLOW_UP = SurveyPurpose.PRE, SurveyPurpose.POST, SurveyPurpose.FOLLOW_UP
DECLINE, MEDIATOR = SurveyPurpose.DECLINE, SurveyPurpose.MEDIATOR
DAY = timedelta(days=1)


def asked(**which):
    return sorted(SurveyInvitation.objects.filter(**which).values_list("party__side", flat=True))


def forms_of(secret):
    """The secret as it might stand somewhere: in clear, in hex, in base64."""
    raw = secret.encode()
    padded = base64.urlsafe_b64decode(secret + "=" * (-len(secret) % 4))
    return (
        secret,
        raw.hex(),
        base64.b64encode(raw).decode().rstrip("="),
        padded.hex(),
        base64.b64encode(padded).decode(),
    )


class AskingTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        with time_machine.travel(START, tick=False):
            cls.staff, cls.lead, cls.city = person(Role.ADMINISTRATOR), person(Role.LEAD), person(Role.LIAISON)
            cls.mediator = a_mediator()
            cls.prepared = a_case_with_both(cls.staff, cls.mediator)
            cls.editions = editions_of(cls.staff, *(each for each in SurveyPurpose if each != SurveyPurpose.EVENT))

    def setUp(self):
        travelling = time_machine.travel(START, tick=False)
        self.clock = travelling.start()
        self.addCleanup(travelling.stop)

    def sides(self, case):
        parties = {party.has_asked: party for party in Party.objects.filter(case=case).select_related("case")}
        return parties[True], parties[False]

    def only(self, *purposes):
        for purpose, edition in self.editions.items():
            if purpose not in purposes:
                close_edition(edition.pk, self.staff)

    def test_the_worker_runs_it(self):
        self.assertLessEqual({"ask_surveys", "remind_surveys", "purge_surveys"}, {job.name for job in JOBS})

    def test_after_the_talk_each_side_gets_its_own_link_once_in_its_language(self):
        case = hold(self.prepared)
        self.only(POST)
        sent = the_worker()
        self.assertEqual([message.to for message in sent], [["officer@example.org"], ["rosa@example.org"]])
        links = links_in(sent)
        self.assertEqual([language for language, _ in links], ["en", "es"])
        audiences = [read_reply(secret).audience for _, secret in links]
        self.assertEqual(audiences, [Audience.EMPLOYEE, Audience.COMMUNITY])
        self.assertEqual(the_worker(), [])
        for days in (1, 2):
            self.clock.move_to(START + days * DAY)
            self.assertEqual(the_worker(), [])
        self.assertEqual(asked(case=case, purpose=POST), ["community", "employee"])

    def test_a_second_talk_asks_nobody_again(self):
        case = hold(self.prepared)
        self.only(POST)
        the_worker()
        self.clock.move_to(START + 2 * DAY)
        a_talk(case)
        self.assertEqual(the_worker(), [])

    def test_a_mail_says_nothing_about_the_case(self):
        case = hold(self.prepared)
        self.only(POST)
        sent = the_worker()
        self.clock.move_to(START + 3 * DAY)
        sent += the_worker()
        self.assertEqual(len(sent), 4)
        for message in sent:
            said = f"{message.subject} {message.body} {message.from_email}".casefold()
            for word in (str(case), "rosa", "villanueva", "employee", "mediat", "mediac", "police", "polic", "talk"):
                self.assertNotIn(word.casefold(), said.replace("mediation.example", ""))

    @pytest.mark.proves("G6")
    def test_the_secret_of_a_link_is_in_no_table_and_no_log_and_each_try_makes_another(self):
        hold(self.prepared)
        self.only(POST)
        tried, send = [], EmailMessage.send

        def fails_once(message, *given, **more):
            tried.append(message)
            if len(tried) == 1:
                raise ConnectionRefusedError(message.body)
            return send(message, *given, **more)

        with mock.patch.object(EmailMessage, "send", fails_once), self.assertLogs(level=logging.DEBUG) as log:
            the_worker()
            self.clock.move_to(START + timedelta(hours=2))
            deliver_all()
        secrets = [secret for _, secret in links_in(tried)]
        self.assertEqual(len(set(secrets)), 3)
        save_answers(secrets[-1], [], {"heard": "1"})
        rows = [row for table in Backup().tables.values() for _, row in table]
        left = "\n".join([*rows, *log.output])
        self.assertIn("survey", left)
        for secret in secrets:
            for form in forms_of(secret):
                self.assertNotIn(form, left)
        letter = Notification.objects.filter(letter="survey", language="es").first()
        self.assertIn("Nos gustaría", letter.body)
        self.assertNotIn("http", letter.body)

    @pytest.mark.proves("G16")
    def test_before_the_talk_a_side_is_asked_after_its_own_preparation_alone(self):
        case = self.prepared
        first, second = self.sides(case)
        self.assertEqual(the_worker(), [])
        a_talk(case, "pre_community", party=first)
        self.assertEqual(len(the_worker()), 1)
        self.assertEqual(asked(purpose=PRE), ["community"])
        a_talk(case, "pre_employee", party=second)
        a_talk(case)
        Case.objects.filter(pk=case.pk).update(state=CaseState.SESSION_HELD)
        the_worker()
        self.assertEqual((asked(purpose=PRE), asked(purpose=POST)), (["community"], ["community", "employee"]))
        self.clock.move_to(START + 3 * DAY)
        reminded = the_worker()
        self.assertEqual(
            Notification.objects.filter(
                letter="survey_reminder", key__startswith=str(SurveyInvitation.objects.get(purpose=PRE).pk)
            ).count(),
            0,
        )
        self.assertEqual(len(reminded), 3)  # both sides of the talk that was, and the mediator

    def test_nobody_is_asked_at_night_nor_about_a_talk_of_long_ago(self):
        self.only(POST)
        hold(self.prepared, days_ago=15)
        self.assertEqual(the_worker(), [])
        self.clock.move_to(START + timedelta(hours=13))
        case = hold(self.prepared)
        self.assertEqual(the_worker(), [])
        self.clock.move_to(START + timedelta(hours=23))
        self.assertEqual(len(the_worker()), 2)
        self.assertEqual(set(case.survey_invitations.values_list("invited_on", flat=True)), {START.date()})

    def test_a_way_that_is_not_safe_is_never_used_and_somebody_hands_the_link_over(self):
        case = hold(self.prepared)
        self.only(POST)
        first, second = self.sides(case)
        change(first, safe_contact={"avoid": "My husband reads my mail"})
        change(second, safe_contact={"best_way": "phone"}, contact={"phone": "+16265550143"})
        # It is due on the same day, and which of two such duties shows first is left to chance.
        end_duties(case, DutyKind.FIRST_CONTACT)
        self.assertEqual(the_worker(), [])
        self.assertEqual(asked(case=case), ["community", "employee"])
        duties = case.duties.open().filter(kind=DutyKind.HAND_OVER_SURVEY)
        self.assertEqual({duty.party_id for duty in duties}, {first.pk, second.pk})
        case.refresh_from_db()
        self.assertEqual(case.next_duty, DutyKind.HAND_OVER_SURVEY)
        self.clock.move_to(START + 3 * DAY)
        self.assertEqual(the_worker(), [])
        self.assertEqual(duties.count(), 2)

    def test_after_a_no_that_side_alone_is_asked_the_next_day_once_and_never_reminded(self):
        case = self.prepared
        Case.objects.filter(pk=case.pk).update(state=CaseState.CONSENT)
        first, _ = self.sides(case)
        Consent.objects.filter(party__case=case).update(state=ConsentState.INVITED)
        a_no(first)
        self.assertEqual(the_worker(), [])
        for days in (1, 2, 4, 11, 12):
            self.clock.move_to(START + days * DAY)
            the_worker()
        self.assertEqual([message.to for message in mail.outbox], [["rosa@example.org"]])
        self.assertEqual(asked(), ["community"])

    def test_after_a_no_nobody_calls_where_no_message_can_go(self):
        case = self.prepared
        first, _ = self.sides(case)
        a_no(first)
        change(first, safe_contact={"avoid": "Evenings"})
        self.clock.move_to(START + DAY)
        self.assertEqual(the_worker(), [])
        self.assertEqual((asked(), Duty.objects.filter(kind=DutyKind.HAND_OVER_SURVEY).count()), ([], 0))

    @pytest.mark.proves("G1")
    def test_neither_the_other_side_nor_the_city_sees_that_somebody_was_asked_about_a_no(self):
        case = self.prepared
        Case.objects.filter(pk=case.pk).update(state=CaseState.CONSENT, sharing="yes")
        first, second = self.sides(case)
        Consent.objects.filter(party__case=case).update(state=ConsentState.INVITED, invited_at=START)
        a_no(first)
        self.clock.move_to(START + DAY)
        other = Party.objects.select_related("case").get(pk=second.pk)

        def seen():
            return seen_by_the_city(self.city, case), seen_by_the_side(other), own_pages(other)

        before, row = seen(), Case.objects.filter(pk=case.pk).values().get()
        self.assertEqual(len(the_worker()), 1)
        self.assertEqual(seen(), before)
        self.assertEqual(Case.objects.filter(pk=case.pk).values().get(), row)

    def test_the_follow_up_comes_on_its_day_counted_from_the_last_talk(self):
        self.only(FOLLOW_UP)
        hold(self.prepared)
        again = a_held_case(self.staff, self.mediator)
        self.clock.move_to(START + 5 * DAY)
        a_talk(again)
        for days, count in ((74, 0), (75, 2), (79, 2), (80, 4), (120, 4)):
            self.clock.move_to(START + days * DAY)
            ask_surveys(timezone.now())
            self.assertEqual(len(asked(purpose=FOLLOW_UP)), count, days)
        change_rule(self.lead, "survey_follow_up_days", 60)
        self.clock.move_to(START + 200 * DAY)
        a_held_case(self.staff, self.mediator, days_ago=60)
        self.assertEqual(ask_surveys(timezone.now()), 2)

    def test_a_closed_edition_sends_nothing_and_without_one_nobody_has_to_do_anything(self):
        hold(self.prepared)
        self.only(POST)
        ask_surveys(timezone.now())
        close_edition(self.editions[POST].pk, self.staff)
        deliver_all()
        self.assertEqual((mail.outbox, SurveyLink.objects.count()), ([], 0))
        self.assertEqual(set(Notification.objects.values_list("state", flat=True)), {"dropped"})
        other = a_held_case(self.staff, self.mediator)
        for party in Party.objects.filter(case=other):
            change(party, contact={"phone": "+16265550142"}, safe_contact={})
        self.assertEqual((the_worker(), other.duties.filter(kind=DutyKind.HAND_OVER_SURVEY).count()), ([], 0))

    def test_the_mediators_are_asked_for_their_report_once(self):
        hold(self.prepared)
        self.only(MEDIATOR)
        sent = the_worker() + the_worker()
        self.assertEqual([message.to for message in sent], [[self.mediator.user.email]])
        ((_, secret),) = links_in(sent)
        self.assertEqual(read_reply(secret).audience, Audience.MEDIATOR)
        self.clock.move_to(START + 3 * DAY)
        self.assertEqual(len(the_worker()), 1)

    def test_what_can_not_be_sent_is_handed_over_and_no_one_is_called_about_a_reminder(self):
        case = hold(self.prepared)
        self.only(POST)
        ask_surveys(timezone.now())
        Notification.objects.update(tries=MOST_TRIES, state="sending", lease_until=START - DAY)
        with self.assertLogs("intake.services.delivery"):
            deliver_all()
        self.assertEqual(case.duties.open().filter(kind=DutyKind.HAND_OVER_SURVEY).count(), 2)
        self.assertFalse(case.duties.filter(kind=DutyKind.CALL_PARTY).exists())

    def test_looking_for_whom_to_ask_takes_the_same_queries_however_many_were_asked(self):
        hold(self.prepared)
        the_worker()
        for _ in range(2):
            with self.assertNumQueries(7):
                ask_surveys(timezone.now())
            with self.assertNumQueries(6):
                remind_surveys(timezone.now())
            a_held_case(self.staff, self.mediator)
            the_worker()

    def test_the_number_of_those_asked_outlives_links_and_cases(self):
        hold(self.prepared)
        self.only(POST)
        the_worker()
        self.assertEqual(
            set(SurveyAsked.objects.values_list("audience", "language", "people")),
            {
                ("community", "es", 1),
                ("employee", "en", 1),
            },
        )
        SurveyAsked.objects.filter(audience="community").update(people=20)
        reply = {"edition": self.editions[POST], "audience": "community", "language": "es", "half_year": "2026-H1"}
        SurveyResponse.objects.bulk_create(SurveyResponse(mode=ReplyMode.ONLINE, **reply) for _ in range(10))
        SurveyInvitation.objects.all().delete()
        self.assertFalse(any(rate.is_shown for rate in response_rates(self.editions[POST], 10)), "it has not ended")
        self.clock.move_to(START + 130 * DAY)
        self.assertEqual(purge_surveys(timezone.now()).links, 2)
        with self.assertNumQueries(1):
            rates = {(row.audience, row.language): row for row in response_rates(self.editions[POST], 10)}
        self.assertEqual((rates["community", "es"].asked, rates["community", "es"].percent), (20, 50))
        self.assertFalse(rates["employee", ""].is_shown)
        self.assertEqual(response_rates(self.editions[PRE], 10), [])

    def test_links_and_drafts_go_when_their_last_day_is_over_and_not_before(self):
        hold(self.prepared)
        self.only(POST)
        (_, secret), _ = links_in(the_worker())
        save_answers(secret, [], {"heard": "1"})
        for days, left in ((100, (2, 1)), (101, (0, 0))):
            self.clock.move_to(START + days * DAY)
            purge_surveys(timezone.now())
            self.assertEqual((SurveyLink.objects.count(), SurveyDraft.objects.count()), left)


class RaceTests(TransactionTestCase):
    def test_two_workers_ask_each_side_once(self):
        staff = person(Role.ADMINISTRATOR)
        edition, case = an_edition(POST, user=staff), a_held_case(staff, a_mediator())
        at_once([lambda: ask_surveys(timezone.now())] * 3)
        self.assertEqual(asked(case=case), ["community", "employee"])
        self.assertEqual(Notification.objects.filter(letter="survey").count(), 2)
        self.assertEqual(set(SurveyAsked.objects.filter(edition=edition).values_list("people", flat=True)), {1})
