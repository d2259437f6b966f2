"""Alerts: a line on every public page for a time, such as "The office is closed this week"."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.http import HttpRequest
from django.utils.timezone import now
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, MultiFieldPanel
from wagtail.models import DraftStateMixin, Page, PreviewableMixin, RevisionMixin, TranslatableMixin, WorkflowMixin
from wagtail_localize.fields import SynchronizedField

from portal.common.classification import Retention, classified


class Alert(WorkflowMixin, DraftStateMixin, RevisionMixin, PreviewableMixin, TranslatableMixin, models.Model):
    """One alert in one language. When it stands there and what it links to, the source language's version decides for
    all (home/alerts.py): no reader may meet an alert that is over because a translation was late."""

    heading = models.CharField(max_length=80, help_text="What it is about, in a few words.")
    text = models.TextField(
        max_length=300, help_text="One or two short sentences: what changes, for how long, what to do instead."
    )
    link_page = models.ForeignKey(
        Page,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name="page with more",
        help_text="If there is more to know. Readers get it in their language where that version is published.",
    )
    starts_at = models.DateTimeField("starts", default=now)
    ends_at = models.DateTimeField("ends", help_text="It goes by itself at this time. You can change it later.")

    override_translatable_fields = [
        SynchronizedField("link_page", overridable=False),
        SynchronizedField("starts_at", overridable=False),
        SynchronizedField("ends_at", overridable=False),
    ]
    field_classes = classified(retention=Retention.CONTENT, K1="id heading text link_page starts_at ends_at")

    panels = [
        HelpPanel(
            "It stands on every public page of its language, between its start and its end. Translate it as soon as it"
            " is published: readers of the other languages see nothing until then. Keep it for what people must know."
        ),
        FieldPanel("heading"),
        FieldPanel("text"),
        FieldPanel("link_page"),
        MultiFieldPanel([FieldRowPanel([FieldPanel("starts_at"), FieldPanel("ends_at")])], heading="When"),
    ]

    class Meta(TranslatableMixin.Meta):
        ordering: ClassVar[list[str]] = ["-starts_at", "-pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="alert_ends_after_it_starts",
                violation_error_message="The alert must end after it starts.",
            ),
        ]

    def __str__(self) -> str:
        return self.heading

    @property
    def state(self) -> str:
        """Where it stands, in words for the staff's list; of a translation, by its own dates."""
        if not self.live:
            return "Draft"
        if self.ends_at <= now():
            return "Over"
        return "Planned" if self.starts_at > now() else "On the site"

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        """An otherwise empty page of the site."""
        return "home/alert_preview.html"

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        """The alert as pages show it; its link has no address yet."""
        return {"alerts": [{"heading": self.heading, "text": self.text, "link_title": str(self.link_page or "")}]}
