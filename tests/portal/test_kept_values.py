"""What a process keeps of the site is the site's current version, and nothing of a transaction under way."""

from unittest import mock

from django.test import SimpleTestCase, TestCase

from portal.common.content_version import content_version
from portal.common.kept_values import KeptValues


class KeptValuesTest(SimpleTestCase):
    def setUp(self):
        self.read = mock.Mock(side_effect=lambda key: f"{key} {self.read.call_count}")
        self.kept = KeptValues(self.read)
        self.version = self.enterContext(mock.patch.object(content_version, "current", return_value="one"))
        self.enterContext(mock.patch.object(KeptValues, "may_keep", return_value=True))

    def test_it_reads_each_value_once(self):
        self.assertEqual([self.kept.of("es"), self.kept.of("es"), self.kept.of("hy")], ["es 1", "es 1", "hy 2"])

    def test_it_reads_anew_when_the_site_has_changed(self):
        self.kept.of("es")
        self.version.return_value = "two"
        self.assertEqual(self.kept.of("es"), "es 2")

    def test_it_keeps_nothing_while_the_database_does_not_answer(self):
        self.version.return_value = None
        self.assertEqual([self.kept.of("es"), self.kept.of("es")], ["es 1", "es 2"])


class TransactionTest(TestCase):
    def test_inside_a_transaction_it_reads_every_time(self):
        read = mock.Mock(side_effect=["before", "after"])
        kept = KeptValues(read)
        self.assertEqual([kept.of("es"), kept.of("es")], ["before", "after"])
