"""The names in braces that a letter's text may hold, such as {name}; everything else in braces is a mistake.

An editor learns of a mistake when saving. A letter whose value is not known is not written at all: no person gets a
letter with a hole in it.
"""

import re
from collections.abc import Mapping

from intake.constants import LetterKind
from intake.exceptions import LetterRefused

NAME = re.compile(r"\{([a-z_]+)\}")

OF_ALL: Mapping[str, str] = {
    "name": "First name of the person",
    "reference": "Reference number of the request",
    "program": "Name of the program",
    "phone": "Help line",
    "hours": "When a person answers the help line",
    "link": "Address where the person opens their own page",
}
OF_SESSIONS: Mapping[str, str] = {
    "date": "Day of the meeting",
    "time": "Time of the meeting",
    "place": "Place of the meeting, or the way to meet",
}
OF_ANSWERS: Mapping[str, str] = {"answer_by": "Last day to answer"}
OF_SURVEYS: Mapping[str, str] = {"asked_on": "Day on which the link to the survey was sent"}

PLACED = frozenset({LetterKind.SESSION, LetterKind.SESSION_MOVED, LetterKind.SESSION_REMINDER})
TIMED = PLACED | {LetterKind.SESSION_CANCELLED}
ANSWERED = frozenset(
    {
        LetterKind.QUESTION,
        LetterKind.QUESTION_REMINDER,
        LetterKind.INVITE_COMMUNITY,
        LetterKind.INVITE_EMPLOYEE,
        LetterKind.CONSENT_REMINDER,
    }
)


def allowed_in(kind: str) -> dict[str, str]:
    """The names that a letter of this kind may hold, with what each stands for."""
    names = dict(OF_ALL)
    if kind in TIMED:
        names |= {name: words for name, words in OF_SESSIONS.items() if name != "place" or kind in PLACED}
    if kind == LetterKind.SURVEY_REMINDER:
        names |= OF_SURVEYS
    return names | dict(OF_ANSWERS) if kind in ANSWERED else names


def mistakes_in(text: str, kind: str) -> list[str]:
    """What is wrong with the braces of a text, each in a few words; nothing when all is well."""
    allowed = allowed_in(kind)
    found = [f"{{{name}}} is not known here" for name in names_in(text) if name not in allowed]
    rest = NAME.sub("", text)
    if "{" in rest or "}" in rest:
        found.append("a brace stands alone or around something that is no name")
    return found


def names_in(*texts: str) -> list[str]:
    """The names that stand in these texts, each once, in their order."""
    return list(dict.fromkeys(name for text in texts for name in NAME.findall(text)))


def fill(text: str, values: Mapping[str, str]) -> str:
    """The text with its values; a value that holds braces itself stays as it is. Raises LetterRefused, with the names,
    where a value is missing or empty."""
    missing = [name for name in names_in(text) if not values.get(name)]
    if missing:
        raise LetterRefused(*(f"{{{name}}} is not known yet" for name in missing))
    return NAME.sub(lambda found: values[found[1]], text)
