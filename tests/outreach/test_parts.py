"""The parts of a page: what they show, and that translators get every word of them."""

from bs4 import BeautifulSoup
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file
from wagtail_localize.models import Translation, TranslationSource

from outreach.models import GuidePage
from tests.outreach.site import NewlySeeded, SeededOutreach


class PartsTest(SeededOutreach):
    def guide(self, *parts, **fields):
        return self.add(self.home, GuidePage(title="Guide", slug="guide", intro="<p>Hello.</p>", parts=parts, **fields))

    def text(self, number):
        return ("text", {"key": f"part_{number}", "heading": f"Part {number}", "body": "<p>Words.</p>"})

    def soup(self, path="/en/guide/"):
        return BeautifulSoup(self.client.get(path).content, "html.parser")

    def test_a_page_with_four_parts_begins_with_a_list_of_them_and_a_shorter_one_does_not(self):
        self.guide(*(self.text(number) for number in range(4)))
        self.assertEqual([a["href"] for a in self.soup().select("nav.contents a")], [f"#part_{n}" for n in range(4)])
        GuidePage.objects.get(slug="guide").delete()
        self.guide(*(self.text(number) for number in range(3)))
        self.assertEqual(self.soup().select("nav.contents"), [])

    def test_a_contact_part_brings_the_programs_phone_along(self):
        self.guide(("contact", {"key": "ask", "heading": "Ask us", "body": "<p>Call.</p>"}))
        self.assertEqual(self.soup().select_one("section.contact a")["href"], "tel:+16265550100")

    def test_steps_are_numbered_lists_and_points_are_lists(self):
        for kind, tag in (("steps", "ol"), ("points", "ul")):
            part = (kind, {"key": "x", "heading": "X", "body": "", "points": ["<p>One.</p>", "<p>Two.</p>"]})
            guide = self.guide(part)
            self.assertEqual([li.get_text().strip() for li in self.soup().select(f"main {tag} li")], ["One.", "Two."])
            guide.delete()

    def picture(self):
        image = get_image_model().objects.create(title="Bridge", file=get_test_image_file())
        value = {"image": {"image": image.pk, "alt_text": "A bridge", "decorative": False}, "caption": "Two banks"}
        block = GuidePage._meta.get_field("parts").stream_block
        return [("picture", block.child_blocks["picture"].to_python(value))]

    def test_a_picture_has_words_for_those_who_cannot_see_it(self):
        self.guide(*self.picture())
        picture = self.soup().select_one("main figure img")
        self.assertEqual((picture["alt"], picture["loading"]), ("A bridge", "lazy"))

    def test_the_words_of_a_picture_are_offered_to_translators_and_come_back(self):
        guide = self.guide(*self.picture())
        source, _ = TranslationSource.get_or_create_from_instance(guide)
        texts = {segment.string.data for segment in source.stringsegment_set.select_related("string")}
        self.assertLessEqual({"A bridge", "Two banks"}, texts)
        spanish = self.page(GuidePage, slug="contact").get_translation(self.translated(self.home, "es").locale)
        translation = Translation.objects.create(source=source, target_locale=spanish.locale)
        with self.captureOnCommitCallbacks(execute=True):
            translation.save_target(publish=True)
        self.assertEqual(self.soup("/es/guide/").select_one("main figure img")["alt"], "A bridge")

    def test_links_elsewhere_stay_as_they_were_written(self):
        body = '<p><a href="https://example.org/a?b=1&amp;c=2">There</a> <a href="tel:911">911</a></p>'
        self.guide(("text", {"key": "x", "heading": "X", "body": body}))
        self.assertEqual(
            [a["href"] for a in self.soup().select("main p a")], ["https://example.org/a?b=1&c=2", "tel:911"]
        )

    def test_a_link_to_a_page_that_is_not_in_this_language_leads_to_the_source_and_says_so(self):
        guide = self.guide()
        link = f'<p><a linktype="page" id="{guide.pk}">More</a></p>'
        spanish = self.translated(self.home, "es")
        page = GuidePage(
            title="Guía",
            slug="guia",
            intro="<p>Hola.</p>",
            parts=[("text", {"key": "x", "heading": "X", "body": link})],
        )
        self.add(spanish, page)
        found = self.soup("/es/guia/").select_one("main p a")
        self.assertEqual((found["href"], found["hreflang"]), ("/en/guide/", "en"))


class MenuTest(NewlySeeded):
    languages = ("es",)
    keys = ("contact", "how-it-works", "faq")

    def top(self, code="en"):
        """The pages of the menu; beside them stand the search and the one action, in every menu."""
        soup = BeautifulSoup(self.client.get(f"/{code}/").content, "html.parser")
        always = {f"/{code}/search/", f"/{code}/request/"}
        return [a["href"] for a in soup.select("nav.menu a") if a["href"] not in always]

    def test_the_box_of_the_english_page_decides_for_every_language(self):
        page = self.page(GuidePage, slug="contact")
        page.show_in_menus = False
        page.save_revision().publish()
        self.assertEqual(self.top(), ["/en/how-it-works/", "/en/faq/"])
        self.assertEqual(self.top("es"), ["/es/how-it-works/", "/es/faq/"])

    def test_the_order_of_the_english_pages_decides_for_every_language(self):
        page = self.page(GuidePage, slug="contact")
        page.move(self.page(GuidePage, slug="how-it-works"), pos="left")
        self.assertEqual(self.top("es"), ["/es/contact/", "/es/how-it-works/", "/es/faq/"])

    def test_a_page_that_is_not_live_in_a_language_is_not_in_its_menu(self):
        self.page(GuidePage, "es", slug="contact").unpublish()
        self.assertEqual(self.top("es"), ["/es/how-it-works/", "/es/faq/"])
        self.assertEqual(len(self.top()), 3)

    def test_the_current_page_is_marked(self):
        soup = BeautifulSoup(self.client.get("/en/contact/").content, "html.parser")
        self.assertEqual([a["href"] for a in soup.select('nav.menu [aria-current="page"]')], ["/en/contact/"])

    def test_a_page_that_does_not_exist_has_the_menu_too(self):
        response = self.client.get("/en/nothing-here/")
        self.assertEqual(response.status_code, 404)
        self.assertIn('href="/en/how-it-works/"', response.content.decode())
