"""G9: whether the time of an answer tells a code that exists from one that never did, at each page that takes one."""

import json
import random
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from math import erfc, sqrt
from statistics import median

from portal.common.access_codes import AccessCode, new_access_code
from tests.bench.measurement import Measurement
from tests.bench.programs import ROOT, Portal, Running

LOCATORS, TRIES = 50, 10
"""Each locator bears ten tries an hour, so both kinds have as many first tries and as many later ones."""
SHOWN = re.compile(r"(?:[0-9A-Z]{4}-){6}[0-9A-Z]\b")


@dataclass(frozen=True)
class Door:
    """A page that takes a code, or its first half: its name for people, its address, and the form for a locator."""

    name: str
    address: str
    form: Callable[[str], dict[str, str]]


@dataclass(frozen=True)
class Times:
    """What one page took for codes that exist and for those that do not, in seconds."""

    door: str
    known: list[float]
    unknown: list[float]

    @property
    def gap(self) -> float:
        """The difference of the medians in milliseconds."""
        return abs(median(self.known) - median(self.unknown)) * 1000

    @property
    def guess(self) -> float:
        """How often a guess by time alone is right."""
        return area_under_curve(self.known, self.unknown)

    @property
    def chance(self) -> float:
        """How often times of one kind alone would differ as much: Mann and Whitney's test, two-sided."""
        ones, others = len(self.known), len(self.unknown)
        return erfc((self.guess - 0.5) / sqrt((ones + others + 1) / (12 * ones * others)) / sqrt(2))


def wrong_secret(locator: str) -> dict[str, str]:
    return {"code": AccessCode(locator, new_access_code().secret).text}


def first_half(locator: str) -> dict[str, str]:
    return {"first": locator}


def measure(program: Portal) -> list[Measurement]:
    """Times 500 of each kind at each page, shuffled; the worst page counts."""
    drafts = [locator_of_a_code(program.alone) for _ in range(LOCATORS)]
    sides = locators_of_sides(program.environment)
    measured = [
        times_at(program.alone, Door("resume", "/en/resume/", wrong_secret), drafts),
        times_at(program.alone, Door("my", "/en/my/", wrong_secret), sides),
        times_at(program.alone, Door("link", "/en/my/link/", first_half), sides),
    ]
    medians = "; ".join(
        f"{each.door} {median(each.known) * 1000:.2f} ms and {median(each.unknown) * 1000:.2f} ms" for each in measured
    )
    guesses = "; ".join(f"{each.door} {each.guess:.3f}, p = {each.chance:.2f}" for each in measured)
    return [
        Measurement("code_guess", max(each.guess for each in measured), f"0.5 is a coin: {guesses}"),
        Measurement("code_gap", max(each.gap for each in measured), medians),
    ]


def times_at(portal: Running, door: Door, known: list[str]) -> Times:
    """The times of one page; codes that do not exist take turns with those that do."""
    unknown = [new_access_code().locator for _ in known]
    tries = [(locator, is_known) for is_known, locators in ((True, known), (False, unknown)) for locator in locators]
    seconds: dict[bool, list[float]] = {True: [], False: []}
    for locator, is_known in random.sample(tries * TRIES, len(tries) * TRIES):
        answer = portal.ask("POST", door.address, door.form(locator), times=1)
        assert answer["status"] == 302, answer
        seconds[is_known].append(answer["seconds"][0])
    return Times(door.name, seconds[True], seconds[False])


def locators_of_sides(environment: dict[str, str]) -> list[str]:
    """The first halves of the codes of sides that can get a link."""
    command = [sys.executable, "-m", "tests.bench.sides", str(LOCATORS)]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def locator_of_a_code(portal: Running) -> str:
    """The first part of a new code, as a person gets it who saves for later."""
    page = portal.follow("/en/referral/new/?anew=1")
    assert portal.ask("POST", page, {"path": "self", "save_for_later": "1"})["status"] == 302
    shown = SHOWN.search(portal.ask("GET", page.replace("/who/", "/code/"))["text"])
    assert shown, "the page shows no code"
    return shown[0].replace("-", "")[:8]


def area_under_curve(ones: list[float], others: list[float]) -> float:
    """How often a guess by time alone is right, for the better of the two ways to guess: the chance that a time of one
    kind is longer than one of the other."""
    longer = sum((one > other) + (one == other) / 2 for one in ones for other in others) / (len(ones) * len(others))
    return max(longer, 1 - longer)
