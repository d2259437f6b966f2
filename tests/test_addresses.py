"""Every address of ours and who may call it, as one table that anyone can read; a new address needs a row (G1, G2)."""

import csv
from pathlib import Path

import pytest
from django.test import Client, TestCase
from django.urls import get_resolver

from portal.common.checks.policies import our_addresses
from portal.common.languages import BY_CODE

TABLE = Path(__file__).parent / "golden" / "addresses.csv"


def declared():
    """Each address with its policy, as the program has it; the language stands for all of them."""
    return {(f"/{address}", entry.callback.policy.name) for address, entry in our_addresses(get_resolver())}


def written():
    with TABLE.open(newline="") as file:
        return {(row["address"], row["who may"]) for row in csv.DictReader(file)}


@pytest.mark.proves("G1", "G2")
def test_the_table_lists_every_address_and_who_may_call_it():
    assert declared() == written(), f"Look at each difference, then correct {TABLE.name} by hand."


class RelyOnTests(TestCase):
    """The addresses that others print, link and watch (DESIGN section 8), as far as they are built."""

    def test_the_bare_address_leads_to_the_best_language(self):
        response = Client().get("/", headers={"accept-language": "hy,en;q=0.5"})
        self.assertRedirects(response, "/hy/", fetch_redirect_response=False)

    def test_the_machine_can_be_watched(self):
        self.assertEqual(Client().get("/healthz").json(), {"status": "ok"})
        self.assertEqual(Client().get("/readyz").json(), {"status": "ready"})

    def test_the_staff_area_leads_to_the_one_door(self):
        response = Client().get("/admin/")
        self.assertEqual(response.status_code, 302)
        self.assertTrue(response["Location"].startswith("/accounts/login/"))

    def test_a_request_begins_in_every_language(self):
        for code in BY_CODE:
            response = Client().get(f"/{code}/referral/new/")
            self.assertEqual(response.status_code, 302)
            self.assertTrue(response["Location"].startswith(f"/{code}/referral/"))
