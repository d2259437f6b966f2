"""Going through a list of the queue case by case: which one comes before and after the one that is open.

The address of a case that was opened from the queue has the query of the list and the place in it, `row`. A template
shows the way with `{% include "intake/staff/neighbours.html" %}` and `neighbours` in its context.
"""

from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from intake.models import Case
from intake.rules.queue import QueueFilter
from intake.staff.queue_rows import case_address

MOST = 1000
"""Cases of a list that are looked through: as many as the queue itself shows."""


@dataclass(frozen=True)
class Neighbours:
    """The addresses of the list and of the cases before and after in it; empty at its ends. `place` is which of `count`
    the open case is, 0 when it is not in the list any more."""

    list_url: str
    previous_url: str
    next_url: str
    previous_id: UUID | None
    next_id: UUID | None
    place: int
    count: int


def neighbours_of(case_id: UUID, request: HttpRequest) -> Neighbours | None:
    """The neighbours in the list that the address carries; None for a case that was not opened from a list.

    A case that has left its list, since it was worked on, is followed by the one that came up to its place.
    """
    row = request.GET.get("row", "")
    if not row.isdecimal() or len(row) > len(str(MOST)):
        return None
    wanted, user = QueueFilter.of(request.META["QUERY_STRING"]), request.user
    cases = Case.objects.visible_to(user).in_queue(wanted, user, timezone.localdate())
    ids = list(cases.values_list("pk", flat=True)[:MOST])
    is_there = case_id in ids
    at = ids.index(case_id) if is_there else min(int(row), len(ids))
    before, after = at - 1, at + 1 if is_there else at
    address, query = case_address(wanted.query()), wanted.query()
    known = {place: ids[place] for place in (before, after) if 0 <= place < len(ids)}
    urls = {place: address.format(id=found, row=place) for place, found in known.items()}
    return Neighbours(
        list_url=reverse("cases:queue") + (f"?{query}" if query else ""),
        previous_url=urls.get(before, ""),
        next_url=urls.get(after, ""),
        previous_id=known.get(before),
        next_id=known.get(after),
        place=at + 1 if is_there else 0,
        count=len(ids),
    )
