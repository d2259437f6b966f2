"""Requests that left a doubt (intake/rules/abuse.py): the words that staff read, and saying that all is in order."""

from collections.abc import Iterable
from contextlib import suppress
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from intake.exceptions import CaseChanged, CaseNotHere
from intake.permissions import WORK_CASE
from intake.rules.abuse import Doubt
from intake.services.doubts import clear_doubts
from portal.common.policies import staff_with

CHECK_FIRST = "Check first"
WORDS = {
    Doubt.TRAP: "A field that people can’t see was filled in. Programs do that.",
    Doubt.FAST: "It was sent within seconds of the first answer.",
    Doubt.FORM: "It did not come from a page that this site made for it, or from one that was open for too long.",
    Doubt.NEARBY: "Many requests came from the same network within an hour. It may be a library or a shelter.",
    Doubt.FLOOD: "Very many requests came in within an hour, from everywhere.",
    Doubt.NO_PROOF: "It came among many, and the browser had not done the work that we ask of browsers.",
    Doubt.WRONG_PROOF: "The browser’s work was wrong, or was done for another request.",
    Doubt.UNCHECKED: "A check could not run, so nobody can say that this request is in order.",
}


def in_words(doubts: Iterable[str]) -> list[str]:
    """A sentence for each doubt; a name that is not known any more speaks for itself."""
    return [WORDS[Doubt(name)] if name in WORDS else name for name in doubts]


@staff_with(WORK_CASE)
@require_POST
def in_order(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Someone looked at a request with doubts, and it is in order; back to its case, where the button is gone."""
    version = None
    with suppress(ValueError):
        version = int(request.POST.get("version", ""))
    try:
        clear_doubts(case_id, user=request.user, version=version)
    except CaseNotHere:
        raise Http404 from None
    except CaseChanged:
        messages.warning(request, "Somebody else changed this case in the meantime. Look at it again.")
    else:
        messages.success(request, "Noted: this request is in order.")
    return HttpResponseRedirect(reverse("cases:case", kwargs={"case_id": case_id}))
