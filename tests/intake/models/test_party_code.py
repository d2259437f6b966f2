"""Codes that were given before sides had their own space (intake/migrations/0008_party_code.py)."""

from importlib import import_module

from django.apps import apps
from django.test import TestCase

from intake.constants import Path, Source
from intake.models import ParticipantCode, Party
from tests.cases import a_case

give_senders_their_side = import_module("intake.migrations.0008_party_code").give_senders_their_side


class PartyCodeTests(TestCase):
    def code_of(self, case):
        return ParticipantCode.objects.create(locator=str(case.pk)[:8], referral=case.referral)

    def test_only_who_asked_for_themselves_gets_their_side_and_twice_is_harmless(self):
        own, at_work = a_case(), a_case(path=Path.EMPLOYEE)
        others = [a_case(path=Path.OTHER), a_case(source=Source.PHONE), a_case(path=Path.CITY, source=Source.CITY)]
        codes = {case: self.code_of(case) for case in (own, at_work, *others)}
        for _ in range(2):
            give_senders_their_side(apps, None)
            for case, code in codes.items():
                code.refresh_from_db()
                asked = Party.objects.get(case=case, has_asked=True)
                self.assertEqual(code.party, asked if case in (own, at_work) else None)
