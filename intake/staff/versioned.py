"""Changing a case by a form that knows against what it was opened.

Whoever comes second sees what stands now beside what they filled in. Nothing is written until they press one button,
which puts what they changed, and only that, on top; the other leaves everything as it is.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.forms.boundfield import BoundField
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from intake.exceptions import (
    CallFirst,
    CaseChanged,
    CaseNotHere,
    MessageUnread,
    MoveRefused,
    NoLaterFiling,
    NotByHand,
    OriginalUnknown,
    ReasonMissing,
    SecondPersonNeeded,
)
from intake.forms.case import CaseForm
from intake.forms.pages import plain
from intake.rules.lifecycle import Refusal
from intake.services.case import find_case
from intake.staff.history import Entry, latest_entries
from intake.staff.page import crumbs, trail_of_case
from portal.common.dates import long_date, long_datetime

WORDS: dict[type[Exception], str] = {
    CallFirst: "Talk with the person first, and record the talk among the contact attempts.",
    NoLaterFiling: "Only an open case of somebody who had filed no complaint can become one of a filed complaint.",
    OriginalUnknown: "There is no other open or ended case of this reference that this one can repeat.",
    SecondPersonNeeded: "This takes a second person: another account than the one that began it.",
    MessageUnread: "Read the message first: it stands under Messages.",
    NotByHand: "This duty ends with a move of the case, or is over already.",
    ReasonMissing: "Choose a reason.",
}
"""What a refusal says on the page."""
REFUSED: tuple[type[Exception], ...] = (MoveRefused, *WORDS)
NOT_NOW = "The case can’t make this move any more."


@dataclass(frozen=True)
class Difference:
    """One field on the merge page: what stands now, and what this person wants."""

    label: str
    theirs: str
    yours: str
    is_changed: bool = True


def refusal_in_words(error: Exception) -> str:
    """The guards' own sentences for a move, else the words of the refusal."""
    if isinstance(error, MoveRefused):
        refusal = error.refusal
        guards = refusal.guards if isinstance(refusal, Refusal) else ()
        return " ".join(guard.fix for guard in guards) or NOT_NOW
    return WORDS[type(error)]


class CaseChangeView(WagtailAdminTemplateMixin, TemplateView):
    """A form about one case on a page of its own. Subclasses say which form, what it holds now, and what it does."""

    template_name = "intake/staff/case_change.html"
    header_icon = "edit"
    about = ""
    button = "Save"
    said = "Saved."

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """404 for a case that this person does not work on, the same as for one that does not exist."""
        try:
            self.case = find_case(kwargs["case_id"], request.user)
            return super().dispatch(request, *args, **kwargs)  # type: ignore[return-value]
        except CaseNotHere:
            raise Http404 from None

    def make_form(self, data: Any = None, **initial: Any) -> CaseForm:
        """The form, with what it holds now unless told otherwise."""
        raise NotImplementedError

    def held(self) -> dict[str, Any]:
        """What the form's fields hold now, by name."""
        return {}

    def apply(self, form: CaseForm, opened: int) -> None:
        """Does what the form says."""
        raise NotImplementedError

    def wanted(self) -> list[Difference]:
        """What the form does besides its fields, for the merge page."""
        return []

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Saves and leads back to the case; a mistake or a refusal shows the page again."""
        form = self.make_form(request.POST, **self.held())
        if not form.is_valid():
            return self.show(form)
        try:
            self.apply(form, form.cleaned_data["opened"])
        except CaseChanged:
            return self.merge(form)
        except REFUSED as error:
            form.add_error(None, refusal_in_words(error))
            return self.show(form)
        messages.success(request, self.said)
        return HttpResponseRedirect(self.leads_to())

    def show(self, form: CaseForm) -> HttpResponse:
        """The page with this form."""
        return self.render_to_response(self.get_context_data(form=form))

    def merge(self, form: CaseForm) -> HttpResponse:
        """The page with both sides, and the form anew against what stands now, out of sight."""
        self.case = find_case(self.case.pk, self.request.user)
        held, changed = self.held(), set(form.changed_data) - {"opened"}
        yours = {**held, **{name: plain(form.cleaned_data[name]) for name in changed}}
        again = self.make_form(None, **{**yours, "opened": self.case.version})
        now = self.make_form(None, **held)
        rows = [
            Difference(str(now[name].label), words(now[name], held.get(name)), words(now[name], value), name in changed)
            for name, value in yours.items()
            if name in now.fields and not now[name].is_hidden
        ]
        context = self.get_context_data(
            form=form, rows=[*self.wanted(), *rows], hidden=hidden_inputs(again, now), since=self.since()
        )
        return self.response_class(self.request, ["intake/staff/case_merge.html"], context, status=409)

    def since(self) -> list[Entry]:
        """The newest entries of the log about this case: who changed what."""
        return latest_entries(self.case)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The case and the form."""
        if "form" not in kwargs:
            kwargs["form"] = self.make_form(None, **self.held(), opened=self.case.version)
        back = reverse("cases:case", args=[self.case.pk])
        return super().get_context_data(**kwargs, case=self.case, about=self.about, button=self.button, back=back)

    def leads_to(self) -> str:
        """Where a saved form leads."""
        return reverse("cases:case", args=[self.case.pk])

    def get_page_subtitle(self) -> str:
        """The reference."""
        return str(self.case)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Home, the queue, the case, this form."""
        return crumbs(self, trail_of_case(self.case))


def hidden_inputs(again: forms.Form, now: forms.Form) -> SafeString:
    """The form `again` as hidden inputs; what fields held before is what they hold `now`."""
    parts = [str(bound.as_hidden()) for bound in again]
    parts += [str(bound.as_hidden(only_initial=True)) for bound in now if bound.field.show_hidden_initial]
    return mark_safe("".join(parts))  # noqa: S308 - Django's own widgets escaped it


def words(bound: BoundField, value: Any) -> str:
    """A field's value as people read it."""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if value in (None, "", []):
        return "Nothing"
    choices = getattr(bound.field, "choices", None)
    if choices:
        known = {str(key): str(label) for key, label in choices}
        return ", ".join(known.get(str(one), str(one)) for one in (value if isinstance(value, list) else [value]))
    if isinstance(bound.field, forms.DateTimeField):
        return long_datetime(value if isinstance(value, datetime) else datetime.fromisoformat(value))
    if isinstance(bound.field, forms.DateField):
        return long_date(value if isinstance(value, date) else date.fromisoformat(value))
    return str(value)
