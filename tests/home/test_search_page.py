"""The search page: what it shows for any text, without JavaScript, and what it never repeats or keeps."""

import itertools
import re
from html.parser import HTMLParser

import pytest
from django.template.loader import render_to_string
from django.utils import translation

from home.models import SearchPromotion
from home.views.search import LONGEST
from tests.home.search_site import SearchableSite
from tests.home.site import CODES
from tests.home.test_search_words import NASTY


class Elements(HTMLParser):
    """Every start tag of a page, and the words inside each <mark>."""

    def __init__(self, html):
        super().__init__()
        self.tags, self.marks, self._in_mark = [], [], False
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        self._in_mark = tag == "mark"

    def handle_endtag(self, tag):
        self._in_mark = False

    def handle_data(self, data):
        if self._in_mark:
            self.marks.append(data)

    def all(self, tag):
        return [attrs for name, attrs in self.tags if name == tag]


class PageTest(SearchableSite):
    def open(self, code="en", **query):
        response = self.client.get(f"/{code}/search/", query)
        self.assertEqual(response.status_code, 200)
        return response

    def main(self, response):
        return response.content.decode().split("<main")[1].split("</main>")[0]


class BoxTest(PageTest):
    def test_it_is_a_labelled_form_that_works_without_javascript(self):
        elements = Elements(self.main(self.open()))
        (form,) = elements.all("form")
        self.assertEqual((form["role"], form["method"], form["action"]), ("search", "get", "/en/search/"))
        (box,) = elements.all("input")
        self.assertEqual((box["type"], box["name"], box["maxlength"]), ("search", "q", str(LONGEST)))
        self.assertIn(box["id"], [label["for"] for label in elements.all("label")])
        self.assertEqual(elements.all("script"), [])

    def test_what_was_typed_stays_in_the_box_and_stands_in_the_title(self):
        page = self.open(q="O'Brien & sons").content.decode()
        self.assertIn('value="O&#x27;Brien &amp; sons"', page)
        self.assertIn("O&#x27;Brien &amp; sons", re.search(r"<title>(.*)</title>", page)[1])

    def test_before_a_search_it_shows_popular_pages_with_the_beginning_of_their_text(self):
        page = self.page("What it costs", "It costs nothing. " * 40)
        SearchPromotion.objects.create(page=page, words="")
        main = self.main(self.open())
        self.assertIn('<a href="/en/page-', main)
        self.assertIn("It costs nothing.", main)
        self.assertNotIn("It costs nothing. " * 30, main)

    def test_a_site_without_pages_still_has_its_box(self):
        for code in CODES:
            self.assertContains(self.open(code), 'role="search"')

    def test_two_boxes_on_one_page_have_ids_of_their_own(self):
        with translation.override("es"):
            box = render_to_string("components/search_box.html", {"box_id": "header-search"})
        self.assertIn('for="header-search"', box)
        self.assertIn('id="header-search"', box)
        self.assertIn('action="/es/search/"', box)

    def test_only_reading_is_allowed(self):
        self.assertEqual(self.client.post("/en/search/", {"q": "fees"}).status_code, 405)
        self.assertEqual(self.client.head("/en/search/", {"q": "fees"}).status_code, 200)


class ResultsTest(PageTest):
    def test_each_result_has_its_link_kind_and_a_piece_of_text_with_the_words_marked(self):
        page = self.page("Interpreters", "First. " * 60 + "We bring an interpreter for you. " + "Last. " * 60)
        main = self.main(self.open(q="interpreting"))
        self.assertIn(f'<h3><a href="/en/{page.slug}/"><mark>Interpreters</mark></a></h3>', main)
        self.assertIn('<p class="search-kind">Page</p>', main)
        self.assertEqual(Elements(main).marks, ["Interpreters", "interpreter"])
        self.assertIn("… ", main)

    def test_words_are_marked_in_every_language(self):
        for code, title, text, marked in (
            ("es", "Las investigaciones", "investigación", "investigaciones"),
            ("hy", "Ի՞նչ է հաշտարարությունը", "հաշտարարություն", "հաշտարարությունը"),
            ("zh-hant", "社區與警察調解", "警察調解", "警察調解"),
        ):
            self.page(title, code=code)
            self.assertEqual(Elements(self.main(self.open(code, q=text))).marks, [marked])

    def test_markup_in_a_page_is_text_in_its_result(self):
        self.page("Fees <b>bold</b>", "fees <script>alert(1)</script> & amp")
        main = self.main(self.open(q="fees script amp"))
        self.assertNotIn("<script", main)
        self.assertNotIn("<b>", main)
        self.assertIn("&lt;<mark>script</mark>&gt;", main)

    def test_headings_follow_each_other(self):
        self.page("Fees")
        for text in ("", "fees", "nothing-like-it"):
            levels = [
                int(tag[1]) for tag, _ in Elements(self.main(self.open(q=text))).tags if re.fullmatch("h[1-6]", tag)
            ]
            self.assertEqual(levels[0], 1)
            self.assertTrue(all(after - before <= 1 for before, after in itertools.pairwise(levels)), levels)

    def test_the_number_of_results_is_said_in_words(self):
        self.page("Fees")
        self.assertContains(self.open(q="fees"), "1 result for “fees”")
        self.page("More fees")
        self.assertContains(self.open(q="fees"), "2 results for “fees”")

    def test_twenty_results_a_page_and_links_to_the_others(self):
        for number in range(23):
            self.page(f"Fees {number}")
        first, second = self.main(self.open(q="fees")), self.main(self.open(q="fees", page=2))
        self.assertEqual((first.count("<li><h3>"), second.count("<li><h3>")), (20, 3))
        self.assertIn('rel="next" href="?q=fees&amp;page=2"', first)
        self.assertIn('rel="prev" href="?q=fees&amp;page=1"', second)
        self.assertEqual(self.client.get("/en/search/", {"q": "fees", "page": "3"}).status_code, 404)
        self.assertEqual(self.client.get("/en/search/", {"q": "fees", "page": "\0x"}).status_code, 404)

    def test_the_languages_menu_keeps_the_search(self):
        self.assertContains(self.open(q="fees"), 'href="/es/search/?q=fees"')

    def test_no_page_keeps_an_answer_and_no_search_engine_lists_it(self):
        answer = self.open(q="fees")
        self.assertIn("no-store", answer["Cache-Control"])
        self.assertContains(answer, '<meta name="robots" content="noindex">')
        self.assertEqual(answer.cookies.output(), "")

    def test_it_costs_few_queries_however_many_results(self):
        for number in range(3):
            self.page(f"Fees {number}")
        self.open(q="fees")
        # Promotions, candidates, counting, entries, marks; the menu and the program's details.
        with self.assertNumQueries(7):
            self.open(q="fees")
        for number in range(15):
            self.page(f"Other fees {number}")
        with self.assertNumQueries(7):
            self.open(q="fees")


class NothingFoundTest(PageTest):
    def test_it_suggests_and_shows_popular_pages(self):
        self.page("Mediation explained")
        main = self.main(self.open(q="medaition"))
        self.assertIn("No results for “medaition”", main)
        self.assertIn('<a href="/en/search/?q=mediation">mediation</a>', main)
        self.assertIn("Popular questions", main)

    def test_some_of_the_words_are_better_than_nothing_and_it_says_so(self):
        self.page("Mediation explained")
        main = self.main(self.open(q="mediation xylophone"))
        self.assertIn("No page has all of your words.", main)
        self.assertIn("1 result", main)

    def test_it_says_so_in_every_language(self):
        for code in CODES:
            self.assertContains(self.open(code, q="xylophone"), "xylophone")


class BadInputTest(PageTest):
    @pytest.mark.proves("G3")
    def test_any_text_gets_a_plain_answer(self):
        self.page("Fees", "a b c x")
        for code in ("en", "zh-hant"):
            for text in NASTY:
                response = self.client.get(f"/{code}/search/", {"q": text.encode("utf-8", "surrogatepass")})
                self.assertEqual(response.status_code, 200, text[:30])
                main = self.main(response)
                self.assertNotIn("\0", main)
                self.assertNotIn("<script", main)
                self.assertNotIn("\u202e", main)

    def test_bytes_that_are_no_text_get_a_plain_answer(self):
        for raw in ("%FF%FE", "%00", "%", "%ED%A0%80", "q&q=1&q=2", "+%2B%26%7C%21"):
            self.assertEqual(self.client.get(f"/en/search/?q={raw}").status_code, 200, raw)

    def test_a_text_that_is_too_long_is_not_searched_and_the_page_says_why(self):
        self.page("Fees")
        response = self.open(q="fees " * 2000)
        self.assertContains(response, f"Use {LONGEST} letters at most.")
        (box,) = Elements(self.main(response)).all("input")
        self.assertEqual(box["aria-invalid"], "true")
        self.assertContains(response, f'id="{box["aria-describedby"]}"')
        self.assertLessEqual(len(box["value"]), LONGEST)
        self.assertNotIn("rows", response.context)

    def test_percent_signs_and_braces_are_only_text(self):
        for text in ("100%", "%(query)s", "{{ query }}", "{% now %}"):
            self.assertContains(self.open(q=text), f"“{text}”")
