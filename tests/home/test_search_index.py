"""What can be found: published, public words in their own language, from the moment of publishing to the last."""

from io import StringIO

from django.core.management import call_command
from wagtail.models import PageViewRestriction

from home.models import SearchEntry, SearchWord
from tests.home.search_site import SearchableSite

STREAM = [
    ("section", {"key": "zebrakey", "heading": "Parking", "text": ["Bring a permit."], "points": ["Free on Sundays"]})
]


class WhatCanBeFound(SearchableSite):
    def test_a_published_page_is_found_by_all_that_readers_see(self):
        page = self.page("Language help", "An interpreter comes along.", sections=STREAM)
        for word in ("language", "interpreter", "parking", "permit", "sundays"):
            self.assertEqual(self.found(word), [page.pk], word)

    def test_keys_of_parts_are_not_words(self):
        self.page("Language help", sections=STREAM)
        self.assertEqual(self.found("zebrakey"), [])

    def test_notes_for_editors_are_not_words(self):
        question = self.question("What does it cost?", "<p>Nothing at all.</p>", to_confirm="ask the zebra desk")
        self.assertEqual(self.found("nothing"), [question.pk])
        self.assertEqual(self.found("zebra"), [])
        self.assertFalse(SearchWord.objects.filter(word="zebra").exists())

    def test_markup_is_not_a_word(self):
        self.question("What does it cost?", '<p>See <a linktype="page" id="1">here</a><br/>nothing</p>')
        for word in ("linktype", "href", "br"):
            self.assertEqual(self.found(word), [], word)

    def test_a_draft_is_not_found(self):
        self.draft("Zebra crossing")
        self.assertEqual(self.found("zebra"), [])

    def test_a_draft_of_a_live_page_does_not_leak_into_search(self):
        page = self.page("Language help", "Interpreters are free.")
        page.intro = "The zebra is a secret."
        page.save_revision()
        self.assertEqual(self.found("zebra"), [])
        self.assertEqual(self.found("interpreters"), [page.pk])

    def test_a_published_change_replaces_the_old_words(self):
        page = self.page("Language help", "Interpreters are free.")
        page.intro = "Translators are free."
        page.save_revision().publish()
        self.assertEqual(self.found("translators"), [page.pk])
        self.assertEqual(self.found("interpreters"), [])

    def test_a_page_that_was_taken_down_or_deleted_is_not_found(self):
        first, second = self.page("Zebra one"), self.page("Zebra two")
        first.unpublish()
        self.assertEqual(self.found("zebra"), [second.pk])
        second.delete()
        self.assertEqual(self.found("zebra"), [])

    def test_a_page_without_an_entry_can_be_deleted(self):
        page = self.page("Zebra crossing")
        SearchEntry.objects.filter(page=page.pk).delete()
        page.delete()
        self.assertFalse(SearchEntry.objects.filter(page=page.pk).exists())

    def test_a_mirrored_page_is_not_found_in_the_language_it_is_not_written_in(self):
        page = self.page("Zebra crossing")
        alias = page.create_alias(parent=self.homes["es"], update_slug="zebra", update_locale=self.homes["es"].locale)
        page.save_revision().publish()
        self.assertTrue(alias.live)
        self.assertEqual(self.found("zebra", "es"), [])

    def test_each_language_finds_its_own(self):
        spanish = self.page("Cebra zebra", code="es")
        self.assertEqual(self.found("zebra"), [])
        self.assertEqual(self.found("zebra", "es"), [spanish.pk])


class ClosedParts(SearchableSite):
    def close(self, page):
        return PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)

    def test_closing_a_part_hides_all_of_it_and_opening_shows_it_again(self):
        parent = self.page("Zebra house")
        below = self.page("Zebra room", parent=parent)
        restriction = self.close(parent)
        self.assertEqual(self.found("zebra"), [])
        restriction.delete()
        self.assertEqual(set(self.found("zebra")), {parent.pk, below.pk})

    def test_a_page_published_in_a_closed_part_is_not_found(self):
        parent = self.page("House")
        self.close(parent)
        self.page("Zebra room", parent=parent)
        self.assertEqual(self.found("zebra"), [])

    def test_moving_into_a_closed_part_hides_and_moving_out_shows(self):
        house = self.page("House")
        self.close(house)
        parent = self.page("Zebra stairs")
        below = self.page("Zebra room", parent=parent)
        parent.move(house, pos="last-child")
        self.assertEqual(self.found("zebra"), [])
        parent.refresh_from_db()
        parent.move(self.homes["en"], pos="last-child")
        self.assertEqual(set(self.found("zebra")), {parent.pk, below.pk})


class Words(SearchableSite):
    def known(self, word):
        return SearchWord.objects.filter(language="en", word=word).values_list("pages", flat=True).first()

    def test_words_are_counted_by_page(self):
        self.page("Zebra zebra")
        self.page("Another", "zebra")
        self.assertEqual(self.known("zebra"), 2)

    def test_a_word_is_forgotten_with_the_last_page_that_had_it(self):
        first, second = self.page("Zebra one"), self.page("Zebra two")
        first.title = "Donkey one"
        first.save_revision().publish()
        self.assertEqual((self.known("zebra"), self.known("donkey")), (1, 1))
        second.delete()
        self.assertIsNone(self.known("zebra"))


class Reindexing(SearchableSite):
    def test_it_writes_everything_anew_and_removes_what_is_no_longer_public(self):
        kept, gone = self.page("Zebra one"), self.page("Zebra two")
        SearchEntry.objects.filter(pk=kept.pk).delete()
        type(gone).objects.filter(pk=gone.pk).update(live=False)
        out = StringIO()
        call_command("reindex_search", stdout=out)
        self.assertEqual(self.found("zebra"), [kept.pk])
        self.assertFalse(SearchEntry.objects.filter(pk=gone.pk).exists())
        self.assertEqual(out.getvalue(), f"{SearchEntry.objects.count()} pages can be found.\n")
