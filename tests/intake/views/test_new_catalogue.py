"""A release changes the questions while a request is half written: all is asked, and nothing still asked is lost."""

from contextlib import ExitStack, contextmanager
from dataclasses import replace
from unittest import mock

from django.test import TestCase

from intake.constants import Path
from intake.models import Referral
from intake.questions import catalogue
from intake.questions.catalogue import PAGES, page_named
from intake.questions.question import Kind, Question, Store
from intake.views import referral
from intake.wizard import pages as wizard
from tests.base import ANSWERS, STEPS, Resident
from tests.intake.coming_back import opened

KEPT = (catalogue.pages_of, catalogue.keys_of, catalogue.page_named)
NEW = Question("new_question", Kind.TEXT, Store.ACCOUNT, "What was new?", "We ask so that it is tested.", "Say it.")


@contextmanager
def released(change):
    """The portal after a release whose catalogue has the pages that `change` gives for each page, none or several."""
    pages = tuple(after for before in PAGES for after in change(before))
    form_list = dict.fromkeys([page.name for page in pages], wizard.PageForm)
    with ExitStack() as stack:
        stack.enter_context(mock.patch.object(catalogue, "PAGES", pages))
        stack.enter_context(mock.patch.object(referral, "PAGES", pages))
        stack.callback(_forget)
        _forget()
        view = referral.referral_wizard
        stack.enter_context(mock.patch.dict(view.view_initkwargs, form_list=form_list))
        yield


def _forget():
    for kept in KEPT:
        kept.cache_clear()


def asking_more(page):
    """A release that adds a question to a page."""
    return (replace(page, questions=(*page.questions, NEW)),) if page.name == "concern" else (page,)


def with_a_new_page(page):
    added = replace(page, name="new-page", title="Something new", questions=(NEW,), conditions=())
    return (page, added) if page.name == "concern" else (page,)


def asking_less(page):
    questions = tuple(question for question in page.questions if question.key != "avoid")
    return (replace(page, questions=questions),) if page.name == "best-way" else (page,)


def without_a_page(page):
    return () if page.name == "hopes" else (page,)


def without_a_choice(page):
    if page.name != "best-way":
        return (page,)
    best_way, *others = page.questions
    kept = tuple(choice for choice in best_way.choices if choice[0] != ANSWERS["best-way"]["best_way"])
    return (replace(page, questions=(replace(best_way, choices=kept), *others)),)


def with_another_name(page):
    return (replace(page, name="way-and-time"),) if page.name == "best-way" else (page,)


def with_a_moved_question(page):
    """The account goes onto the page of what happened."""
    account = page_named("account", Path.SELF)
    changed = {"account": (), "concern": (replace(page, questions=(*page.questions, *account.questions)),)}
    return changed.get(page.name, (page,))


class NewCatalogueTests(TestCase):
    def setUp(self):
        self.resident = Resident()
        self.resident.answers_until("review")

    def sends(self):
        """Sends, and tells the answers of what arrived."""
        self.assertRedirects(self.resident.answers("review"), self.resident.url("receipt"))
        return Referral.objects.get(submission_key=self.resident.draft).answers

    def test_a_new_question_on_a_page_is_asked_before_sending_and_leads_back_to_it(self):
        with released(asking_more):
            self.assertContains(self.resident.opens("review"), "What was new?")
            asked = self.resident.answers("review")
            self.assertRedirects(asked, self.resident.url("concern") + "?return=review&wrong=1")
            self.assertFalse(Referral.objects.exists())
            page = self.resident.client.get(asked["Location"])
            self.assertContains(page, "Say it.")
            self.assertContains(page, "checked", 2)
            answered = self.resident.client.post(asked["Location"], ANSWERS["concern"] | {"new_question": "This"})
            self.assertRedirects(answered, self.resident.url("review"))
            self.assertContains(self.resident.opens("review"), "This")

    def test_a_new_page_is_asked_before_sending(self):
        with released(with_a_new_page):
            self.assertRedirects(self.resident.opens("review"), self.resident.url("new-page"))
            self.assertRedirects(self.resident.answers("review"), self.resident.url("new-page"))
            answered = self.resident.client.post(self.resident.url("new-page"), {"new_question": "This"})
            self.assertEqual(answered.status_code, 302)
            self.assertContains(self.resident.opens("review"), "This")
        self.assertFalse(Referral.objects.exists())

    def test_what_is_asked_no_more_is_not_sent_and_all_else_is(self):
        with released(asking_less):
            self.assertNotContains(self.resident.opens("review"), "my brother")
            answers = self.sends()
        self.assertNotIn("avoid", answers)
        self.assertEqual(answers["best_way"], "text")

    def test_a_page_that_is_gone_leaves_no_gap(self):
        with released(without_a_page):
            self.assertEqual(self.resident.opens("review").status_code, 200)
            self.assertEqual(self.resident.opens("hopes").status_code, 404)
            answers = self.sends()
        self.assertNotIn("hopes", answers)
        self.assertEqual(answers["times"], ["weekday_evening"])

    def test_a_choice_that_is_gone_is_asked_again_with_the_rest_of_the_page_as_it_was(self):
        with released(without_a_choice):
            self.assertEqual(self.resident.opens("review").status_code, 200)
            asked = self.resident.client.get(self.resident.answers("review")["Location"])
            self.assertContains(asked, "Choose one of the answers on the page.")
            self.assertContains(asked, "After six my brother picks up")
            self.assertFalse(Referral.objects.exists())
            self.resident.answers("best-way", best_way="phone")
            self.assertEqual(self.sends()["best_way"], "phone")

    def test_a_page_with_another_name_shows_what_was_typed_under_the_old_one(self):
        with released(with_another_name):
            self.assertRedirects(self.resident.opens("review"), self.resident.url("way-and-time"))
            page = self.resident.opens("way-and-time")
            self.assertContains(page, "After six my brother picks up")
            self.assertContains(page, "checked", 1)
            self.resident.client.post(self.resident.url("way-and-time"), ANSWERS["best-way"])
            self.assertEqual(self.sends()["avoid"], "After six my brother picks up")

    def test_a_question_that_moved_keeps_what_was_typed_and_can_be_changed_there(self):
        with released(with_a_moved_question):
            self.assertContains(self.resident.opens("concern"), "He would not let me finish a sentence.")
            self.assertContains(self.resident.opens("review"), "He would not let me finish a sentence.")
            self.resident.client.post(self.resident.url("concern"), ANSWERS["concern"] | {"account": ""})
            self.assertNotContains(self.resident.opens("concern"), "He would not let me finish a sentence.")
        stored = [page["typed"].get("account") for page in opened(self.resident).answers.values()]
        self.assertEqual([values for values in stored if values], [[""]])

    def test_no_page_breaks_under_any_of_these_releases(self):
        for change in CHANGES:
            with self.subTest(change.__name__), released(change):
                for step in STEPS:
                    self.assertIn(self.resident.opens(step).status_code, {200, 302, 404}, step)
                    answers = ANSWERS[step] if step != "review" else {}
                    sent = self.resident.client.post(self.resident.url(step), answers)
                    self.assertIn(sent.status_code, {302, 404}, step)


CHANGES = (
    *(asking_more, with_a_new_page, asking_less, without_a_page, without_a_choice, with_another_name),
    with_a_moved_question,
)
