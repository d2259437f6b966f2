"""The work on a referral: where it stands, who has it, what is due next."""

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from intake.constants import ENDED, CaseKind, CaseState, Channel, DutyKind, RetentionClass, Sharing
from intake.querysets import CaseQuerySet
from intake.rules.clock import amber_from
from portal.common.classification import Retention, classified


class Case(models.Model):
    """A state machine (DOMAIN section 8). Its state changes through intake/services/lifecycle.py alone.

    `version` grows with every change, so that a form knows whether it was looked at before. `next_duty` and
    `next_due` repeat the earliest open duty, for the queue; from `next_amber` on it is due soon. `spoken`, the two
    `wants_` and `language`, that of the side that asked, say in the open what a row of the queue shows of both sides
    (intake/services/needs.py). `has_doubts` is true
    until somebody looked at what the spam checks marked. `sharing_how` is the way in which the person was asked whether
    the City may see the request. A legal hold is lifted by a lead administrator, never by whoever set it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    referral = models.OneToOneField("intake.Referral", on_delete=models.PROTECT, related_name="case")
    kind = models.CharField(max_length=16, choices=CaseKind.choices, default=CaseKind.PRE_COMPLAINT)
    state = models.CharField(max_length=24, choices=CaseState.choices, default=CaseState.RECEIVED)
    state_since = models.DateTimeField()
    held_from = models.CharField(max_length=24, choices=CaseState.choices, blank=True)
    end_reason = models.CharField(max_length=32, blank=True)
    language = models.CharField(max_length=16)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="cases"
    )
    received_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)
    next_duty = models.CharField(max_length=16, choices=DutyKind.choices, blank=True)
    next_due = models.DateField(null=True, blank=True)
    next_amber = models.DateField(null=True, blank=True)
    spoken = models.CharField(max_length=16, blank=True)
    wants_interpreter = models.BooleanField(default=False)
    wants_access = models.BooleanField(default=False)
    has_doubts = models.BooleanField(default=False)
    checked_at = models.DateTimeField(null=True)
    checked_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    flags_resolved_at = models.DateTimeField(null=True)
    flags_resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    sharing = models.CharField(max_length=16, choices=Sharing.choices, default=Sharing.NOT_ASKED)
    sharing_at = models.DateTimeField(null=True)
    sharing_how = models.CharField(max_length=16, choices=Channel.choices, blank=True)
    told_at = models.DateTimeField(null=True)
    original = models.ForeignKey("intake.Case", null=True, on_delete=models.PROTECT, related_name="duplicates")
    discovered_on = models.DateField(null=True, blank=True)
    legal_hold_at = models.DateTimeField(null=True)
    legal_hold_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    retention_class = models.CharField(max_length=16, choices=RetentionClass.choices, blank=True)
    ended_at = models.DateTimeField(null=True)

    objects = CaseQuerySet.as_manager()

    field_classes = classified(
        retention=Retention.CASE,
        K3="id referral kind state state_since held_from end_reason language owner received_at version"
        " next_duty next_due next_amber spoken wants_interpreter wants_access has_doubts checked_at checked_by"
        " flags_resolved_at flags_resolved_by sharing sharing_at sharing_how"
        " told_at original discovered_on legal_hold_at legal_hold_by retention_class ended_at",
    )

    class Meta:
        default_permissions = ()
        permissions = (
            ("view_case", "Can see every case"),
            ("work_case", "Can work on cases"),
            ("lead_case", "Can decide what the lead administrator decides"),
            ("review_case", "Can review requests for the City"),
            ("mediate", "Can see the cases they mediate"),
            ("audit_cases", "Can see the audit log of cases"),
        )
        indexes = (
            models.Index(fields=["received_at", "id"]),
            # With what the list of what is due soon is counted by, so that it is counted in the index.
            models.Index(fields=["next_due", "id"], include=["next_amber"], name="case_due"),
            models.Index(fields=["next_due", "id"], condition=Q(state__in=sorted(ENDED)), name="case_ended"),
            models.Index(fields=["state", "next_due", "id"]),
            models.Index(fields=["owner", "next_due", "id"]),
            models.Index(fields=["kind", "next_due", "id"]),
            models.Index(fields=["language", "next_due", "id"]),
            models.Index(fields=["next_duty", "next_due", "id"]),
            models.Index(fields=["state_since", "id"]),
            models.Index(fields=["next_due", "id"], condition=Q(has_doubts=True), name="case_with_doubts"),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(state=CaseState.ON_HOLD) ^ Q(held_from=""), name="intake_hold_knows_where_from"
            ),
        )

    def __str__(self) -> str:
        return str(self.referral)

    def show_next_duty(self) -> None:
        """Copies the earliest open duty into the case; the caller saves it."""
        self.show_duty(self.duties.open().first())

    def show_duty(self, duty: Any) -> None:
        """Copies a duty, or none, into the columns that the queue reads; the caller saves the case."""
        self.next_duty, self.next_due = (duty.kind, duty.due_on) if duty else ("", None)
        self.next_amber = amber_from(duty.due_on, duty.opened_on) if duty else None
