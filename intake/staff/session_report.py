"""After a session: the pages on which staff and mediators write down that it was held, or who did not come; the
calendar file; and a mediator's own list of sessions."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from intake.constants import SessionMode
from intake.exceptions import CaseNotHere
from intake.forms.session import HeldForm, NoShowForm
from intake.models import Session
from intake.permissions import MEDIATE, VIEW_CASE, WORK_CASE
from intake.services.cancelling import parties_of
from intake.services.policy import current_policy
from intake.services.session import leaders_of
from intake.services.session_calendar import calendar_file
from intake.services.session_reading import left_sessions_of, open_left_session, open_session, sessions_of_mediator
from intake.services.session_report import Held, record_held, record_no_show
from intake.staff.history import Entry
from intake.staff.session import SessionFormView
from intake.staff.session_words import time_in_words
from portal.common.languages import BY_CODE, language_of
from portal.common.policies import staff_with

NO_WORDS = "Nothing of what was said is written down: there is no place for it."


class ReportView(SessionFormView):
    """A page about a session that has begun. `is_own` makes it a mediator's: below the list of their own sessions."""

    is_own = False

    def fetch(self) -> None:
        """The session; a mediator's address does not name the case."""
        if not self.is_own:
            super().fetch()
            return
        self.session = open_session(self.kwargs["session_id"], self.request.user)
        self.trail = [(reverse("own_sessions:list"), "My sessions")]
        self.intro = (self.in_words(),)

    def since(self) -> list[Entry]:
        """A mediator reads nothing of the log."""
        return [] if self.is_own else super().since()

    def get_success_url(self) -> str:
        """Back to the list that this person came from."""
        return reverse("own_sessions:list") if self.is_own else super().get_success_url()


class HeldView(ReportView):
    """Writes down that the session took place."""

    form_class = HeldForm
    page_title = "Record the session as held"
    done = "Recorded."

    def fetch(self) -> None:
        """The session."""
        super().fetch()
        self.intro = (*self.intro, NO_WORDS)

    def get_initial(self) -> dict[str, Any]:
        """The way that was planned."""
        return {"mode": self.session.mode}

    def get_form_kwargs(self) -> dict[str, Any]:
        """Who may have been there."""
        kwargs = super().get_form_kwargs()
        return {**kwargs, "parties": parties_of(self.session), "mediators": leaders_of(self.session)}

    def perform(self, form: Any) -> None:
        """Records it."""
        chosen = form.cleaned_data
        held = Held(
            minutes=chosen["minutes"],
            mode=SessionMode(chosen["mode"]),
            parties=frozenset(UUID(key) for key in chosen["parties"]),
            mediators=frozenset(UUID(key) for key in chosen["mediators"]),
            interpreter_was_there=chosen["interpreter_was_there"],
            others=form.others,
        )
        record_held(self.session.pk, self.request.user, held, chosen["opened"])


class NoShowView(ReportView):
    """Writes down who did not come."""

    form_class = NoShowForm
    page_title, button = "Somebody did not come", "Record"
    done = "Recorded."
    danger = True

    def fetch(self) -> None:
        """The session, and what the rules ask for."""
        super().fetch()
        wait = current_policy().no_show_minutes
        self.intro = (
            *self.intro,
            f"Wait {wait} minutes first, and call the side by the way that is safe for them.",
            "Each side gets one more time as often as the rules say. After that the case ends by itself.",
        )

    def get_form_kwargs(self) -> dict[str, Any]:
        """The sides of this session."""
        return {**super().get_form_kwargs(), "parties": parties_of(self.session)}

    def perform(self, form: Any) -> None:
        """Records it."""
        chosen = form.cleaned_data
        missing = frozenset(UUID(key) for key in chosen["missing"])
        record_no_show(self.session.pk, self.request.user, missing, chosen["waited"], chosen["opened"])


class OwnSessionsView(WagtailAdminTemplateMixin, TemplateView):
    """The sessions of the cases that a mediator has accepted. Reading them is recorded."""

    template_name = "intake/staff/own_sessions.html"
    page_title = "My sessions"
    header_icon = "calendar"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Each with its time in words; apart, those that are to go out of the mediator's calendar."""
        found, left = sessions_of_mediator(self.request.user), left_sessions_of(self.request.user)
        return super().get_context_data(**kwargs, rows=self.rows(found), left=self.rows(left))

    def rows(self, sessions: list[Session]) -> list[tuple[Session, str]]:
        """Sessions with their times."""
        return [(each, time_in_words(each.starts_at, each.ends_at, each.zone)) for each in sessions]

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Home, this list."""
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]


@require_safe
def calendar(request: HttpRequest, session_id: UUID, case_id: UUID | None = None) -> HttpResponse:
    """The calendar file of a session, in the language that `language` names; English for staff."""
    try:
        session = open_session(session_id, request.user)
    except CaseNotHere:
        raise Http404 from None
    if session.starts_at is None or case_id not in {None, session.case_id}:
        raise Http404
    return file_of(request, session)


@require_safe
def calendar_of_mediator(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """The calendar file of a mediator's own session; of one that they do not lead any more, the file that takes it
    out."""
    try:
        session = open_left_session(session_id, request.user)
    except CaseNotHere:
        return calendar(request, session_id)
    return file_of(request, session, is_left=True)


def file_of(request: HttpRequest, session: Session, *, is_left: bool = False) -> HttpResponse:
    """The file as a download that nothing keeps."""
    code = request.GET.get("language", "")
    data = calendar_file(session, language_of(code if code in BY_CODE else "en"), is_left=is_left)
    headers = {"Content-Disposition": 'attachment; filename="meeting.ics"', "Cache-Control": "no-store"}
    return HttpResponse(data, content_type="text/calendar; charset=utf-8", headers=headers)


held = staff_with(WORK_CASE)(HeldView.as_view())
no_show = staff_with(WORK_CASE)(NoShowView.as_view())
session_calendar = staff_with(VIEW_CASE)(calendar)
own_sessions = staff_with(MEDIATE)(OwnSessionsView.as_view())
own_held = staff_with(MEDIATE)(HeldView.as_view(is_own=True))
own_no_show = staff_with(MEDIATE)(NoShowView.as_view(is_own=True))
own_calendar = staff_with(MEDIATE)(calendar_of_mediator)
