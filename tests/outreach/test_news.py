"""News: a list in pages, and a feed for each language."""

from datetime import date
from xml.etree import ElementTree

from tests.outreach.site import SeededOutreach

ATOM = "{http://www.w3.org/2005/Atom}"


class NewsTest(SeededOutreach):
    def feed(self, code="en"):
        response = self.client.get(f"/{code}/news/feed.xml")
        self.assertEqual(response.status_code, 200)
        self.assertTrue(response["Content-Type"].startswith("application/atom+xml"))
        return ElementTree.fromstring(response.content)

    def test_the_newest_stands_first_in_the_list_and_in_the_feed(self):
        self.add_news("old", title="Old", date=date(2026, 1, 2))
        self.add_news("new", title="New", date=date(2026, 2, 3))
        page = self.client.get("/en/news/").content.decode()
        self.assertLess(page.index(">New<"), page.index(">Old<"))
        self.assertIn("February 3, 2026", page)
        self.assertEqual([title.text for title in self.feed().iter(f"{ATOM}title")][1:], ["New", "Old"])

    def test_the_feed_of_a_language_has_its_own_news_only_and_no_drafts(self):
        self.add_news("one")
        self.add_news("draft", title="Draft").unpublish()
        self.assertEqual(len(self.feed().findall(f"{ATOM}entry")), 1)
        self.assertEqual(self.feed("es").findall(f"{ATOM}entry"), [])

    def test_a_long_list_has_pages_and_no_others(self):
        for number in range(21):
            self.add_news(f"n{number}")
        self.assertContains(self.client.get("/en/news/"), "Page 1 of 2")
        self.assertContains(self.client.get("/en/news/?page=2"), 'href="?page=1"')
        for page in ("0", "3", "x", "-1", "9" * 5000):
            self.assertEqual(self.client.get("/en/news/", {"page": page}).status_code, 404, page[:5])

    def test_without_news_it_says_so(self):
        self.assertContains(self.client.get("/en/news/"), "No news yet")
