"""Notices when something on the public site changes: pages, sites, languages, settings, snippets, pictures, papers.

Wagtail's own signals tell of publishing; saved and deleted rows tell of the rest, whatever saved them: an editor, a
translation, a command. Figures and other rows that pages show without being Wagtail's own call `content_changed`.
"""

from typing import Any

from django.db.models import Model
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from wagtail.contrib.settings.models import AbstractSetting
from wagtail.documents.models import AbstractDocument
from wagtail.images.models import AbstractImage
from wagtail.models import DraftStateMixin, Locale, Page, PageViewRestriction, Site, TranslatableMixin
from wagtail.signals import page_published, page_unpublished, post_page_move, published, unpublished

from portal.common.content_version import content_changed

CONTENT = (
    AbstractDocument,
    AbstractImage,
    AbstractSetting,
    Locale,
    Page,
    PageViewRestriction,
    Site,
    TranslatableMixin,
)
# What saving a draft of a published page writes into its row; readers see none of it.
OF_DRAFTS = frozenset(
    {"_comments", "draft_title", "has_unpublished_changes", "latest_revision", "latest_revision_created_at"}
)


def is_content(model: type[Model]) -> bool:
    """Whether rows of this model can be seen on the public site: Wagtail's content, and every registered snippet."""
    return issubclass(model, CONTENT) or hasattr(model, "snippet_viewset")


@receiver([page_published, page_unpublished, post_page_move, published, unpublished], dispatch_uid="content_changes")
def note_publishing(sender: type, **kwargs: Any) -> None:
    """A page was published, taken down or moved, or a snippet that has drafts was published or taken down."""
    content_changed()


@receiver(post_save, dispatch_uid="content_changes.saved")
def note_saved_row(
    sender: type[Model], instance: Model, created: bool = False, update_fields: Any = None, **kwargs: Any
) -> None:
    """A row was saved. Drafts are no change for readers, and editors save one every few seconds."""
    new_draft = created and isinstance(instance, DraftStateMixin) and not instance.live
    draft_again = update_fields and OF_DRAFTS.issuperset(update_fields)
    if is_content(sender) and not new_draft and not draft_again:
        content_changed()


@receiver(post_delete, dispatch_uid="content_changes.deleted")
def note_deleted_row(sender: type[Model], **kwargs: Any) -> None:
    """A row was deleted."""
    if is_content(sender):
        content_changed()
