"""Runs axe-core's accessibility rules on a page: WCAG 2.2 A and AA with target size, and its best practices."""

from functools import cache
from pathlib import Path

from playwright.sync_api import Page

SCRIPT = Path(__file__).parent / "node_modules" / "axe-core" / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# target-size is off unless it is asked for by name as well.
RULES = {"target-size": {"enabled": True}}


@cache
def script() -> str:
    return SCRIPT.read_text()


def violations(page: Page, only: tuple[str, ...] = (), exclude: tuple[str, ...] = ()) -> list[str]:
    """One line for each element that breaks a rule. `only` names the rules, all of ours if there are none; `exclude`
    the parts of the page that are not ours."""
    start(page, only, exclude)
    return finish(page)


def start(page: Page, only: tuple[str, ...] = (), exclude: tuple[str, ...] = ()) -> None:
    """Begins as `violations` does and does not wait, so that pages in several windows are examined at once."""
    if page.evaluate("typeof axe === 'undefined'"):
        page.evaluate(script())
    ours = {"runOnly": {"type": "tag", "values": TAGS}, "rules": RULES}
    options = {**({"runOnly": {"type": "rule", "values": only}} if only else ours), "resultTypes": ["violations"]}
    # From the top: where an error summary took the focus, the bar with the leave button lies over what scrolled away.
    page.evaluate(
        "([exclude, options]) => { scrollTo(0, 0);"
        " window.axeFound = axe.run({exclude}, options).then(result => result.violations) }",
        [[[selector] for selector in exclude], options],
    )


def finish(page: Page) -> list[str]:
    """Waits for what `start` began."""
    return [
        f"{rule['id']} ({rule['impact']}): {node['html'][:160]} — {node['failureSummary']}"
        for rule in page.evaluate("axeFound")
        for node in rule["nodes"]
    ]
