"""The worker: sends messages and runs what has to happen by itself, until it is told to stop."""

import os
import signal
from threading import Event
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.db import close_old_connections

from intake.services.worker import work_round
from portal.common.crypto import require_keyset
from portal.common.database_wait import wait_for_database


class Command(BaseCommand):
    """`manage.py work`: any number of them may run. SIGTERM and ctrl-C end it once the message in hand is sent."""

    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        """`--once` for a machine's timer, `--beside` for the demo."""
        parser.add_argument("--once", action="store_true", help="do what there is to do now, then end")
        parser.add_argument("--beside", type=int, metavar="PID", help="end when this process, which began it, is gone")

    def handle(self, *args: Any, once: bool, beside: int | None, **options: Any) -> None:
        """Works round by round; rests where there is nothing to do. Refuses a keyset that is not this database's."""
        wait_for_database(require_keyset)
        stop = Event()
        for sign in (signal.SIGTERM, signal.SIGINT):
            signal.signal(sign, lambda *_: stop.set())
        while not stop.is_set() and beside in (None, os.getppid()):
            # A connection that broke is opened anew; the database may have been away.
            close_old_connections()
            has_more = work_round(stop.is_set)
            if has_more:
                continue
            if once:
                return
            stop.wait(settings.WORKER_REST)
