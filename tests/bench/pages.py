"""P1: what a content page costs before any cache, against the empty home page of `wagtail start`."""

from tests.bench.measurement import Measurement
from tests.bench.programs import Running, empty_site, times_slower


def measure(portal: Running) -> list[Measurement]:
    """Counts the home page's SQL in two languages and compares its speed with the empty site's."""
    portal.ask("GET", "/en/", times=5)
    portal.ask("GET", "/es/", times=5)
    measurements = [
        Measurement("home_sql", len(portal.ask("GET", "/en/")["queries"])),
        Measurement("home_sql_other_language", len(portal.ask("GET", "/es/")["queries"])),
    ]
    with empty_site() as peer:
        assert peer.ask("GET", "/", times=5)["status"] == portal.ask("GET", "/en/")["status"] == 200
        ratio, ours, theirs = times_slower(portal, ("GET", "/en/"), peer, ("GET", "/"))
    return [*measurements, Measurement("home_speed", 1 / ratio, f"{ours:.1f} ms, peer {theirs:.1f} ms")]
