"""Hears of pages that are published, taken down, moved, closed or opened, and keeps the search entries in step.

Saving is not heard: a draft of a live page is saved, too, and its words are not public. Deleted pages take their
entries with them. What was written past these signals is put right by `manage.py reindex_search`.
"""

from typing import Any

from django.db.models import Q, QuerySet
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from wagtail.models import Page, PageViewRestriction
from wagtail.signals import page_published, page_unpublished, post_page_move

from home.models import SearchEntry
from home.search.index import refresh


@receiver(page_published, dispatch_uid="home.search.published")
def note_published(sender: type, instance: Page, **kwargs: Any) -> None:
    """A page, or a mirror of one, was published."""
    refresh(Page.objects.filter(pk=instance.pk))


@receiver(page_unpublished, dispatch_uid="home.search.unpublished")
def note_taken_down(sender: type, instance: Page, **kwargs: Any) -> None:
    """A page was taken down, or is about to be deleted: then its row still says that it is live, and an entry made now
    would keep it from being deleted."""
    SearchEntry.objects.filter(page=instance.pk).delete()


@receiver(post_page_move, dispatch_uid="home.search.move")
def note_move(sender: type, instance: Page, **kwargs: Any) -> None:
    """A page moved with all below it, perhaps into a closed part of the site or out of it."""
    refresh(_with_all_below(instance))


@receiver([post_save, post_delete], sender=PageViewRestriction, dispatch_uid="home.search.restriction")
def note_restriction(sender: type, instance: PageViewRestriction, **kwargs: Any) -> None:
    """A part of the site was closed or opened."""
    page = Page.objects.filter(pk=instance.page_id).first()
    if page is not None:
        refresh(_with_all_below(page))


def _with_all_below(page: Page) -> QuerySet[Page]:
    return Page.objects.filter(Q(pk=page.pk) | Q(path__startswith=page.path, depth__gt=page.depth))
