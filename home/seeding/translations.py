"""Puts drafted translations where translators find them: into wagtail-localize, text by text, marked as drafts.

Nothing that is there already is touched: a language that an object exists in is left alone, and so is a text that
somebody has translated. So seeding again, or adding a language later, never costs an editor a change.
"""

import json
import re
from collections.abc import Iterator
from typing import Any

from django.db.models import Field
from django.utils.timezone import now
from wagtail.fields import StreamField
from wagtail.models import DraftStateMixin, Locale, Page, TranslatableMixin
from wagtail.signals import page_published
from wagtail_localize.fields import SynchronizedField, TranslatableField, get_translatable_fields
from wagtail_localize.models import StringSegment, StringTranslation, Translation, TranslationLog, TranslationSource
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments

DRAFTED_WITH = "Drafted with the software"
HOME_DEPTH = 2
LINK_NAME = re.compile(r'id="(\w+)"')

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
    if isinstance(target, Page) and original.depth > HOME_DEPTH and has_words_of(source, original):
        place(translation, original, target)
    else:
        publish(translation)
    return True


def has_words_of(built: TranslatableMixin, original: TranslatableMixin) -> bool:
    """Whether no editor has changed the words of `original` since it was made as `built`."""
    fields = [field for field in get_translatable_fields(type(original)) if isinstance(field, TranslatableField)]
    columns = [field.get_field(type(original)) for field in fields]
    return all(_stored(column, built) == _stored(column, original) for column in columns)


def _stored(column: Field, instance: TranslatableMixin) -> Any:
    """What a column holds, comparable: PostgreSQL gives a stream's keys back in an order of its own."""
    text = column.value_to_string(instance)
    return json.loads(text) if isinstance(column, StreamField) else text


def place(translation: Translation, original: Page, target: Page) -> None:
    """Puts the drafted page itself where wagtail-localize would make it, four times as fast: it copies the source page,
    writes the texts into the copy and saves that five times. Only for a source that says what the draft translates.
    """
    for field in get_translatable_fields(type(original)):
        if isinstance(field, SynchronizedField):
            name = field.get_field(type(original)).attname
            setattr(target, name, getattr(original, name))
    target.translation_key, target.locale = original.translation_key, translation.target_locale
    target.first_published_at = target.last_published_at = now()
    parent = Page.objects.get(translation_key=original.get_parent().translation_key, locale=target.locale)
    parent.add_child(instance=target)
    revision = target.save_revision()
    target.live_revision, target.has_unpublished_changes = revision, False
    type(target)._base_manager.filter(pk=target.pk).update(live_revision=revision, has_unpublished_changes=False)
    TranslationLog.objects.create(source=translation.source, locale=translation.target_locale, revision=revision)
    page_published.send(sender=type(target), instance=target, revision=revision)


def publish(translation: Translation) -> None:
    """Writes the texts into the translated object and publishes it at once: wagtail-localize itself publishes after the
    commit, and a start that is cut off in between would leave a draft behind for good."""
    has_drafts = issubclass(translation.source.specific_content_type.model_class(), DraftStateMixin)
    translation.save_target(publish=not has_drafts)
    if has_drafts:
        translation.get_target_instance().get_latest_revision().publish()


def drafted_texts(source: TranslatableMixin, target: TranslatableMixin) -> Texts:
    """Each text of `target` by its path and the text of `source` at the same path.

    Raises ValueError when the two do not have the same texts or links: one is incomplete.
    """
    sources, targets = dict(_texts(source)), dict(_texts(target))
    if sources.keys() != targets.keys():
        missing = ", ".join(sorted(path for path, _ in sources.keys() ^ targets.keys()))
        raise ValueError(f"The translation and its source differ in these texts: {missing}")
    return {(place[0], text.string.data): _with_links_of(text, targets[place]) for place, text in sources.items()}


def _with_links_of(source: StringSegmentValue, target: StringSegmentValue) -> str:
    """The text of `target` with its links named as in `source`: wagtail-localize numbers them as they come, and another
    language may put them in another order."""
    names = {_where_to(attributes): name for name, attributes in (source.attrs or {}).items()}
    data = str(target.string.data)
    try:
        renamed = {name: names[_where_to(attributes)] for name, attributes in (target.attrs or {}).items()}
    except KeyError as error:
        raise ValueError(f"The translation at {source.path} has a link that its source lacks: {error}") from error
    return LINK_NAME.sub(lambda found: f'id="{renamed[found[1]]}"', data)


def _where_to(attributes: dict[str, str]) -> str:
    return json.dumps(attributes, sort_keys=True)


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


def _texts(instance: TranslatableMixin) -> Iterator[tuple[tuple[str, int], StringSegmentValue]]:
    """Each text with its path and its number among the texts of that path: rich text has several."""
    seen: dict[str, int] = {}
    for segment in extract_segments(instance):
        if isinstance(segment, StringSegmentValue):
            number = seen[segment.path] = seen.get(segment.path, -1) + 1
            yield (segment.path, number), segment
