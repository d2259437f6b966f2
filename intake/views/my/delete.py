"""Asking us to delete: what goes and what stays, one confirmation, and by when it is done."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from intake.models import Party
from intake.services.consent import why_no_withdrawal
from intake.services.erasure import ask_erasure, asked_erasure, erasure_day
from intake.services.policy import current_policy
from intake.views.my import details_words as words
from intake.views.my.coming_in import for_participant


@for_participant
@require_http_methods(["GET", "HEAD", "POST"])
def delete(request: HttpRequest, party: Party) -> HttpResponse:
    """Says what asking means, or by when it is done once somebody has asked; a POST asks."""
    if request.method == "POST":
        ask_erasure(party)
        return HttpResponseRedirect(f"{reverse('intake:my_delete')}?done={words.ASKED}")
    asked = asked_erasure(party)
    context = {
        "done": words.DONE.get(request.GET.get("done", "")) if asked else None,
        "asked": asked,
        "by": asked.due_on if asked else erasure_day(),
        "has_asked": party.has_asked,
        "steps_back": why_no_withdrawal(party.case, party.consent) is None,
        "years": current_policy().retention_years,
    }
    return render(request, "intake/my/delete.html", context)
