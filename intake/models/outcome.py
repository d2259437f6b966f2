"""How a case ended: the private outcome, and the notice that is all the City learns. Neither has room for words."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from intake.constants import ClosureCode, OutcomeCode, Side
from portal.common.classification import Retention, classified


class Outcome(models.Model):
    """The mediator's report, without a word on what was said (Evid. Code 1121).

    `share_terms` is the answer that everyone signed about the City seeing the terms. The words of an agreement are not
    here: `checked_at` says that somebody ran them through the check for forbidden promises (AB 1388).
    `extended_to` and `ended_on` settle the ten days of Evid. Code 1125; they and `followed_up_at` are those of the
    present end, and a case that is opened again settles them anew.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.OneToOneField("intake.Case", on_delete=models.CASCADE, related_name="outcome")
    code = models.CharField(max_length=24, choices=OutcomeCode.choices)
    has_agreement = models.BooleanField(null=True)
    share_terms = models.BooleanField(null=True)
    signed_by_all = models.BooleanField(default=False)
    checked_at = models.DateTimeField(null=True)
    reported_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    reported_at = models.DateTimeField(auto_now_add=True)
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    extended_to = models.DateField(null=True)
    ended_on = models.DateField(null=True)
    followed_up_at = models.DateTimeField(null=True)

    field_classes = classified(
        retention=Retention.CASE,
        K3="id case code has_agreement share_terms signed_by_all checked_at reported_by reported_at approved_by"
        " extended_to ended_on followed_up_at",
    )

    class Meta:
        default_permissions = ()

    @property
    def agreement_is_settled(self) -> bool:
        """Whether an agreement is ruled out, or is there, checked, and its sharing answered and signed by everyone."""
        if self.has_agreement is None:
            return False
        return not self.has_agreement or bool(self.checked_at and self.share_terms is not None and self.signed_by_all)


class EarlierEnd(models.Model):
    """What settled an end that counts no more, since the case was opened again. Rows are only ever added; the columns
    are those of the outcome as it stood."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    outcome = models.ForeignKey("intake.Outcome", on_delete=models.CASCADE, related_name="earlier_ends")
    kept_at = models.DateTimeField(auto_now_add=True)
    extended_to = models.DateField(null=True)
    ended_on = models.DateField(null=True)
    followed_up_at = models.DateTimeField(null=True)

    field_classes = classified(retention=Retention.CASE, K3="id outcome kept_at extended_to ended_on followed_up_at")

    class Meta:
        default_permissions = ()
        ordering = ("kept_at", "id")


class AgreedStep(models.Model):
    """One step that a side agreed to take: whose, by when, whether it was kept. What it is stays with the parties."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    outcome = models.ForeignKey("intake.Outcome", on_delete=models.CASCADE, related_name="steps")
    side = models.CharField(max_length=16, choices=Side.choices)
    due_on = models.DateField()
    was_kept = models.BooleanField(null=True)

    field_classes = classified(retention=Retention.CASE, K3="id outcome side due_on was_kept")

    class Meta:
        default_permissions = ()
        ordering = ("due_on", "id")


class ClosureNotice(models.Model):
    """What the City learns: the code and the day. There is no field for anything else, and there must not be one.

    `days_left` is what remains of a complaint's one-year limit when it goes back to Professional Standards.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey("intake.Case", on_delete=models.CASCADE, related_name="notices")
    code = models.CharField(max_length=24, choices=ClosureCode.choices)
    on = models.DateField()
    days_left = models.IntegerField(null=True)

    field_classes = classified(retention=Retention.CASE, K3="id case code on days_left")

    class Meta:
        default_permissions = ()
        ordering = ("-on", "-id")
        constraints = (models.UniqueConstraint(fields=["case", "on", "code"], name="intake_notice_once_a_day"),)
        indexes = (models.Index(fields=["on"], condition=Q(days_left__isnull=False), name="notice_returned"),)
