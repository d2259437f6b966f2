"""What a machine of the tests knows about one request that was begun, to compare the portal with."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from bs4 import BeautifulSoup, Tag

from intake.constants import Path
from intake.models import Referral
from intake.questions.catalogue import page_named, pages_for
from intake.questions.consents import CONSENTS
from intake.questions.question import Kind
from tests.walks.answering import Typed


@dataclass
class Begun:
    """A request: who may go on with it, what was typed on which page, and whether it was sent or its time is up."""

    id: UUID
    door: str
    holders: list[int]
    typed: dict[str, Typed] = field(default_factory=dict)
    code: str = ""
    is_sent: bool = False
    is_over: bool = False

    @property
    def path(self) -> Path:
        """Who is asking, as the portal must understand it: by the door, else by the first page."""
        chosen = self.door or (self.typed.get("who", {}).get("path") or [""])[-1]
        return Path(chosen) if chosen in Path else Path.SELF

    def check_sent(self, referral: Referral, language: str) -> None:
        """That what arrived is what was typed, and was agreed to in full."""
        assert {text["key"] for text in referral.consent["texts"]} == {consent.key for consent in CONSENTS}
        assert {text["language"] for text in referral.consent["texts"]} == {language}
        arrived = referral.answers
        for key, text in self.own_words().items():
            assert arrived.get(key, "") == text, key

    def own_words(self) -> dict[str, str]:
        """The texts typed on the pages that this person meets, as they are to be stored."""
        everything = {name: values for typed in self.typed.values() for name, values in typed.items()}
        pages = pages_for(self.path, everything)
        asked = [question for page in pages for question in page.questions if question.is_own_words]
        typed = {question: (everything.get(question.key) or [""])[-1] for question in asked}
        return {
            question.key: (text.replace("\r\n", "\n") if question.kind is Kind.LONG_TEXT else text).strip()
            for question, text in typed.items()
        }


def check_shown(html: bytes, begun: Begun, step: str) -> None:
    """That a page shows what was typed there."""
    _, _, rest = html.decode().partition('<form id="step-form"')
    form = BeautifulSoup(rest.partition("</form>")[0], "html.parser")
    page = page_named(step, begun.path)
    typed = begun.typed.get(step, {})
    texts = [question for question in page.questions if question.is_own_words and question.key in typed]
    for question in texts:
        text = typed[question.key][-1]
        shown = _value(form.find(attrs={"name": question.key}))
        assert _lines(shown) == _lines(text), (step, question.key)
    for question in (question for question in page.questions if question.choices):
        chosen = set(typed.get(question.key, [])) & {value for value, _ in question.choices}
        marked = {tag["value"] for tag in form.select(f"[name={question.key}]:checked")}
        assert question.kind is Kind.LIST or marked <= chosen, (step, question.key)


def _value(tag: Tag) -> str:
    if tag.name == "textarea":
        # The first line break belongs to the tag.
        return tag.text.removeprefix("\r").removeprefix("\n")
    return str(tag.get("value", ""))


def _lines(text: str) -> Any:
    return text.replace("\r\n", "\n").strip("\r\n")
