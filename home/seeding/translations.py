"""Puts drafted translations where translators find them: into wagtail-localize, text by text, marked as drafts.

Nothing that is there already is touched: a language that an object exists in is left alone, and so is a text that
somebody has translated. So seeding again, or adding a language later, never costs an editor a change.
"""

from collections.abc import Iterator

from wagtail.models import DraftStateMixin, Locale, TranslatableMixin
from wagtail_localize.models import StringSegment, StringTranslation, Translation, TranslationSource
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments

DRAFTED_WITH = "Drafted with the software"

# The texts of one object, by where they stand and what the source says there.
Texts = dict[tuple[str, str], str]


def translate_from_draft(
    original: TranslatableMixin, locale: Locale, source: TranslatableMixin, target: TranslatableMixin
) -> bool:
    """Makes and publishes `original` in `locale` with the texts of the unsaved `target`, and says whether it did.

    `source` is the unsaved object whose words `target` translates. Where an editor has changed the original since, the
    draft would translate words that are no longer there: such texts stay untranslated, and the page says so.
    """
    if original.has_translation(locale):
        return False
    translation_source, _ = TranslationSource.get_or_create_from_instance(original)
    translation, is_new = Translation.objects.get_or_create(source=translation_source, target_locale=locale)
    if not is_new:
        return False  # an editor deleted the translated object, and it stays deleted
    write_texts(translation, drafted_texts(source, target))
    publish(translation)
    return True


def publish(translation: Translation) -> None:
    """Writes the texts into the translated object and publishes it at once: wagtail-localize itself publishes after the
    commit, and a start that is cut off in between would leave a draft behind for good."""
    has_drafts = issubclass(translation.source.specific_content_type.model_class(), DraftStateMixin)
    translation.save_target(publish=not has_drafts)
    if has_drafts:
        translation.get_target_instance().get_latest_revision().publish()


def drafted_texts(source: TranslatableMixin, target: TranslatableMixin) -> Texts:
    """Each text of `target` by its path and the text of `source` at the same path.

    Raises ValueError when the two do not have the same texts: one is incomplete.
    """
    sources, targets = dict(_texts(source)), dict(_texts(target))
    if sources.keys() != targets.keys():
        missing = ", ".join(sorted(path for path, _ in sources.keys() ^ targets.keys()))
        raise ValueError(f"The translation and its source differ in these texts: {missing}")
    return {(path, text): targets[path, number] for (path, number), text in sources.items()}


def write_texts(translation: Translation, texts: Texts) -> None:
    """Writes the drafts of `texts` that this translation has no text for yet."""
    segments = StringSegment.objects.filter(source=translation.source).select_related("context", "string")
    drafts = [(segment, texts.get((segment.context.path, segment.string.data))) for segment in segments]
    StringTranslation.objects.bulk_create(
        [
            StringTranslation(
                translation_of=segment.string,
                locale=translation.target_locale,
                context=segment.context,
                data=draft,
                translation_type=StringTranslation.TRANSLATION_TYPE_MACHINE,
                tool_name=DRAFTED_WITH,
            )
            for segment, draft in drafts
            if draft is not None
        ],
        ignore_conflicts=True,
    )


def _texts(instance: TranslatableMixin) -> Iterator[tuple[tuple[str, int], str]]:
    """Each text with its path and its number among the texts of that path: rich text has several."""
    seen: dict[str, int] = {}
    for segment in extract_segments(instance):
        if isinstance(segment, StringSegmentValue):
            number = seen[segment.path] = seen.get(segment.path, -1) + 1
            yield (segment.path, number), segment.string.data
