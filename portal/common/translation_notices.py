"""Sets what a reader is told about a translation at the moment it is published, so that showing it costs no query.

A machine's draft says so until a person has reviewed every text of it, and a page with missing texts says so too
(DESIGN section 5, rule 10). The wagtail-localize rows know: each translated string carries who made it.
"""

from typing import Any

from django.db.models import OuterRef, Subquery
from django.dispatch import receiver
from wagtail.signals import page_published
from wagtail_localize.models import StringSegment, StringTranslation, Translation

from portal.common.pages import BasePage, TranslationNotice


@receiver(page_published, dispatch_uid="portal.common.translation_notices")
def note_translation(sender: type, instance: Any, **kwargs: Any) -> None:
    """Brings the `translation_notice` of a page that was just published up to date."""
    if not isinstance(instance, BasePage):
        return
    notice = notice_for(instance)
    if instance.translation_notice != notice:
        instance.translation_notice = notice
        type(instance)._base_manager.filter(pk=instance.pk).update(translation_notice=notice)


def notice_for(page: BasePage) -> TranslationNotice:
    """What to tell the readers of `page`: nothing for a source page, and nothing when a person took the page over
    (translation stopped) and published it from the ordinary editor."""
    translation = Translation.objects.filter(
        source__object_id=page.translation_key, target_locale_id=page.locale_id, enabled=True
    ).first()
    if translation is None:
        return TranslationNotice.NONE
    kinds = set(kinds_of_text(translation))
    if None in kinds:
        return TranslationNotice.PARTIAL
    return TranslationNotice.MACHINE if StringTranslation.TRANSLATION_TYPE_MACHINE in kinds else TranslationNotice.NONE


def kinds_of_text(translation: Translation) -> list[str | None]:
    """How the texts of a translation were made, each kind once: `manual`, `machine`, or None for a missing text."""
    made = (
        StringTranslation.objects.filter(
            translation_of_id=OuterRef("string_id"),
            context_id=OuterRef("context_id"),
            locale_id=translation.target_locale_id,
            has_error=False,
        )
        .exclude(data="")
        .values("translation_type")[:1]
    )
    segments = StringSegment.objects.filter(source_id=translation.source_id).annotate(kind=Subquery(made))
    return list(segments.order_by().values_list("kind", flat=True).distinct())
