"""Sessions: when, where, in which way, who takes part. Never what was said there."""

import uuid

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.contrib.postgres.fields.ranges import DateTimeRangeField, RangeBoundary
from django.db import models
from django.db.models import F, Func, Q
from django.utils import timezone

from intake.constants import JOINT_TYPES, NAMING_A_SIDE, AttireTerms, SessionMode, SessionState, SessionType
from intake.querysets import SessionQuerySet
from portal.common.classification import Retention, classified
from portal.common.crypto.fields import EncryptedTextField


class TsTzRange(Func):
    """PostgreSQL's tstzrange(start, end, bounds)."""

    function = "TSTZRANGE"
    output_field = DateTimeRangeField()


class Session(models.Model):
    """One meeting. `party` is the side that a separate talk or call is with. `starts_at` and `ends_at` are empty while
    times are only proposed; `zone` is the time zone in which the time was agreed. `uid` and `sequence` are those of
    its calendar file. `link` leads to a video meeting."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey("intake.Case", on_delete=models.CASCADE, related_name="sessions")
    party = models.ForeignKey("intake.Party", null=True, blank=True, on_delete=models.CASCADE, related_name="sessions")
    type = models.CharField(max_length=16, choices=SessionType.choices)
    mode = models.CharField(max_length=16, choices=SessionMode.choices)
    state = models.CharField(max_length=16, choices=SessionState.choices, default=SessionState.PROPOSED)
    starts_at = models.DateTimeField(null=True, blank=True)
    ends_at = models.DateTimeField(null=True, blank=True)
    zone = models.CharField(max_length=40)
    place = models.ForeignKey("intake.Place", null=True, blank=True, on_delete=models.PROTECT, related_name="sessions")
    link = EncryptedTextField(label="session.link", max_length=500)
    interpreter = models.ForeignKey(
        "intake.Interpreter", null=True, blank=True, on_delete=models.PROTECT, related_name="sessions"
    )
    attire = models.CharField(max_length=16, choices=AttireTerms.choices, default=AttireTerms.OPEN)
    moved_by = models.ForeignKey("intake.Party", null=True, on_delete=models.SET_NULL, related_name="+")
    minutes = models.PositiveSmallIntegerField(null=True)
    uid = models.UUIDField(default=uuid.uuid4, editable=False)
    sequence = models.PositiveSmallIntegerField(default=0)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    objects = SessionQuerySet.as_manager()

    field_classes = classified(
        retention=Retention.CASE,
        K3="id case party type mode state uid sequence made_by moved_by",
        K8="starts_at ends_at zone place link interpreter attire minutes",
    )

    class Meta:
        default_permissions = ()
        permissions = (("view_calendar", "Can see the calendar of the sessions they may see"),)
        ordering = ("starts_at", "id")
        indexes = (models.Index(fields=["starts_at"]),)
        constraints = (
            models.CheckConstraint(
                condition=Q(starts_at=None, ends_at=None) | Q(ends_at__gt=F("starts_at")),
                name="intake_session_in_order",
            ),
        )

    def __str__(self) -> str:
        return self.get_type_display()

    @property
    def type_is_joint(self) -> bool:
        """Whether both sides take part."""
        return self.type in JOINT_TYPES

    @property
    def side_to_name(self) -> str:
        """The side that it is with, where its kind does not say so already; nothing with both."""
        return self.party.get_side_display() if self.party and self.type not in NAMING_A_SIDE else ""

    @property
    def stands(self) -> bool:
        """Whether it is to take place at its time."""
        return self.state == SessionState.CONFIRMED

    @property
    def has_begun(self) -> bool:
        """Whether its time has come."""
        return self.starts_at is not None and self.starts_at <= timezone.now()


class TimeProposal(models.Model):
    """One time that is offered for a session."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    session = models.ForeignKey("intake.Session", on_delete=models.CASCADE, related_name="proposals")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()

    field_classes = classified(retention=Retention.CASE, K3="id session", K8="starts_at ends_at")

    class Meta:
        default_permissions = ()
        ordering = ("starts_at",)


class ProposalAnswer(models.Model):
    """Whether a proposed time suits one party, or one mediator."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    proposal = models.ForeignKey("intake.TimeProposal", on_delete=models.CASCADE, related_name="answers")
    party = models.ForeignKey("intake.Party", null=True, on_delete=models.CASCADE, related_name="+")
    mediator = models.ForeignKey("intake.Mediator", null=True, on_delete=models.CASCADE, related_name="+")
    suits = models.BooleanField()

    field_classes = classified(retention=Retention.CASE, K3="id proposal party mediator", K8="suits")

    class Meta:
        default_permissions = ()
        constraints = (
            models.CheckConstraint(condition=Q(party=None) ^ Q(mediator=None), name="intake_answer_of_one"),
            models.UniqueConstraint(fields=["proposal", "party"], name="intake_answer_once_a_party"),
            models.UniqueConstraint(fields=["proposal", "mediator"], name="intake_answer_once_a_mediator"),
        )


class Attendance(models.Model):
    """Who was there. One of party and mediator; neither for support people and the like, who are only counted."""

    class Role(models.TextChoices):
        """As what somebody was there."""

        PARTY = "party", "Party"
        MEDIATOR = "mediator", "Mediator"
        INTERPRETER = "interpreter", "Interpreter"
        SUPPORT = "support", "Support person"
        GUARDIAN = "guardian", "Guardian"
        REPRESENTATIVE = "representative", "Representative"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    session = models.ForeignKey("intake.Session", on_delete=models.CASCADE, related_name="attendance")
    role = models.CharField(max_length=16, choices=Role.choices)
    party = models.ForeignKey("intake.Party", null=True, on_delete=models.CASCADE, related_name="+")
    mediator = models.ForeignKey("intake.Mediator", null=True, on_delete=models.PROTECT, related_name="+")
    was_there = models.BooleanField(default=True)

    field_classes = classified(retention=Retention.CASE, K3="id session", K8="role party mediator was_there")

    class Meta:
        default_permissions = ()


class Booking(models.Model):
    """A mediator, a place or an interpreter is taken for a time. The database itself refuses a second booking."""

    class Kind(models.TextChoices):
        """What is taken."""

        MEDIATOR = "mediator", "Mediator"
        PLACE = "place", "Place"
        INTERPRETER = "interpreter", "Interpreter"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    session = models.ForeignKey("intake.Session", on_delete=models.CASCADE, related_name="bookings")
    kind = models.CharField(max_length=16, choices=Kind.choices)
    resource = models.UUIDField()
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    is_cancelled = models.BooleanField(default=False)

    field_classes = classified(
        retention=Retention.CASE, K3="id session kind", K8="resource starts_at ends_at is_cancelled"
    )

    class Meta:
        default_permissions = ()
        constraints = (
            ExclusionConstraint(
                name="intake_booked_once",
                expressions=[
                    (TsTzRange("starts_at", "ends_at", RangeBoundary()), RangeOperators.OVERLAPS),
                    ("resource", RangeOperators.EQUAL),
                ],
                condition=Q(is_cancelled=False),
                violation_error_code="overlap",
                violation_error_message="Somebody else has it at that time.",
            ),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="intake_booking_in_order"),
        )
