"""Promises that an agreement with an officer must not hold (AB 1388 of 2025): that a complaint goes away, that records
are destroyed or hidden, that an investigation stops or its result is settled, that discipline is waived.

This finds the usual ways to write them in five languages. It reads words, not meaning: a person reads the agreement
too, and the City Attorney approves its template.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class Promise(StrEnum):
    """What must not be promised. The value is the sentence that people read."""

    WITHDRAWN = "It seems to say that a complaint is withdrawn or will not be made."
    ERASED = "It seems to say that a complaint or a record is erased, removed or hidden."
    NOT_INVESTIGATED = "It seems to say that something is not investigated, or that an investigation ends."
    SETTLED = "It seems to say what an investigation will find."
    SECRET = "It seems to keep something from those who oversee the police, or from a court."  # noqa: S105 - no password
    NO_DISCIPLINE = "It seems to say that discipline is waived or made milder."


@dataclass(frozen=True)
class Found:
    """One such promise, and the words that look like it."""

    promise: Promise
    words: str


P = Promise
CLAUSE = r"[^.;!?։\n]{0,80}?"
"""What may stand between two words of one clause."""
CLAUSE_HAN = r"[^。；！？\n]{0,14}?"


def then(first: str, second: str, between: str = CLAUSE) -> str:
    """A pattern: the second a little after the first."""
    return f"(?:{first}){between}(?:{second})"


def together(one: str, other: str, between: str = CLAUSE) -> str:
    """A pattern: both close to each other, whichever comes first."""
    return f"{then(one, other, between)}|{then(other, one, between)}"


NOT = r"\b(?:not|never|nor|no)\b|n't\b"
COMPLAINT = r"\b(?:complaint|grievance|allegation|accusation)s?\b"
RECORD = r"\b(?:complaint|record|file|report|document|footage|video|finding|history)s?\b"
GO_AWAY = r"\b(?:withdr[ae]w\w*|drop(?:s|ped|ping)?|rescind\w*|retract\w*|take back|dismiss\w*|go(?:es)? away)\b"
MAKE = r"\b(?:fil(?:e|ing)|mak(?:e|ing)|bring|submit|pursue|lodge)\b"
DESTROY = r"\b(?:eras\w+|expung\w+|delet\w+|destroy\w*|remov\w+|purg\w+|shred\w*|conceal\w*|hid(?:e|den)|seal(?:ed)?)\b"
INVESTIGATION = r"\b(?:investigations?|inquir(?:y|ies))\b"
STOP = r"\b(?:stop|halt|end|clos|ceas|suspend|drop|cancel|abandon)\w*\b"
HIDDEN = r"\b(?:secret|hidden|confidential|private|quiet)\b"
TELL = r"\b(?:tell|talk|speak|disclose|report|show|share|testify|cooperate)\b"
OVERSIGHT = (
    r"\b(?:oversight|auditor|monitor|commission|prosecutor|court|judge|internal affairs|professional standards"
    r"|the city|the department|the chief|investigators?)\b"
)
WAIVE = r"\b(?:waiv\w+|forgo\w*|cancel\w*|reduc\w+|drop\w*|avoid\w*|without|no)\b"
ENGLISH = (
    (P.WITHDRAWN, together(COMPLAINT, GO_AWAY)),
    (P.WITHDRAWN, then(NOT, then(MAKE, COMPLAINT))),
    (P.ERASED, together(RECORD, DESTROY)),
    (P.NOT_INVESTIGATED, then(NOT, r"\b(?:investigat\w+|looked into|inquir\w+)\b")),
    (P.NOT_INVESTIGATED, rf"\bwithout (?:any |further |more )?{INVESTIGATION}"),
    (P.NOT_INVESTIGATED, together(STOP, INVESTIGATION)),
    (P.SETTLED, r"\b(?:unfounded|exonerated|not sustained|no misconduct)\b"),
    (P.SECRET, then(HIDDEN, then(r"\bfrom\b", OVERSIGHT))),
    (P.SECRET, then(NOT, then(TELL, OVERSIGHT))),
    (P.NO_DISCIPLINE, then(WAIVE, r"\bdisciplin\w+")),
    (P.NO_DISCIPLINE, then(r"\bdisciplin\w+", rf"{WAIVE}|not be (?:imposed|taken)")),
    (P.NO_DISCIPLINE, then(NOT, r"\b(?:disciplined|punished|fired|demoted)\b")),
)

QUEJA = r"\b(?:queja|denuncia|acusaci[oó]n)"
EXPEDIENTE = r"\b(?:queja|denuncia|expediente|registro|archivo|informe)"
BORRAR = r"\b(?:borr|elimin|destru|ocult)\w+"
VIGILANCIA = r"\b(?:supervisi|auditor|comisi|fiscal|juez|tribunal)"
CALLAR = r"\b(?:secreto|ocult\w+|confidencial|no (?:decir|revelar|informar|contar)\w*)"
SIN = r"\b(?:sin|no|evitar|renunci\w+|anular|cancelar)\b"
SPANISH = (
    (P.WITHDRAWN, together(QUEJA, r"\b(?:retir|desist|anul|abandon)\w+")),
    (P.WITHDRAWN, then(r"\bno\b", then(r"\b(?:present|hac|pon)\w+", QUEJA))),
    (P.ERASED, together(EXPEDIENTE, BORRAR)),
    (P.NOT_INVESTIGATED, then(r"\b(?:no|nunca|sin)\b", r"\binvestig\w+")),
    (P.NOT_INVESTIGATED, together(r"\b(?:deten|cerr|cierr|suspend|termin|archiv)\w*", r"\binvestigaci[oó]n")),
    (P.SETTLED, r"\b(?:infundad[ao]|exonerad[ao])\b"),
    (P.SECRET, then(CALLAR, VIGILANCIA)),
    (P.NO_DISCIPLINE, then(SIN, r"\b(?:disciplinari[ao]|sanci[oó]n|sancionad[ao])")),
)

GRAROUM = "բողոք|գրառ|գրանց|փաստաթ|արձանագր|տվյալ"
JNJEL = "ջնջ|ոչնչաց|հեռաց|թաքց"
ARMENIAN = (
    (P.WITHDRAWN, together("բողոք", "հետ (?:կ?վերց|կ?վերցն)|չեղարկ")),
    (P.WITHDRAWN, together("բողոք", "չի ներկայաց|չներկայաց|չեն ներկայաց|չեմ ներկայաց")),
    (P.ERASED, together(GRAROUM, JNJEL)),
    (P.NOT_INVESTIGATED, then("չի|չեն|չպետք|առանց", "(?:հետա)?քնն")),
    (P.NOT_INVESTIGATED, then("(?:հետա)?քննությ", "դադար|կարճ|կկանգ|կասեց|չի|չեն")),
    (P.SECRET, then("գաղտնի|չհայտն|չի հայտն|չասել", "վերահսկ|դատարան|դատախազ|հանձնաժողով")),
    (P.NO_DISCIPLINE, then("կարգապահական", "չի|չեն|չկիրառ|վերաց|չեղ|ազատ|հրաժար")),
)

TOUSU = "投訴|投诉|申訴|申诉|指控"
JILU = "投訴|投诉|紀錄|記錄|记录|檔案|档案|報告|报告"
SHANCHU = "刪除|删除|銷毀|销毁|抹去|清除|移除|隱瞞|隐瞒"
TINGZHI = "停止|終止|终止|中止|結束|结束|免於|免于"
JIANDU = "監督|监督|審計|审计|委員會|委员会|法院|檢察|检察"
HAN = (
    (P.WITHDRAWN, together(TOUSU, "撤回|撤銷|撤销|放棄|放弃|取消", CLAUSE_HAN)),
    (P.WITHDRAWN, r"不(?:再|會|会|得|可)?(?:提出|提起|進行|进行)?(?:任何)?(?:投訴|投诉)"),
    (P.ERASED, together(JILU, SHANCHU, CLAUSE_HAN)),
    (P.NOT_INVESTIGATED, then("不", "調查|调查", CLAUSE_HAN)),
    (P.NOT_INVESTIGATED, together(TINGZHI, "調查|调查", CLAUSE_HAN)),
    (P.SECRET, then("不|保密|隱瞞|隐瞒", JIANDU, CLAUSE_HAN)),
    (P.NO_DISCIPLINE, then("不|免除|免於|免于|取消|減輕|减轻", "紀律|纪律|處分|处分|懲處|惩处", CLAUSE_HAN)),
)
PATTERNS = tuple((promise, re.compile(pattern)) for promise, pattern in (*ENGLISH, *SPANISH, *ARMENIAN, *HAN))


def forbidden_promises(text: str) -> tuple[Found, ...]:
    """What in the text looks like a promise that must not be made, each kind once, in the order of the text."""
    first: dict[Promise, Found] = {}
    for _place, found in sorted(_all(_folded(text)), key=lambda each: each[0]):
        first.setdefault(found.promise, found)
    return tuple(first.values())


def _all(text: str) -> Iterator[tuple[int, Found]]:
    for promise, pattern in PATTERNS:
        match = pattern.search(text)
        if match:
            yield match.start(), Found(promise, match[0])


def _folded(text: str) -> str:
    """Small letters, straight apostrophes, single spaces; a line's end inside a sentence is a space."""
    plain = unicodedata.normalize("NFKC", text).casefold().replace("’", "'").replace("‘", "'")
    visible = "".join(letter for letter in plain if unicodedata.category(letter) != "Cf")
    return re.sub(r"[^\S\n]+", " ", re.sub(r"\n(?!\s*\n)", " ", visible))
