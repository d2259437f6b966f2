"""A staff page with one form: what every such page shares, and how a refusal of a service becomes words."""

from collections.abc import Callable, Sequence
from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.views.generic import FormView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from intake.exceptions import CaseNotHere, ErasureRefused, MoveRefused, OutcomeRefused, SessionRefused, SlotTaken
from intake.rules.lifecycle import Refusal
from intake.staff.page import crumbs

TAKEN = {
    "mediator": "A mediator has another session at that time.",
    "place": "The place is taken at that time.",
    "interpreter": "The interpreter has another session at that time.",
}
REFUSALS = (MoveRefused, SessionRefused, OutcomeRefused, ErasureRefused, SlotTaken)


def refusal_in_words(error: Exception) -> list[str]:
    """What staff read when a service refused: what to do, or why not."""
    if isinstance(error, SlotTaken):
        return [TAKEN[error.kind]]
    if isinstance(error, SessionRefused | OutcomeRefused | ErasureRefused):
        return [str(error.why)]
    refusal = getattr(error, "refusal", None)
    fixes = [guard.fix for guard in refusal.guards] if isinstance(refusal, Refusal) else []
    return fixes or ["This can’t be done from where the case stands now, or it takes somebody else to do it."]


class StaffFormView(WagtailAdminTemplateMixin, FormView[forms.Form]):
    """Shows a form, does one thing with it, and leads on. 404 for what this person may not open.

    A page says what it does in `perform`; what a service refuses stands above the form.
    """

    template_name = "intake/staff/form_page.html"
    button: ClassVar[str] = "Save"
    done: ClassVar[str] = "Saved."
    danger: ClassVar[bool] = False
    intro: Sequence[str] = ()
    trail: Sequence[tuple[str, str]] = ()
    """Address and words of the pages above this one."""

    def dispatch(self, *args: Any, **kwargs: Any) -> Any:
        """Fetches what the page is about first."""
        self.or_404(self.fetch)
        return super().dispatch(*args, **kwargs)

    def fetch(self) -> None:
        """Gets what the page is about, or raises CaseNotHere."""

    def perform(self, form: Any) -> None:
        """Does what the page is for."""
        raise NotImplementedError

    def or_404(self, call: Callable[[], None]) -> None:
        """Makes the call; nothing is there for whoever may not see it."""
        try:
            call()
        except CaseNotHere:
            raise Http404 from None

    def form_valid(self, form: Any) -> HttpResponse:
        """Does it, says so and leads on; what was refused is shown above the form."""
        try:
            self.or_404(lambda: self.perform(form))
        except REFUSALS as error:
            for words in refusal_in_words(error):
                form.add_error(None, words)
            return self.form_invalid(form)
        messages.success(self.request, self.done)
        return HttpResponseRedirect(self.get_success_url())

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Home, the pages above, this one."""
        return crumbs(self, self.trail)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The form, what stands above it, and where to go without doing anything."""
        return super().get_context_data(
            **kwargs, intro=self.intro, button=self.button, danger=self.danger, back=self.get_success_url()
        )
