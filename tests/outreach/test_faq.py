"""Questions: grouped, narrowed by plain links, honest about who checked them, and private where they must be."""

from datetime import date

from bs4 import BeautifulSoup
from django.contrib.auth import get_user_model

from outreach.models import FaqIndexPage, FaqPage
from outreach.models.faq import Audience
from tests.outreach.site import SeededOutreach


class FaqIndexTest(SeededOutreach):
    # One or two of each topic, and of each audience.
    keys = (
        *("faq", "cost", "what-is-mediation", "under-18", "how-soon", "immigration-status", "is-it-recorded"),
        *("my-rights", "duty-time"),
    )

    def shown(self, path="/en/faq/"):
        soup = BeautifulSoup(self.client.get(path).content, "html.parser")
        return {
            topic.h2.get_text() if topic.h2 else "": [a.get_text() for a in topic.select("li a")]
            for topic in soup.select("section.topic")
        }

    def test_questions_stand_under_their_topics_in_the_order_of_the_index(self):
        topics = self.shown()
        index = self.page(FaqIndexPage)
        self.assertEqual(list(topics), [block.value["title"] for block in index.topics])
        self.assertEqual(sum(map(len, topics.values())), FaqPage.objects.live().count())

    def test_one_audience_sees_its_own_questions_and_those_for_both(self):
        police = {title for titles in self.shown("/en/faq/police/").values() for title in titles}
        community = {title for titles in self.shown("/en/faq/community/").values() for title in titles}
        both = set(FaqPage.objects.filter(audience=Audience.BOTH).values_list("title", flat=True))
        self.assertEqual(police & community, both)
        self.assertIn("Do I take part on paid time?", police - community)
        self.assertIn("Will you ask about my immigration status?", community - police)

    def test_a_filtered_list_points_search_engines_to_the_whole_one(self):
        response = self.client.get("/en/faq/police/")
        self.assertContains(response, '<link rel="canonical" href="http://testserver/en/faq/">')
        self.assertNotContains(response, 'rel="alternate" hreflang')

    def test_no_other_part_of_the_list_exists(self):
        for path in ("both", "everyone", "police/community"):
            self.assertEqual(self.client.get(f"/en/faq/{path}/").status_code, 404)

    def test_a_question_whose_topic_is_gone_stands_last(self):
        self.add_question(title="Lost?", topic="gone")
        self.assertEqual(list(self.shown().items())[-1], ("", ["Lost?"]))

    def test_a_draft_is_not_listed(self):
        self.add_question(title="Not yet?").unpublish()
        self.assertNotContains(self.client.get("/en/faq/"), "Not yet?")

    def test_without_questions_it_says_so(self):
        for page in FaqPage.objects.all():
            page.unpublish()
        self.assertContains(self.client.get("/en/faq/"), "No questions here yet")


class FaqPageTest(SeededOutreach):
    keys = ("faq", "cost", "where-we-meet", "interpreter-and-access", "neutral-mediator", "are-mediators-police")

    def test_it_shows_when_it_was_checked_and_not_by_whom(self):
        page = self.page(FaqPage, slug="cost")
        page.last_reviewed_at = date(2026, 3, 4)
        page.reviewed_by = get_user_model().objects.create_user("reviewer@example.org", first_name="Zebedee")
        page.save_revision().publish()
        response = self.client.get("/en/faq/cost/")
        self.assertContains(response, "Last checked on March 4, 2026")
        self.assertNotContains(response, "Zebedee")
        self.assertNotContains(response, "reviewer@example.org")

    def test_what_nobody_checked_claims_no_date(self):
        self.assertNotContains(self.client.get("/en/faq/cost/"), "Last checked")

    def test_related_questions_are_links_and_a_draft_among_them_is_left_out(self):
        response = self.client.get("/en/faq/cost/")
        self.assertContains(response, 'href="/en/faq/where-we-meet/"')
        self.page(FaqPage, slug="where-we-meet").unpublish()
        response = self.client.get("/en/faq/cost/")
        self.assertNotContains(response, "where-we-meet")
        self.assertContains(response, 'href="/en/faq/interpreter-and-access/"')

    def test_a_link_to_a_page_that_was_taken_down_stays_as_words(self):
        self.page(FaqPage, slug="neutral-mediator").unpublish()
        response = self.client.get("/en/faq/are-mediators-police/")
        self.assertContains(response, "ask for another one")
        self.assertNotContains(response, "/en/faq/neutral-mediator/")

    def test_its_link_follows_a_page_that_moves(self):
        page = self.page(FaqPage, slug="neutral-mediator")
        page.slug = "fair-mediator"
        page.save_revision().publish()
        self.assertContains(self.client.get("/en/faq/are-mediators-police/"), 'href="/en/faq/fair-mediator/"')
