"""Names, addresses and phone numbers arrive as people really write them. All of these people are invented."""

import csv
from pathlib import Path as FilePath

import pytest
from django.test import TestCase

from intake.models import Referral
from intake.services.draft import open_draft, save_answers
from intake.wizard.pages import REVIEW
from tests.answers import as_kept
from tests.base import Resident
from tests.intake.coming_back import secret_of

PEOPLE = FilePath(__file__).parents[2] / "golden" / "people.csv"
SPELLINGS = (
    *("6265550142", "626-555-0142", "(626) 555-0142", "626.555.0142", "+1 626 555 0142", "1-626-555-0142"),
    *(
        "+16265550142",
        " 626 555 0142 ",
        "６２６－５５５－０１４２",
        "626\u2011555\u20110142",
        "٦٢٦ ٥٥٥ ٠١٤٢",
        "tel:+1-626-555-0142",
    ),
)


def people():
    with PEOPLE.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


class ExactTests(TestCase):
    def almost_done(self):
        """Someone who has answered every page but check-answers."""
        resident = Resident()
        save_answers(open_draft(resident.draft, secret_of(resident.client)), as_kept())
        return resident

    def gives(self, resident, page, **answers):
        """Fills a page in, finds the same on it again and on check-answers."""
        response = resident.client.post(resident.url(page) + "?return=review", answers)
        self.assertRedirects(response, resident.url(REVIEW), msg_prefix=ascii(answers))

    def sent(self, resident):
        resident.answers(REVIEW)
        return Referral.objects.get(submission_key=resident.draft).contact

    @pytest.mark.proves("UX-18", "UX-19")
    def test_fifty_people_of_many_scripts_arrive_exactly(self):
        self.assertEqual(len(people()), 50)
        for person in people():
            with self.subTest(person["name"]):
                resident = self.almost_done()
                self.gives(resident, "name", name=person["name"])
                self.gives(resident, "contact", phone=person["phone"], address=person["address"].replace("\n", "\r\n"))
                self.assertContains(resident.opens("name"), f'value="{person["name"].replace(chr(39), "&#x27;")}"')
                arrived = self.sent(resident)
                self.assertEqual(arrived["name"].encode(), person["name"].encode())
                self.assertEqual(arrived["address"].encode(), person["address"].encode())
                self.assertEqual(arrived["phone"], person["stored_phone"])

    @pytest.mark.proves("UX-19")
    def test_every_spelling_of_a_number_is_the_same_number(self):
        for phone in SPELLINGS:
            with self.subTest(phone):
                resident = self.almost_done()
                self.gives(resident, "contact", phone=phone)
                self.assertEqual(self.sent(resident)["phone"], "+16265550142")
