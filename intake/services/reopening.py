"""What an earlier end of a case settled, once it is opened again: it is kept, and counts no more.

The ten days of Evid. Code 1125 and the follow-up belong to one end. When the case came and went stands in its events;
how long it is kept is counted from its present end alone (intake/services/ending.py).
"""

from intake.models import Case, EarlierEnd, Outcome

SETTLED = ("extended_to", "ended_on", "followed_up_at")
"""The columns of an outcome that belong to one end."""


def set_end_aside(case: Case) -> None:
    """Keeps what settled the earlier end as a row of its own and clears it, in the caller's transaction with the case
    locked. What was reported stands: a new report takes its place where the case is mediated again."""
    outcome = Outcome.objects.filter(case=case).first()
    if outcome is None:
        return
    found = {name: getattr(outcome, name) for name in SETTLED}
    if not any(found.values()):
        return
    EarlierEnd.objects.create(outcome=outcome, **found)
    for name in SETTLED:
        setattr(outcome, name, None)
    outcome.save(update_fields=SETTLED)
