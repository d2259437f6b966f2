"""Facts that must be the same in every language at once, such as whether an event is cancelled.

wagtail-localize copies them only when somebody syncs and publishes each translation; a reader would come to a meeting
that is called off. A page type names such fields in `facts_of_source`; here they follow the source language's page.
"""

from typing import Any

from django.dispatch import receiver
from wagtail.models import Page
from wagtail.signals import page_published

from portal.common.languages import SOURCE_LANGUAGE
from portal.common.pages import BasePage


@receiver(page_published, dispatch_uid="portal.common.source_facts")
def share_facts(sender: type[Page], instance: Page, **kwargs: Any) -> None:
    """Gives a published source's facts to its translations, and a published translation those of its source."""
    if not isinstance(instance, BasePage) or not instance.facts_of_source:
        return
    same = sender._default_manager.filter(translation_key=instance.translation_key)
    source = same.filter(locale__language_code=SOURCE_LANGUAGE.code, live=True).first()
    if source is not None:
        same.exclude(pk=source.pk).update(**source.shared_facts())
