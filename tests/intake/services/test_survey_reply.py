"""What is left of a reply in the database: an answer that leads to nobody, however much of the database one reads."""

import random
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, connections
from django.test import TestCase, TransactionTestCase

from intake.constants.survey import Audience
from intake.exceptions import SurveyAnswered, SurveyNotHere
from intake.models import SurveyDraft, SurveyLink, SurveyResponse, UsedSurveyLink
from intake.rules.survey import questions_of
from intake.services.survey_edition import close_edition
from intake.services.survey_reply import (
    ISSUED,
    USED,
    WRITING,
    hand_out_link,
    mark_of,
    read_reply,
    save_answers,
    send_reply,
)
from tests.surveys import a_link, an_edition

CASES = 200


def all_rows():
    """The surveys' tables as somebody reads them who holds the database: in the order in which the rows lie there."""
    with connection.cursor() as cursor:
        for model in (SurveyLink, SurveyDraft, UsedSurveyLink, SurveyResponse):
            cursor.execute(f"SELECT * FROM {model._meta.db_table} ORDER BY ctid")
            yield model, cursor.fetchall()


class LeftBehindTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.edition = an_edition()
        cls.questions = list(questions_of(cls.edition.sections))

    def reply(self, secret, **given):
        save_answers(secret, self.questions, given)
        send_reply(secret, language="en")

    def test_the_secret_of_a_link_is_nowhere_and_its_marks_differ(self):
        secret = a_link(self.edition)
        save_answers(secret, self.questions, {"heard": "1"})
        self.assertNotIn(secret, str(list(all_rows())))
        self.assertEqual(len({mark_of(secret, use) for use in (ISSUED, WRITING, USED)}), 3)

    def test_an_unsent_reply_opens_with_its_secret_alone(self):
        first, second = a_link(self.edition), a_link(self.edition)
        save_answers(first, self.questions, {"at_length": "Only mine"})
        sealed = bytes(SurveyDraft.objects.get().sealed)
        self.assertNotIn(b"Only mine", sealed)
        SurveyDraft.objects.update(mark=mark_of(second, WRITING))
        with pytest.raises(Exception, match="does not open"):
            save_answers(second, self.questions, {})

    def test_the_handed_out_links_are_the_same_before_and_after_a_reply(self):
        secret = a_link(self.edition)
        before = list(SurveyLink.objects.values())
        self.reply(secret, heard="1")
        self.assertEqual(list(SurveyLink.objects.values()), before)

    def test_whoever_reads_the_whole_database_does_no_better_than_chance(self):
        """Each of 200 people gets a link and answers with their own number; the reader knows in which order the links
        were handed out and the replies came, and pairs by every order that the tables offer."""
        secrets = [a_link(self.edition) for _ in range(CASES)]
        answering = list(range(CASES))
        random.Random(7).shuffle(answering)
        for number in answering:
            self.reply(secrets[number], in_short=str(number))
        responses = [int(row.texts["in_short"]) for row in SurveyResponse.objects.raw(IN_PLACE)]
        links = [mark_of(secret, ISSUED) for secret in secrets]
        for guess in (list(range(CASES)), answering, sorted(range(CASES), key=lambda number: links[number])):
            right = sum(guessed == real for guessed, real in zip(guess, responses, strict=True))
            # By chance one is right on average; more than seven happens once in a hundred thousand times.
            self.assertLessEqual(right, 7)
        self.assertTrue(set(links).isdisjoint(UsedSurveyLink.objects.values_list("mark", flat=True)))

    def test_all_rows_of_a_half_year_bear_the_same_transaction(self):
        for _ in range(5):
            self.reply(a_link(self.edition))
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT count(DISTINCT xmin::text) FROM {SurveyResponse._meta.db_table}")
            self.assertEqual(cursor.fetchone(), (1,))

    def test_a_closed_edition_and_a_wrong_audience_get_no_links(self):
        with self.assertRaises(SurveyNotHere):
            hand_out_link(self.edition.pk, Audience.VISITOR, self.edition.opened_by)
        close_edition(self.edition.pk, self.edition.opened_by)
        with self.assertRaises(SurveyNotHere):
            hand_out_link(self.edition.pk, Audience.COMMUNITY, self.edition.opened_by)


IN_PLACE = f"SELECT * FROM {SurveyResponse._meta.db_table} ORDER BY ctid"


class RaceTests(TransactionTestCase):
    def test_five_who_send_one_link_at_once_make_one_response(self):
        edition = an_edition()
        secret = a_link(edition)
        save_answers(secret, list(questions_of(edition.sections)), {"heard": "3"})

        def send(number):
            try:
                send_reply(secret, language="en")
            except SurveyAnswered:
                return False
            finally:
                connections.close_all()
            return True

        with ThreadPoolExecutor(5) as pool:
            sent = list(pool.map(send, range(5)))
        self.assertEqual(sum(sent), 1)
        self.assertEqual(SurveyResponse.objects.get().answers, {"heard": "3"})

    def test_two_pages_that_are_kept_at_once_are_both_kept(self):
        edition = an_edition()
        secret, questions = a_link(edition), {each.key: each for each in questions_of(edition.sections)}
        save_answers(secret, [], {})

        def keep(key):
            try:
                save_answers(secret, [questions[key]], {key: "yes"})
            finally:
                connections.close_all()

        for _ in range(10):
            save_answers(secret, list(questions.values()), {})
            with ThreadPoolExecutor(2) as pool:
                list(pool.map(keep, ("heard", "safe")))
            self.assertEqual(read_reply(secret).given, {"heard": "yes", "safe": "yes"})
