"""Questions: grouped, narrowed by plain links, honest about who checked them, and private where they must be."""

import re
from datetime import date
from unittest import mock

from bs4 import BeautifulSoup
from django.contrib.auth import get_user_model

from outreach.models import FaqIndexPage, FaqPage
from outreach.models.faq import Audience
from tests.base import keeping_values
from tests.outreach.site import SeededOutreach


class FaqIndexTest(SeededOutreach):
    def shown(self, path="/en/faq/"):
        soup = BeautifulSoup(self.client.get(path).content, "html.parser")
        return {
            topic.h2.get_text() if topic.h2 else "": [a.get_text() for a in topic.select("li a")]
            for topic in soup.select("section.topic")
        }

    def test_questions_stand_in_the_order_of_the_tree_under_their_topics_in_the_order_of_the_index(self):
        topics = self.shown()
        index = self.page(FaqIndexPage)
        self.assertEqual(list(topics), [block.value["title"] for block in index.topics])
        below = FaqPage.objects.child_of(index).live().order_by("path")
        for block in index.topics:
            of_topic = below.filter(topic=block.value["key"]).values_list("title", flat=True)
            self.assertEqual(topics[block.value["title"]], list(of_topic))

    def test_one_audience_sees_its_own_questions_and_those_for_both(self):
        police = {title for titles in self.shown("/en/faq/police/").values() for title in titles}
        community = {title for titles in self.shown("/en/faq/community/").values() for title in titles}
        both = set(
            FaqPage.objects.child_of(self.page(FaqIndexPage))
            .filter(audience=Audience.BOTH)
            .values_list("title", flat=True)
        )
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
        FaqPage.objects.update(live=False)
        self.assertContains(self.client.get("/en/faq/"), "No questions here yet")


@mock.patch("outreach.models.faq.PER_PAGE", 10)
class LongListTest(SeededOutreach):
    """More questions than one page of the list takes; ten here."""

    def soup(self, number=1, path="/en/faq/"):
        response = self.client.get(path, {"page": number})
        self.assertEqual(response.status_code, 200)
        return BeautifulSoup(response.content, "html.parser")

    def questions(self, number, path="/en/faq/"):
        return [a["href"] for a in self.soup(number, path).select("section.topic li a")]

    def test_every_question_stands_on_one_page_in_the_order_of_the_whole_list(self):
        parts = [question for number in (1, 2, 3, 4) for question in self.questions(number)]
        with mock.patch("outreach.models.faq.PER_PAGE", 1000):
            self.assertEqual(parts, self.questions(1))
        self.assertEqual(len(self.questions(4)), len(parts) - 30)

    def test_links_lead_to_the_pages_before_and_after_and_no_further(self):
        for number, expected in ((1, ["?page=2"]), (2, ["?page=1", "?page=3"]), (4, ["?page=3"])):
            links = self.soup(number).select("nav.pagination a")
            self.assertEqual([link["href"] for link in links], expected)

    def test_every_topic_is_one_link_away_from_where_it_begins(self):
        for link in self.soup().select("nav.contents a"):
            number, anchor = re.fullmatch(r"\?page=(\d+)#(.+)", link["href"]).groups()
            self.assertEqual(self.soup(number).find(id=anchor).get_text(), link.get_text())
            if number != "1":
                self.assertIsNone(self.soup(int(number) - 1).find(id=anchor))

    def test_a_page_that_does_not_exist_is_not_found(self):
        for number in ("0", "5", "x", "-1"):
            self.assertEqual(self.client.get("/en/faq/", {"page": number}).status_code, 404, number)

    def test_one_audience_has_pages_of_its_own(self):
        found = [question for number in (1, 2, 3, 4) for question in self.questions(number, "/en/faq/police/")]
        self.assertIn("/en/faq/duty-time/", found)
        self.assertNotIn("/en/faq/immigration-status/", found)

    def test_a_list_of_many_pages_costs_what_a_list_of_one_does(self):
        self.queries("/en/faq/")  # what a process asks once is no cost of the page
        many = self.queries("/en/faq/")
        with mock.patch("outreach.models.faq.PER_PAGE", 1000):
            self.assertEqual(self.queries("/en/faq/"), many)

    def test_the_order_is_kept_until_the_site_changes(self):
        with keeping_values():
            first, second = self.queries("/en/faq/"), self.queries("/en/faq/")
            self.assertLess(second, first)
        self.add_question(slug="newest", topic="basics")
        with keeping_values():
            self.assertIn("/en/faq/newest/", [href for number in (1, 2, 3, 4) for href in self.questions(number)])


class FaqPageTest(SeededOutreach):
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
