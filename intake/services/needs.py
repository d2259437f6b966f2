"""Keeping what the queue shows of languages and access in step with what is recorded about the two sides."""

from dataclasses import asdict

from intake.models import Case, Party
from intake.rules.needs import shown_needs


def show_needs(case: Case) -> None:
    """Copies the words that may lie open out of both sides' needs into the case, and saves them. Call it in the
    transaction that changes a party's needs."""
    parties = sorted(Party.objects.filter(case=case), key=lambda party: not party.has_asked)
    shown = asdict(shown_needs(*(parties[0].needs,), (party.needs for party in parties[1:]))) if parties else {}
    for name, value in shown.items():
        setattr(case, name, value)
    case.save(update_fields=list(shown))
