"""What is true of every question and every page, so that adding one needs no second look."""

import re
from itertools import product

import pytest
from django.test import SimpleTestCase

from intake.constants import Path
from intake.models import Referral
from intake.models.referral import by_column
from intake.questions.catalogue import PAGES, keys_of, pages_for, pages_of, questions
from intake.questions.consents import CONSENTS
from intake.questions.question import Kind, Store
from portal.common.classification import rules_of
from portal.common.crypto.fields import EncryptedJSONField

# WCAG 1.3.5 and UX-17: what browsers can fill in.
AUTOCOMPLETE = {"name": "name", "helper_name": "name", "phone": "tel", "email": "email", "address": "street-address"}
# What a person knows about themselves and about those they act for; each of these is needed to go on.
EVERYONE_KNOWS = {"path", "they_know", "voicemail", "text_message", "under_18", "guardian_knows", "work_role"}
# Boxes to tick say it all in their label.
NEED_NO_HINT = {Kind.TICK}


class QuestionTests(SimpleTestCase):
    def test_a_key_means_one_question(self):
        found = {}
        for page in PAGES:
            for question in page.questions:
                self.assertIs(found.setdefault(question.key, question), question, question.key)

    def test_no_path_asks_anything_twice(self):
        for path in Path:
            keys = [question.key for page in pages_of(path) for question in page.questions]
            self.assertEqual(len(keys), len(set(keys)), path)

    @pytest.mark.proves("UX-13")
    def test_every_question_says_in_a_line_or_two_why_it_is_asked_without_links(self):
        for path in Path:
            for page in pages_of(path):
                for question in page.questions:
                    hint = str(question.asked_on(path).hint)
                    if question.kind not in NEED_NO_HINT:
                        self.assertTrue(hint, (path, question.key))
                    # One sentence says why; another may say how to answer.
                    self.assertLessEqual(len(re.findall(r"[.?](?: |$)", hint)), 2, hint)
                    self.assertLessEqual(len(hint), 100, hint)
                    self.assertNotRegex(hint, r"<|https?:|www\.")

    @pytest.mark.proves("UX-14")
    def test_where_a_person_may_not_know_they_can_say_so_or_leave_it(self):
        for path in Path:
            for page in pages_of(path):
                for question in page.questions:
                    must = question.choices and question.asked_on(path).missing
                    if must and question.key not in EVERYONE_KNOWS and path is not Path.CITY:
                        keys = {key for key, _ in question.choices}
                        self.assertTrue(keys & {"unsure", "other", "none"}, (path, question.key))

    @pytest.mark.proves("UX-17")
    def test_browsers_are_told_what_they_can_fill_in(self):
        for _, question in questions():
            if question.key in AUTOCOMPLETE:
                self.assertEqual(question.autocomplete, AUTOCOMPLETE[question.key])

    def test_choices_that_go_alone_are_choices(self):
        for _, question in questions():
            self.assertLessEqual(set(question.alone), {key for key, _ in question.choices}, question.key)

    def test_questions_of_a_choice_have_choices_and_others_have_none(self):
        for _, question in questions():
            chosen = question.kind in {Kind.CHOICE, Kind.CHOICES, Kind.LIST}
            self.assertEqual(bool(question.choices), chosen, question.key)


class StoreTests(SimpleTestCase):
    def test_every_column_has_the_data_class_of_its_answers(self):
        rules = rules_of(Referral)
        for store in set(Store) - {Store.STATISTICS}:
            self.assertEqual(rules[store.value.name].data_class.name, store.value.data_class, store)

    def test_whatever_people_type_is_encrypted(self):
        for _, question in questions():
            if question.kind not in {Kind.CHOICE, Kind.TICK} and question.store is not Store.STATISTICS:
                field = Referral._meta.get_field(question.store.value.name)
                self.assertIsInstance(field, EncryptedJSONField, question.key)

    def test_answers_go_to_the_column_of_their_question(self):
        columns = by_column({"name": "Ana", "place": "Here", "hopes": ["heard"]})
        self.assertEqual(
            columns, {"contact": {"name": "Ana"}, "account": {"place": "Here"}, "wishes": {"hopes": ["heard"]}}
        )


class PageTests(SimpleTestCase):
    @pytest.mark.proves("UX-06")
    def test_a_page_asks_three_questions_at_most(self):
        for page in PAGES:
            self.assertLessEqual(len(page.questions), 3, page.name)

    def test_a_page_name_is_one_page_on_a_path_and_check_answers_comes_last(self):
        for path in Path:
            names = [page.name for page in pages_of(path)]
            self.assertEqual(len(names), len(set(names)))
            self.assertEqual(names[-1], "review")

    def test_a_condition_asks_for_an_earlier_answer_that_exists(self):
        for path in Path:
            asked, must_answer = {}, {}
            for page in pages_of(path):
                for condition in page.conditions:
                    if condition.key in keys_of(path):
                        self.assertIn(condition.key, asked, page.name)
                        self.assertLessEqual(condition.values, asked[condition.key], page.name)
                        # An answer that may be left out would leave "Step n of m" waiting for it.
                        self.assertTrue(must_answer[condition.key], page.name)
                must_answer |= {q.key: bool(q.asked_on(path).missing) for q in page.questions}
                asked |= {question.key: {key for key, _ in question.choices} for question in page.questions}

    def test_one_of_several_names_questions_of_the_page(self):
        for page in PAGES:
            self.assertLessEqual(set(page.one_of), {question.key for question in page.questions}, page.name)
            self.assertEqual(bool(page.one_of), bool(page.none_given), page.name)

    def test_every_consent_is_asked_of_everyone_who_sends_for_themselves_or_a_person(self):
        for path in (Path.SELF, Path.OTHER, Path.EMPLOYEE):
            self.assertEqual([q.key for q in pages_of(path)[-1].questions], [consent.key for consent in CONSENTS])


def branches(path):
    """Every combination of the answers that decide which pages a path has."""
    conditions = {c.key: set() for page in pages_of(path) for c in page.conditions if c.key in keys_of(path)}
    for page in pages_of(path):
        for condition in page.conditions:
            if condition.key in conditions:
                conditions[condition.key] |= condition.values
    options = [[(key, value) for value in [None, *sorted(values)]] for key, values in conditions.items()]
    for combination in product(*options):
        yield {key: value for key, value in combination if value}


class BranchTests(SimpleTestCase):
    @pytest.mark.proves("UX-12")
    def test_each_branch_has_exactly_the_pages_whose_conditions_hold(self):
        for path in Path:
            for answers in branches(path):
                met = {page.name for page in pages_for(path, answers)}
                for page in pages_of(path):
                    wanted = all(answers.get(c.key) in c.values for c in page.conditions if c.key in keys_of(path))
                    self.assertEqual(page.name in met, wanted, (path, answers, page.name))

    def test_a_guardian_is_asked_for_once(self):
        def has(path, **answers):
            return "guardian" in {page.name for page in pages_for(path, answers)}

        self.assertTrue(has(Path.SELF, under_18="yes"))
        self.assertTrue(has(Path.OTHER, under_18="yes", helper_relation="friend"))
        self.assertFalse(has(Path.OTHER, under_18="yes", helper_relation="guardian"))
        self.assertFalse(has(Path.SELF, under_18="no", helper_relation="friend"))

    def test_an_employee_meets_nothing_about_complaints_against_police(self):
        names = {page.name for page in pages_of(Path.EMPLOYEE)}
        self.assertFalse(names & {"who", "concern", "complaint", "employee", "during", "filed-complaint"})
