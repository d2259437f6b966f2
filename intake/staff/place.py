"""The rosters of neutral places and interpreters: a list each, and a page to add or change one."""

from typing import Any, ClassVar

from django.db.models import Model
from django.http import Http404
from django.urls import reverse
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from intake.forms.place import InterpreterForm, PlaceForm
from intake.models import Interpreter, Place
from intake.permissions import WORK_CASE
from intake.questions.choices import SPOKEN_LANGUAGES
from intake.services.place import save_resource
from intake.staff.form_page import StaffFormView
from portal.common.policies import staff_with


class RosterView(WagtailAdminTemplateMixin, TemplateView):
    """Lists all of one kind, those in use first."""

    model: Any = Place
    template_name = "intake/staff/place_list.html"
    page_title = "Places"
    header_icon = "site"
    names: ClassVar[dict[type[Model], str]] = {Place: "place", Interpreter: "interpreter"}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The rows."""
        name = self.names[self.model]
        rows = [
            {
                "name": str(each),
                "url": reverse(f"rosters:{name}_edit", args=[each.pk]),
                "is_active": each.is_active,
                "about": about(each),
            }
            for each in self.model._default_manager.order_by("-is_active", "name")
        ]
        return super().get_context_data(**kwargs, rows=rows, add_url=reverse(f"rosters:{name}_add"), noun=name)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Home, this list."""
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]


class ResourceView(StaffFormView):
    """Adds a place or an interpreter, or changes one."""

    form_class: Any = PlaceForm
    list_url = "rosters:places"
    list_title = "Places"
    header_icon = "site"

    def fetch(self) -> None:
        """The one to change; none to add one."""
        model: Any = self.form_class.Meta.model
        self.trail = [(reverse(self.list_url), self.list_title)]
        self.object = None
        if "pk" in self.kwargs:
            self.object = model.objects.filter(pk=self.kwargs["pk"]).first()
            if self.object is None:
                raise Http404

    def get_page_title(self) -> str:
        """The name is in the form, not in the title."""
        verb = "Change" if "pk" in self.kwargs else "Add"
        return f"{verb} {RosterView.names[self.form_class.Meta.model]}"

    def get_form_kwargs(self) -> dict[str, Any]:
        """What is stored so far."""
        return {**super().get_form_kwargs(), "instance": self.object}

    def perform(self, form: Any) -> None:
        """Stores it."""
        fields = form.changed_data or ["name"]
        save_resource(form.save(commit=False), self.request.user, fields)

    def get_success_url(self) -> str:
        """The list."""
        return reverse(self.list_url)


def about(each: Any) -> str:
    """What the list says about one."""
    if isinstance(each, Place):
        return each.address
    known = dict(SPOKEN_LANGUAGES)
    return ", ".join(str(known.get(code, code)) for code in each.languages)


INTERPRETERS: dict[str, Any] = {
    "form_class": InterpreterForm,
    "list_url": "rosters:interpreters",
    "list_title": "Interpreters",
    "header_icon": "group",
}
places = staff_with(WORK_CASE)(RosterView.as_view())
place_add = staff_with(WORK_CASE)(ResourceView.as_view())
place_edit = staff_with(WORK_CASE)(ResourceView.as_view())
interpreters = staff_with(WORK_CASE)(
    RosterView.as_view(model=Interpreter, page_title="Interpreters", header_icon="group")
)
interpreter_add = staff_with(WORK_CASE)(ResourceView.as_view(**INTERPRETERS))
interpreter_edit = staff_with(WORK_CASE)(ResourceView.as_view(**INTERPRETERS))
