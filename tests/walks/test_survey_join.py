"""Whoever holds the whole database, its key and backups of two moments tries to find out who gave which answer.

200 people are asked by mail and answer in the very order in which they were asked, in three languages: the easiest case
for the reader. Each answer says who gave it, which only the referee reads.
"""

from itertools import product
from unittest import mock
from uuid import uuid4

import time_machine
from django.core import mail
from django.test import TestCase
from django.utils import timezone

from intake.constants.survey import SurveyPurpose
from intake.models import (
    Case,
    Party,
    Session,
    SurveyDraft,
    SurveyEdition,
    SurveyInvitation,
    SurveyLink,
    SurveyResponse,
    UsedSurveyLink,
)
from intake.rules.survey import questions_of
from intake.services import survey_response
from intake.services.survey_invitation import ask_surveys
from intake.services.survey_reply import save_answers, send_reply
from portal.common.roles import Role
from tests.backup import Backup
from tests.base import person
from tests.letters import deliver_all
from tests.sessions import a_mediator
from tests.survey_asking import START, a_case_with_both, editions_of, hold, links_in

CASES = 200
UNDER_WAY = 15
LANGUAGES = ("es", "hy", "zh-hans")
MOST_BY_CHANCE = 18
"""One in each group of a language is right on average. More than this happens once in a thousand million guesses."""
BY_PLACE = "SELECT * FROM {} ORDER BY ctid"
BY_SIZE = "SELECT *, pg_column_size(texts) AS size FROM {} ORDER BY size, id"
BY_WRITER = "SELECT * FROM {} ORDER BY xmin::text::bigint, ctid"
REPLIES = (SurveyResponse, UsedSurveyLink, SurveyDraft)


def ask_everybody():
    """One real case with one side that reads mail, copies of it, and the mails by which all are asked."""
    staff = person(Role.ADMINISTRATOR)
    editions_of(staff, SurveyPurpose.POST)
    case = hold(a_case_with_both(staff, a_mediator()))
    Party.objects.filter(case=case, has_asked=False).delete()
    first = [
        case.referral,
        Case.objects.get(pk=case.pk),
        Party.objects.get(case=case),
        Session.objects.get(case=case, type="joint"),
    ]
    copies = [copied(first, number) for number in range(CASES - 1)]
    for rows in zip(*copies, strict=True):
        type(rows[0]).objects.bulk_create(rows)
    for number, party in enumerate(Party.objects.order_by("pk")):
        party.language, party.contact = LANGUAGES[number % 3], {"email": f"side{number:03}@example.org"}
        party.save()
    # The class is set up before its first test, so what the test before it sent still lies here.
    mail.outbox.clear()
    ask_surveys(timezone.now())
    deliver_all()
    return list(mail.outbox)


def copied(first, number):
    """The rows of one more case."""
    rows = []
    for row in first:
        values = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
        rows.append(type(row)(**values | {"id": uuid4()}))
    referral, case, party, session = rows
    referral.reference, referral.submission_key = f"COPY-{number:06}", uuid4()
    case.referral, party.case, session.case = referral, case, case
    return referral, case, party, session


def all_answer(messages):
    """They answer in the order in which they were asked. Gives two backups: of half-way, when some are in the middle of
    it, and of the end."""
    questions = list(questions_of(SurveyEdition.objects.get().sections))
    half_way = None
    for number, message in enumerate(messages):
        ((language, secret),) = links_in([message])
        save_answers(secret, questions, {"heard": "4", "in_short": message.to[0], "at_length": "x" * (number % 7)})
        if number == CASES // 2:
            for _, later in links_in(messages[number + 1 : number + 1 + UNDER_WAY]):
                save_answers(later, questions, {"heard": "1"})
            half_way = Backup()
        send_reply(secret, language=language)
    return half_way, Backup()


def people_in_each_order(messages):
    """The addresses of all in every order that the case's side offers, each by the name of the order."""
    parties = {party.contact["email"]: party for party in Party.objects.all()}
    notes = {note.party_id: note for note in SurveyInvitation.objects.select_related("message")}
    sent = [message.to[0] for message in messages]
    orders = {
        "as they were asked": sent,
        "party": sorted(sent, key=lambda who: parties[who].pk),
        "case": sorted(sent, key=lambda who: parties[who].case_id),
        "invitation": sorted(sent, key=lambda who: notes[parties[who].pk].pk),
        "message": sorted(sent, key=lambda who: notes[parties[who].pk].message.pk),
        "when it went out": sorted(sent, key=lambda who: notes[parties[who].pk].sent_at),
    }
    # Links lie in the order in which messages went out, so each link is known to be of somebody.
    links = dict(zip(sent, SurveyLink.objects.raw(BY_PLACE.format(SurveyLink._meta.db_table)), strict=True))
    orders["mark of the link"] = sorted(sent, key=lambda who: links[who].mark)
    languages = {who: parties[who].language for who in sent}
    return orders, languages


def replies_in_each_order():
    """Who gave the replies (the referee's knowledge) with their language, in every order that the table offers."""
    place = list(SurveyResponse.objects.raw(BY_PLACE.format(SurveyResponse._meta.db_table)))
    orders = {
        "place": place,
        "id": sorted(place, key=lambda row: row.pk),
        "size": list(SurveyResponse.objects.raw(BY_SIZE.format(SurveyResponse._meta.db_table))),
        "writer": list(SurveyResponse.objects.raw(BY_WRITER.format(SurveyResponse._meta.db_table))),
    }
    return {name: [(row.texts["in_short"], row.language) for row in rows] for name, rows in orders.items()}


def best_guess(messages):
    """How many the best of all pairings gets right, and which it is."""
    people, languages = people_in_each_order(messages)
    results = {}
    for (one, order), (other, replies), turned in product(people.items(), replies_in_each_order().items(), (1, -1)):
        right = 0
        for language in LANGUAGES:
            guessed = [who for who in order if languages[who] == language][::turned]
            real = [who for who, of in replies if of == language]
            right += sum(guess == truth for guess, truth in zip(guessed, real, strict=True))
        results[one, other, turned] = right
    return max((right, names) for names, right in results.items())


class JoinTests(TestCase):
    """200 simulated cases, once as the portal is and once with a fault planted."""

    @classmethod
    def setUpTestData(cls):
        with time_machine.travel(START, tick=True):
            cls.messages = ask_everybody()

    def setUp(self):
        travelling = time_machine.travel(START, tick=True)
        travelling.start()
        self.addCleanup(travelling.stop)

    def test_whoever_reads_everything_at_two_moments_does_no_better_than_chance(self):
        self.assertEqual(len(self.messages), CASES)
        half_way, end = all_answer(self.messages)
        self.assertEqual(SurveyResponse.objects.count(), CASES)
        self.assertLessEqual(best_guess(self.messages)[0], MOST_BY_CHANCE)

        with self.subTest("no word of a reply, a used link or a draft stands anywhere else"):
            elsewhere = end.words(*(model for model in end.tables if model not in REPLIES))
            once = half_way.words(*(model for model in half_way.tables if model not in REPLIES))
            own = end.words(*REPLIES) | half_way.words(*REPLIES)
            self.assertEqual(own & (elsewhere | once), set())
            self.assertEqual(end.words(SurveyResponse) & end.words(UsedSurveyLink), set())

        with self.subTest("nothing that leads to a person changes when they answer"):
            changed = {model for model in end.tables if half_way.tables[model] != end.tables[model]}
            self.assertLessEqual(changed, set(REPLIES))

        with self.subTest("the replies of the first half lie among those of the second"):
            first = {row for _, row in half_way.tables[SurveyResponse]}
            places = [number for number, row in enumerate(end.rows(SurveyResponse)) if row in first]
            self.assertEqual(len(places), CASES // 2)
            self.assertGreater(max(places), CASES * 3 // 4)
            self.assertEqual(len({writer for writer, _ in end.tables[SurveyResponse]}), 1)

    def test_with_rows_left_in_their_order_the_same_reader_finds_everybody(self):
        with mock.patch.object(survey_response, "keep_unordered", lambda row, half_year: row.save(force_insert=True)):
            all_answer(self.messages)
        self.assertGreater(best_guess(self.messages)[0], CASES * 9 // 10)
