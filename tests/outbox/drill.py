"""The outbox against a bad mail server, with workers that are killed: `python -m tests.outbox.drill 1000` prints it."""

import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from tests.outbox.mail_server import MailServer, mail_server
from tests.own_database import own_database

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Outcome:
    """What came of it: messages sent off, left over, parked; the mail server's own account; kills and seconds."""

    count: int
    left: int
    parked: int
    kills: int
    seconds: float
    server: MailServer

    @property
    def delivered(self) -> int:
        return len(self.server.taken)

    @property
    def twice(self) -> int:
        """Deliveries beyond the first of each message."""
        return sum(self.server.taken.values()) - len(self.server.taken)

    @property
    def twice_without_cause(self) -> int:
        """Those that a lost answer does not explain; a kill between answer and note explains one each."""
        return sum(max(0, times - 1 - self.server.lost[row]) for row, times in self.server.taken.items())


def drill(count: int, *, kills: int, chance: float = 0.25) -> Outcome:
    """Sends `count` messages with two workers and kills one `kills` times."""
    with own_database("outbox", migrated=True) as url, mail_server(chance) as server:
        environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "tests.outbox.settings",
            "DATABASE_URL": url,
            "SMTP_PORT": str(server.port),
        }
        start = time.monotonic()
        command = [sys.executable, "-m", "tests.outbox.workers", str(count), str(kills)]
        done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
        left, parked, unused = map(int, done.stdout.split()[-3:])
        return Outcome(count, left, parked, kills - unused, time.monotonic() - start, server)


if __name__ == "__main__":
    found = drill(int(sys.argv[1]), kills=int(sys.argv[1]) // 10)
    print(
        f"{found.count} messages in {found.seconds:.0f} s, {found.kills} workers killed: {found.delivered} delivered,"
        f" {found.left} left, {found.parked} parked, {found.twice} came twice, of these {found.twice_without_cause} not"
        f" explained by a lost answer (a kill explains one each). Connections: {dict(found.server.faults)}"
    )
