"""Events that the public can come to, in a place or online, without signing up."""

from datetime import datetime
from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.timezone import now
from django.utils.translation import gettext_lazy
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, MultiFieldPanel
from wagtail.models import Page
from wagtail.query import PageQuerySet
from wagtail_localize.fields import SynchronizedField

from portal.common.classification import Retention, classified
from portal.common.languages import SOURCE_LANGUAGE, Language
from portal.common.part_pages import PROMOTE_PANELS, ListingPage, PartPage


class EventStatus(models.TextChoices):
    """Whether an event takes place."""

    PLANNED = "planned", "Takes place as planned"
    MOVED_ONLINE = "online", "Moved online"
    POSTPONED = "postponed", "Postponed: a new date will follow"
    CANCELLED = "cancelled", "Cancelled"


class EventIndexPage(ListingPage):
    """Events that are still to come, the next one first."""

    parent_page_types = ["home.HomePage"]
    subpage_types = ["outreach.EventPage"]
    max_count = 1
    template = "outreach/event_index_page.html"
    page_description = "The calendar: events to come, the next one first. There is one."
    override_translatable_fields = [SynchronizedField("slug", overridable=False)]

    class Meta:
        verbose_name = "calendar"

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """The page's context with its `events` to come. One query."""
        context = super().get_context(request, *args, **kwargs)
        return context | {"events": upcoming_in(context["language"])}


class EventPageForm(WagtailAdminPageForm):
    """Checks what only the fields together can show; a draft may still lack its place."""

    def clean(self) -> dict[str, Any]:
        """An event ends after it starts, and has a place or an online address."""
        cleaned: dict[str, Any] = super().clean()
        starts_at, ends_at = cleaned.get("starts_at"), cleaned.get("ends_at")
        if starts_at and ends_at and ends_at <= starts_at:
            self.add_error("ends_at", "The event must end after it starts.")
        if not self.is_deferred_validation and not (cleaned.get("place") or cleaned.get("online_url")):
            self.add_error("place", "Say where it is, or give the online address.")
        return cleaned


class EventPage(PartPage):
    """One event. When it is and whether it takes place are the same in every language, at once."""

    starts_at = models.DateTimeField("starts")
    ends_at = models.DateTimeField("ends")
    status = models.CharField(max_length=10, choices=EventStatus.choices, default=EventStatus.PLANNED)
    place = models.CharField(max_length=120, blank=True, help_text="The name of the place. Empty for an online event.")
    address = models.CharField(max_length=200, blank=True, help_text="Street and city, as on a letter.")
    online_url = models.URLField("online address", blank=True, help_text="Where people join an online event.")
    languages_spoken = models.CharField(
        max_length=160, help_text="In words: “English and Spanish; ask us for an Armenian interpreter”."
    )
    access = models.TextField(
        "access", blank=True, help_text="Steps, lift, sign language, parking, bus: what people must know to come."
    )
    no_sign_up = models.BooleanField("no sign-up needed", default=True)
    # When the facts in this row were last published, in whatever language.
    facts_published_at = models.DateTimeField(null=True, blank=True, editable=False)

    parent_page_types = ["outreach.EventIndexPage"]
    subpage_types: list[str] = []
    base_form_class = EventPageForm
    template = "outreach/event_page.html"
    search_kind = gettext_lazy("Event")
    page_description = "One event, in a place or online. Its page offers it as a calendar file."
    override_translatable_fields = [
        SynchronizedField("slug"),
        SynchronizedField("address", overridable=False),
    ]
    # Nobody may stand before a closed door because a translation was late.
    facts_of_source = ("starts_at", "ends_at", "status", "address", "online_url", "no_sign_up")
    field_classes = classified(
        retention=Retention.CONTENT,
        K1="starts_at ends_at status place address online_url languages_spoken access no_sign_up facts_published_at",
    )

    content_panels = [
        HelpPanel("Time and status change in every language as soon as you publish. The rest waits for translators."),
        *Page.content_panels,
        FieldPanel("intro"),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("starts_at"), FieldPanel("ends_at")]), FieldPanel("status")], heading="When"
        ),
        MultiFieldPanel([FieldPanel("place"), FieldPanel("address"), FieldPanel("online_url")], heading="Where"),
        MultiFieldPanel(
            [FieldPanel("languages_spoken"), FieldPanel("access"), FieldPanel("no_sign_up")], heading="Who can come"
        ),
        FieldPanel("parts"),
    ]
    promote_panels = PROMOTE_PANELS

    class Meta:
        verbose_name = "event"

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """The page's context with `over`: whether the event has ended; `source` is the language of its address."""
        context = super().get_context(request, *args, **kwargs)
        return context | {"over": self.ends_at < now(), "source": SOURCE_LANGUAGE}

    def shared_facts(self) -> dict[str, Any]:
        """The facts of every language, and since when they hold."""
        return super().shared_facts() | {"facts_published_at": self.last_published_at}

    @property
    def changed_at(self) -> datetime | None:
        """When readers of this language last got something new: words of their own, or facts."""
        moments = [moment for moment in (self.last_published_at, self.facts_published_at) if moment]
        return max(moments, default=None)


def upcoming_in(language: Language, among: PageQuerySet | None = None) -> list[EventPage]:
    """The events that are live and not over yet, the next one first: in `language`, and those that so far stand in the
    source language alone, since people can come all the same. One query."""
    events = EventPage.objects.all() if among is None else among
    rows = (
        events.live()
        .filter(ends_at__gte=now(), alias_of=None, locale__language_code__in={language.code, SOURCE_LANGUAGE.code})
        .select_related("locale")
        .order_by("starts_at", "path")
    )
    own = {event.translation_key for event in rows if event.language == language}
    return [event for event in rows if event.language == language or event.translation_key not in own]
