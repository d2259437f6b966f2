"""Whether messages go out and jobs run: for /readyz and the operations page."""

from datetime import timedelta

from django.db.models import Min
from django.utils import timezone

from intake.models import Heartbeat, Notification
from intake.services.worker import SEND
from portal.common import readiness

WORKER_LATE = timedelta(minutes=5)
OUTBOX_LATE = timedelta(minutes=30)


def worker_lives() -> bool:
    """Whether a worker showed itself lately; where none ever ran, only the outbox can tell that it is missed."""
    last = Heartbeat.objects.filter(pk=SEND).values_list("at", flat=True).first()
    return last is None or timezone.now() - last < WORKER_LATE


def outbox_age() -> timedelta:
    """For how long the oldest message that is due has been waiting to be sent."""
    now = timezone.now()
    oldest = Notification.objects.to_send(now).order_by().aggregate(at=Min("due_at"))["at"]
    return now - oldest if oldest else timedelta(0)


def outbox_flows() -> bool:
    """Whether messages go out in time, and none was given up."""
    return outbox_age() < OUTBOX_LATE and not Notification.objects.filter(state=Notification.State.PARKED).exists()


readiness.register("worker", worker_lives)
readiness.register("outbox", outbox_flows)
