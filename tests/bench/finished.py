"""P2: what a kept page costs, against a bare Django view and an empty WSGI program on the same kind of server; and
behind nginx as docs/how-to has it, against nginx that sends the same page from a file."""

from contextlib import ExitStack
from pathlib import Path
from statistics import median
from tempfile import NamedTemporaryFile

from tests.bench.measurement import Measurement
from tests.bench.programs import BENCH, ROOT, Portal, environment_for
from tests.bench.servers import client, page, requests_a_second, served
from tests.nginx import INSTALLED, nginx

ROUNDS = 5


def measure(portal: Portal) -> list[Measurement]:
    """Counts the SQL of a kept page, then lets the three servers take turns."""
    portal.whole.ask("GET", "/en/", times=5)
    sql = [len(portal.whole.ask("GET", "/en/")["queries"]) for _ in range(5)]
    ours, bare, empty, front, static = rounds(portal)
    note = f"{median(ours):.0f} a second, by {client()}; "
    return [
        # Once in half a second one of the requests reads the stamp.
        Measurement("finished_sql", median(sql)),
        Measurement("finished_vs_bare", ratio(ours, bare), f"{note}peer {median(bare):.0f}"),
        Measurement("finished_vs_empty", ratio(ours, empty), f"{note}peer {median(empty):.0f}"),
        *([behind_nginx(front, static)] if front else []),
    ]


def behind_nginx(front: list[float], static: list[float]) -> Measurement:
    note = f"{median(front):.0f} a second, by {client()}; peer {median(static):.0f}"
    return Measurement("finished_behind_nginx", ratio(front, static), note)


def rounds(portal: Portal) -> tuple[list[float], ...]:
    """The requests a second of the kept page, the bare view and the empty program, and, where there is nginx, of the
    kept page behind it and of the page as a file, in each round."""
    with ExitStack() as stack:
        ours = stack.enter_context(served("portal.wsgi:application", ROOT, portal.environment))
        _, _, body = page(ours).partition(b"\r\n\r\n")
        file = stack.enter_context(NamedTemporaryFile())
        Path(file.name).write_bytes(body)
        environment = environment_for("", "", BENCH, PAGE_FILE=file.name)
        peers = [stack.enter_context(served(f"same_page:{name}", BENCH, environment)) for name in ("bare", "empty")]
        ports = [ours, *peers]
        if INSTALLED:
            proxy = stack.enter_context(nginx(ours, body))
            ports += [proxy.front, proxy.static]
        for port in ports:
            requests_a_second(port)
        turns = [[requests_a_second(port) for port in ports] for _ in range(ROUNDS)]
    kinds = [list(values) for values in zip(*turns, strict=True)]
    return (*kinds, *([] for _ in range(5 - len(kinds))))


def ratio(ours: list[float], theirs: list[float]) -> float:
    return median(one / other for one, other in zip(ours, theirs, strict=True))
