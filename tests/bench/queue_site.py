"""Runs in a process of its own, on a database of its own: fills the queue step by step, opens it, prints JSON.

Cases are made in bulk, straight into the tables that a row of the queue reads. They stand as a program's own would
after decades: most have ended, of the open ones some are late.
"""

import json
import random
import time
import uuid
import zlib
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any
from uuid import uuid4

import django
from django.conf import settings
from django.db import connection
from django.utils import timezone

django.setup()  # before anything below that needs the models

from intake.constants import ENDED, CaseKind, CaseState, DutyKind  # noqa: E402
from intake.models import Case, ContactTrace, Referral  # noqa: E402
from intake.rules.queue import QueueFilter  # noqa: E402
from intake.services.search import look_for  # noqa: E402
from intake.services.trace import digests_of  # noqa: E402
from portal.common.languages import BY_CODE  # noqa: E402
from portal.common.references import new_reference  # noqa: E402
from portal.common.roles import Role  # noqa: E402
from tests.base import person, signed_in  # noqa: E402

SIZES = (100, 10_000, 100_000)
BATCH = 5000
ROUNDS = 7
LAST_PAGE = 950
OPEN = [state for state in CaseState if state not in ENDED]
FIRST, LAST = ("rosa", "ana", "li", "davit", "sam"), [f"name{number}" for number in range(400)]
SPOKEN = ("es", "ko", "hy", "")


def fill(count: int, dice: random.Random, owners: list[Any]) -> None:
    """So many more cases."""
    for begin in range(0, count, BATCH):
        size = min(BATCH, count - begin)
        referrals = copies_of_a_referral(size)
        Case.objects.bulk_create([a_case(referral, dice, owners) for referral in referrals])
        ContactTrace.objects.bulk_create([trace for referral in referrals for trace in traces(referral, dice)])
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE intake_case, intake_referral, intake_contacttrace")


def copies_of_a_referral(count: int) -> list[uuid.UUID]:
    """The ids of new referrals. Sealing takes long and the queue opens nothing: they hold the same sealed."""
    first = Referral.objects.first() or Referral.objects.create(
        submission_key=uuid4(), path="self", source="online", language="es"
    )
    new = {"id": "gen_random_uuid()", "submission_key": "gen_random_uuid()", "reference": "new_reference"}
    columns = [field.column for field in Referral._meta.concrete_fields]
    values = ", ".join(new.get(column, f"r.{column}") for column in columns)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO intake_referral ({', '.join(columns)}) SELECT {values} "
            "FROM intake_referral r, unnest(%s::text[]) AS new_reference WHERE r.id = %s RETURNING id",
            [list({new_reference() for _ in range(count)}), first.pk],
        )
        return [row[0] for row in cursor.fetchall()]


def a_case(referral: uuid.UUID, dice: random.Random, owners: list[Any]) -> Case:
    now, today = timezone.now(), timezone.localdate()
    state = dice.choice(OPEN) if dice.random() < 0.2 else dice.choice(sorted(ENDED))
    due = today + timedelta(days=dice.randint(-5, 60)) if state not in ENDED else None
    return Case(
        referral_id=referral,
        kind=dice.choices(CaseKind.values, weights=(50, 49, 1))[0],
        state=state,
        state_since=now - timedelta(days=dice.randint(0, 4000)),
        held_from=CaseState.SCREENING if state == CaseState.ON_HOLD else "",
        language=dice.choice(list(BY_CODE)),
        spoken=dice.choice(SPOKEN),
        wants_interpreter=dice.random() < 0.3,
        wants_access=dice.random() < 0.2,
        owner=dice.choice(owners) if dice.random() < 0.9 else None,
        received_at=now - timedelta(days=dice.randint(0, 4000)),
        next_duty=dice.choice(DutyKind.values) if due else "",
        next_due=due,
        next_amber=due - timedelta(days=dice.randint(0, 10)) if due else None,
        has_doubts=dice.random() < 0.01,
    )


def traces(referral: uuid.UUID, dice: random.Random) -> Iterator[ContactTrace]:
    for word in (dice.choice(FIRST), dice.choice(LAST)):
        yield ContactTrace(referral_id=referral, kind="name", digest=DIGESTS[word])


DIGESTS: dict[str, str] = {}


def asked(owner: Any) -> dict[str, str]:
    """Every list, filter, order and search, by a name that fits into a table."""
    today = timezone.localdate()
    reference = Referral.objects.order_by("reference").values_list("reference", flat=True)[:1].get()
    singles = {
        "all": "",
        **{tab: f"tab={tab}" for tab in ("mine", "waiting", "overdue")},
        "open": "state=open",
        "ended": "state=ended",
        "state": "state=consent",
        "rare kind": "kind=internal",
        "language": "language=hy",
        "duty": "duty=clock",
        "red": "urgency=red",
        "amber": "urgency=amber",
        "doubts": "doubts=true",
        "no doubts": "doubts=false",
        "owner": f"owner={owner.pk}",
        "no owner": "owner=nobody",
        "received": f"received_from={today - timedelta(days=30)}&received_to={today}",
        "received in ten years": f"received_from={today - timedelta(days=3600)}&received_to={today}",
        "oldest": "order=oldest",
        "newest": "order=newest",
        "reference": f"reference={reference[:4]}",
        "last page": "p=20",
        "several": "tab=mine&language=hy&kind=internal&doubts=true",
    }
    people = {f"name {text}": look_for(text, QueueFilter(), owner).query() for text in ("Rosa", "Rosa Name7", "Name7")}
    if Case.objects.count() <= LAST_PAGE:
        del singles["last page"]
    return singles | people


def measured(browser: Any, address: str) -> dict[str, float]:
    """Milliseconds of a whole answer and of its dearest query, the number of queries, and the size compressed."""
    spent: list[list[float]] = []

    def timed(execute: Callable[..., Any], *arguments: Any) -> Any:
        begin = time.perf_counter()
        try:
            return execute(*arguments)
        finally:
            spent[-1].append((time.perf_counter() - begin) * 1000)

    whole, busy = [], []
    for _ in range(ROUNDS):
        spent.append([])
        with connection.execute_wrapper(timed):
            begin, working = time.perf_counter(), time.process_time()
            answer = browser.get(address)
            busy.append((time.process_time() - working) * 1000)
            whole.append((time.perf_counter() - begin) * 1000)
        assert answer.status_code == 200, address
    # What is above the best is the machine's other work; a look at whether the site has changed comes once a second.
    dearest, queries = min(max(times) for times in spent), min(len(times) for times in spent)
    packed = len(zlib.compress(answer.content, 6)) / 1000
    return {"ms": min(whole), "cpu": min(busy), "query": dearest, "queries": queries, "kB": packed}


def main() -> None:
    settings.SECOND_FACTOR_REQUIRED = False
    dice, owners = random.Random(7), [person(Role.ADMINISTRATOR), person(Role.LEAD)]
    for word in (*FIRST, *LAST):
        DIGESTS[word] = next(digest for _, digest in digests_of([("name", word)]))
    browser, found, there = signed_in(owners[0]), {}, 0
    browser.defaults["SERVER_NAME"] = "localhost"
    for size in SIZES:
        fill(size - there, dice, owners)
        there = size
        found[size] = {
            name: {
                "page": measured(browser, f"/admin/cases/?{query}"),
                "list": measured(browser, f"/admin/cases/results/?{query}"),
            }
            for name, query in asked(owners[0]).items()
        }
    print(json.dumps(found))


if __name__ == "__main__":
    main()
