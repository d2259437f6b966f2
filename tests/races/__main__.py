"""`make races`: 200 confirm one slot at once, and a side steps back 1,000 times while staff schedule (G17).

`make races ARGS="200 1000"` names the threads and the rounds. The tests are those of the suite, which race with fewer.
"""

import os
import subprocess
import sys
import time

THREADS, WITHDRAWALS = 200, 1000
FILE = "tests/intake/services/test_session_races.py"
RACES = (
    f"{FILE}::SlotTests::test_as_many_as_like_confirm_one_slot_and_one_is_booked",
    f"{FILE}::WithdrawalTests::test_a_case_that_a_side_withdrew_never_ends_scheduled",
)


def main(threads: int = THREADS, withdrawals: int = WITHDRAWALS) -> int:
    size = {"RACE_THREADS": str(threads), "RACE_WITHDRAWALS": str(withdrawals)}
    ended = []
    for race in RACES:
        begun = time.monotonic()
        command = [sys.executable, "-m", "pytest", "-s", "-n", "0", "-p", "no:randomly", race]
        ended.append(subprocess.run(command, env=os.environ | size).returncode)
        print(f"{race.rpartition('::')[2]}: {time.monotonic() - begun:.0f} s", flush=True)
    return max(ended)


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
