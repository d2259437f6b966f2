"""G9: whether the time of a refusal tells a code that exists, typed wrong, from one that never existed."""

import random
import re
from statistics import median

from portal.common.access_codes import AccessCode, new_access_code
from tests.bench.measurement import Measurement
from tests.bench.programs import Running

LOCATORS, TRIES = 50, 10
"""Each locator bears ten tries an hour, so both kinds have as many first tries and as many later ones."""
SHOWN = re.compile(r"(?:[0-9A-Z]{4}-){6}[0-9A-Z]\b")


def measure(portal: Running) -> list[Measurement]:
    """Times 500 wrong codes and 500 unknown ones, shuffled."""
    wrong = [locator_of_a_code(portal) for _ in range(LOCATORS)]
    unknown = [new_access_code().locator for _ in range(LOCATORS)]
    tries = [(locator, known) for known, locators in ((True, wrong), (False, unknown)) for locator in locators]
    seconds: dict[bool, list[float]] = {True: [], False: []}
    for locator, known in random.sample(tries * TRIES, len(tries) * TRIES):
        code = AccessCode(locator, new_access_code().secret).text
        seconds[known].append(portal.ask("POST", "/en/resume/", {"code": code}, times=1)["seconds"][0])
    gap = abs(median(seconds[True]) - median(seconds[False])) * 1000
    note = f"{median(seconds[True]) * 1000:.1f} ms and {median(seconds[False]) * 1000:.1f} ms"
    return [
        Measurement("code_guess", area_under_curve(seconds[True], seconds[False]), "0.5 is a coin"),
        Measurement("code_gap", gap, note),
    ]


def locator_of_a_code(portal: Running) -> str:
    """The first part of a new code, as a person gets it who saves for later."""
    page = portal.follow("/en/referral/new/")
    assert portal.ask("POST", page, {"path": "self", "save_for_later": "1"})["status"] == 302
    shown = SHOWN.search(portal.ask("GET", page.replace("/who/", "/code/"))["text"])
    assert shown, "the page shows no code"
    return shown[0].replace("-", "")[:8]


def area_under_curve(ones: list[float], others: list[float]) -> float:
    """How often a guess by time alone is right, for the better of the two ways to guess: the chance that a time of one
    kind is longer than one of the other."""
    longer = sum((one > other) + (one == other) / 2 for one in ones for other in others) / (len(ones) * len(others))
    return max(longer, 1 - longer)
