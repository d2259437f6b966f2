"""Which letter each party gets when a case has moved. Each is queued in the transaction of the move."""

from intake.constants import CaseState, LetterKind
from intake.models import Case, Notification, Party
from intake.notifications import queue_letter
from intake.rules.lifecycle import Move
from intake.services.asking import drop_asking

TO_ASKER: dict[CaseState, LetterKind] = {
    CaseState.INFO_NEEDED: LetterKind.QUESTION,
    CaseState.INELIGIBLE: LetterKind.INELIGIBLE,
    CaseState.UNREACHABLE: LetterKind.UNREACHABLE,
}
"""Letters to the side that asked; the other one may not know of the case."""

TO_BOTH: dict[CaseState, LetterKind] = {
    CaseState.NOT_MEDIATED: LetterKind.NOT_MEDIATED,
    CaseState.CLOSED: LetterKind.CLOSED,
}
"""Letters to both sides, in the same transaction and with the same words, whoever gave the cause."""

TO_THOSE_ASKED: dict[CaseState, LetterKind] = {
    CaseState.WITHDRAWN: LetterKind.WITHDRAWN,
    CaseState.SERIOUS_REFERRED: LetterKind.SERIOUS,
    CaseState.ON_HOLD: LetterKind.ON_HOLD,
}
"""Letters to the side that asked and to the other, if it was ever asked."""


def tell_of_move(case: Case, move: Move) -> None:
    """Queues the letters of the state that the case has come into; what waits to ask somebody is dropped with the
    asking."""
    state = CaseState(case.state)
    if CaseState.CONSENT in move.sources and state != CaseState.CONSENT:
        drop_asking(Notification.objects.filter(case=case))
    for party in Party.objects.filter(case=case).select_related("consent"):
        party.case = case  # the caller's own, so that a duty to call shows in it too
        letter = _letter_for(party, state)
        if letter:
            queue_letter(party, letter, key=f"{case.id}:{case.version}:{move.name}:{party.side}")


def _letter_for(party: Party, state: CaseState) -> LetterKind | None:
    if state in TO_BOTH:
        return TO_BOTH[state]
    if party.has_asked:
        return TO_ASKER.get(state) or TO_THOSE_ASKED.get(state)
    return TO_THOSE_ASKED.get(state) if party.consent.invited_at else None
