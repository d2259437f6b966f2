"""Seeding makes every page once, and never costs an editor a change."""

from io import StringIO
from unittest import mock

import pytest
from django.core.management import call_command
from django.test import TestCase
from wagtail.models import Page, Revision
from wagtail_localize.models import StringSegment, StringTranslation, Translation, TranslationLog, TranslationSource
from wagtail_localize.segments.extract import extract_segments
from wagtail_localize.strings import StringValue

from home.seeding.translations import drafted_texts
from outreach.models import FaqIndexPage, FaqPage, GuidePage
from outreach.seeding.content import has_content, read_content
from outreach.seeding.pages import faq_page, guide_page, seeds
from outreach.seeding.rich_text import LINK, flowing, inline
from portal.common.languages import language_of
from portal.common.pages import TranslationNotice
from tests.outreach.site import NewlySeeded

EN, ES = language_of("en"), language_of("es")


class RichTextTest(TestCase):
    def test_links_become_links_to_pages(self):
        self.assertEqual(
            inline("Read [how](page:how-it-works) & [ask](request).", {"how-it-works": 7, "request": 9}),
            'Read <a id="7" linktype="page">how</a> &amp; <a id="9" linktype="page">ask</a>.',
        )

    def test_a_link_to_a_page_that_is_gone_leaves_its_words(self):
        self.assertEqual(inline("Read [how](faq:gone).", {}), "Read how.")

    def test_markup_in_a_content_file_stays_text(self):
        self.assertEqual(flowing(["<b>x</b>"], {}, ["y"]), "<p>&lt;b&gt;x&lt;/b&gt;</p><ul><li>y</li></ul>")


class ContentTest(TestCase):
    def test_a_language_that_lacks_a_file_counts_as_missing(self):
        with mock.patch("outreach.seeding.content.FILES", ("faq", "no-such-file")):
            self.assertFalse(has_content(EN))

    def test_every_page_is_known_by_a_key_of_its_own(self):
        wanted = seeds(read_content(EN))
        self.assertEqual(len({seed.translation_key for seed in wanted}), len(wanted))


class DraftedTextsTest(TestCase):
    """Links, which wagtail-localize numbers as they come."""

    ids = {"one": 1, "two": 2}

    def question(self, text):
        words = {"answer": [text], "related": [], "topic": "t", "audience": "both", "to_confirm": "", "question": "?"}
        return faq_page("x", mock.Mock(faqs={"x": words}), self.ids)

    def test_links_in_another_order_keep_their_targets(self):
        source = self.question("See [a](faq:one) and [b](faq:two).")
        texts = drafted_texts(source, self.question("Vea [B](faq:two) y [A](faq:one)."))
        self.assertIn('Vea <a id="a2">B</a> y <a id="a1">A</a>.', texts.values())

    def test_a_link_that_the_source_lacks_is_refused(self):
        with self.assertRaisesMessage(ValueError, "link"):
            drafted_texts(self.question("See [a](faq:one)."), self.question("Vea [B](faq:two)."))


class SeedTest(NewlySeeded):
    languages = ("es",)
    keys = (
        "how-it-works",
        "your-privacy",
        "not-this-program",
        "faq",
        "what-does-not-fit",
        "open-case",
        "is-it-private",
    )

    def test_every_page_is_live_published_by_a_revision_and_counted_by_its_parent(self):
        for page in Page.objects.filter(depth__gte=3):
            self.assertTrue(page.live and page.live_revision_id, page)
            self.assertFalse(page.has_unpublished_changes, page)
        for page in Page.objects.all():
            self.assertEqual(page.numchild, page.get_children().count(), page)

    def test_every_visible_text_of_a_page_is_offered_to_translators(self):
        words = read_content(EN).guides["how-it-works"]
        page = guide_page("how-it-works", read_content(EN), {})
        offered = {s.render_text() for s in extract_segments(page) if hasattr(s, "string")}
        for section in words["sections"]:
            for text in (section["heading"], *section["paragraphs"], *section["points"]):
                self.assertIn(LINK.sub(r"\1", text), offered)

    def test_every_text_is_drafted_and_marked_as_a_draft(self):
        for translation in Translation.objects.all():
            total, done = translation.get_progress()
            self.assertEqual(done, total, translation)
        self.assertEqual(set(StringTranslation.objects.values_list("translation_type", flat=True)), {"machine"})
        for row in StringTranslation.objects.all():
            StringValue.from_translated_html(row.data)
        self.assertEqual(
            FaqPage.objects.exclude(translation_notice="machine").exclude(locale__language_code="en").count(), 0
        )

    def test_what_it_places_is_what_wagtail_localize_would_make(self):
        for page in (
            self.page(FaqPage, "es", slug="what-does-not-fit"),
            self.page(GuidePage, "es", slug="your-privacy"),
        ):
            fields = [field.attname for field in page._meta.fields if field.model is type(page)]
            before = {name: str(getattr(page, name)) for name in fields} | {"title": page.title, "url": page.url_path}
            translation = Translation.objects.get(source__object_id=page.translation_key)
            with self.captureOnCommitCallbacks(execute=True):
                translation.save_target(publish=True)
            page = type(page).objects.get(pk=page.pk)
            after = {name: str(getattr(page, name)) for name in fields} | {"title": page.title, "url": page.url_path}
            self.assertEqual(after, before)

    def test_blocks_have_the_same_ids_and_keys_in_every_language(self):
        for page in GuidePage.objects.filter(locale__language_code="en"):
            spanish = self.translated(page, "es")
            self.assertEqual(
                [(part.id, part.block_type, part.value["key"]) for part in spanish.parts],
                [(part.id, part.block_type, part.value["key"]) for part in page.parts],
            )


class SeedAgainTest(NewlySeeded):
    languages = ("es",)
    keys = ("faq", "cost", "how-it-works", "mediators", "contact")

    def counts(self):
        models = (Page, Revision, StringTranslation, StringSegment, TranslationSource, Translation, TranslationLog)
        return [model.objects.count() for model in models]

    def test_a_second_run_changes_nothing_and_asks_little(self):
        before = self.counts()
        with self.assertNumQueries(10):
            self.assertEqual(self.seed("en", "es"), {ES: 0})
        self.assertEqual(self.counts(), before)

    def test_an_editors_change_survives(self):
        page = self.page(FaqPage, slug="cost")
        page.title = "Words of an editor?"
        page.save_revision().publish()
        self.seed("en", "es")
        self.assertContains(self.client.get("/en/faq/cost/"), "Words of an editor?")

    def test_a_page_that_was_deleted_or_taken_down_stays_so(self):
        self.page(FaqPage, slug="cost").delete()
        self.page(GuidePage, "es", slug="mediators").delete()
        self.page(GuidePage, slug="contact").unpublish()
        self.seed("en", "es")
        for path in ("/en/faq/cost/", "/es/mediators/", "/en/contact/"):
            self.assertEqual(self.client.get(path).status_code, 404, path)

    def test_a_page_that_was_moved_is_not_made_again(self):
        page = self.page(GuidePage, slug="mediators")
        page.move(self.page(GuidePage, slug="how-it-works"), pos="last-child")
        self.seed("en", "es")
        self.assertEqual(GuidePage.objects.filter(slug="mediators", locale__language_code="en").count(), 1)


class SeedLaterTest(NewlySeeded):
    """A language whose files come after editors have begun to work."""

    keys = ("faq", "cost", "how-soon")

    def test_it_drafts_only_what_the_editor_left_as_it_was(self):
        page = self.page(FaqPage, slug="cost")
        page.title = "What does it cost me?"
        page.save_revision().publish()
        self.assertEqual(set(self.seed("es")), {ES})
        spanish = self.translated(page, "es")
        self.assertEqual(
            (spanish.title, spanish.translation_notice), ("What does it cost me?", TranslationNotice.PARTIAL)
        )
        self.assertIn("No.", spanish.answer)
        whole = self.page(FaqPage, "es", slug="how-soon")
        self.assertEqual(whole.translation_notice, TranslationNotice.MACHINE)

    def test_what_an_editor_set_besides_words_comes_along(self):
        page = self.page(FaqPage, slug="cost")
        page.audience = "police"
        page.save_revision().publish()
        self.seed("es")
        self.assertEqual(self.translated(page, "es").audience, "police")

    def test_a_run_that_breaks_leaves_nothing_behind(self):
        before = Page.objects.count()
        with mock.patch("home.seeding.translations.place", side_effect=RuntimeError), pytest.raises(RuntimeError):
            self.seed("es")
        self.assertEqual(Page.objects.count(), before)
        self.assertEqual(
            StringTranslation.objects.filter(context__object_id=self.page(FaqIndexPage).translation_key).count(), 0
        )


class SeedCommandTest(TestCase):
    def test_it_says_what_each_language_got(self):
        first, second = StringIO(), StringIO()
        few = seeds(read_content(EN))[:3]
        with mock.patch("outreach.seeding.site.seeds", return_value=few):
            call_command("seed_site", stdout=first)
            call_command("seed_site", stdout=second)
        self.assertIn(f"es: {len(few) + 3} translated", first.getvalue())
        self.assertIn("es: up to date", second.getvalue())
