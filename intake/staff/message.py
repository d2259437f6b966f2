"""What the sides of a case wrote to the program, for those who work on it. It is answered by phone or by letter."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from intake.exceptions import CaseNotHere
from intake.permissions import WORK_CASE
from intake.services.message import mark_read, read_messages
from intake.staff.page import CaseTab, StaffPage, come_back
from portal.common.languages import language_of
from portal.common.policies import staff_with


class MessagesView(CaseTab, StaffPage):
    """Each message as it was sent, the newest first. Opening it is recorded. 404 for whoever does not work on it."""

    template_name = "intake/staff/messages.html"
    header_icon = "comment"
    page_title = "Messages"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The messages of both sides."""
        try:
            self.case, found = read_messages(self.kwargs["case_id"], self.request.user)
        except CaseNotHere:
            raise Http404 from None
        written = [{"message": each, "language": language_of(each.party.language)} for each in found]
        return super().get_context_data(**kwargs, case=self.case, written=written)


messages_of_case = staff_with(WORK_CASE)(MessagesView.as_view())


@staff_with(WORK_CASE)
@require_POST
def message_read(request: HttpRequest, case_id: UUID, written_id: UUID) -> HttpResponse:
    """Notes that a message is read."""
    return come_back(
        request, lambda: mark_read(case_id, written_id, request.user), "Noted as read.", "cases:messages", case_id
    )
