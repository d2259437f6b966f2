"""seed_site makes the whole site once, and never costs an editor a change."""

from unittest import mock

from django.contrib.auth.models import Group
from django.test import TestCase
from wagtail.models import Locale, Page, Revision, Site
from wagtail_localize.models import StringSegment, StringTranslation, Translation, TranslationSource
from wagtail_localize.segments.extract import extract_segments
from wagtail_localize.strings import StringValue

from home.models import HomePage, ProgramDetails, RequestPage
from home.seeding import content
from home.seeding.site import seed_site
from home.seeding.translations import drafted_texts
from portal.common.languages import LANGUAGES, language_of
from portal.common.pages import TranslationNotice
from portal.common.roles import Role
from tests.home.site import CODES, SeededSite

MODELS = (HomePage, RequestPage, ProgramDetails)


def texts_in(value):
    """Every text of a content file, except keys and what is the same in all languages."""
    if isinstance(value, dict):
        return [text for key, part in value.items() if key not in NOT_TRANSLATED for text in texts_in(part)]
    if isinstance(value, list):
        return [text for part in value for text in texts_in(part)]
    return [value]


NOT_TRANSLATED = ("key", "phone", "tty", "email")


class SeedTest(SeededSite):
    def test_every_object_exists_in_every_language_once(self):
        for model in MODELS:
            codes = sorted(model.objects.values_list("locale__language_code", flat=True))
            self.assertEqual(codes, sorted(CODES), model)

    def test_every_page_is_live_and_published_by_a_revision(self):
        for page in [*HomePage.objects.all(), *RequestPage.objects.all()]:
            self.assertTrue(page.live and page.live_revision_id, page)
            self.assertFalse(page.has_unpublished_changes, page)

    def test_the_start_page_is_called_request_in_every_language(self):
        self.assertEqual(set(RequestPage.objects.values_list("slug", flat=True)), {"request"})

    def test_each_page_lies_under_the_home_page_of_its_language(self):
        for page in RequestPage.objects.all():
            self.assertEqual(page.get_parent().locale_id, page.locale_id)

    def test_the_site_begins_at_the_english_home_page_and_the_welcome_page_is_gone(self):
        self.assertEqual(Site.objects.get().root_page_id, self.home.pk)
        self.assertEqual(Page.objects.count(), 1 + 2 * len(CODES))

    def test_blocks_have_the_same_ids_and_keys_in_every_language(self):
        def shape(page):
            return [(block.id, block.value["key"]) for block in [*page.notices, *page.sections, *page.after]]

        for code in CODES[1:]:
            self.assertEqual(shape(self.translated(self.request_page, code)), shape(self.request_page))

    def test_every_visible_text_is_offered_to_translators(self):
        words = content.read_content(language_of("en"))
        builders = {"program": content.program_details, "home": content.home_page, "request": content.request_page}
        for table, build in builders.items():
            offered = {
                segment.render_text() for segment in extract_segments(build(words)) if hasattr(segment, "string")
            }
            self.assertEqual(offered, set(texts_in(words[table])), table)

    def test_every_text_is_drafted_in_every_language_and_marked_as_a_draft(self):
        for translation in Translation.objects.all():
            total, done = translation.get_progress()
            self.assertEqual(done, total)
        self.assertEqual(set(StringTranslation.objects.values_list("translation_type", flat=True)), {"machine"})
        for row in StringTranslation.objects.all():
            StringValue.from_translated_html(row.data)

    def test_the_words_on_a_page_are_those_of_its_content_file(self):
        for language in LANGUAGES:
            words = content.read_content(language)["request"]
            response = self.client.get(f"/{language.code}/request/")
            for text in (words["intro"], words["blocks"][0]["points"][0], words["complaint"]["text"][1]):
                self.assertContains(response, text.replace("'", "&#x27;"))

    def test_the_phone_number_is_the_same_in_every_language(self):
        self.assertEqual({str(row.phone) for row in ProgramDetails.objects.all()}, {"+16265550100"})

    def test_a_translation_with_a_missing_text_is_refused(self):
        words = content.read_content(language_of("en"))
        shorter = {**words, "home": {**words["home"], "hero_text": ""}}
        with self.assertRaisesMessage(ValueError, "hero_text"):
            drafted_texts(content.home_page(words), content.home_page(shorter))


class SeedAgainTest(SeededSite):
    def test_a_second_run_changes_nothing(self):
        def counts():
            models = (Page, Revision, StringTranslation, StringSegment, TranslationSource, ProgramDetails, Locale)
            return [model.objects.count() for model in models]

        before = counts()
        self.assertEqual(set(seed_site().values()), {0})
        self.assertEqual(counts(), before)

    def test_an_editors_change_survives(self):
        self.home.hero_heading = "Words of an editor"
        self.home.save_revision().publish()
        details = ProgramDetails.objects.get(locale__language_code="en")
        details.hours = "Always"
        details.save()
        seed_site()
        self.assertContains(self.client.get("/en/"), "Words of an editor")
        self.assertContains(self.client.get("/en/"), "Always")

    def test_a_translators_change_survives(self):
        self.translate("es", "intro", "Palabras de una traductora")
        seed_site()
        self.assertContains(self.client.get("/es/request/"), "Palabras de una traductora")

    def test_a_page_that_an_editor_took_down_stays_down(self):
        self.translated(self.request_page, "es").unpublish()
        seed_site()
        self.assertEqual(self.client.get("/es/request/").status_code, 404)

    def test_a_translation_that_an_editor_deleted_stays_deleted(self):
        self.translated(self.request_page, "es").delete()
        seed_site()
        self.assertEqual(self.client.get("/es/request/").status_code, 404)

    def test_a_language_added_later_drafts_only_what_the_editor_left_as_it_was(self):
        for model in (RequestPage, HomePage, ProgramDetails):
            for row in model.objects.filter(locale__language_code="es"):
                row.delete()
        Translation.objects.filter(target_locale__language_code="es").delete()
        StringTranslation.objects.filter(locale__language_code="es").delete()
        self.request_page.intro = "Words that no draft translates."
        self.request_page.save_revision().publish()
        TranslationSource.objects.get_for_instance(self.request_page).update_from_db()
        seed_site()
        page = self.translated(self.request_page, "es")
        self.assertEqual(page.intro, "Words that no draft translates.")
        self.assertEqual(page.start_label, content.read_content(language_of("es"))["request"]["start_label"])
        self.assertEqual(page.translation_notice, TranslationNotice.PARTIAL)

    def translate(self, code, path, text):
        page = self.translated(self.request_page, code)
        translation = Translation.objects.get(source__object_id=page.translation_key, target_locale=page.locale)
        row = StringTranslation.objects.get(
            context__object_id=page.translation_key, context__path=path, locale=page.locale
        )
        row.data, row.translation_type, row.tool_name = text, StringTranslation.TRANSLATION_TYPE_MANUAL, ""
        row.save()
        with self.captureOnCommitCallbacks(execute=True):
            translation.save_target(publish=True)


class FirstSeedTest(TestCase):
    def test_a_language_without_a_content_file_gets_no_english_pages(self):
        with mock.patch("home.seeding.content.has_content", lambda language: language.code != "hy"):
            self.assertNotIn(language_of("hy"), seed_site())
        self.assertFalse(Page.objects.filter(locale__language_code="hy").exists())

    def test_a_run_that_breaks_leaves_nothing_behind(self):
        with mock.patch("home.seeding.translations.publish", side_effect=RuntimeError), self.assertRaises(RuntimeError):
            seed_site()
        self.assertFalse(HomePage.objects.exists())
        self.assertEqual(set(seed_site().values()), {3})


class GroupsTest(SeededSite):
    def names(self, role):
        group = Group.objects.get(name=role.value)
        return sorted(
            [*group.page_permissions.values_list("permission__codename", flat=True)],
        ), sorted(group.permissions.values_list("codename", flat=True))

    def test_editors_and_translators_write_and_reviewers_publish(self):
        self.assertEqual(self.names(Role.EDITOR)[0], ["add_page", "change_page"])
        self.assertEqual(self.names(Role.TRANSLATOR)[0], ["change_page"])
        self.assertIn("publish_page", self.names(Role.REVIEWER)[0])
        for role in (Role.EDITOR, Role.TRANSLATOR, Role.REVIEWER):
            rights = {"access_admin", "change_programdetails", "submit_translation", "change_alert"}
            self.assertLessEqual(rights, set(self.names(role)[1]))
        for role in (Role.EDITOR, Role.TRANSLATOR):
            self.assertNotIn("publish_alert", self.names(role)[1])
