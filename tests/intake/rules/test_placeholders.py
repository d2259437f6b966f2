"""Names in braces: the known ones, mistakes, and values."""

import pytest

from intake.constants import LetterKind
from intake.exceptions import LetterRefused
from intake.rules.placeholders import allowed_in, fill, mistakes_in, names_in

GOOD = "Hello {name}, your reference is {reference}."


@pytest.mark.proves("G10")
@pytest.mark.parametrize(
    "text", ["{nmae}", "{Name}", "{ name }", "{name", "name}", "{}", "{{name}}", "{name!r}", "{name.first}", "{date}"]
)
def test_what_is_no_known_name_is_a_mistake(text):
    assert mistakes_in(GOOD, LetterKind.CLOSED) == []
    assert mistakes_in(f"{GOOD} {text}", LetterKind.CLOSED) != []


def test_a_meeting_and_a_last_day_stand_only_in_letters_about_them():
    assert {"date", "time", "place"} <= set(allowed_in(LetterKind.SESSION))
    assert "place" not in allowed_in(LetterKind.SESSION_CANCELLED)
    assert "answer_by" in allowed_in(LetterKind.CONSENT_REMINDER)
    assert not {"date", "answer_by"} & set(allowed_in(LetterKind.NOT_MEDIATED))


def test_values_are_filled_in_once():
    assert fill(GOOD, {"name": "{reference}", "reference": "X"}) == "Hello {reference}, your reference is X."
    assert names_in(GOOD, "{name}") == ["name", "reference"]


@pytest.mark.parametrize("values", [{}, {"name": "Rosa"}, {"name": "Rosa", "reference": ""}])
def test_a_letter_with_a_hole_is_refused_and_says_which(values):
    with pytest.raises(LetterRefused) as refused:
        fill(GOOD, values)
    assert "{reference}" in " ".join(refused.value.reasons)
