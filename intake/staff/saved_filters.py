"""A person's own lists of the queue: keeping one, looking at all, deleting, being told once a day."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from intake.exceptions import TooManyFilters
from intake.forms.queue import SaveFilterForm
from intake.models import SavedFilter
from intake.permissions import VIEW_CASE
from intake.rules.queue import QueueFilter
from intake.services.saved_filter import delete_filter, save_filter, set_notifying
from intake.staff.queue import queue_address
from portal.common.policies import staff_with


class SavedFiltersView(WagtailAdminTemplateMixin, TemplateView):
    """This person's lists, nobody else's."""

    template_name = "intake/staff/saved_filters.html"
    page_title = "My lists"
    header_icon = "list-ul"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The lists with their addresses."""
        user: Any = self.request.user
        own = SavedFilter.objects.filter(user=user)
        return super().get_context_data(**kwargs, lists=[(each, queue_address(each.query)) for each in own])

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Home, the queue, the lists."""
        queue = {"url": reverse("cases:queue"), "label": "Cases"}
        return [*self.breadcrumbs_items, queue, {"url": "", "label": self.page_title}]


@require_POST
def save_shown(request: HttpRequest) -> HttpResponse:
    """Keeps the list that is shown, and goes back to it."""
    form = SaveFilterForm(request.POST)
    wanted = QueueFilter.of(request.POST.get("query", ""))
    if not form.is_valid():
        messages.error(request, str(next(iter(form.errors.values()))[0]))
        return HttpResponseRedirect(queue_address(wanted.query()))
    name, notifies = form.cleaned_data["name"], form.cleaned_data["notifies"]
    try:
        save_filter(request.user, name, wanted.query(), notifies=notifies)
    except TooManyFilters:
        messages.error(request, "You have many lists already. Delete one first.")
    else:
        left_out = " The person you searched for is not part of it." if wanted.who else ""
        messages.success(request, f"The list is saved.{left_out}")
    return HttpResponseRedirect(queue_address(wanted.query()))


@require_POST
def change_one(request: HttpRequest, filter_id: UUID) -> HttpResponse:
    """Deletes a list of this person's own, or switches whether they are told about it."""
    wish = request.POST.get("do")
    if wish == "delete":
        delete_filter(request.user, filter_id)
    elif wish in ("tell", "stop"):
        set_notifying(request.user, filter_id, notifies=wish == "tell")
    return HttpResponseRedirect(reverse("cases:saved_filters"))


saved_filters = staff_with(VIEW_CASE)(SavedFiltersView.as_view())
save_list = staff_with(VIEW_CASE)(save_shown)
change_list = staff_with(VIEW_CASE)(change_one)
