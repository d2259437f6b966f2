"""What a person sent, exactly as it was sent. A referral never changes; the work on it is the case."""

import uuid
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.db import models

from intake.constants import Path, Source
from intake.exceptions import ReferralIsImmutable
from intake.questions.catalogue import questions
from intake.questions.question import Store
from portal.common.classification import Retention, classified
from portal.common.crypto.fields import EncryptedJSONField
from portal.common.references import new_reference


class Referral(models.Model):
    """One request for mediation. Answers are kept by zone and data class: each column holds the answers of one
    (intake/questions/question.py, Store). Nothing in it changes, but whole columns can go, when its person asks."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    reference = models.CharField(max_length=16, unique=True, default=new_reference)
    submission_key = models.UUIDField(unique=True)
    path = models.CharField(max_length=16, choices=Path.choices)
    source = models.CharField(max_length=16, choices=Source.choices)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    language = models.CharField(max_length=16)
    # The checks that found something odd, or could not run: such a request waits for a look before anything else.
    doubts = models.JSONField(default=list)
    # Whether an answer asks for a call before anything is decided; which answer is in `screening`.
    needs_call = models.BooleanField(default=False)
    needs = EncryptedJSONField(label="referral.needs", default=dict)
    contact = EncryptedJSONField(label="referral.contact", default=dict)
    safe_contact = EncryptedJSONField(label="referral.safe_contact", default=dict)
    representation = EncryptedJSONField(label="referral.representation", default=dict)
    employee = EncryptedJSONField(label="referral.employee", default=dict)
    account = EncryptedJSONField(label="referral.account", default=dict)
    screening = EncryptedJSONField(label="referral.screening", default=dict)
    complaint = EncryptedJSONField(label="referral.complaint", default=dict)
    wishes = EncryptedJSONField(label="referral.wishes", default=dict)
    consent = EncryptedJSONField(label="referral.consent", default=dict)
    received_at = models.DateTimeField(auto_now_add=True)

    field_classes = classified(
        retention=Retention.CASE,
        K3="id reference submission_key path source entered_by language doubts needs_call needs received_at",
        K4="contact safe_contact representation",
        K5="employee",
        K6="account screening complaint wishes",
        K7="consent",
    )

    class Meta:
        default_permissions = ()
        permissions = (
            ("enter_request", "Can write down requests that came by phone or on paper"),
            ("refer_complaint", "Can refer a filed complaint to the program"),
        )
        # Staff search by the beginning of a reference.
        indexes = (models.Index(fields=["reference"], name="referral_prefix", opclasses=["varchar_pattern_ops"]),)

    def __str__(self) -> str:
        return self.reference

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Saves once; raises ReferralIsImmutable for a row that is already there."""
        if not self._state.adding:
            raise ReferralIsImmutable
        super().save(*args, **kwargs)

    def erase(self, columns: Sequence[str]) -> None:
        """Empties these columns for ever. Only intake/services/erasure.py may, for whoever asked."""
        for name in columns:
            setattr(self, name, {})
        super().save(update_fields=columns)

    @property
    def answers(self) -> dict[str, Any]:
        """Every answer by the key of its question, out of all columns."""
        answers: dict[str, Any] = {"path": self.path}
        for store in Store:
            if store not in {Store.PATH, Store.CONSENT, Store.STATISTICS}:
                answers |= getattr(self, store.value.name)
        return answers


def by_column(answers: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Answers sorted into the columns of Referral that keep them."""
    stores = {question.key: question.store for _, question in questions()}
    columns: dict[str, dict[str, Any]] = {}
    for key, value in answers.items():
        columns.setdefault(stores[key].value.name, {})[key] = value
    return columns
