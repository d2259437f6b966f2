"""Both sides, the program's people, the City and the clock on one case, in any order: no forbidden state, no leak of
one side to the other or to the City, no dead end, nothing that breaks.

Hypothesis plays RUNS cases of up to STEPS rules each; `make machine ARGS=1000` plays more, for MACHINE_MINUTES at most.
"""

import os
import time
import traceback
from datetime import timedelta

import pytest
import time_machine
from django.test import TestCase
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.walks.casework import BEGIN
from tests.walks.machine_program import ProgramAtWork
from tests.walks.machine_sides import Sides
from tests.walks.program import People

RUNS = int(os.environ.get("MACHINE_RUNS", "12"))
MINUTES = float(os.environ.get("MACHINE_MINUTES", "40"))
STEPS = 20
BATCH = 20


class CaseMachine(Sides, ProgramAtWork):
    """One case, its two sides with two browsers each, everybody who works on it, and the clock."""


class CaseMachineTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        with time_machine.travel(BEGIN - timedelta(days=1), tick=True):
            cls.people = People()

    @pytest.mark.proves("G1", "UX-46")
    def test_whatever_everybody_does_nothing_forbidden_leaks_or_is_stuck(self):
        machine = CaseMachine
        machine.people, machine.played, machine.steps, machine.ends, machine.seen = self.people, 0, 0, set(), set()
        begun, faults = time.perf_counter(), []
        while machine.played < RUNS and time.perf_counter() - begun < MINUTES * 60:
            try:
                run_state_machine_as_test(machine, settings=how_many(min(BATCH, RUNS - machine.played)))
            except Exception:
                # A long run goes on after a fault, to find the others too.
                faults.append(traceback.format_exc())
                print(faults[-1], flush=True)
                if RUNS <= BATCH:
                    raise
        seconds = f"{time.perf_counter() - begun:.0f} s, {time.process_time():.0f} s of the processor"
        print(f"{machine.played} cases, {machine.steps} steps, {seconds}; {len(faults)} faults; {sorted(machine.seen)}")
        self.assertEqual(faults, [])


def how_many(runs):
    return settings(
        max_examples=runs, stateful_step_count=STEPS, database=None, phases=[Phase.generate], deadline=None,
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
