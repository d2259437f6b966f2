"""Messages to parties, mediators and staff: written in the transaction that causes them, sent by the worker.

Each row is one message by one channel. What goes over mail or SMS is a neutral line and a link; the letter itself,
`title` and `body`, is frozen here as it was when it was queued, and is read in the participant space or printed; beside
it stand the English words of the same moment, for the program. A letter by post and a call are done by a person.
"""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from intake.constants import SENT_BY_WORKER, Channel, LetterKind
from intake.querysets import NotificationQuerySet
from portal.common.classification import Retention, classified
from portal.common.crypto.fields import EncryptedTextField


class Notification(models.Model):
    """One message. `key` makes queueing it twice harmless. The address is looked up when it is sent.

    A worker that takes it sets `lease_until`; one that dies leaves the lease to run out. After too many tries a message
    is parked and staff are told.
    """

    class State(models.TextChoices):
        """Where the message is."""

        QUEUED = "queued", "Waiting to be sent"
        SENDING = "sending", "Being sent"
        SENT = "sent", "Sent"
        PARKED = "parked", "Given up: somebody has to look"
        DROPPED = "dropped", "Not needed any more"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey("intake.Case", null=True, on_delete=models.CASCADE, related_name="notifications")
    party = models.ForeignKey("intake.Party", null=True, on_delete=models.CASCADE, related_name="notifications")
    session = models.ForeignKey("intake.Session", null=True, on_delete=models.CASCADE, related_name="notifications")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.CASCADE, related_name="+")
    letter = models.CharField(max_length=32)
    language = models.CharField(max_length=16)
    channel = models.CharField(max_length=16, choices=Channel.choices)
    title = EncryptedTextField(label="notification.title")
    body = EncryptedTextField(label="notification.body")
    english_title = EncryptedTextField(label="notification.english_title", null=True)
    english_body = EncryptedTextField(label="notification.english_body", null=True)
    key = models.CharField(max_length=120, unique=True)
    state = models.CharField(max_length=16, choices=State.choices, default=State.QUEUED)
    tries = models.PositiveSmallIntegerField(default=0)
    queued_at = models.DateTimeField(auto_now_add=True)
    due_at = models.DateTimeField()
    lease_until = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)

    objects = NotificationQuerySet.as_manager()

    field_classes = classified(
        retention=Retention.CASE,
        K3="id case party session user letter language channel key state tries queued_at due_at lease_until sent_at",
        K6="title body english_title english_body",
    )

    class Meta:
        default_permissions = ()
        ordering = ("queued_at", "id")
        indexes = (
            models.Index(fields=["due_at"], condition=Q(state__in=["queued", "sending"]), name="notification_to_send"),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(party=None, user__isnull=False) | Q(party__isnull=False, user=None),
                name="intake_notification_to_one",
            ),
        )

    def __str__(self) -> str:
        return self.letter

    @property
    def name(self) -> str:
        """The event that it tells of, in words."""
        return str(dict(LetterKind.choices).get(self.letter, self.letter.replace("_", " ").capitalize()))

    @property
    def is_by_hand(self) -> bool:
        """Whether a person has to print and post it, or to call."""
        return self.channel not in SENT_BY_WORKER

    @property
    def is_in_other_language(self) -> bool:
        """Whether it is in English for somebody who reads another language."""
        return self.party is not None and self.language != self.party.language


class Heartbeat(models.Model):
    """When each job of the worker last ran, and how it went."""

    job = models.CharField(max_length=40, primary_key=True)
    at = models.DateTimeField()
    failures = models.PositiveIntegerField(default=0)

    field_classes = classified(retention=Retention.PASSING, K12="job at failures")

    class Meta:
        default_permissions = ()
        permissions = (("view_operations", "Can see the operations page"),)
