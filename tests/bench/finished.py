"""P2: what a kept page costs, against a bare Django view and an empty WSGI program on the same kind of server."""

from contextlib import ExitStack
from pathlib import Path
from statistics import median
from tempfile import NamedTemporaryFile

from tests.bench.measurement import Measurement
from tests.bench.programs import BENCH, ROOT, Portal, environment_for
from tests.bench.servers import client, page, requests_a_second, served

ROUNDS = 5


def measure(portal: Portal) -> list[Measurement]:
    """Counts the SQL of a kept page, then lets the three servers take turns."""
    portal.whole.ask("GET", "/en/", times=5)
    sql = [len(portal.whole.ask("GET", "/en/")["queries"]) for _ in range(5)]
    ours, bare, empty = rounds(portal)
    note = f"{median(ours):.0f} a second, by {client()}; "
    return [
        # Once in half a second one of the requests reads the stamp.
        Measurement("finished_sql", median(sql)),
        Measurement("finished_vs_bare", ratio(ours, bare), f"{note}peer {median(bare):.0f}"),
        Measurement("finished_vs_empty", ratio(ours, empty), f"{note}peer {median(empty):.0f}"),
    ]


def rounds(portal: Portal) -> tuple[list[float], ...]:
    """The requests a second of the kept page, the bare view and the empty program, in each round."""
    with ExitStack() as stack:
        ours = stack.enter_context(served("portal.wsgi:application", ROOT, portal.environment))
        _, _, body = page(ours).partition(b"\r\n\r\n")
        file = stack.enter_context(NamedTemporaryFile())
        Path(file.name).write_bytes(body)
        environment = environment_for("", "", BENCH, PAGE_FILE=file.name)
        peers = [stack.enter_context(served(f"same_page:{name}", BENCH, environment)) for name in ("bare", "empty")]
        ports = (ours, *peers)
        for port in ports:
            requests_a_second(port)
        turns = [[requests_a_second(port) for port in ports] for _ in range(ROUNDS)]
    return tuple(list(values) for values in zip(*turns, strict=True))


def ratio(ours: list[float], theirs: list[float]) -> float:
    return median(one / other for one, other in zip(ours, theirs, strict=True))
