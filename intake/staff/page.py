"""What the pages of casework share: the shell, the way back, and coming back after a change."""

from collections.abc import Callable, Iterable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from intake.exceptions import CaseNotHere, DoubtsChanged, MediatorRefused, SurveyNotReady


class StaffPage(WagtailAdminTemplateMixin, TemplateView):
    """A page in the admin's shell. `trail` gives the crumbs between home and the page itself."""

    def trail(self) -> list[tuple[str, str]]:
        """Address and words of each page above this one."""
        return []

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Home, the pages above, this page."""
        return crumbs(self, self.trail())


def crumbs(page: Any, above: Iterable[tuple[str, str]]) -> list[dict[str, Any]]:
    """Wagtail's breadcrumbs: home, the pages above by address and words, the page itself."""
    between = [{"url": url, "label": label} for url, label in above]
    return [*page.breadcrumbs_items, *between, {"url": "", "label": page.get_page_title()}]


def trail_of_case(case: Any) -> list[tuple[str, str]]:
    """Address and words of the pages above a page of a case: the queue and the case."""
    return [(reverse("cases:queue"), "Cases"), (reverse("cases:case", args=[case.pk]), f"Case {case}")]


class CaseTab:
    """A page of one case, which says in its title which: a browser's tabs and a printed page are told apart by it."""

    case: Any
    page_title: str

    def get_page_title(self) -> str:
        """The page and the reference, which says nothing about anyone."""
        return f"{self.page_title}: {self.case}"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Home, the queue, the case, this page."""
        return crumbs(self, trail_of_case(self.case))


def come_back(request: HttpRequest, change: Callable[[], object], words: str, name: str, *args: Any) -> HttpResponse:
    """Makes a change, says in words how it went, and leads to the page of this name. 404 for what is not there."""
    try:
        change()
    except CaseNotHere:
        raise Http404 from None
    except (MediatorRefused, SurveyNotReady, DoubtsChanged) as refused:
        messages.error(request, refused.words)
    else:
        messages.success(request, words)
    return HttpResponseRedirect(reverse(name, args=args))
