"""Fills an outbox and works on it with two workers, of which one after the other is killed where it stands.

A program of its own, begun by tests/outbox/drill.py: workers are copies of it, so that a new one costs nothing.
"""

import os
import random
import signal
import sys
import time

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connections  # noqa: E402
from django.utils import timezone  # noqa: E402

from intake.models import Notification  # noqa: E402
from portal.common.models import User  # noqa: E402

PATIENCE = 300
OVER = ("sent", "parked")


def fill(count: int) -> None:
    """Messages to a member of staff: the way through the worker is the same for all."""
    user = User.objects.create_user("staff@example.org", None)
    Notification.objects.bulk_create(
        Notification(
            user=user,
            letter="note",
            language="en",
            channel="email",
            title="",
            body="",
            key=str(n),
            due_at=timezone.now(),
        )
        for n in range(count)
    )


def begin_worker() -> int:
    connections.close_all()
    child = os.fork()
    if child == 0:
        try:
            call_command("work")
        finally:
            os._exit(0)
    return child


def left() -> int:
    return Notification.objects.exclude(state__in=OVER).count()


def main(count: int, kills: int) -> None:
    luck, end = random.Random(11), time.monotonic() + PATIENCE
    fill(count)
    children = [begin_worker(), begin_worker()]
    while left() and time.monotonic() < end:
        time.sleep(luck.uniform(0.05, 0.6))
        if kills:
            victim = luck.randrange(len(children))
            os.kill(children[victim], signal.SIGKILL)
            os.waitpid(children[victim], 0)
            children[victim], kills = begin_worker(), kills - 1
    for child in children:
        os.kill(child, signal.SIGTERM)
        os.waitpid(child, 0)
    print(left(), Notification.objects.filter(state="parked").count(), kills)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
