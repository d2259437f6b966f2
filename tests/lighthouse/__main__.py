"""`make lighthouse`: every public page type in every language as Lighthouse sees it on a slow phone (P4).

`make lighthouse ARGS="en es"` takes some languages, `ARGS=/en/faq/` some pages. Ends with 1 when a page has less than
100 somewhere at each of three looks. Not in CI: ten seconds a page, and a busy machine costs points for speed
(docs/decisions/lighthouse.md).
"""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from portal.common.languages import BY_CODE
from tests.e2e import server
from tests.e2e.browser import ARGUMENTS, chromium
from tests.e2e.site import names_by_address, specimens

FOLDER = Path(__file__).parent
BEST = [100, 100, 100, 100]


def seen(base: str, addresses: list[str]) -> Iterator[dict]:
    """What Lighthouse finds on each page, as it finds it."""
    command = ["node", "run.mjs", chromium(), " ".join(ARGUMENTS), base, *addresses]
    with subprocess.Popen(command, cwd=FOLDER, stdout=subprocess.PIPE, text=True) as program:
        yield from map(json.loads, program.stdout)
    assert program.returncode == 0, "Lighthouse failed"


def main(wanted: list[str]) -> int:
    codes = [word for word in wanted if not word.startswith("/")]
    pages = [word for word in wanted if word.startswith("/")]
    with server.portal() as running:
        paths = names_by_address(specimens(running)["pages"])
        languages = codes or ([] if pages else BY_CODE)
        addresses = pages + [f"/{code}{path}" for code in languages for path in paths]
        print("| page | performance | accessibility | best practices | SEO | LCP ms | CLS | TBT ms | not passed |")
        print("|---|---|---|---|---|---|---|---|---|")
        best = True
        for page in seen(running.base, addresses):
            best = best and page["scores"] == BEST
            scores = " | ".join(map(str, page["scores"]))
            digits = {"paint": 0, "shift": 3, "blocking": 0}
            speed = " | ".join("none" if page[name] is None else f"{page[name]:.{n}f}" for name, n in digits.items())
            print(f"| {page['path']} | {scores} | {speed} | {', '.join(page['failed'])} |", flush=True)
    return 0 if best else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
