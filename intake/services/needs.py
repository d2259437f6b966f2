"""Keeping what the queue shows of languages and access in step with what is recorded about the two sides.

`Case.language` is such a copy too: the language in which we write to the side that asked. Letters, calendars, the text
that is read aloud and the choice of mediators go by each side's own; what was sent has the language of the referral.
"""

from dataclasses import asdict

from intake.models import Case, Party
from intake.rules.needs import shown_needs
from portal.common.languages import language_of


def show_needs(case: Case) -> None:
    """Copies the words that may lie open out of what is known of both sides into the case, and saves them. Call it in
    the transaction that changes a party's needs or language."""
    parties = sorted(Party.objects.filter(case=case), key=lambda party: not party.has_asked)
    shown = asdict(shown_needs(*(parties[0].needs,), (party.needs for party in parties[1:]))) if parties else {}
    if parties:
        shown["language"] = language_of(parties[0].language).code
    for name, value in shown.items():
        setattr(case, name, value)
    case.save(update_fields=list(shown))
