"""Each side's own yes or no to mediation, asked apart. Neither side sees the other's before both are in."""

import uuid

from django.conf import settings
from django.db import models

from intake.constants import Channel, ConsentState
from portal.common.classification import Retention, classified
from portal.common.crypto.fields import EncryptedTextField


class AnswerColumns(models.Model):
    """What is known of an answer besides its wording: when it was asked for and given, how, and to which text."""

    asked_from = models.DateField(null=True)
    answer_by = models.DateField(null=True)
    invited_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    channel = models.CharField(max_length=16, choices=Channel.choices, blank=True)
    version = models.CharField(max_length=16, blank=True)
    language = models.CharField(max_length=16, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    reason = models.CharField(max_length=32, blank=True)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True


class Consent(AnswerColumns):
    """The track of one party, as it stands now; what it held before is kept in EarlierAnswer. `text` is the very
    wording that was shown, with its version, language and hash.

    `reason` is why a side said no, if it said; it is private to the program. `asked_from` is the day from which the
    invitation may go out, `answer_by` the last day to answer; both are set when the case starts to ask, for both sides,
    whatever the other one does.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    party = models.OneToOneField("intake.Party", on_delete=models.CASCADE, related_name="consent")
    state = models.CharField(max_length=16, choices=ConsentState.choices, default=ConsentState.NOT_ASKED)
    reminders = models.PositiveSmallIntegerField(default=0)
    text = EncryptedTextField(label="consent.text")

    field_classes = classified(
        retention=Retention.CASE,
        K3="id party",
        K7="state asked_from answer_by invited_at answered_at reminders channel version language sha256 text reason"
        " entered_by",
    )

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return "a consent"


class EarlierAnswer(AnswerColumns):
    """An answer that counts no more: its side took it back, or the case was opened again and asks anew. Rows are only
    ever added; the columns are those of the track as it stood. `text` is the wording that was answered then."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    party = models.ForeignKey("intake.Party", on_delete=models.CASCADE, related_name="earlier_answers")
    kept_at = models.DateTimeField(auto_now_add=True)
    state = models.CharField(max_length=16, choices=ConsentState.choices)
    text = EncryptedTextField(label="earlier_answer.text")

    field_classes = classified(
        retention=Retention.CASE,
        K3="id party kept_at",
        K7="state asked_from answer_by invited_at answered_at channel version language sha256 text reason entered_by",
    )

    class Meta:
        default_permissions = ()
        ordering = ("kept_at", "id")

    def __str__(self) -> str:
        return "an earlier answer"
