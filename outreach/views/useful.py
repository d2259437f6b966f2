""" "Was this useful?": takes a yes or a no, counts it, and keeps nothing about who gave it.

The form stands on a page that is the same for everybody, so no cookie and no token can tell where a vote comes from.
Browsers say so themselves: a vote that another site sent is refused.
"""

from django.core.exceptions import BadRequest, PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from outreach.models import FaqPage, UsefulCount

ANSWERS = {"yes": True, "no": False}


@require_POST
def useful(request: HttpRequest, page_id: int) -> HttpResponse:
    """Counts one answer to a public question and says thanks on a page of its own, so that a reload counts nothing."""
    if not comes_from_here(request):
        raise PermissionDenied
    if request.POST.get("useful") not in ANSWERS:
        raise BadRequest("The answer is yes or no.")
    page = _question(request, page_id)
    UsefulCount.count(page.pk, useful=ANSWERS[request.POST["useful"]])
    return redirect("outreach:thanks", page.pk)


@require_GET
def thanks(request: HttpRequest, page_id: int) -> HttpResponse:
    """Says thanks, with the way back to the question."""
    page = _question(request, page_id)
    return render(request, "outreach/thanks.html", {"page_url": page.own_address})


def comes_from_here(request: HttpRequest) -> bool:
    """Whether the browser says that one of our own pages sent this; what says nothing at all is no browser of today."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    # Compared and never taken apart: what anybody can send may be no address at all.
    origin = request.headers.get("Origin") or request.headers.get("Referer", "")
    return f"{origin}/".startswith(f"{request.scheme}://{request.get_host()}/")


def _question(request: HttpRequest, page_id: int) -> FaqPage:
    """The live, public question of this language with this id, or Http404."""
    live = FaqPage.objects.live().public().select_related("locale")
    return get_object_or_404(live, pk=page_id, locale__language_code=request.LANGUAGE_CODE)
