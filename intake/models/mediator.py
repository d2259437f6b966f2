"""The pool of mediators, who of them is asked for which case, and what they declare about it."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from intake.constants import AssignmentState, Conflict
from intake.querysets import AssignmentQuerySet, MediatorQuerySet
from portal.common.classification import Retention, classified


class Mediator(models.Model):
    """One mediator: an account, and what choosing needs. `languages` are codes of spoken languages (the question
    `spoken`), `topics` of training, `times` the keys of the question `times`; `capacity` is cases at a time."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="mediator")
    is_active = models.BooleanField(default=True)
    languages = models.JSONField(default=list)
    training_hours = models.PositiveSmallIntegerField(default=0)
    topics = models.JSONField(default=list)
    times = models.JSONField(default=list)
    capacity = models.PositiveSmallIntegerField(default=2)

    objects = MediatorQuerySet.as_manager()

    field_classes = classified(
        retention=Retention.STAFF, K10="id user is_active languages training_hours topics times capacity"
    )

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.user)


class Assignment(models.Model):
    """One mediator and one case."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey("intake.Case", on_delete=models.CASCADE, related_name="assignments")
    mediator = models.ForeignKey("intake.Mediator", on_delete=models.PROTECT, related_name="assignments")
    state = models.CharField(max_length=16, choices=AssignmentState.choices, default=AssignmentState.INVITED)
    invited_at = models.DateTimeField(auto_now_add=True)
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    reply_by = models.DateField()
    answered_at = models.DateTimeField(null=True)

    objects = AssignmentQuerySet.as_manager()

    field_classes = classified(
        retention=Retention.CASE, K3="id case mediator state invited_at invited_by reply_by answered_at"
    )

    class Meta:
        default_permissions = ()
        ordering = ("invited_at", "id")
        constraints = (
            models.UniqueConstraint(
                fields=["case", "mediator"],
                condition=Q(state__in=[AssignmentState.INVITED, AssignmentState.ACCEPTED]),
                name="intake_mediator_once_in_a_case",
            ),
        )

    @property
    def is_late(self) -> bool:
        """Whether the mediator was asked and the last day to answer is over."""
        return self.state == AssignmentState.INVITED and self.reply_by < timezone.localdate()


class ConflictDeclaration(models.Model):
    """What a mediator declared about a case; the newest counts. A disclosure stands once both parties accepted it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    assignment = models.ForeignKey("intake.Assignment", on_delete=models.CASCADE, related_name="declarations")
    declared_at = models.DateTimeField(auto_now_add=True)
    conflict = models.CharField(max_length=24, choices=Conflict.choices)
    accepted_by_first = models.BooleanField(null=True)
    accepted_by_second = models.BooleanField(null=True)
    accepted_at = models.DateTimeField(null=True)

    field_classes = classified(
        retention=Retention.CASE,
        K3="id assignment declared_at conflict accepted_by_first accepted_by_second accepted_at",
    )

    class Meta:
        default_permissions = ()
        ordering = ("-declared_at", "-id")

    @property
    def stands(self) -> bool:
        """Whether the case may go on with this mediator."""
        if self.conflict == Conflict.NONE:
            return True
        return self.conflict != Conflict.CANNOT and bool(self.accepted_by_first and self.accepted_by_second)
