"""Replies that the checks left in doubt (intake/rules/survey_abuse.py): no result counts them until a person decides,
on all those of an edition at once, since nobody reads single answers."""

from typing import Any

from django.db import transaction

from intake.exceptions import CaseNotHere, DoubtsChanged
from intake.models import SurveyEdition, SurveyResponse
from intake.services.statistics import running_half_year
from intake.services.unordered import lock_rows, write_anew
from portal.common import audit


def count_doubted(edition_id: int) -> int:
    """How many replies of an edition are doubted."""
    return SurveyResponse.objects.filter(edition=edition_id, is_doubted=True).count()


@transaction.atomic
def settle_doubts(edition_id: int, user: Any, *, seen: int, counts: bool) -> None:
    """Counts the doubted replies like all others, as those of the running half-year, or deletes them. Raises
    CaseNotHere for an unknown edition, and DoubtsChanged where they are not as many as the person saw."""
    edition = SurveyEdition.objects.filter(pk=edition_id).first()
    if edition is None:
        raise CaseNotHere
    lock_rows(SurveyResponse)
    doubted = SurveyResponse.objects.filter(edition=edition, is_doubted=True)
    half_years = list(doubted.values_list("half_year", flat=True))
    if len(half_years) != seen:
        raise DoubtsChanged
    if not seen:
        return
    if counts:
        # Not into a half-year that has ended: its figures stand, and a step in them would be these replies alone.
        running = running_half_year()
        doubted.update(is_doubted=False, half_year=running)
        half_years.append(running)
    else:
        doubted.delete()
    for half_year in sorted(set(half_years)):
        write_anew(SurveyResponse, half_year)
    audit.record(audit.Verb.APPROVE if counts else audit.Verb.DENY, actor=user, obj=edition, fields=["is_doubted"])
