"""Pages with one form about a session or an outcome: each knows against which version of the case it was opened.

Whoever comes second sees what stands now beside what they filled in, as on the other forms of a case
(intake/staff/versioned.py); pressing the button there puts only what they changed on top.
"""

from typing import Any

from django import forms
from django.http import HttpResponse

from intake.exceptions import CaseChanged
from intake.forms.case import CaseForm
from intake.models import Case
from intake.staff.form_page import StaffFormView
from intake.staff.history import Entry, latest_entries
from intake.staff.versioned import Difference, hidden_inputs, words

GONE = "Not there any more"


class CaseFormView(StaffFormView):
    """Shows a form, does one thing with it and leads on, unless somebody else was faster."""

    def the_case(self) -> Case:
        """The case that the page is about, as `fetch` found it."""
        raise NotImplementedError

    def stands_now(self) -> str:
        """Where things stand now, for the page that shows both."""
        return self.the_case().get_state_display()

    def since(self) -> list[Entry]:
        """What the log says of the newest changes; on pages of mediators nothing."""
        return latest_entries(self.the_case())

    def get_form_kwargs(self) -> dict[str, Any]:
        """With the version of the case."""
        kwargs = super().get_form_kwargs()
        return {**kwargs, "initial": {**kwargs["initial"], "opened": self.the_case().version}}

    def form_valid(self, form: Any) -> HttpResponse:
        """Does it, or shows both sides."""
        try:
            return super().form_valid(form)
        except CaseChanged:
            return self.merge(form)

    def merge(self, form: CaseForm) -> HttpResponse:
        """The page with both sides, and the form anew against what stands now, out of sight."""
        self.or_404(self.fetch)
        mine = [name for name in form.changed_data if name not in {"opened", *form.forgotten}]
        now, again = self._unbound({}), self._unbound({name: form[name].data for name in mine})
        rows = [Difference("What you want", self.stands_now(), self.get_page_title())]
        rows += [
            Difference(
                str(form[name].label),
                words(now[name], now[name].value()) if name in now.fields else GONE,
                words(form[name], form.cleaned_data.get(name)),
            )
            for name in mine
        ]
        context = self.get_context_data(form=form, rows=rows, hidden=hidden_inputs(again, now), since=self.since())
        return self.response_class(self.request, ["intake/staff/case_merge.html"], context, status=409)

    def _unbound(self, values: dict[str, Any]) -> forms.Form:
        """The form as a GET would show it now, with these values on top."""
        kwargs = {name: value for name, value in self.get_form_kwargs().items() if name not in ("data", "files")}
        kwargs["initial"] = {**kwargs["initial"], **values}
        form: Any = self.get_form_class()(**kwargs)
        for name in form.forgotten:
            del form.fields[name]
        found: forms.Form = form
        return found
