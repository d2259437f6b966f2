"""Seeding the texts of letters, and what a translation is known to stand for."""

from unittest import mock

import pytest
from django.core.exceptions import ValidationError
from django.test import TestCase
from wagtail_localize.models import StringTranslation, TranslationSource

from intake.constants import LetterKind
from intake.models import LetterTemplate
from intake.services import letter_template
from intake.services.letter_template import seed_letters
from portal.common.languages import LANGUAGES
from portal.common.pages import TranslationNotice

KINDS = (LetterKind.CLOSED, LetterKind.SESSION)
real_texts = letter_template.texts_of


def some_texts(language):
    return {kind: words for kind, words in real_texts(language).items() if kind in KINDS}


class SeedingTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        with mock.patch.object(letter_template, "texts_of", some_texts):
            seed_letters()

    def seed_again(self):
        with mock.patch.object(letter_template, "texts_of", some_texts):
            return seed_letters()

    def letter(self, code, kind=LetterKind.CLOSED):
        return LetterTemplate.objects.select_related("locale").get(kind=kind, locale__language_code=code)

    def publish(self, letter, **changes):
        for name, value in changes.items():
            setattr(letter, name, value)
        letter.save_revision().publish()

    def test_every_language_is_published_ready_and_marked_as_drafted(self):
        source = self.letter("en")
        self.assertEqual(LetterTemplate.objects.count(), len(KINDS) * len(LANGUAGES))
        for language in LANGUAGES[1:]:
            letter = self.letter(language.code)
            self.assertEqual(letter.why_not(source), ())
            self.assertEqual(letter.translation_notice, TranslationNotice.MACHINE)
            self.assertEqual(letter.body.strip(), real_texts(language)[LetterKind.CLOSED]["body"].strip())

    def test_seeding_again_makes_nothing_and_changes_nothing(self):
        self.publish(self.letter("en"), title="Ours")
        self.publish(self.letter("es"), title="Nuestro")
        self.assertEqual(set(self.seed_again().values()), {0})
        self.assertEqual((self.letter("en").title, self.letter("es").title), ("Ours", "Nuestro"))

    def test_a_new_english_text_makes_the_translations_old_until_they_are_translated_anew(self):
        self.publish(self.letter("en"), body="Hello {name}, all is new.")
        source = self.letter("en")
        self.assertIn("older", " ".join(self.letter("es").why_not(source)))
        given = TranslationSource.objects.get(object_id=source.translation_key)
        self.assertIn("all is new", given.content_json)
        translation = given.translations.get(target_locale__language_code="es")
        segment = given.stringsegment_set.get(string__data__contains="all is new")
        StringTranslation.objects.create(
            translation_of=segment.string,
            locale=translation.target_locale,
            context=segment.context,
            data="Hola, {name}, todo es nuevo.",
            translation_type=StringTranslation.TRANSLATION_TYPE_MANUAL,
        )
        translation.save_target(publish=False)
        translation.get_target_instance().get_latest_revision().publish()
        self.assertEqual(self.letter("es").why_not(source), ())

    def test_publishing_english_again_without_a_change_makes_nothing_old(self):
        self.publish(self.letter("en"))
        self.assertEqual(self.letter("hy").why_not(self.letter("en")), ())

    def test_a_name_that_is_not_known_is_refused_at_saving(self):
        letter = self.letter("en")
        letter.body = "Hello {name}, come on {date}."
        with pytest.raises(ValidationError) as refused:
            letter.full_clean()
        self.assertIn("{date}", str(refused.value))

    def test_the_preview_fills_in_invented_values_beside_the_english_text(self):
        letter = self.letter("hy", LetterKind.SESSION)
        response = letter.make_preview_request()
        response.render()
        html = response.content.decode()
        self.assertIn("Բարև, Ani։", html)
        self.assertIn("Hello Ani,", html)
        self.assertNotIn("{place}", html)
