"""The queue: every case that a person may see, the one that is due first at the top.

Nothing encrypted is read, so no read is audited here; looking for a person is (services/search.py). The number of
queries does not grow: one for the rows and their count, one for the owners and the person's own lists.
"""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from intake.models import Case
from intake.permissions import VIEW_CASE, WORK_CASE
from intake.rules.queue import TAB_LABELS, QueueFilter
from intake.services.assigning import owners
from intake.services.saved_filter import with_lists
from intake.services.search import look_for
from intake.staff.queue_choices import choices_of, order_of
from intake.staff.queue_rows import name_of, rows_of
from portal.common.policies import staff_with

ROWS_PER_PAGE = 50
MOST_COUNTED = 1000
PAGES = MOST_COUNTED // ROWS_PER_PAGE


def queue_address(query: str) -> str:
    """The address of a list."""
    return reverse("cases:queue") + (f"?{query}" if query else "")


class QueueView(WagtailAdminTemplateMixin, TemplateView):
    """One page of one list, in whole or, for a browser that has the rest already, the list alone."""

    template_name = "intake/staff/queue.html"
    page_title = "Cases"
    header_icon = "folder-inverse"
    results_only = False

    def get_template_names(self) -> list[str]:
        """The page or its list."""
        return ["intake/staff/queue_results.html" if self.results_only else self.template_name]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The rows, where they stand in the whole, and what else may be asked for."""
        wanted, page = QueueFilter.of(self.request.META["QUERY_STRING"]), self._page_asked_for()
        found = self._found(wanted, page)
        if not found and page > 1:
            page, found = 1, self._found(wanted, 1)
        people = [person | {"name": name_of(person)} for person in with_lists(owners(), self.request.user)]
        can_own = [person for person in people if person["can_own"]]
        own = {"wanted": wanted, "query": wanted.query(), "tabs": self._tabs(wanted)}
        return super().get_context_data(
            **kwargs,
            **own,
            **self._paging(wanted, page, found[0]["total"] if found else 0),
            rows=rows_of(found, wanted.query(), (page - 1) * ROWS_PER_PAGE),
            owners=can_own,
            saved_lists=next((person["lists"] for person in people if person["pk"] == self.request.user.pk), []),
            may_assign=self.request.user.has_perm(WORK_CASE),
            choices=choices_of(wanted, can_own),
            order=order_of(wanted),
        )

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Home, then this list."""
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def _found(self, wanted: QueueFilter, page: int) -> list[Any]:
        user = self.request.user
        cases = Case.objects.visible_to(user).in_queue(wanted, user, timezone.localdate())
        first = (page - 1) * ROWS_PER_PAGE
        return list(cases.for_listing(MOST_COUNTED + 1)[first : first + ROWS_PER_PAGE])

    def _page_asked_for(self) -> int:
        typed = self.request.GET.get("p", "1")
        return min(max(int(typed), 1), PAGES) if typed.isdecimal() and len(typed) < 4 else 1

    def _paging(self, wanted: QueueFilter, page: int, total: int) -> dict[str, Any]:
        """How many there are, and the pages before and after this one. Of more than a thousand the first are shown."""
        pages = min(max(-(-total // ROWS_PER_PAGE), 1), PAGES)
        numbers = {"previous": page - 1 if page > 1 else 0, "next": page + 1 if page < pages else 0}
        return {
            "count": f"More than {MOST_COUNTED:,} cases" if total > MOST_COUNTED else f"{total:,} {_cases(total)}",
            "page": page,
            "pages": pages,
            **{name: self._page_address(wanted, number) for name, number in numbers.items()},
        }

    def _page_address(self, wanted: QueueFilter, number: int) -> str:
        query = "&".join(part for part in (wanted.query(), f"p={number}") if part)
        return queue_address(query) if number else ""

    def _tabs(self, wanted: QueueFilter) -> list[dict[str, Any]]:
        return [
            {"label": label, "url": queue_address(wanted.with_tab(tab).query()), "is_current": tab == wanted.tab}
            for tab, label in TAB_LABELS.items()
        ]


def _cases(count: int) -> str:
    return "case" if count == 1 else "cases"


@require_http_methods(["GET", "HEAD", "POST"])
def search_cases(request: HttpRequest) -> HttpResponse:
    """Goes on to the list of what was looked for. What was typed comes by POST, so no address and no log has it;
    whoever just opens the address gets the list."""
    if request.method != "POST":
        return HttpResponseRedirect(queue_address(""))
    wanted = QueueFilter.of(request.POST.get("query", ""))
    return HttpResponseRedirect(queue_address(look_for(request.POST.get("text", ""), wanted, request.user).query()))


queue = staff_with(VIEW_CASE)(QueueView.as_view())
queue_results = staff_with(VIEW_CASE)(QueueView.as_view(results_only=True))
queue_search = staff_with(VIEW_CASE)(search_cases)
