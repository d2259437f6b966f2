"""What a person, or a machine, may type on a page of the catalogue: right answers, and wild ones."""

from typing import Any
from urllib.parse import quote

from hypothesis import strategies as st

from intake.constants import Path
from intake.forms.pages import form_of
from intake.questions.question import Kind, Page, Question
from intake.wizard.pages import TYPED_LIMIT

Typed = dict[str, list[str]]

TEXTS = (
    "Rosa",
    "Անահիտ Սարգսյան",
    "陳美玲",
    "Nguyễn Thị Hồng",
    "محمد بن سلمى",
    "O’Brien-D'Souza",
    "  two\r\nlines ",
    "<b>",
)
PHONES = ("626 555 0142", "(626) 555-0142", "+1-626-555-0142", "6265550142 ext. 7")
EMAILS = ("rosa@example.org", "o'brien+news@example.org")
DAYS = (("3", "4", "2026"), ("2", "29", "2024"), ("12", "31", "1999"))
WILD = (
    *("", " ", "a\x00b", "\x00", "\ud800", "a\udfff", "a\u202eb", "\u200f\u2066", "👩‍👩‍👧‍👦" * 3, "e" * 10_000),
    *("陳" * 10_000, "x" * (TYPED_LIMIT + 1), "<script>alert(1)</script>{{ 7*7 }}", "a\r\nBcc: b@example.org", "%00"),
    *("' OR 1=1 --", "../../etc/passwd", "0001", "9999", "-1", "1e9", "NaN", "²", "٣", "\ufeffRosa", "\ufffd"),
)


def right_answers(page: Page, path: Path) -> st.SearchStrategy[Typed]:
    """Answers that the page takes on this path; what may be left empty sometimes is."""
    needed = {page.one_of[0]} if path in page.one_of_on else set()
    parts = [_right(question, path, question.key in needed) for question in page.questions]
    return st.tuples(*parts).map(lambda found: {name: values for part in found for name, values in part.items()})


def wild_answers(page: Page, path: Path) -> st.SearchStrategy[Typed]:
    """Anything, under the names of the page's inputs and one that it does not have."""
    names = sorted(form_of(page, path).input_names() | {"unknown"})
    return st.fixed_dictionaries({}, optional={name: st.lists(st.sampled_from(WILD), max_size=2) for name in names})


def body(typed: Typed) -> bytes:
    """The answers as a browser sends them; half a character goes as the bytes that a broken program makes of it."""
    pairs = ((name, value) for name, values in typed.items() for value in values)
    return "&".join(f"{quote(name)}={quote(_bytes(value))}" for name, value in pairs).encode()


def as_kept(typed: Typed, page: Page, path: Path) -> Typed:
    """What the draft is to hold of them: the page's own inputs, readable, cut at the longest that is kept."""
    inputs = form_of(page, path).input_names()
    return {
        name: [_bytes(value).decode(errors="replace")[:TYPED_LIMIT] for value in values]
        for name, values in typed.items()
        if values and name in inputs
    }


def _right(question: Question, path: Path, needed: bool) -> st.SearchStrategy[Typed]:
    answer = _answer(question)
    return answer if needed or question.asked_on(path).missing else st.one_of(st.just({}), answer)


def _answer(question: Question) -> st.SearchStrategy[Typed]:
    key = question.key
    choices = [value for value, _ in question.choices]
    if question.kind is Kind.DATE:
        named = [{f"{key}_{part}": [value] for part, value in zip(PARTS, day, strict=True)} for day in DAYS]
        return st.sampled_from(named)
    if question.kind is Kind.CHOICES:
        together = [value for value in choices if value not in question.alone]
        return st.lists(st.sampled_from(together), min_size=1, unique=True).map(lambda chosen: {key: chosen})
    return st.sampled_from(choices or ONE_OF.get(question.kind, TEXTS)).map(lambda value: {key: [value]})


PARTS = ("month", "day", "year")
ONE_OF: dict[Kind, Any] = {Kind.PHONE: PHONES, Kind.EMAIL: EMAILS, Kind.TICK: ("on",)}


def _bytes(text: str) -> bytes:
    return text.encode(errors="surrogatepass")
