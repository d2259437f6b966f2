"""`make kills`: requests are sent while the portal and its database are killed; nothing acknowledged may be lost (G14).

`make kills ARGS="1000 30"` names the sends and the kills. Prints one JSON object; ends with 1 when anything is amiss.
"""

import json
import random
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from tests.e2e.server import ROOT
from tests.kills.portal import Portal, portal
from tests.kills.proxy import Proxy
from tests.kills.sender import Ledger, Ready, send

SENDS, KILLS = 1000, 30
SENDERS = 4
AMISS = ("unkilled", "lost", "unknown", "twice", "without_case", "drafts_not_emptied", "audit", "given_up")


def main(sends: int = SENDS, kills: int = KILLS) -> int:
    with portal() as running:
        ready = [Ready(**found) for found in stored(running, "prepare", str(sends))]
        ledger, struck, seconds = send_all(running, ready, kills)
        result = {
            "sends": sends,
            "acknowledged": len(ledger.references),
            "kills": struck,
            "seen": ledger.seen,
            **stored(running, "compare", given=ledger.references),
            "unkilled": kills - sum(struck.values()),
            "given_up": ledger.given_up,
            "seconds": round(seconds),
        }
    print(json.dumps(result))
    return 1 if any(result[what] for what in AMISS) else 0


def send_all(running: Portal, ready: list[Ready], kills: int) -> tuple[Ledger, Counter[str], float]:
    """Sends everything, four at a time; the kills fall on sends drawn by lot, one kill after the other."""
    proxy, ledger, struck = Proxy(running.port), Ledger(), Counter[str]()
    ways = ways_to_kill(running, proxy)
    # Each way in turn, so that a short run has met them all.
    plan = {
        send: list(ways)[number % len(ways)]
        for number, send in enumerate(random.sample(range(len(ready) - SENDERS), kills))
    }
    one_at_a_time = threading.Lock()
    begun = time.monotonic()

    def strike(way: str) -> None:
        with one_at_a_time:
            time.sleep(random.uniform(0, 0.05))
            ways[way]()
            struck[way] += 1
            print(
                f"{time.monotonic() - begun:6.1f} s: {way} ({len(ledger.references)} sent)", file=sys.stderr, flush=True
            )

    def one(number: int) -> None:
        blow = threading.Thread(target=strike, args=(plan[number],)) if number in plan else None
        if blow:
            blow.start()
        send(ready[number], proxy.port, ledger)
        if blow:
            blow.join()

    with ThreadPoolExecutor(SENDERS) as people:
        list(people.map(one, range(len(ready))))
    proxy.close()
    # Losing an answer is done when one was lost.
    struck["answer lost"] = proxy.lost
    return ledger, struck, time.monotonic() - begun


def ways_to_kill(running: Portal, proxy: Proxy) -> dict[str, Callable[[], Any]]:
    def lose_answer() -> None:
        proxy.cuts += 1

    return {
        "worker": running.kill_worker,
        "database": running.crash_database,
        "answer lost": lose_answer,
        "master": running.kill_master,
        "connection": running.end_connection,
    }


def stored(running: Portal, *arguments: str, given: Any = None) -> Any:
    """What tests/kills/stored.py says."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.kills.stored", *arguments],
        cwd=ROOT,
        env=running.environment,
        input=json.dumps(given),
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
