"""Surveys from the first day on: seeded in every language, opened as editions that nothing changes afterwards."""

import pytest
from django.core.exceptions import ValidationError
from django.test import TestCase
from wagtail_localize.models import StringTranslation, TranslationSource
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments

from intake.constants.survey import QuestionKind
from intake.exceptions import SurveyNotReady
from intake.models import Survey, SurveyEdition
from intake.rules.survey import WORDS, questions_of, texts_of
from intake.services.survey_edition import close_edition, open_edition, readiness_of, surveys_with_editions
from intake.services.survey_seeding import seed_surveys, words_of
from portal.common.languages import LANGUAGES
from portal.common.pages import TranslationNotice
from portal.common.roles import Role
from tests.base import person


def survey(code="en", purpose="post"):
    return Survey.objects.select_related("locale").get(purpose=purpose, locale__language_code=code)


def publish(changed, **changes):
    for name, value in changes.items():
        setattr(changed, name, value)
    changed.full_clean()
    changed.save_revision().publish()
    changed.refresh_from_db()
    return changed


def missing(code):
    return {row.language.code: row.missing for row in readiness_of(survey())}[code]


class SurveyTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        seed_surveys()
        cls.staff = person(Role.ADMINISTRATOR)

    def test_every_survey_is_there_in_every_language_and_marked_as_drafted(self):
        self.assertEqual(Survey.objects.count(), len(words_of(LANGUAGES[0])) * len(LANGUAGES))
        for language in LANGUAGES[1:]:
            self.assertEqual(missing(language.code), ())
            self.assertEqual(survey(language.code).translation_notice, TranslationNotice.MACHINE)

    def test_seeding_again_makes_nothing_and_changes_nothing(self):
        publish(survey(), title="Ours")
        self.assertEqual(set(seed_surveys().values()), {0})
        self.assertEqual(survey().title, "Ours")

    def test_translators_are_offered_every_word_that_people_read_and_no_name(self):
        for source in Survey.objects.filter(locale__language_code="en"):
            offered = {each.string.data for each in extract_segments(source) if isinstance(each, StringSegmentValue)}
            read = {text for words in texts_of(source.stream).values() for text in words.values()}
            self.assertEqual(offered, {*read, source.title, *source.intro.splitlines()})

    def test_a_question_without_a_name_gets_one_from_its_words(self):
        stream = [*survey().stream, {"type": "yes_no", "id": None, "value": {"stem": "Neutral?", "key": ""}}]
        block = Survey._meta.get_field("questions").stream_block
        cleaned = block.clean(block.to_python(stream))
        self.assertEqual(cleaned[-1].value["key"], "neutral_2")

    def test_a_mistake_is_shown_at_its_block(self):
        stream = survey().stream
        stream[-1]["value"] |= {"asked_after": "nobody", "asked_if": "yes"}
        block = Survey._meta.get_field("questions").stream_block
        with pytest.raises(ValidationError) as refused:
            block.clean(block.to_python(stream))
        self.assertEqual(list(refused.value.block_errors), [len(stream) - 1])

    def test_an_edition_has_the_words_of_every_complete_language(self):
        edition = open_edition(survey().pk, self.staff)
        self.assertEqual(set(edition.languages), {language.code for language in LANGUAGES})
        self.assertEqual(edition.texts["es"]["title"], survey("es").title)
        for code in edition.languages:
            self.assertEqual(edition.texts[code]["words"].keys(), edition.texts["en"]["words"].keys())
        labels = [edition.texts[code]["fixed"]["agreement"]["5"] for code in ("en", "es", "hy", "zh-hant")]
        self.assertEqual(len(set(labels)), 4)

    def test_a_language_that_is_not_complete_is_not_offered(self):
        translated = StringTranslation.objects.filter(locale__language_code="hy", translation_of__data="I felt safe.")
        translated.update(data="")
        # Published again, as a translator would: English fills the gap, and must not pass for Armenian.
        source = TranslationSource.objects.get_for_instance(survey())
        with self.captureOnCommitCallbacks(execute=True):
            source.translations.get(target_locale__language_code="hy").save_target(publish=True)
        self.assertEqual(missing("hy"), ("parts of the text are not translated",))
        self.assertNotIn("hy", open_edition(survey().pk, self.staff).languages)

    def test_a_translation_of_older_questions_is_not_offered(self):
        stream = survey().stream
        stream[1]["value"]["stem"] = "It was clear how mediation works."
        publish(survey(), questions=stream)
        self.assertEqual(missing("es"), ("the translation is older than the English text",))
        self.assertEqual(open_edition(survey().pk, self.staff).languages, ("en",))

    def test_a_draft_of_the_questions_waits_for_the_next_edition(self):
        first = open_edition(survey().pk, self.staff)
        changed = survey()
        changed.title = "Changed"
        changed.save_revision()
        self.assertEqual(open_edition(survey().pk, self.staff).texts, first.texts)
        publish(survey(), title="Published")
        first.refresh_from_db()
        self.assertEqual(first.texts["en"]["title"], words_of(LANGUAGES[0])["post"]["title"])

    def test_opening_the_next_edition_closes_the_one_before_it(self):
        first, second = (open_edition(survey().pk, self.staff) for _ in range(2))
        first.refresh_from_db()
        self.assertEqual((first.number, second.number), (1, 2))
        self.assertIsNotNone(first.closed_at)
        self.assertEqual(SurveyEdition.objects.get(closed_at=None), second)

    def test_closing_twice_keeps_the_first_moment(self):
        edition = open_edition(survey().pk, self.staff)
        close_edition(edition.pk, self.staff)
        edition.refresh_from_db()
        closed_at = edition.closed_at
        close_edition(edition.pk, self.staff)
        edition.refresh_from_db()
        self.assertEqual(edition.closed_at, closed_at)

    def test_only_a_published_english_survey_can_be_opened(self):
        Survey.objects.filter(pk=survey(purpose="pre").pk).update(live=False)
        for wrong in (survey("es").pk, survey(purpose="pre").pk, 0):
            with self.assertRaises(SurveyNotReady):
                open_edition(wrong, self.staff)
        self.assertFalse(SurveyEdition.objects.exists())

    def test_each_scale_of_a_seeded_survey_offers_that_it_does_not_apply(self):
        for each in Survey.objects.all():
            scales = [found for found in questions_of(each.sections) if found.kind is QuestionKind.AGREEMENT]
            self.assertTrue(all(found.may_not_apply for found in scales), each)

    def test_the_same_questions_before_and_after_have_the_same_name(self):
        before, after = ({each.key for each in questions_of(survey("en", each).sections)} for each in ("pre", "post"))
        self.assertTrue({"trust_respect", "understand_why"} <= before & after)

    def test_the_list_costs_the_same_for_one_edition_and_for_twenty(self):
        open_edition(survey().pk, self.staff)
        with self.assertNumQueries(2):
            surveys_with_editions()
        for _ in range(19):
            open_edition(survey().pk, self.staff)
        with self.assertNumQueries(2):
            self.assertEqual(sum(len(row.editions) for row in surveys_with_editions()), 20)


def test_every_field_that_people_read_is_known():
    fields = {name for words in texts_of(_all_blocks()).values() for name in words}
    assert fields == set(WORDS)


def _all_blocks():
    block = Survey._meta.get_field("questions").stream_block
    for name, child in block.child_blocks.items():
        text = {
            field: "words"
            for field, each in child.child_blocks.items()
            if type(each).__name__ in ("CharBlock", "TextBlock")
        }
        choices = [{"id": f"{name} choice", "value": {"label": "words"}}] if "choices" in child.child_blocks else []
        yield {"type": name, "id": name, "value": text | {"choices": choices}}
