"""Pages of a session for its interpreter and for guests of the sides: making a link, shown once, and ending it."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from intake.constants import Guest
from intake.exceptions import CaseNotHere, SessionRefused
from intake.forms.meeting_link import MeetingLinkForm
from intake.models import MeetingLink
from intake.permissions import WORK_CASE
from intake.services.meeting_link import end_link, make_link
from intake.services.session_reading import open_session
from intake.staff.form_page import StaffFormView, refusal_in_words
from intake.staff.session import trail_of
from intake.staff.session_words import time_in_words
from portal.common.policies import staff_with


class LinksView(StaffFormView):
    """The links of a session, and a form that makes one more. 404 while the session does not stand."""

    form_class = MeetingLinkForm
    template_name = "intake/staff/meeting_links.html"
    page_title, header_icon, button = "Pages for interpreter and guests", "link", "Make a link"

    def fetch(self) -> None:
        """The session, which has to be of the case in the address and to stand."""
        self.session = open_session(self.kwargs["session_id"], self.request.user)
        if self.session.case_id != self.kwargs["case_id"] or not self.session.stands:
            raise CaseNotHere
        session, self.trail = self.session, trail_of(self.session.case)
        self.intro = (
            f"{session}. {time_in_words(session.starts_at, session.ends_at, session.zone)}.",
            "The page says when, where and how long, and nothing of what it is about: no name, no reference.",
            "It closes when the day of the session is over. If the session is moved, make new links.",
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With the links that there are."""
        links = MeetingLink.objects.filter(session=self.session).select_related("made_by")
        return super().get_context_data(**kwargs, links=links, session=self.session)

    def form_valid(self, form: Any) -> HttpResponse:
        """The page with the link, which is stored nowhere: a reload makes another one."""
        chosen = form.cleaned_data
        try:
            secret = make_link(self.session.pk, self.request.user, Guest(chosen["guest"]), chosen["languages"])
        except CaseNotHere:
            raise Http404 from None
        except SessionRefused as error:
            for words in refusal_in_words(error):
                form.add_error(None, words)
            return self.form_invalid(form)
        address = self.request.build_absolute_uri(f"/{chosen['language']}/meeting/{secret}/")
        back = reverse("cases:session_links", args=[self.session.case_id, self.session.pk])
        context = self.get_context_data(form=form) | {"address": address, "back": back}
        return render(self.request, "intake/staff/meeting_link.html", context)

    def get_success_url(self) -> str:
        """The list of sessions."""
        return reverse("cases:sessions", args=[self.kwargs["case_id"]])


@require_POST
def end_link_of(request: HttpRequest, case_id: Any, session_id: Any, link_id: Any) -> HttpResponse:
    """Ends a link and leads back to the list."""
    try:
        end_link(session_id, link_id, request.user)
    except CaseNotHere:
        raise Http404 from None
    return redirect("cases:session_links", case_id=case_id, session_id=session_id)


links = staff_with(WORK_CASE)(LinksView.as_view())
end = staff_with(WORK_CASE)(end_link_of)
