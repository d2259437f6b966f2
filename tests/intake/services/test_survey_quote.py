"""Quotes reach the public late, and only after two people agreed."""

from datetime import date, datetime
from unittest import mock

import pytest
from django.db import IntegrityError, transaction
from django.test import TestCase
from django.utils import timezone

from intake.constants.survey import QuoteState
from intake.exceptions import QuoteNotHere
from intake.models import SurveyQuote
from intake.services.survey_quote import approve_quote, published_quotes, refuse_quote
from portal.common.roles import Role
from tests.base import person
from tests.surveys import an_edition


class QuoteTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.lead, cls.administrator = person(Role.LEAD), person(Role.ADMINISTRATOR)
        cls.quote = SurveyQuote.objects.create(
            edition=an_edition(user=cls.lead), language="es", text="Me ayudó.", proposed_by=cls.lead,
            publish_from=date(2027, 6, 30),
        )  # fmt: skip

    def published_on(self, *day):
        with mock.patch.object(timezone, "now", return_value=timezone.make_aware(datetime(*day, 12))):
            return [quote.text for quote in published_quotes()]

    def test_it_is_published_once_it_is_approved_and_its_day_has_come(self):
        self.assertEqual(self.published_on(2027, 7, 1), [])
        approve_quote(self.quote.pk, self.administrator)
        self.assertEqual(self.published_on(2027, 6, 29), [])
        self.assertEqual(self.published_on(2027, 6, 30), ["Me ayudó."])
        refuse_quote(self.quote.pk, self.lead)
        self.assertEqual(self.published_on(2027, 7, 1), [])

    def test_one_that_was_refused_comes_back_for_nobody(self):
        refuse_quote(self.quote.pk, self.lead)
        for decide in (approve_quote, refuse_quote):
            with self.assertRaises(QuoteNotHere):
                decide(self.quote.pk, self.administrator)

    def test_the_database_takes_no_quote_that_one_person_approved_alone(self):
        for approved_by in (None, self.lead):
            with pytest.raises(IntegrityError), transaction.atomic():
                SurveyQuote.objects.update(state=QuoteState.APPROVED, approved_by=approved_by)
