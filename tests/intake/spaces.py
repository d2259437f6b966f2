"""Sides in their own space, for the tests: with a code that staff gave them, in a browser of their own."""

from django.test import Client

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
