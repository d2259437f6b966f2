"""Voluntary answers: each once, and none that leads to anybody."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from unittest import mock
from uuid import uuid4

import pytest
from django.db import connection, connections
from django.test import TestCase, TransactionTestCase

from intake.exceptions import DraftNotHere
from intake.models import Case, CaseEvent, Draft, Referral, StatisticsAnswer
from intake.services.statistics import StatisticsInput, half_year_of, record_statistics
from portal.common.models import AuditEvent
from tests.base import Resident

WOMAN = StatisticsInput(["woman"], "", "hy")


def somebody():
    """The id of a draft that was sent, and the secret of its browser."""
    resident = Resident("hy")
    resident.sends()
    return resident.draft, resident.client.cookies["drafts"].value


def stored_order():
    """The ids of all answers as a dump has them."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM intake_statisticsanswer ORDER BY ctid")
        return [row[0] for row in cursor.fetchall()]


class RecordTests(TestCase):
    def test_an_answer_is_kept_with_its_half_year_and_language(self):
        with mock.patch("django.utils.timezone.localdate", return_value=date(2026, 7, 1)):
            record_statistics(*somebody(), "background", StatisticsInput(["white", "middle_eastern"], "Հայ", "hy"))
        row = StatisticsAnswer.objects.get()
        self.assertEqual(
            (row.question, row.choices, row.own_words, row.half_year, row.language),
            ("background", ["white", "middle_eastern"], "Հայ", "2026-H2", "hy"),
        )

    def test_a_second_answer_to_the_same_question_changes_nothing(self):
        someone = somebody()
        record_statistics(*someone, "gender", WOMAN)
        record_statistics(*someone, "gender", StatisticsInput(["man"], "", "en"))
        self.assertEqual([row.choices for row in StatisticsAnswer.objects.all()], [["woman"]])

    def test_whoever_does_not_hold_the_draft_or_has_not_sent_it_adds_nothing(self):
        draft, secret = somebody()
        unsent = Resident()
        unsent.answers("who")
        untouched = Resident()
        strangers = [
            (draft, "another"),
            (draft, ""),
            (uuid4(), secret),
            (unsent.draft, unsent.client.cookies["drafts"].value),
            (untouched.draft, untouched.client.cookies["drafts"].value),
        ]
        for stranger in strangers:
            with pytest.raises(DraftNotHere):
                record_statistics(*stranger, "gender", WOMAN)
        self.assertFalse(StatisticsAnswer.objects.exists())
        self.assertFalse(Draft.objects.filter(id=untouched.draft).exists())

    def test_when_any_part_fails_neither_the_answer_nor_its_mark_is_kept(self):
        someone = somebody()
        with (
            mock.patch("intake.services.statistics.keep_unordered", side_effect=RuntimeError),
            pytest.raises(RuntimeError),
        ):
            record_statistics(*someone, "gender", WOMAN)
        self.assertEqual(Draft.objects.get(id=someone[0]).asked, [])

    def test_the_half_year_is_that_of_the_day(self):
        for day, name in ((date(2026, 6, 30), "2026-H1"), (date(2026, 7, 1), "2026-H2"), (date(2027, 1, 1), "2027-H1")):
            self.assertEqual(half_year_of(day), name)


class NoWayBackTests(TestCase):
    @pytest.mark.proves("UX-44")
    def test_a_row_has_nothing_in_common_with_a_request_a_draft_or_another_row(self):
        someone = somebody()
        record_statistics(*someone, "gender", WOMAN)
        record_statistics(*someone, "age", StatisticsInput(["25_34"], "", "hy"))
        rows = list(StatisticsAnswer.objects.values())
        identifying = {str(value) for row in rows for name, value in row.items() if name in {"id"}}
        others = [
            *Draft.objects.values(),
            *Referral.objects.values(),
            *Case.objects.values(),
            *CaseEvent.objects.values(),
        ]
        elsewhere = " ".join(str(value) for row in [*others, *AuditEvent.objects.values()] for value in row.values())
        self.assertEqual([value for value in identifying if value in elsewhere], [])
        shared = [name for name in rows[0] if rows[0][name] == rows[1][name] and name not in {"half_year", "language"}]
        self.assertEqual([name for name in shared if name != "own_words"], [])

    def test_a_row_has_no_moment_and_no_key(self):
        fields = StatisticsAnswer._meta.get_fields()
        self.assertEqual([field.name for field in fields if field.is_relation], [])
        kinds = {field.get_internal_type() for field in fields}
        self.assertEqual(kinds, {"UUIDField", "CharField", "JSONField", "BinaryField"})

    def test_the_draft_remembers_that_it_answered_and_neither_what_nor_when(self):
        draft, secret = somebody()
        before = Draft.objects.get(id=draft)
        record_statistics(draft, secret, "gender", WOMAN)
        after = Draft.objects.get(id=draft)
        self.assertEqual(after.asked, ["gender"])
        self.assertEqual(after.updated_at, before.updated_at)
        self.assertNotIn("woman", str(Draft.objects.filter(id=draft).values()))

    def test_nothing_is_written_into_the_audit_log(self):
        someone = somebody()
        before = AuditEvent.objects.count()
        record_statistics(*someone, "gender", WOMAN)
        self.assertEqual(AuditEvent.objects.count(), before)

    def test_a_dump_does_not_show_who_answered_one_after_the_other(self):
        came = []
        for _ in range(4):
            someone = somebody()
            for key in ("background", "gender", "age", "disability"):
                record_statistics(*someone, key, WOMAN)
                came += [id for id in stored_order() if id not in came]
        self.assertEqual(len(came), 16)
        self.assertEqual(stored_order(), sorted(came))

    def test_all_rows_of_a_half_year_were_written_by_the_same_transaction(self):
        for _ in range(2):
            record_statistics(*somebody(), "gender", WOMAN)
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(DISTINCT xmin::text) FROM intake_statisticsanswer")
            self.assertEqual(cursor.fetchone()[0], 1)

    def test_earlier_half_years_stay_as_they_are(self):
        with mock.patch("django.utils.timezone.localdate", return_value=date(2020, 1, 1)):
            record_statistics(*somebody(), "gender", WOMAN)
        record_statistics(*somebody(), "gender", StatisticsInput(["man"], "wörds", "en"))
        rows = {(row.half_year, *row.choices, row.own_words) for row in StatisticsAnswer.objects.all()}
        self.assertEqual(len(rows), 2)
        self.assertIn(("2020-H1", "woman", ""), rows)


class AtOnceTests(TransactionTestCase):
    def test_many_people_at_once_lose_no_answer_and_double_none(self):
        people = [somebody() for _ in range(4)]

        def answers(someone):
            try:
                for key in ("gender", "age", "heard"):
                    record_statistics(*someone, key, WOMAN)
            finally:
                connections.close_all()

        with ThreadPoolExecutor(8) as pool:
            list(pool.map(answers, people * 2))
        self.assertEqual(StatisticsAnswer.objects.count(), 12)
