"""The roster of mediators: everybody who works on cases sees it, the lead administrator changes it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from intake.constants import TrainingTopic
from intake.exceptions import MediatorRefused
from intake.forms.mediator import MediatorForm, NewMediatorForm
from intake.forms.plain import PlainForm
from intake.models import Mediator
from intake.permissions import LEAD_CASE, WORK_CASE
from intake.services.roster import MediatorProfile, add_mediator, change_mediator, may_join
from intake.services.suggestion import SPOKEN, TIMES
from intake.staff.page import StaffPage
from portal.common.policies import staff_with

TIME_WORDS = {key: str(words) for key, words in TIMES.choices}
TOPIC_WORDS = {topic.value: topic.label for topic in TrainingTopic}


class RosterView(StaffPage):
    """Who is in the pool, what each brings, and how many cases each has."""

    template_name = "intake/staff/roster.html"
    page_title = "Mediators"
    header_icon = "group"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The pool by name, with codes in words."""
        rows = [
            {
                "mediator": mediator,
                "languages": _in_words(mediator.languages, SPOKEN),
                "topics": _in_words(mediator.topics, TOPIC_WORDS),
                "times": _in_words(mediator.times, TIME_WORDS),
            }
            for mediator in Mediator.objects.with_load()
        ]
        return super().get_context_data(**kwargs, rows=rows)


class MediatorView(StaffPage):
    """Adding a mediator, or changing one."""

    template_name = "intake/staff/roster_form.html"
    header_icon = "user"

    def trail(self) -> list[tuple[str, str]]:
        """The roster."""
        return [(reverse("mediators:roster"), "Mediators")]

    def get_page_title(self) -> str:
        """No name in titles."""
        return "Change a mediator" if "mediator_id" in self.kwargs else "Add a mediator"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Stores what was typed, or shows it again with what is wrong."""
        form = self._form(request.POST)
        if form.is_valid():
            try:
                self._store(form.cleaned_data)
            except MediatorRefused as refused:
                form.add_error(None, refused.words)
            else:
                messages.success(request, "The roster is stored.")
                return HttpResponseRedirect(reverse("mediators:roster"))
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The form, empty, with what is stored, or with what was typed."""
        form = kwargs.pop("form", None) or self._form()
        return super().get_context_data(**kwargs, form=form, mediator=self._mediator())

    def _mediator(self) -> Mediator | None:
        if "mediator_id" not in self.kwargs:
            return None
        found = Mediator.objects.select_related("user").filter(pk=self.kwargs["mediator_id"]).first()
        if found is None:
            raise Http404
        return found

    def _form(self, data: Any = None) -> PlainForm:
        mediator = self._mediator()
        if mediator is None:
            return NewMediatorForm(data, people=may_join(), initial={"capacity": 2, "is_active": True})
        names = ("languages", "training_hours", "topics", "times", "capacity", "is_active")
        return MediatorForm(data, initial={name: getattr(mediator, name) for name in names})

    def _store(self, given: dict[str, Any]) -> None:
        joining = given.pop("user", None)
        profile = MediatorProfile(**given)
        if joining is None:
            change_mediator(self.request.user, self.kwargs["mediator_id"], profile)
        else:
            add_mediator(self.request.user, joining, profile)


def _in_words(codes: list[str], words: dict[str, str]) -> str:
    return ", ".join(words.get(code, code) for code in codes)


roster = staff_with(WORK_CASE)(RosterView.as_view())
new_mediator = staff_with(LEAD_CASE)(MediatorView.as_view())
change = staff_with(LEAD_CASE)(MediatorView.as_view())
