"""What kind of case a request opens (DOMAIN section 8, Case kinds)."""

from collections.abc import Mapping

from intake.constants import CaseKind, Path


def kind_of(path: Path, answers: Mapping[str, object]) -> CaseKind:
    """INTERNAL for an employee's request; COMPLAINT where one was filed, by the City's word or the person's."""
    if path is Path.EMPLOYEE:
        return CaseKind.INTERNAL
    if path is Path.CITY or answers.get("filed") == "yes":
        return CaseKind.COMPLAINT
    return CaseKind.PRE_COMPLAINT
