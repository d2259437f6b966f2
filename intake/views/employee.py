"""The door for people who work in the police department and want help with a conflict at work.

It stands in no menu and no list: the department's own people are told of it (DOMAIN section 8, INTERNAL).
"""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from intake.constants import Path
from intake.questions.catalogue import first_page
from intake.services.draft import begin_draft
from intake.wizard.browser import keep_browser_secret
from portal.common.policies import public


@public
@require_http_methods(["GET", "HEAD", "POST"])
def employee_door(request: HttpRequest) -> HttpResponse:
    """Says what an internal mediation is and is not; a POST begins the request."""
    if request.method != "POST":
        return render(request, "intake/referral/employee_door.html")
    response = HttpResponseRedirect("")
    draft = begin_draft(keep_browser_secret(request, response), path=Path.EMPLOYEE)
    first = first_page(Path.EMPLOYEE)
    response["Location"] = reverse("intake:referral_step", kwargs={"draft": draft.id, "step": first.name})
    return response
