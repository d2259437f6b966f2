"""What keeps the portal going: what waits and what was given up, the jobs, and a hand for a message that is stuck."""

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Count, Min
from django.utils import timezone

from intake.constants import SENT_BY_WORKER, Channel
from intake.models import Heartbeat, Notification
from intake.services.worker import JOBS, SEND, Job
from portal.common import audit

State = Notification.State
MOST = 50
MINUTE = timedelta(minutes=1)
LATE_TWICE = 2
"""A job counts as late when twice its time has passed."""


@dataclass(frozen=True)
class Queue:
    """What waits on one way: how many, and since when the oldest is due."""

    channel: Channel
    count: int
    oldest: datetime | None


@dataclass(frozen=True)
class JobState:
    """One job: when it last ran, how often it failed since, and whether it is late."""

    name: str
    at: datetime | None
    failures: int
    is_late: bool


def queues() -> list[Queue]:
    """What waits, by the way it goes; of letters by post and calls too, which wait on people."""
    waiting = Notification.objects.filter(state__in=[State.QUEUED, State.SENDING]).order_by()
    found = {row["channel"]: row for row in waiting.values("channel").annotate(count=Count("pk"), oldest=Min("due_at"))}
    return [Queue(way, found[way]["count"], found[way]["oldest"]) for way in Channel if way in found]


def stuck() -> list[Notification]:
    """Messages that were given up, then those that failed at least once and are tried again; nothing of their words."""
    rows = Notification.objects.select_related("case__referral", "party", "user").defer(
        "title", "body", "english_title", "english_body"
    )
    parked = rows.filter(state=State.PARKED).order_by("due_at")[:MOST]
    trying = rows.filter(state__in=[State.QUEUED, State.SENDING], tries__gt=0, channel__in=SENT_BY_WORKER)
    return [*parked, *trying.order_by("due_at")[:MOST]]


def jobs() -> list[JobState]:
    """The sending itself, then every job of the table."""
    beats, now = {beat.job: beat for beat in Heartbeat.objects.all()}, timezone.now()
    return [_state(job, beats.get(job.name), now) for job in (Job(SEND, MINUTE, lambda _: None), *JOBS)]


@transaction.atomic
def try_again(message_id: uuid.UUID, user: Any) -> bool:
    """Puts a message that was given up, or waits for its next try, into the queue for now; says whether it did."""
    rows = Notification.objects.filter(pk=message_id, state__in=[State.PARKED, State.QUEUED])
    return _change(rows, user, state=State.QUEUED, tries=0, due_at=timezone.now(), lease_until=None)


@transaction.atomic
def drop(message_id: uuid.UUID, user: Any) -> bool:
    """Says that a message is not needed any more: somebody told the person, or it is void. Says whether it did."""
    rows = Notification.objects.filter(pk=message_id, state__in=[State.PARKED, State.QUEUED])
    return _change(rows, user, state=State.DROPPED, lease_until=None)


def _change(rows: Any, user: Any, **changes: Any) -> bool:
    message = rows.select_for_update().filter(channel__in=SENT_BY_WORKER).first()
    if message is None:
        return False
    rows.update(**changes)
    audit.record(audit.Verb.CHANGE, actor=user, obj=message, fields=["state"])
    return True


def _state(job: Job, beat: Heartbeat | None, now: datetime) -> JobState:
    if beat is None:
        return JobState(job.name, None, 0, is_late=True)
    return JobState(job.name, beat.at, beat.failures, is_late=now - beat.at > LATE_TWICE * job.every)
