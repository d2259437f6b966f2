"""The auditor's pages: the audit log, the proof that it is whole, and which cases there are. No page holds anything
that somebody confided, or who it is about."""

from typing import Any

from django.apps import apps
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from intake.constants import CaseKind, CaseState
from intake.forms.audit import AuditFilterForm
from intake.permissions import AUDIT_CASES
from intake.services.audit import audited_cases, entries
from intake.staff.history import VERBS, who_of
from portal.common.audit_chain import verify
from portal.common.models import AuditEvent
from portal.common.pagination import pages_of
from portal.common.policies import staff_with

ROWS_PER_PAGE = 50
TITLE = "Audit log"


def object_words(event: AuditEvent) -> str:
    """What kind of record it was about, in words."""
    if not event.object_type:
        return ""
    try:
        return str(apps.get_model(event.object_type)._meta.verbose_name)
    except LookupError:
        return str(event.object_type)


class AuditView(WagtailAdminTemplateMixin, TemplateView):
    """The log, the newest entry first. Pages go by number of entry, so that the last is as quick as the first."""

    template_name = "intake/staff/audit.html"
    page_title = TITLE
    header_icon = "history"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """One page of the entries that the filter asks for."""
        form = AuditFilterForm(self.request.GET)
        chosen = form.cleaned_data if form.is_valid() else {}
        found = list(entries(chosen, before=self.before())[: ROWS_PER_PAGE + 1])
        rows = [
            (event, who_of(event), VERBS.get(event.verb, event.verb), object_words(event), ", ".join(event.fields))
            for event in found[:ROWS_PER_PAGE]
        ]
        return super().get_context_data(**kwargs, form=form, rows=rows, older=self.older(found))

    def before(self) -> int | None:
        """The number below which the page begins. Raises Http404 for what is no number."""
        given = self.request.GET.get("before")
        if given is None:
            return None
        if not given.isascii() or not given.isdecimal() or len(given) > len(str(2**62)):
            raise Http404
        return int(given)

    def older(self, found: list[AuditEvent]) -> str:
        """The query of the next page, with the filter; empty on the last."""
        if len(found) <= ROWS_PER_PAGE:
            return ""
        query = self.request.GET.copy()
        query["before"] = str(found[ROWS_PER_PAGE - 1].seq)
        return query.urlencode()

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Home, this list."""
        return [*self.breadcrumbs_items, {"url": "", "label": TITLE}]


class AuditedCasesView(WagtailAdminTemplateMixin, TemplateView):
    """Which cases there are: reference, kind, state and days. Each leads to its entries in the log."""

    template_name = "intake/staff/audit_cases.html"
    page_title = "Cases on record"
    header_icon = "list-ul"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """One page of the cases, the newest first."""
        page = pages_of(audited_cases(), self.request, ROWS_PER_PAGE)
        rows = [
            found
            | {
                "reference": found["referral__reference"],
                "kind": CaseKind(found["kind"]).label,
                "state": CaseState(found["state"]).label,
            }
            for found in page.object_list
        ]
        return super().get_context_data(**kwargs, page_obj=page, rows=rows)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Home, the log, this list."""
        return [
            *self.breadcrumbs_items,
            {"url": reverse("audit:log"), "label": TITLE},
            {"url": "", "label": self.page_title},
        ]


@staff_with(AUDIT_CASES)
@require_POST
def verify_chain(request: HttpRequest) -> HttpResponse:
    """Walks the whole chain and says what it found."""
    finding = verify()
    if finding.broken:
        messages.error(request, f"The log is not whole. {finding.broken} Tell the program’s operations at once.")
    else:
        head = finding.head
        messages.success(
            request,
            f"The log is whole: {finding.rows} entries checked. The last is {head.seq}, with the hash {head.hash}."
            " That its end was not cut off shows only against a hash that was noted earlier, elsewhere.",
        )
    return HttpResponseRedirect(reverse("audit:log"))


log = staff_with(AUDIT_CASES)(AuditView.as_view())
audited = staff_with(AUDIT_CASES)(AuditedCasesView.as_view())
