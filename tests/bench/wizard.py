"""P5: what a page of the referral costs, against formtools' own wizard with sessions in the database."""

from tests.bench.measurement import Measurement
from tests.bench.programs import Running, bare_wizard, times_slower

CONTACT = {"phone": "626 555 0100", "email": "resident@example.org", "address": "12 Bridge Street"}
NAME = {"name": "Lucía Ferrer", "preferred_name": ""}


def measure(portal: Running) -> list[Measurement]:
    """Fills both wizards up to the contact page and measures reading and sending that page."""
    first = portal.follow("/en/referral/new/?anew=1")
    at = first.replace("/who/", "/{}/").format
    assert portal.ask("POST", at("who"), {"path": "self"})["location"] == at("name")
    assert portal.ask("POST", at("name"), NAME)["location"] == at("contact")
    read, send = ("GET", at("contact")), ("POST", at("contact"), CONTACT)
    assert portal.ask(*send)["status"] == 302
    counts = [
        Measurement("step_get_sql", len(portal.ask(*read)["queries"])),
        Measurement("step_post_sql", len(portal.ask(*send)["queries"])),
    ]
    with bare_wizard() as peer:
        fill_bare_wizard(peer)
        bare_send = ("POST", "/contact/", bare("contact", CONTACT))
        assert peer.ask(*bare_send)["status"] == 302
        return [
            *counts,
            compare("step_get_time", portal, read, peer, ("GET", "/contact/")),
            compare("step_post_time", portal, send, peer, bare_send),
        ]


def fill_bare_wizard(peer: Running) -> None:
    peer.ask("GET", "/name/")
    peer.ask("POST", "/name/", bare("name", NAME))
    assert peer.ask("GET", "/contact/")["status"] == 200


def bare(step: str, answers: dict[str, str]) -> dict[str, str]:
    """The answers as formtools' own form sends them."""
    return {"bare_wizard-current_step": step, **{f"{step}-{name}": value for name, value in answers.items()}}


def compare(name: str, portal: Running, ask: tuple, peer: Running, ask_peer: tuple) -> Measurement:
    ratio, ours, theirs = times_slower(portal, ask, peer, ask_peer)
    return Measurement(name, ratio, f"{ours:.1f} ms, peer {theirs:.1f} ms")
