"""What happened to a case, entry by entry; entries are only ever added."""

import uuid

from django.conf import settings
from django.db import models

from intake.constants import CaseState
from portal.common.classification import Retention, classified


class CaseEvent(models.Model):
    """One change of state: by which move, from where, to where, why, when, by whom.

    `actor` is empty for the program itself and for a participant; `by_participant` tells the two apart, and does not
    say which side it was. `move` is empty for the first entry. One of SideEvent as `move` moves nothing; then `reason`
    names the side.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey("intake.Case", on_delete=models.CASCADE, related_name="events")
    at = models.DateTimeField(auto_now_add=True)
    move = models.CharField(max_length=32, blank=True)
    from_state = models.CharField(max_length=24, choices=CaseState.choices, blank=True)
    to_state = models.CharField(max_length=24, choices=CaseState.choices)
    reason = models.CharField(max_length=32, blank=True)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    by_participant = models.BooleanField(default=False)

    field_classes = classified(
        retention=Retention.CASE, K3="id case at move from_state to_state reason actor by_participant"
    )

    class Meta:
        default_permissions = ()
        ordering = ("at", "id")

    def __str__(self) -> str:
        return self.get_to_state_display()
