"""Words from a survey that may be published: as somebody of the staff edited them, and a second person agreed."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models

from intake.constants.survey import QuoteState
from portal.common.classification import Retention, classified
from portal.common.crypto.fields import EncryptedTextField

QUOTE_LENGTH = 400


class SurveyQuote(models.Model):
    """One quote. It has no key to the reply and no moment: nothing but its words leads back to one."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    edition = models.ForeignKey("intake.SurveyEdition", on_delete=models.PROTECT, related_name="quotes")
    language = models.CharField(max_length=16)
    text = EncryptedTextField(label="survey_quote.text", max_length=QUOTE_LENGTH)
    state = models.CharField(max_length=16, choices=QuoteState.choices, default=QuoteState.PROPOSED)
    publish_from = models.DateField()
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True)

    field_classes = classified(
        retention=Retention.CONTENT,
        K9="id edition language text state publish_from",
        K10="proposed_by approved_by",
    )

    class Meta:
        default_permissions = ()
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=~models.Q(state=QuoteState.APPROVED)
                | (models.Q(approved_by__isnull=False) & ~models.Q(approved_by=models.F("proposed_by"))),
                name="intake_quote_second_person",
            )
        ]
