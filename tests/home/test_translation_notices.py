"""A translation that no person stands for says so, in its own language, until somebody has reviewed every text."""

from django.utils import translation
from django.utils.translation import gettext
from wagtail_localize.models import StringTranslation, Translation

from home.models import HomePage, RequestPage
from portal.common.pages import TranslationNotice
from tests.home.site import CODES, SeededSite

MACHINE = "Translated by software, not checked yet."
PARTIAL = "Some parts are not in your language yet. Call us for help."


class TranslationNoticeTest(SeededSite):
    def publish(self, page):
        with self.captureOnCommitCallbacks(execute=True):
            self.translation_of(page).save_target(publish=True)

    def translation_of(self, page):
        return Translation.objects.get(source__object_id=page.translation_key, target_locale=page.locale)

    def texts(self, page):
        return StringTranslation.objects.filter(context__object_id=page.translation_key, locale=page.locale)

    def assert_says(self, code, message):
        with translation.override(code):
            self.assertContains(self.client.get(f"/{code}/request/"), gettext(message))

    def test_the_source_language_says_nothing(self):
        for model in (HomePage, RequestPage):
            page = model.objects.get(locale__language_code="en")
            self.assertEqual(page.translation_notice, TranslationNotice.NONE)
        self.assertNotContains(self.client.get("/en/request/"), MACHINE)

    def test_every_drafted_page_says_so_in_its_language(self):
        for code in CODES[1:]:
            self.assert_says(code, MACHINE)

    def test_it_goes_when_a_person_has_reviewed_every_text_and_not_before(self):
        page = self.translated(self.request_page, "es")
        last = self.texts(page).last()
        self.texts(page).exclude(pk=last.pk).update(translation_type="manual")
        self.publish(page)
        self.assert_says("es", MACHINE)
        self.texts(page).update(translation_type="manual")
        self.publish(page)
        response = self.client.get("/es/request/")
        self.assertEqual(response.context["page"].translation_notice, TranslationNotice.NONE)
        self.assertNotContains(response, 'class="banner')

    def test_a_page_with_a_missing_text_says_that_it_is_not_complete(self):
        page = self.translated(self.request_page, "es")
        self.texts(page).filter(context__path="intro").delete()
        self.publish(page)
        self.assert_says("es", PARTIAL)

    def test_an_empty_text_is_a_missing_one(self):
        page = self.translated(self.request_page, "es")
        self.texts(page).filter(context__path="intro").update(data="")
        self.publish(page)
        self.assert_says("es", PARTIAL)

    def test_a_page_that_a_person_took_over_says_nothing_once_they_publish_it(self):
        page = self.translated(self.request_page, "es")
        Translation.objects.filter(pk=self.translation_of(page).pk).update(enabled=False)
        page.intro = "Palabras propias"
        page.save_revision().publish()
        self.assertNotContains(self.client.get("/es/request/"), 'class="banner')

    def test_an_old_revision_brings_no_old_notice_back(self):
        page = self.translated(self.request_page, "es")
        drafted = page.latest_revision
        self.texts(page).update(translation_type="manual")
        drafted.publish()
        self.assertEqual(self.translated(self.request_page, "es").translation_notice, TranslationNotice.NONE)

    def test_the_notice_is_no_text_for_translators(self):
        self.assertFalse(
            self.texts(self.translated(self.request_page, "es")).filter(context__path="translation_notice")
        )
