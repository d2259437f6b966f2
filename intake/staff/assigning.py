"""Giving the ticked cases of the queue to an owner."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_POST

from intake.exceptions import CaseNotHere, OwnerRefused
from intake.forms.queue import AssignForm
from intake.permissions import WORK_CASE
from intake.rules.queue import QueueFilter
from intake.services.assigning import assign_cases
from intake.staff.queue import queue_address
from portal.common.policies import staff_with


@require_POST
def assign_ticked(request: HttpRequest) -> HttpResponse:
    """Assigns, says how many, and goes back to the list. 404 when a case among them is not for this person."""
    form = AssignForm(request.POST)
    back = HttpResponseRedirect(queue_address(QueueFilter.of(request.POST.get("query", "")).query()))
    if not form.is_valid():
        for problems in form.errors.values():
            messages.error(request, str(problems[0]))
        return back
    try:
        count = assign_cases(form.cleaned_data["case"], form.cleaned_data["owner"], user=request.user)
    except CaseNotHere:
        raise Http404 from None
    except OwnerRefused:
        messages.error(request, "This person does not work on cases. Choose somebody else.")
    else:
        messages.success(request, f"{count} {'case has' if count == 1 else 'cases have'} another owner now.")
    return back


assign = staff_with(WORK_CASE)(assign_ticked)
