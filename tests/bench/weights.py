"""P3: how many bytes a phone fetches to see a page for the first time, photographs aside."""

import re
from dataclasses import dataclass

from tests.bench.measurement import Measurement
from tests.bench.programs import Running
from tests.bench.wizard import CONTACT, NAME

FETCHED = re.compile(r'<link rel="(?:stylesheet|icon)"[^>]* href="([^"]+)"|<(?:script|img)\b[^>]* src="([^"]+)"')
STYLE_OR_SCRIPT = (".css", ".js")
BROWSER = "gzip, deflate, br"
KB = 1000


@dataclass(frozen=True)
class Weight:
    """One page's bytes as they are sent: its HTML, and all that it fetches by address."""

    address: str
    html: int
    parts: dict[str, int]

    @property
    def whole(self) -> int:
        return self.html + sum(self.parts.values())

    @property
    def styles(self) -> int:
        return sum(length for address, length in self.parts.items() if address.endswith(STYLE_OR_SCRIPT))


def measure(portal: Running) -> list[Measurement]:
    """Weighs every page of the sitemap and each page of the request in the language whose words are longest."""
    listed = re.findall(r"<loc>https?://[^/]+(/[^<]+)</loc>", portal.ask("GET", "/sitemap.xml")["text"])
    pages = [weigh(portal, address) for address in listed]
    steps = [weigh(portal, address) for address in wizard_steps(portal)]
    assert len(pages) >= 10
    html, page, step = (
        max(pages, key=lambda w: w.html),
        max(pages, key=lambda w: w.whole),
        max(steps, key=lambda w: w.whole),
    )
    return [
        Measurement("page_html", html.html / KB, f"{html.address}, heaviest of {len(pages)}"),
        Measurement("style_weight", max(page.styles for page in pages) / KB),
        Measurement("page_weight", page.whole / KB, f"{page.address}, photographs aside"),
        Measurement("step_weight", step.whole / KB, f"{step.address.rsplit('/', 2)[1]}, heaviest of {len(steps)}"),
    ]


def weigh(portal: Running, address: str) -> Weight:
    seen = portal.ask("GET", address)
    assert seen["status"] == 200, (address, seen["status"])
    fetched = {one or other for one, other in FETCHED.findall(seen["text"])}
    parts = {part: sent(portal, part) for part in fetched if part.startswith("/static/")}
    return Weight(address, sent(portal, address), parts)


def sent(portal: Running, address: str) -> int:
    """The length of the body that a browser of today gets."""
    answer = portal.ask("GET", address, encoding=BROWSER)
    assert answer["status"] == 200, (address, answer["status"])
    return int(answer["length"])


def wizard_steps(portal: Running) -> list[str]:
    at = portal.follow("/hy/referral/new/?anew=1").replace("/who/", "/{}/").format
    assert portal.ask("POST", at("who"), {"path": "self"})["location"] == at("name")
    assert portal.ask("POST", at("name"), NAME)["location"] == at("contact")
    portal.ask("POST", at("contact"), CONTACT)
    return [at(step) for step in ("who", "name", "contact", "safe-contact")]
