"""The walk of a person: the pages of a request in their order, what is answered on each, and how."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from tests.answers import ANSWERS as USUAL
from tests.e2e.browser import Visitor

NAME = "Rosa Villanueva"
PLACE = "Colorado Boulevard"
ACCOUNT = "No me dejó terminar una frase."

OWN_WORDS = {
    "name": {"name": NAME},
    "best-way": {"best_way": "text", "avoid": "Después de las seis"},
    "when-where": {"happened_on_month": "3", "happened_on_day": "4", "happened_on_year": "2026", "place": PLACE},
    "account": {"account": ACCOUNT},
}
Answers = dict[str, dict[str, str | list[str]]]
ANSWERS: Answers = USUAL | OWN_WORDS
STEPS = tuple(ANSWERS)


def step_of(visitor: Visitor) -> str:
    """The name of the page that the visitor is on, from its address: /es/referral/<draft>/<step>/."""
    return urlsplit(visitor.address).path.rstrip("/").rsplit("/", 1)[-1]


def answer(visitor: Visitor, answers: dict[str, str | list[str]], form: str = "#step-form") -> None:
    """Fills fields by their names, each in its own way."""
    for name, value in answers.items():
        fields = visitor.page.locator(f"{form} [name='{name}']")
        kind = fields.first.get_attribute("type")
        if kind == "radio" or isinstance(value, list):
            for choice in value if isinstance(value, list) else [value]:
                visitor.page.locator(f"{form} [name='{name}'][value='{choice}']").check()
        elif kind == "checkbox":
            fields.check()
        elif fields.evaluate("field => field.tagName") == "SELECT":
            fields.select_option(value)
        else:
            fields.fill(value)


def press_continue(visitor: Visitor) -> None:
    """Presses the page's one main button."""
    visitor.press(visitor.page.locator("#step-form .button[type=submit]:not(.button-quiet, [name])"))


def walk(visitor: Visitor, language: str, answers: Answers = ANSWERS) -> Iterator[str]:
    """Goes from the door to the receipt and stops on each page, saying its name, before anything is answered."""
    if "who" in answers:
        visitor.open(f"/{language}/request/")
        yield "start"
        visitor.press(visitor.page.locator(f"a[href='/{language}/referral/new/']").first)
    else:
        visitor.open(f"/{language}/referral/employee/")
        yield "door"
        visitor.press(visitor.page.locator("main form .button"))
    for step, given in answers.items():
        assert step_of(visitor) == step, visitor.address
        yield step
        answer(visitor, given)
        press_continue(visitor)
    assert step_of(visitor) == "receipt"
    yield "receipt"
