"""Where each page type may stand, and what editors are told about it."""

from django.test import SimpleTestCase
from wagtail.models import get_page_models

from home.models import FiguresPage, HomePage, RequestPage
from outreach.models import (
    EventIndexPage,
    EventPage,
    FaqIndexPage,
    FaqPage,
    GuidePage,
    MaterialIndexPage,
    MaterialPage,
    NewsIndexPage,
    NewsPage,
)
from portal.common.blocks import PartsBlock
from portal.common.pages import BasePage
from tests.outreach.site import SeededOutreach

LISTS = {EventIndexPage: EventPage, FaqIndexPage: FaqPage, MaterialIndexPage: MaterialPage, NewsIndexPage: NewsPage}
OURS = [model for model in get_page_models() if issubclass(model, BasePage)]


class PlacesTest(SimpleTestCase):
    def test_each_list_stands_below_the_home_page_and_holds_its_one_kind(self):
        for index, child in LISTS.items():
            self.assertEqual(index.allowed_parent_page_models(), [HomePage])
            self.assertEqual(index.allowed_subpage_models(), [child])
            self.assertEqual(child.allowed_parent_page_models(), [index])
            self.assertEqual(child.allowed_subpage_models(), [])

    def test_the_home_page_takes_every_list_guides_figures_and_the_start_page(self):
        ours = {model for model in HomePage.allowed_subpage_models() if issubclass(model, BasePage)}
        self.assertEqual(ours, {*LISTS, GuidePage, FiguresPage, RequestPage})

    def test_a_guide_may_have_guides_below_it(self):
        self.assertEqual(GuidePage.allowed_subpage_models(), [GuidePage])

    def test_every_type_says_what_it_is_for_and_that_it_is_ours(self):
        for model in OURS:
            self.assertTrue(model.page_description, model)
            self.assertNotIn("Page", str(model._meta.verbose_name), model)


class BlocksTest(SimpleTestCase):
    def test_there_are_at_most_twelve_kinds_of_parts_each_grouped_described_and_shown(self):
        kinds = PartsBlock().child_blocks
        self.assertLessEqual(len(kinds), 12)
        for name, block in kinds.items():
            with self.subTest(name):
                self.assertTrue(block.meta.group and block.meta.icon and block.meta.description)
                self.assertTrue(name == "picture" or block.get_preview_value())

    def test_no_part_takes_raw_html_or_a_table(self):
        for block in PartsBlock().child_blocks.values():
            for child in block.child_blocks.values():
                self.assertNotIn("Raw", type(child).__name__)
                self.assertNotIn("Table", type(child).__name__)


class OnlyOneTest(SeededOutreach):
    def test_a_second_list_or_figures_page_cannot_be_made(self):
        for model in (*LISTS, FiguresPage):
            self.assertFalse(model.can_create_at(self.home), model)

    def test_guides_can_be_made_as_needed(self):
        self.assertTrue(GuidePage.can_create_at(self.home))
