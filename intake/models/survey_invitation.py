"""What a case knows of surveys: that a side, or a mediator, was asked, and when. Nothing about links or answers.

The number of people asked stands apart from cases, and outlives them (docs/decisions/surveys.md).
"""

import uuid
from datetime import datetime
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from intake.constants.survey import Audience, SurveyPurpose
from portal.common.classification import Retention, classified


class SurveyInvitation(models.Model):
    """One side, or one mediator, was asked one survey: once in the life of a case.

    `message` is the one that brought the link; none where a person hands the link over. `reminders` counts the steps of
    the ladder that are over. Which edition it was shows nowhere here, and no link does.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey("intake.Case", on_delete=models.CASCADE, related_name="survey_invitations")
    party = models.ForeignKey("intake.Party", null=True, on_delete=models.CASCADE, related_name="survey_invitations")
    mediator = models.ForeignKey("intake.Mediator", null=True, on_delete=models.CASCADE, related_name="+")
    purpose = models.CharField(max_length=16, choices=SurveyPurpose.choices)
    invited_on = models.DateField()
    message = models.OneToOneField(
        "intake.Notification", null=True, on_delete=models.SET_NULL, related_name="survey_invitation"
    )
    reminders = models.PositiveSmallIntegerField(default=0)

    field_classes = classified(
        retention=Retention.CASE, K3="id case party mediator purpose invited_on message reminders"
    )

    class Meta:
        default_permissions = ()
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(party=None) ^ Q(mediator=None), name="intake_survey_asked_of_one"),
            models.UniqueConstraint(fields=["party", "purpose"], name="intake_survey_once_a_party"),
            models.UniqueConstraint(fields=["case", "mediator", "purpose"], name="intake_survey_once_a_mediator"),
        ]

    def __str__(self) -> str:
        return self.get_purpose_display()

    @property
    def sent_at(self) -> datetime | None:
        """When the link went out."""
        return self.message.sent_at if self.message else None

    @property
    def user(self) -> Any:
        """The mediator's account; none for a side."""
        return self.mediator.user if self.mediator else None


class SurveyAsked(models.Model):
    """How many people were asked an edition in a half-year, by what they answer as and the language that they read."""

    edition = models.ForeignKey("intake.SurveyEdition", on_delete=models.PROTECT, related_name="asked")
    audience = models.CharField(max_length=16, choices=Audience.choices)
    language = models.CharField(max_length=16)
    half_year = models.CharField(max_length=7)
    people = models.PositiveIntegerField(default=0)

    field_classes = classified(retention=Retention.STATISTICS, K9="id edition audience language half_year people")

    class Meta:
        default_permissions = ()
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["edition", "audience", "language", "half_year"], name="intake_survey_asked_once"
            ),
        ]
