"""formtools' storage on an encrypted Draft row, found by the address and the browser's cookie."""

from typing import Any

from django.http import HttpRequest
from django.utils.datastructures import MultiValueDict
from formtools.wizard.storage.base import BaseStorage

from intake.exceptions import DraftNotHere
from intake.services.draft import open_draft, read_draft, save_answers
from intake.wizard.browser import browser_secret


class DraftStorage(BaseStorage):
    """What formtools calls a storage: per page the typed values and whether they were found right.

    A GET reads and never writes; a POST locks the row, so it must run in a transaction. The current step is the
    address's, not the storage's: two tabs on one draft don't disturb each other.
    """

    def __init__(self, prefix: str, request: HttpRequest, file_storage: Any = None) -> None:
        super().__init__(prefix, request, file_storage)
        secret = browser_secret(request)
        if secret is None or request.resolver_match is None:
            raise DraftNotHere
        find = open_draft if request.method == "POST" else read_draft
        self.draft = find(request.resolver_match.kwargs["draft"], secret, self.entered_by)
        self.init_data()
        if self.draft is not None:
            self.data[self.step_data_key] = dict(self.draft.answers)

    @property
    def entered_by(self) -> Any:
        """The member of staff who writes for someone; None for whoever fills in a request themselves."""
        return None

    def get_step_data(self, step: str) -> MultiValueDict[str, str] | None:
        """What was typed on a page; None when it was never left."""
        stored = self.data[self.step_data_key].get(step)
        return None if stored is None else MultiValueDict(stored["typed"])

    def typed_for(self, step: str, names: set[str]) -> MultiValueDict[str, str] | None:
        """What was typed in the inputs of a page, wherever they stood then: a release may have given the page another
        name, or a question another page. None when nothing was."""
        pages: dict[str, Any] = self.data[self.step_data_key]
        moved = {name: values for page in pages.values() for name, values in page["typed"].items() if name in names}
        if not moved and step not in pages:
            return None
        return MultiValueDict(moved | pages.get(step, {"typed": {}})["typed"])

    @property
    def path(self) -> str:
        """The path that the door chose; empty when the first page asks for it."""
        return self.draft.path if self.draft is not None else ""

    def typed(self) -> dict[str, list[str]]:
        """What was typed on every page whose answers stand, by input. Two pages have no input of the same name."""
        pages = self.data[self.step_data_key].values()
        return {name: values for page in pages if page["stands"] for name, values in page["typed"].items()}

    def stands(self, step: str) -> bool:
        """Whether the page's answers were right when they were kept. Sending checks them all again."""
        return bool(self.data[self.step_data_key].get(step, {}).get("stands"))

    def keep(self, step: str, names: set[str], typed: dict[str, list[str]], *, stands: bool) -> None:
        """Writes one page's answers to the row. Its inputs, `names`, are this page's from now on."""
        assert self.draft is not None
        pages: dict[str, Any] = self.data[self.step_data_key]
        for page in pages.values():
            page["typed"] = {name: values for name, values in page["typed"].items() if name not in names}
        pages[step] = {"typed": typed, "stands": stands}
        save_answers(self.draft, pages)

    def reopen(self, step: str) -> None:
        """Marks a page as not right any more; its values stay."""
        assert self.draft is not None
        self.data[self.step_data_key][step]["stands"] = False
        save_answers(self.draft, self.data[self.step_data_key])

    def reset(self) -> None:
        """Nothing: formtools resets after `done`, and the service has emptied the draft by then."""


class EntryStorage(DraftStorage):
    """The same for drafts that staff began: no public page opens them, also not in the same browser."""

    @property
    def entered_by(self) -> Any:
        """Whoever is signed in."""
        return self.request.user
