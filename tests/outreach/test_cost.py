"""What an uncached page costs, and that it does not grow with what the page lists."""

import pytest

from outreach.models import FaqPage
from tests.base import keeping_values
from tests.outreach.site import SeededOutreach

PATHS = ("", "how-it-works/", "faq/", "faq/cost/", "events/", "news/", "materials/", "figures/", "contact/")


class CostTest(SeededOutreach):
    """Pages are not cached here; the menu, the program's details and the home page's place are known, as in any process
    that has answered before."""

    @pytest.mark.proves("P1")
    def test_every_page_type_costs_at_most_six_queries_in_every_language(self):
        for code in ("en", "es"):
            for path in PATHS:
                with self.subTest(code=code, path=path):
                    self.assertLessEqual(self.queries(f"/{code}/{path}"), 6)

    @pytest.mark.proves("P1")
    def test_a_list_of_twenty_costs_what_a_list_of_two_does(self):
        makers = {"events/": self.add_event, "news/": self.add_news, "faq/": self.add_question, "": self.add_event}
        for path, add in makers.items():
            for number in range(2):
                add(slug=f"x{len(path)}-{number}")
            few = self.queries(f"/en/{path}")
            for number in range(2, 20):
                add(slug=f"x{len(path)}-{number}")
            with self.subTest(path=path):
                self.assertEqual(self.queries(f"/en/{path}"), few)
                self.assertLessEqual(few, 6)

    def test_a_page_with_many_links_costs_what_a_page_with_one_does(self):
        one = self.add_question(slug="one", answer=self.linked(["cost"]))
        many = self.add_question(slug="many", answer=self.linked(["cost", "under-18", "how-soon", "where-we-meet"]))
        self.assertEqual(self.queries(f"/en/faq/{one.slug}/"), self.queries(f"/en/faq/{many.slug}/"))

    def queries(self, path):
        with keeping_values():
            self.client.get(path)
            return super().queries(path)

    def linked(self, slugs):
        pages = [self.page(FaqPage, slug=slug) for slug in slugs]
        return "".join(f'<p><a id="{page.pk}" linktype="page">{page.title}</a></p>' for page in pages)
