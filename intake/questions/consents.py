"""What a person agrees to when they send a request. Each text has a version; stored is the very text that they saw.

When the words of one change, in any language, its version changes too: tests/golden/consents.csv says which words
belong to which version, and a test compares. The City's attorney reads each new version first.
"""

import hashlib
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from intake.constants import Path
from intake.questions.question import EVERYONE, PEOPLE, Kind, Page, Question, Store, Text, Wording


@dataclass(frozen=True)
class ConsentText:
    """One agreement: the key of its question, the version of its words, and the words by path."""

    key: str
    version: str
    question: Question

    def agreed(self, path: Path, language: str) -> dict[str, Any]:
        """The record of an agreement in the active language, which `language` names."""
        words = str(self.question.asked_on(path).label)
        return {
            "key": self.key,
            "version": self.version,
            "language": language,
            "text": words,
            "sha256": hashlib.sha256(words.encode()).hexdigest(),
        }


def _agreement(key: str, version: str, label: Text, missing: Text, other: Text, city: Text = "") -> ConsentText:
    wording = {Path.OTHER: Wording(other)} | ({Path.CITY: Wording(city)} if city else {})
    return ConsentText(key, version, Question(key, Kind.TICK, Store.CONSENT, label, "", missing, wording=wording))


VOLUNTARY = _agreement(
    "voluntary",
    "2026-11",
    _("I understand that mediation is my choice. I can say no or stop at any time."),
    _("Tick the box to show that you know mediation is a choice."),
    _("I understand that mediation is the person’s own choice. They can say no or stop at any time."),
)
NOT_A_COMPLAINT = _agreement(
    "not_a_complaint",
    "2026-11",
    _("I understand that this request is not a complaint and does not start an investigation."),
    _("Tick the box to show that you know this is not a complaint."),
    _("I understand that this request is not a complaint and does not start an investigation."),
)
MAY_CONTACT = _agreement(
    "may_contact",
    "2026-11",
    _("The program may contact me in the ways I gave. I have read how it keeps my information private."),
    _("Tick the box to let us contact you."),
    _("The program may contact me and the person I am helping. I have read how it keeps information private."),
    "The City refers this complaint to the program, and the complainant has agreed to be contacted.",
)
CONSENTS = (VOLUNTARY, NOT_A_COMPLAINT, MAY_CONTACT)
PRIVACY_NOTICE_VERSION = "2026-11"
"""The version of the privacy notice that people are pointed to; it changes with the notice."""

REVIEW = Page(
    "review",
    _("Check your answers"),
    tuple(consent.question for consent in CONSENTS),
    paths=PEOPLE,
)
CITY_REVIEW = Page("review", "Check the referral", (MAY_CONTACT.question,), paths=EVERYONE - PEOPLE)


def record_of(path: Path, language: str) -> dict[str, Any]:
    """What someone on this path agreed to, as it is stored: each text with its version, language and hash, and the
    version of the privacy notice. `language` is the active one."""
    asked = CITY_REVIEW if path is Path.CITY else REVIEW
    texts = [consent.agreed(path, language) for consent in CONSENTS if consent.question in asked.questions]
    return {"texts": texts, "privacy_notice": PRIVACY_NOTICE_VERSION}
