"""What search engines and link previews read about a page: data in schema.org's words (JSON-LD) and the social card.

The data stand in a data block, which browsers never run, so the content policy needs no exception for it.
A page type says what it is about by overriding `BasePage.structured_data`.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from portal.common.languages import Language

Data = dict[str, Any]

# As in Django's json_script: nothing in a text can end the block.
ESCAPES = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}
CARD = "img/card.png"


@dataclass(frozen=True)
class EventFacts:
    """What the data of an event say; empty texts are left out."""

    name: str
    url: str
    starts_at: datetime
    ends_at: datetime
    language: Language
    description: str = ""
    place: str = ""
    address: str = ""
    online_url: str = ""
    state: str = "EventScheduled"
    organizer: str = ""


def json_ld(items: Iterable[Data]) -> SafeString | str:
    """The items as the text of a data block; empty when there are none."""
    graph = list(items)
    if not graph:
        return ""
    text = json.dumps({"@context": "https://schema.org", "@graph": graph}, ensure_ascii=False, separators=(",", ":"))
    return mark_safe(text.translate(ESCAPES))  # noqa: S308 - escaped above, for a script element


def breadcrumbs(steps: Iterable[tuple[str, str]]) -> Data:
    """The way from the home page to a page: (name, absolute address) of each step."""
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": number, "name": name, "item": url}
            for number, (name, url) in enumerate(steps, start=1)
        ],
    }


def event(facts: EventFacts) -> Data:
    """An event, for `structured_data` of event pages. It is free, as everything the program does."""
    places: list[Data] = []
    if facts.place or facts.address:
        places.append({"@type": "Place", **filled(name=facts.place, address=facts.address)})
    if facts.online_url:
        places.append({"@type": "VirtualLocation", "url": facts.online_url})
    modes = {(True, True): "Mixed", (False, True): "Online"}
    mode = modes.get((bool(facts.place or facts.address), bool(facts.online_url)), "Offline")
    return {
        "@type": "Event",
        "startDate": facts.starts_at.isoformat(),
        "endDate": facts.ends_at.isoformat(),
        "inLanguage": facts.language.tag,
        "eventStatus": f"https://schema.org/{facts.state}",
        "eventAttendanceMode": f"https://schema.org/{mode}EventAttendanceMode",
        "isAccessibleForFree": True,
        "location": places,
        **filled(name=facts.name, url=facts.url, description=facts.description),
        **({"organizer": {"@type": "Organization", "name": facts.organizer}} if facts.organizer else {}),
    }


def filled(**texts: str) -> Data:
    """Those of the texts that are not empty."""
    return {name: text for name, text in texts.items() if text}


def card_locale(language: Language) -> str:
    """The language as social networks write it: `es_US`, `zh_TW`."""
    parts = language.babel.split("_")
    return f"{parts[0]}_{parts[-1]}"
