"""Writing to the program: one short message, and whether the earlier ones were read. Their words do not show again:
somebody else may look at this device."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from intake.exceptions import MessagesClosed, TooManyMessages
from intake.forms.message import MessageForm
from intake.models import Party
from intake.services.message import have_met, may_send_today, own_messages, send_message
from intake.views.my import words
from intake.views.my.coming_in import for_participant
from intake.views.my.status import back
from intake.views.typed import is_sent, typed_in
from portal.common.dates import short_datetime

CLOSED = _("We take no messages here after a talk of both sides, so that what was said stays there. Please call us.")
ENOUGH = _("You have sent five messages today. Please call us, or write again tomorrow.")


@for_participant
@sensitive_post_parameters("text")
@require_http_methods(["GET", "HEAD", "POST"])
def message(request: HttpRequest, party: Party) -> HttpResponse:
    """Shows the form, or why there is none now; a POST sends. What is refused stays on the page."""
    form = MessageForm(typed_in(request))
    if is_sent(request, form):
        try:
            send_message(party, form.cleaned_data["text"])
        except MessagesClosed:
            form.add_error(None, CLOSED)
        except TooManyMessages:
            form.add_error(None, ENOUGH)
        else:
            return back(words.MESSAGE)
    closed = "" if form.is_bound else why_none_now(party)
    context = {"form": None if closed else form, "closed": closed, "sent": sent_before(party)}
    return render(request, "intake/my/message.html", context)


def sent_before(party: Party) -> list[dict[str, object]]:
    """When this side wrote, and whether it was read."""
    return [
        {"at": short_datetime(each.created_at), "is_read": each.read_at is not None} for each in own_messages(party)
    ]


def why_none_now(party: Party) -> object:
    """Why no message can be sent now; empty where one can."""
    if have_met(party):
        return CLOSED
    return "" if may_send_today(party) else ENOUGH
