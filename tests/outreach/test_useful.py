""" "Was this useful?" counts, and keeps nothing about who answered."""

from django.test import Client
from wagtail.models import PageViewRestriction

from outreach.models import FaqPage, GuidePage, UsefulCount
from tests.outreach.site import SeededOutreach

SAME = {"Sec-Fetch-Site": "same-origin"}


class UsefulTest(SeededOutreach):
    def setUp(self):
        self.client = Client(enforce_csrf_checks=True)
        self.question = self.page(FaqPage, slug="cost")

    def answer(self, value="yes", headers=SAME, page=None, **kwargs):
        page = page or self.question
        return self.client.post(f"/en/useful/{page.pk}/", {"useful": value}, headers=headers, **kwargs)

    def counts(self):
        return list(UsefulCount.objects.values_list("page_id", "yes", "no"))

    def test_the_page_asks_and_carries_no_token_and_no_cookie(self):
        response = self.client.get("/en/faq/cost/")
        self.assertContains(response, f'action="/en/useful/{self.question.pk}/"')
        self.assertNotContains(response, "csrfmiddlewaretoken")
        self.assertEqual(len(response.cookies), 0)

    def test_yes_and_no_are_counted_apart(self):
        for value in ("yes", "yes", "no"):
            self.assertEqual(self.answer(value).status_code, 302)
        self.assertEqual(self.counts(), [(self.question.pk, 2, 1)])

    def test_it_says_thanks_on_a_page_whose_reload_counts_nothing(self):
        response = self.answer()
        self.assertEqual(response["Location"], f"/en/useful/{self.question.pk}/thanks/")
        for _ in range(2):
            thanks = self.client.get(response["Location"])
        self.assertContains(thanks, "Thank you")
        self.assertContains(thanks, 'href="/en/faq/cost/"')
        self.assertEqual(self.counts(), [(self.question.pk, 1, 0)])

    def test_it_stores_no_address_no_cookie_and_no_time(self):
        response = self.answer()
        self.assertEqual(len(response.cookies), 0)
        self.assertEqual({field.name for field in UsefulCount._meta.fields}, {"id", "page", "yes", "no"})

    def test_another_site_cannot_vote_for_its_visitors(self):
        for headers in (
            {"Sec-Fetch-Site": "cross-site"},
            {"Sec-Fetch-Site": "same-site", "Origin": "http://testserver"},
            {"Origin": "https://elsewhere.example"},
            {"Origin": "null"},
            {"Origin": "http://testserver.elsewhere.example"},
            {"Origin": "http://testserver@elsewhere.example"},
            {"Origin": "http://["},
            {"Referer": "http://[testserver/"},
            {},
        ):
            self.assertEqual(self.answer(headers=headers).status_code, 403, headers)
        self.assertEqual(self.counts(), [])

    def test_an_older_browser_that_names_our_origin_can_vote(self):
        self.assertEqual(self.answer(headers={"Origin": "http://testserver"}).status_code, 302)

    def test_anything_but_yes_and_no_is_refused(self):
        for value in ("", "maybe", "yes\0", "y" * 10_000):
            self.assertEqual(self.answer(value).status_code, 400)
        self.assertEqual(self.counts(), [])

    def test_only_a_live_public_question_of_this_language_can_be_answered(self):
        draft = self.add_question(slug="draft")
        draft.unpublish()
        private = self.add_question(slug="private")
        PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)
        guide = self.page(GuidePage, slug="contact")
        for page in (draft, private, guide):
            self.assertEqual(self.answer(page=page).status_code, 404)
        spanish = self.client.post(f"/es/useful/{self.question.pk}/", {"useful": "yes"}, headers=SAME)
        self.assertEqual(spanish.status_code, 404)
        self.assertEqual(self.counts(), [])

    def test_reading_counts_nothing(self):
        self.assertEqual(self.client.get(f"/en/useful/{self.question.pk}/").status_code, 405)
        self.assertEqual(self.counts(), [])

    def test_publishing_the_question_again_keeps_the_count(self):
        self.answer()
        self.question.save_revision().publish()
        self.assertEqual(self.counts(), [(self.question.pk, 1, 0)])
