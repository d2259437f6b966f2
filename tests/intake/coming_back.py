"""What the tests of drafts and codes share: a second device, a code on paper, what the database can tell."""

from base64 import b64decode
from contextlib import suppress

from bs4 import BeautifulSoup
from django.conf import settings
from django.test import Client

from intake.services.draft import read_draft
from portal.common.crypto.keyset import open_sealed
from portal.common.crypto.registry import sealed_places
from tests.base import ANSWERS, STEPS, Resident


def secret_of(client: Client) -> str:
    """The secret in this browser's cookie."""
    return client.cookies[settings.DRAFT_COOKIE_NAME].value


def opened(resident: Resident):
    """The resident's draft as their own browser opens it."""
    return read_draft(resident.draft, secret_of(resident.client))


def saves_for_later(resident: Resident, step: str = STEPS[0], **changes):
    """Presses "Save and come back later" on a page."""
    return resident.client.post(resident.url(step), ANSWERS[step] | changes | {"save_for_later": "1"})


def shown_code(response) -> str:
    """The code that a page shows."""
    return BeautifulSoup(response.content, "html.parser").select_one("[translate=no].receipt-reference").text


def noted_code(resident: Resident) -> str:
    """Saves for later and writes the code down."""
    return shown_code(resident.client.get(saves_for_later(resident)["Location"]))


def types(code: str, client: Client | None = None, language: str = "en", **extra):
    """Types a code on the page for it, on another device if no browser is given."""
    return (client or Client()).post(f"/{language}/resume/", {"code": code}, **extra)


def second_device(resident: Resident, client: Client) -> Resident:
    """The same person with the same draft, in another browser."""
    other = object.__new__(Resident)
    other.client, other.language, other.draft = client, resident.language, resident.draft
    return other


def everything_the_keyset_opens() -> str:
    """Every value that the field keyset opens, of every table, and what lies behind one that is base64."""
    texts = []
    for place in sealed_places():
        rows = place.model._base_manager.values_list(place.row or "pk", place.column)
        for row, sealed in rows.filter(**{f"{place.column}__isnull": False}):
            plain = open_sealed(bytes(sealed), place.context(row))
            texts.append(plain)
            with suppress(ValueError):
                texts.append(b64decode(plain, validate=True))
    return "\n".join(text.decode("utf-8", "replace") for text in texts)
