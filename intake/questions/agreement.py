"""What each side agrees to when it says yes to mediation. Each text has a version; stored is the very text they saw.

When the words of one change, in any language, its version changes too: tests/golden/agreements.csv says which words
belong to which version, and a test compares. The City's attorney reads each new version first.

The texts promise nothing that the program can't keep (DOMAIN section 4): privacy has limits, and nobody agrees that a
complaint is withdrawn, erased or not investigated (AB 1388 of 2025).
"""

import hashlib
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from intake.constants import Side
from intake.questions.question import Text


@dataclass(frozen=True)
class AgreementText:
    """The agreement to mediate of one side: the version of its words, and the words, sentence group by group."""

    side: Side
    version: str
    points: tuple[Text, ...]

    def agreed(self, language: str) -> dict[str, str]:
        """The record of an answer to this text in the active language, which `language` names."""
        words = "\n".join(str(point) for point in self.points)
        return {
            "version": self.version,
            "language": language,
            "text": words,
            "sha256": hashlib.sha256(words.encode()).hexdigest(),
        }


WHAT_IT_IS = _("Mediation is a guided talk. The mediator takes no side and does not decide who was right.")
MY_CHOICE = _("It is my choice. Nobody can make me say yes. I can say no, and I do not have to say why.")
MAY_STOP = _("I can stop at any time until I sign what we settle on. I can also sign nothing.")
ANSWER_PRIVATE = _(
    "My answer is private. The other side does not learn it before both have answered, or the time for it is over."
)
PRIVATE_WITH_LIMITS = _(
    "What we say in mediation is private, within limits. The law does not protect it in a criminal case. If someone is"
    " in danger, or a child or an older person is being hurt, it may have to be reported."
)
NOT_RECORDED = _("Nobody records the talk, in sound or in pictures.")
NOT_A_HEARING = _("It is not a hearing, and nobody is punished there.")
NOT_DISCIPLINE = _("It is not discipline, and it is not an interview for an investigation.")
WHAT_THE_CITY_LEARNS = _(
    "The City learns at most if a mediation was held, if it ended with things settled, and on which day. It does not"
    " learn what was said, or who said no."
)
COMPLAINT_STAYS = _(
    "Mediation does not take back or erase a complaint. Nobody can promise me that there will be no investigation."
)
OTHER_WAYS_STAY = _(
    "Mediation takes the place of no other step. I can still go to the department or to Human Resources."
)
LAWYER = _(
    "If a lawyer acts for me in this, I tell the program. Before I agree, my lawyer must give me a page about privacy"
    " in mediation, and I sign it."
)
UNDERSTOOD = _("I read this, or it was read to me, in a language that I know well. I could ask questions.")

SHARED_START = (WHAT_IT_IS, MY_CHOICE, MAY_STOP, ANSWER_PRIVATE, PRIVATE_WITH_LIMITS, NOT_RECORDED)
AGREEMENTS: dict[Side, AgreementText] = {
    text.side: text
    for text in (
        AgreementText(
            Side.COMMUNITY,
            "2026-11",
            (*SHARED_START, NOT_A_HEARING, WHAT_THE_CITY_LEARNS, COMPLAINT_STAYS, LAWYER, UNDERSTOOD),
        ),
        AgreementText(
            Side.EMPLOYEE,
            "2026-11",
            (*SHARED_START, NOT_DISCIPLINE, WHAT_THE_CITY_LEARNS, COMPLAINT_STAYS, LAWYER, UNDERSTOOD),
        ),
        AgreementText(
            Side.COLLEAGUE,
            "2026-11",
            (*SHARED_START, NOT_DISCIPLINE, WHAT_THE_CITY_LEARNS, OTHER_WAYS_STAY, LAWYER, UNDERSTOOD),
        ),
    )
}
"""The text of each side. In an internal matter the one who asked is an employee, the other one a colleague."""


def agreement_record(side: str, language: str) -> dict[str, Any]:
    """What somebody of this side answers to, as it is stored. `language` is the active one."""
    return AGREEMENTS[Side(side)].agreed(language)
