"""Which answers ask for a call, and what kind of case a request opens."""

from django.test import SimpleTestCase

from intake.constants import CaseKind, Path
from intake.questions.catalogue import questions
from intake.rules.kind import kind_of
from intake.rules.screening import SERIOUS, reasons_to_call


class ReasonsToCallTests(SimpleTestCase):
    def test_nothing_serious_needs_no_call(self):
        self.assertEqual(reasons_to_call({"during": ["none"], "since_then": ["none"], "concerns": ["tone"]}), [])

    def test_every_red_flag_and_every_doubt_asks_for_a_call(self):
        for key, choices in SERIOUS.items():
            for choice in choices:
                with self.subTest(key=key, choice=choice):
                    self.assertEqual(reasons_to_call({key: [choice]}), [f"{key}.{choice}"])
                    self.assertEqual(reasons_to_call({key: choice}), [f"{key}.{choice}"])

    def test_the_table_names_choices_that_exist(self):
        choices = {question.key: {key for key, _ in question.choices} for _, question in questions()}
        for key, serious in SERIOUS.items():
            self.assertLessEqual(serious, choices[key], key)

    def test_every_choice_of_the_screening_pages_but_none_is_serious(self):
        for _, question in questions():
            if question.store.value.name == "screening":
                self.assertEqual({key for key, _ in question.choices} - {"none"}, SERIOUS[question.key])


class KindTests(SimpleTestCase):
    def test_the_kind_follows_the_door_and_the_complaint(self):
        table = {
            (Path.SELF, "yes"): CaseKind.COMPLAINT,
            (Path.SELF, "no"): CaseKind.PRE_COMPLAINT,
            (Path.SELF, "unsure"): CaseKind.PRE_COMPLAINT,
            (Path.OTHER, "yes"): CaseKind.COMPLAINT,
            (Path.EMPLOYEE, ""): CaseKind.INTERNAL,
            (Path.CITY, ""): CaseKind.COMPLAINT,
        }
        for (path, filed), kind in table.items():
            self.assertEqual(kind_of(path, {"filed": filed}), kind)
