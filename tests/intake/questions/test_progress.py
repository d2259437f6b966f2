""" "Step n of m" on every branch of every path: never too many, never falling, and right at the end."""

from itertools import pairwise, product

import pytest
from django.test import SimpleTestCase

from intake.constants import Path
from intake.questions.catalogue import keys_of, pages_for, pages_of
from intake.questions.progress import fewest_pages
from intake.questions.question import Kind


def deciding(path):
    """The questions that open pages on a path, with all their choices."""
    keys = {condition.key for page in pages_of(path) for condition in page.conditions} & keys_of(path)
    found = {question.key: question for page in pages_of(path) for question in page.questions}
    return {key: [choice for choice, _ in found[key].choices] for key in sorted(keys)}


def branches(path):
    """Every way to answer the questions that open pages, one choice each."""
    options = deciding(path)
    for values in product(*options.values()):
        yield dict(zip(options, values, strict=True))


def walk(path, branch):
    """Goes from the first page to the last, answering as the branch says; gives n and m of each page."""
    answers, number = {}, 0
    while number < len(pages_for(path, answers)):
        page = pages_for(path, answers)[number]
        number += 1
        yield number, fewest_pages(path, answers)
        for question in page.questions:
            if question.key in branch:
                many = question.kind is Kind.CHOICES
                answers[question.key] = [branch[question.key]] if many else branch[question.key]


class StepCountTests(SimpleTestCase):
    @pytest.mark.proves("UX-12")
    def test_the_last_page_says_n_of_n_on_every_branch_of_every_path(self):
        for path in Path:
            for branch in branches(path):
                number, count = list(walk(path, branch))[-1]
                self.assertEqual((number, count), (len(pages_for(path, branch)),) * 2, (path, branch))

    @pytest.mark.proves("UX-12")
    def test_m_is_never_less_than_n_never_falls_and_grows_by_one_page_at_a_time(self):
        for path in Path:
            for branch in branches(path):
                seen = list(walk(path, branch))
                self.assertTrue(all(number <= count for number, count in seen), (path, branch))
                counts = [count for _, count in seen]
                growth = {after - before for before, after in pairwise(counts)}
                self.assertLessEqual(growth, {0, 1}, (path, branch))

    @pytest.mark.proves("UX-12")
    def test_m_is_the_shortest_way_that_is_still_open(self):
        for path in Path:
            ways = [(list(walk(path, branch)), branch) for branch in branches(path)]
            shortest = min(len(seen) for seen, _ in ways)
            self.assertEqual({seen[0][1] for seen, _ in ways}, {shortest}, path)

    def test_what_nobody_can_avoid_counts_from_the_start(self):
        # One page about a complaint comes whatever the answer is.
        self.assertEqual(fewest_pages(Path.SELF, {}), fewest_pages(Path.SELF, {"filed": "no"}))
        self.assertEqual(fewest_pages(Path.SELF, {}) + 1, fewest_pages(Path.SELF, {"spoken": "other"}))
