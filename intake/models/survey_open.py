"""Other ways to a survey than a link for one person: a link for many, and replies that staff keyed.

The secret of an open link is stored as it is: it hangs on a wall, and staff print it again. Nothing here has a moment,
and nothing leads to a response.
"""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from intake.constants.survey import Audience, ReplyMode
from portal.common.classification import Retention, classified


class OpenSurveyLink(models.Model):
    """A link by which anybody begins a reply, or a device of the program on which one person after the other does.
    `label` is for staff alone; `begun` counts how often somebody began."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    token = models.CharField(max_length=32, unique=True)
    edition = models.ForeignKey("intake.SurveyEdition", on_delete=models.PROTECT, related_name="open_links")
    audience = models.CharField(max_length=16, choices=Audience.choices)
    mode = models.CharField(max_length=16, choices=ReplyMode.choices)
    label = models.CharField(max_length=80)
    valid_until = models.DateField()
    is_stopped = models.BooleanField(default=False)
    begun = models.PositiveIntegerField(default=0)

    field_classes = classified(
        retention=Retention.STATISTICS, K9="id token edition audience mode label valid_until is_stopped begun"
    )

    class Meta:
        default_permissions = ()
        ordering: ClassVar[list[str]] = ["is_stopped", "-valid_until", "label", "id"]

    def __str__(self) -> str:
        return self.label

    @property
    def is_over(self) -> bool:
        """Whether it opens nothing any more, whatever the edition says."""
        return self.is_stopped or self.valid_until < timezone.localdate()

    @property
    def is_on_site(self) -> bool:
        """Whether it is for a device of the program."""
        return self.mode == ReplyMode.ON_SITE


class KeyedReplies(models.Model):
    """How many replies somebody of the staff keyed in a half-year. It takes the place of lines in the audit log, which
    have a moment (docs/decisions/surveys.md)."""

    edition = models.ForeignKey("intake.SurveyEdition", on_delete=models.PROTECT, related_name="keyed")
    half_year = models.CharField(max_length=7)
    keyed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    count = models.PositiveIntegerField(default=0)

    field_classes = classified(retention=Retention.STATISTICS, K9="id edition half_year count", K10="keyed_by")

    class Meta:
        default_permissions = ()
        ordering: ClassVar[list[str]] = ["half_year", "keyed_by_id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["edition", "half_year", "keyed_by"], name="intake_keyed_once_each"),
        ]
