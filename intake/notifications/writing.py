"""Writing one letter: the text of its event in the party's language, with this party's values."""

from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from home.context import details_in
from intake.constants import DutyKind, LetterKind, SessionMode
from intake.exceptions import LetterRefused
from intake.models import Case, LetterTemplate, Party, Session
from intake.rules.placeholders import ANSWERED, TIMED, fill
from portal.common.dates import clock_time, long_date, weekday_date
from portal.common.languages import SOURCE_LANGUAGE, Language, language_of

HAN_FIRST, HAN_LAST = "\u4e00", "\u9fff"
QUESTIONS = frozenset({LetterKind.QUESTION, LetterKind.QUESTION_REMINDER})


@dataclass(frozen=True)
class Letter:
    """A letter as it is frozen: its words in `language` and, where that is not English, the English ones."""

    language: Language
    title: str
    body: str
    english_title: str | None = None
    english_body: str | None = None


def write_letter(
    party: Party, kind: LetterKind, session: Session | None = None, *, allow_english: bool = False
) -> Letter:
    """The letter in the party's language. Raises LetterRefused where that version is missing or older than the English
    one, unless `allow_english`: then it is the English one and says so; and wherever a value is not known."""
    language = language_of(party.language)
    texts = {each.language: each for each in LetterTemplate.objects.filter(kind=kind).select_related("locale")}
    source = texts.get(SOURCE_LANGUAGE)
    if source is None or source.why_not(None):
        raise LetterRefused("there is no English text that is published and without mistakes")
    title, body = _filled(source, values_for(party, kind, SOURCE_LANGUAGE, session))
    if language == SOURCE_LANGUAGE:
        return Letter(language, title, body)
    why_not = texts[language].why_not(source) if language in texts else (f"there is no text in {language.name}",)
    if why_not and allow_english:
        return Letter(SOURCE_LANGUAGE, title, f"{_why_english(language)}\n\n{body}")
    if why_not:
        raise LetterRefused(*why_not)
    own_title, own_body = _filled(texts[language], values_for(party, kind, language, session))
    if texts[language].translation_notice:
        own_body = f"{own_body}\n\n{_not_reviewed(language)}"
    return Letter(language, own_title, own_body, title, body)


def values_for(party: Party, kind: LetterKind, language: Language, session: Session | None) -> dict[str, str]:
    """What the names in braces stand for in this letter, in its language; empty where it is not known."""
    program = details_in(language)
    with override(language.code):
        return {
            "name": first_name(party.name),
            "reference": str(party.case),
            "program": program.name,
            "phone": program.phone,
            "hours": program.hours,
            "link": site_in(language) if kind == LetterKind.INELIGIBLE else link_in(language),
            "answer_by": _answer_by(party, kind) if kind in ANSWERED else "",
            "asked_on": _asked_on(party) if kind == LetterKind.SURVEY_REMINDER else "",
            **(_meeting(session) if session and kind in TIMED else {}),
        }


def first_name(name: str) -> str:
    """What a letter calls a person: the first word; of a Chinese name all of it, since the family name comes first."""
    if any(HAN_FIRST <= letter <= HAN_LAST for letter in name):
        return "".join(name.split())
    return next(iter(name.split()), "")


def link_in(language: Language) -> str:
    """The address in a message: the door of the person's own page, in their language. It names nothing and nobody."""
    return f"{site_in(language)}my/"


def site_in(language: Language) -> str:
    """The address of the site in a language, for a letter that tells where else to turn."""
    return f"{settings.WAGTAILADMIN_BASE_URL}/{language.code}/"


def _filled(text: LetterTemplate, values: dict[str, str]) -> tuple[str, str]:
    return fill(text.title, values), fill(text.body.replace("\r\n", "\n").strip(), values)


def _answer_by(party: Party, kind: LetterKind) -> str:
    if kind not in QUESTIONS:
        return long_date(party.consent.answer_by) if party.consent.answer_by else ""
    case: Case = party.case
    duty = case.duties.open().filter(kind=DutyKind.ANSWER_BY).first()
    return long_date(duty.due_on) if duty else ""


def _asked_on(party: Party) -> str:
    """The day on which the newest message with a link to a survey went out to this side."""
    sent = party.notifications.filter(letter=LetterKind.SURVEY, sent_at__isnull=False).order_by("-sent_at").first()
    return long_date(sent.sent_at) if sent else ""


def _meeting(session: Session) -> dict[str, str]:
    if session.starts_at is None:
        return {}
    return {"date": weekday_date(session.starts_at), "time": clock_time(session.starts_at), "place": _place(session)}


def _place(session: Session) -> str:
    if session.mode == SessionMode.PHONE:
        return _("Phone call")
    if session.mode == SessionMode.VIDEO:
        return f"{_('By video')}: {session.link}" if session.link else ""
    return f"{session.place.name}, {session.place.address}" if session.place else ""


def _not_reviewed(language: Language) -> str:
    with override(language.code):
        return _("Translated by software, not checked yet.")


def _why_english(language: Language) -> str:
    """In the person's own language, at the top: no one should think that English is asked of them."""
    with override(language.code):
        return _(
            "This letter is in English because it is not ready in your language yet. Call us at %(phone)s and we will"
            " read it to you in your language, free of charge."
        ) % {"phone": details_in(language).phone}
