"""Sides in their own space, for the tests: with a code that staff gave them, in a browser of their own."""

import time

from django.test import Client

from intake.models import ParticipantCode
from intake.services.space import renew_code


def code_for(party, staff) -> str:
    """A code for this side, as it is read out."""
    return renew_code(party.case_id, party.side, user=staff).text


def comes_in(code: str, client: Client | None = None, *, language="en", **extra):
    """Types the code at the door."""
    return (client or Client()).post(f"/{language}/my/", {"code": code}, **extra)


def in_space(party, staff, *, language="en") -> Client:
    """The browser of a side that came in with its code."""
    client = Client()
    response = comes_in(code_for(party, staff), client, language=language)
    assert response["Location"] == f"/{language}/my/status/", response["Location"]
    return client


def let_in(party) -> Client:
    """A browser that is in this side's space, without the work that a code takes: with the code that the side has, or
    with one that nobody knows."""
    row = {"locator": str(party.pk)[:8], "referral": party.case.referral}
    code, _ = ParticipantCode.objects.get_or_create(party=party, defaults=row)
    client, now = Client(), time.time()
    session = client.session
    session.update({"participant_code": code.pk, "participant_came_at": now, "participant_seen_at": now})
    session.save()
    client.cookies["sessionid"] = session.session_key
    return client


def same_browser(client: Client) -> Client:
    """Another tab of this browser."""
    tab = Client()
    tab.cookies = client.cookies.copy()
    return tab
