"""People of the program at work on a case, in a browser each: a verb is what one person does on the pages, by clicking
and filling in forms."""

import re
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

from playwright.sync_api import Locator, expect

from portal.common.roles import Role
from tests.e2e.browser import DESKTOP, Visitor, visitor
from tests.e2e.referral import answer

CONSENT = "The two sides"
DECIDER = "Lieutenant Ferris Boyd"


def today() -> date:
    """The day where the program is."""
    return datetime.now(ZoneInfo("America/Los_Angeles")).date()


def in_days(days: int, hour: int) -> str:
    """A time to come, as it is typed."""
    return f"{today() + timedelta(days=days)}T{hour:02}:00"


class Worker:
    """Someone in the staff area."""

    def __init__(self, visitor: Visitor) -> None:
        self.visitor, self.page = visitor, visitor.page

    def _goes_by(self, way: Locator) -> None:
        self.visitor.press(way.first)
        assert self.visitor.status == 200, self.visitor.address

    def presses(self, name: str, within: Locator | None = None) -> None:
        self._goes_by((within or self.page.locator("main")).get_by_role("button", name=name, exact=True))

    def follows(self, name: str, within: Locator | None = None) -> None:
        self._goes_by((within or self.page.locator("main")).get_by_role("link", name=name, exact=True))

    def fills(self, answers: dict[str, str | list[str]], form: str = "main form") -> None:
        answer(self.visitor, answers, form)

    def ticks_all(self, name: str) -> None:
        for box in self.page.locator(f"main [name='{name}']").all():
            box.check()

    def is_told(self, words: str) -> None:
        expect(self.page.locator(".messages")).to_contain_text(words)

    def sees(self, words: str) -> None:
        expect(self.page.locator("main")).to_contain_text(words)

    def fact(self, name: str) -> str:
        """What a list of facts says beside this name."""
        term = self.page.locator("dt", has_text=re.compile(f"^{re.escape(name)}$"))
        return self.page.locator("main dl > div").filter(has=term).locator("dd").first.inner_text()

    def session(self, *words: str) -> Locator:
        """The part of the page about the session of which all these words are said."""
        found = self.page.locator("main .session")
        for each in words:
            found = found.filter(has_text=each)
        return found


@dataclass(frozen=True)
class Letter:
    """A letter as it was frozen: to which side, in which language, and all of its words."""

    to: str
    language: str
    words: str


class Desk(Worker):
    """An administrator, or the lead administrator, at one case."""

    def takes(self, reference: str) -> None:
        """Finds the case in the queue. A walk goes faster than people, so its request may be marked."""
        self.visitor.open("/admin/cases/")
        self.page.locator("#queue-text").fill(reference)
        self.presses("Search")
        self.follows(reference)
        self.case = self.visitor.address.partition("?")[0]
        if self.page.get_by_role("button", name="It is in order").count():
            self.presses("It is in order")

    def opens(self, page: str = "") -> None:
        self.visitor.open(self.case)
        if page:
            self.follows(page)

    def finds(self, state: str) -> None:
        """The case stands there."""
        self.opens()
        assert self.fact("State") == state

    def makes(self, move: str, state: str) -> None:
        self.opens()
        self.presses(move)
        self.is_told(f"The case is now: {state}.")

    def waits_for(self, move: str) -> str:
        """What has to be done before this move can be made."""
        self.opens()
        assert not self.page.get_by_role("button", name=move, exact=True).count()
        term = self.page.locator("dt", has_text=re.compile(f"^{move}$"))
        return self.page.locator("main .case-answers > div").filter(has=term).inner_text()

    def calls(self) -> None:
        """Talks with the person who asked."""
        self.opens()
        form = "form[aria-label='Record a try to reach someone']"
        self.fills({"channel": "phone", "result": "reached"}, form)
        self.presses("Record the try", self.page.locator(form))
        self.is_told("The try is recorded.")

    def lets_the_city_see(self) -> None:
        self.opens()
        self.follows("Change the answer about sharing with the City")
        self.fills({"sharing": "yes", "how": "phone"})
        self.presses("Save")
        self.is_told("The answer is recorded.")

    def learns_who(self, side: str, name: str, email: str) -> None:
        self.opens()
        self.follows(f"Change the {side}")
        self.fills({"name": name, "email": email})
        self.presses("Save")
        self.is_told("The changes are saved.")

    def hears(self, side: str, label: str, answer: str, **more: str) -> str:
        """A side answers by phone. Gives the language of the text that stands there to be read aloud."""
        self.opens(CONSENT)
        name = f"Answer of the {label}"
        read = self.page.locator(f"section[aria-labelledby='side-{side}'] .read-aloud").get_attribute("lang")
        given = {"answer": answer, "channel": "phone", "read_back": "on"} | more
        self.fills({f"{side}-answer-{key}": value for key, value in given.items()}, f"form[aria-label='{name}']")
        self.presses("Store the answer", self.page.locator(f"form[aria-label='{name}']"))
        self.is_told("The answer is stored.")
        return str(read)

    def hears_that_they_step_back(self, side: str, label: str) -> None:
        self.opens(CONSENT)
        form = f"form[aria-label='Withdrawal of the {label}']"
        self.page.locator(f"section[aria-labelledby='side-{side}'] summary").click()
        self.fills({f"{side}-withdraw-channel": "phone", f"{side}-withdraw-is_sure": "on"}, form)
        self.presses("Store that they step back", self.page.locator(form))
        self.is_told("The withdrawal is stored.")

    def asks_mediator(self, name: str) -> None:
        self.opens("Mediators")
        self.presses(f"Ask {name}")
        self.is_told("The mediator is asked")

    def plans(self, plan: dict[str, str], kind: str, terms: dict[str, str]) -> None:
        """Proposes a time, writes down that it suits everyone, and confirms it."""
        self.opens("Sessions")
        self.follows("Propose a session")
        self.fills(plan)
        self.presses("Propose")
        self.is_told("The times are proposed.")
        self.follows("Whom the times suit", self.session(kind, "Times proposed"))
        for question in self.page.locator("main form select").all():
            question.select_option("yes")
        self.presses("Save")
        self.follows("Confirm a time", self.session(kind, "Times proposed"))
        self.page.locator("main [name=proposal]").first.check()
        self.fills(terms)
        self.presses("Confirm")
        self.is_told("Confirmed and booked.")

    def letters(self) -> list[Letter]:
        """The letters of the case, the newest first."""
        self.opens("Letters")
        found = []
        for row in self.page.locator("main article.letter").all():
            text = row.locator(".letter-text").first
            to, language = row.locator("dl dd").first.inner_text(), str(text.get_attribute("lang"))
            found.append(Letter(to, language, str(text.text_content())))
        return found


class Mediator(Worker):
    """A mediator on their own pages."""

    def accepts(self, reference: str) -> None:
        self.visitor.open("/admin/mediations/")
        self.follows(reference)
        self.fills({"conflict": "none"})
        self.presses("Accept the case")
        self.is_told("You have this case now.")

    def holds(self, reference: str, kind: str) -> None:
        self.visitor.open("/admin/sessions/")
        self.follows("Record as held", self.session(reference, kind, "Confirmed"))
        self.fills({"minutes": "55"})
        self.ticks_all("parties")
        self.ticks_all("mediators")
        self.presses("Save")
        self.is_told("Recorded.")

    def waits_in_vain(self, reference: str, kind: str, who: str) -> None:
        self.visitor.open("/admin/sessions/")
        self.follows("Somebody did not come", self.session(reference, kind, "Confirmed"))
        self.page.get_by_label(who, exact=True).check()
        self.fills({"waited": "30"})
        self.presses("Record")
        self.is_told("Recorded.")

    def begins_to_report(self, reference: str, report: dict[str, str]) -> None:
        self.visitor.open("/admin/sessions/")
        self.follows("Report the outcome", self.session(reference, "Held"))
        self.fills(report)
        self.presses("Report")


class City(Worker):
    """The City's liaison."""

    def knows(self, reference: str) -> bool:
        self.visitor.open("/admin/city/")
        return bool(self.page.locator("main tr", has_text=reference).count())

    def row(self, reference: str) -> list[str]:
        """All that the City learns about a case, cell by cell."""
        assert self.knows(reference)
        return self.page.locator("main tr", has_text=reference).locator("td").all_inner_texts()

    def finds_eligible(self, reference: str) -> str:
        """Reads the record, checks each point and decides. Gives the page as it was read."""
        self.visitor.open("/admin/city/")
        self.follows(reference)
        read = self.page.locator("main").inner_text()
        self.ticks_all("yes-checklist")
        self.fills({"yes-decider": DECIDER})
        self.presses("Record: eligible")
        self.is_told("The case is now: Eligible.")
        return read


class Office:
    """Everybody at work, each signed in at a desk of their own from when they are needed."""

    def __init__(self, browser, portal: str, members, stack: ExitStack) -> None:
        self.browser, self.portal, self.members, self.stack = browser, portal, members, stack
        self.visitors: list[Visitor] = []

    def _at_work(self, role: Role) -> Visitor:
        cookies = self.members(role).signed_in
        at_work = visitor(self.browser, self.portal, scripts=True, size=DESKTOP, storage_state=cookies)
        self.visitors.append(self.stack.enter_context(at_work))
        return self.visitors[-1]

    @cached_property
    def desk(self) -> Desk:
        return Desk(self._at_work(Role.ADMINISTRATOR))

    @cached_property
    def lead(self) -> Desk:
        return Desk(self._at_work(Role.LEAD))

    @cached_property
    def city(self) -> City:
        return City(self._at_work(Role.LIAISON))

    @cached_property
    def mediator(self) -> Mediator:
        return Mediator(self._at_work(Role.MEDIATOR))

    def take(self, reference: str) -> None:
        """Administrator and lead both open the case."""
        self.desk.takes(reference)
        self.lead.takes(reference)

    def a_place(self) -> str:
        """The first neutral place of the list, as a form names it."""
        self.desk.visitor.open("/admin/places/")
        places = self.desk.page.locator("main a[href^='/admin/places/']:not([href$='/add/'])")
        return str(places.first.get_attribute("href")).rstrip("/").rpartition("/")[2]
