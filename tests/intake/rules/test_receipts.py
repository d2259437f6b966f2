"""What the log keeps of a side's own deeds, in words of its own."""

from unittest import TestCase

from intake.rules.receipts import Deed, deeds_of
from intake.views.my.papers_words import DEEDS


class DeedTests(TestCase):
    def test_each_field_is_one_deed_and_fields_of_one_deed_count_once(self):
        self.assertEqual(deeds_of(["proposals"]), [Deed.TIMES])
        self.assertEqual(deeds_of(["safe_contact", "contact", "contact.phone"]), [Deed.CONTACT])
        self.assertEqual(deeds_of(["needs", "language"]), [Deed.LANGUAGE, Deed.NEEDS])

    def test_what_no_field_tells_is_still_a_change(self):
        self.assertEqual(deeds_of(["something_new"]), [Deed.OTHER])
        self.assertEqual(deeds_of([]), [Deed.OTHER])

    def test_every_deed_has_words(self):
        self.assertEqual(set(DEEDS), set(Deed))
