"""Answers that belong to no app: the bare address, health, and what a person sees when something is wrong."""

from django.conf import settings
from django.db import connection
from django.db.utils import Error as DatabaseError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language_from_request
from django.views.decorators.cache import never_cache

from portal.common import readiness
from portal.common.policies import public

ADMIN = "wagtailadmin.access_admin"


@public
def best_language(request: HttpRequest) -> HttpResponse:
    """Sends the bare address to the home page in the browser's language: the only redirect by language."""
    response = HttpResponseRedirect(f"/{get_language_from_request(request)}/")
    patch_vary_headers(response, ["Accept-Language"])
    return response


@public
@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """Says that the process answers; touches nothing else."""
    return JsonResponse({"status": "ok"})


@public
@never_cache
def readyz(request: HttpRequest) -> HttpResponse:
    """Says whether the database answers; 503 when it does not. "late" when the site works and something behind it does
    not, such as the worker: taking the site away would help nobody. No detail leaves the machine (ASVS 13.4.5)."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        late = readiness.late()
    except DatabaseError:
        return JsonResponse({"status": "not ready"}, status=503)
    return JsonResponse({"status": "late" if late else "ready"})


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The plain page for a form whose protection ran out, with the way back to it (UX.md item 30). A view whose forms
    hold long answers may say how to go on without losing them (`when_unproved`); it must change nothing."""
    found = request.resolver_match
    again = getattr(found.func, "when_unproved", None) if found else None
    answer: HttpResponse | None = again(request, *found.args, **found.kwargs) if found and again else None
    if answer is not None:
        return answer
    return render(request, "403_csrf.html", {"debug_reason": reason if settings.DEBUG else ""}, status=403)


def page_not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404 in the language of the address, with the help line."""
    return render(request, "404.html", status=404)


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403 in the language of the address, the same words whatever was asked for. Whoever works in the staff area goes
    back there from its pages."""
    from_staff_area = request.path.startswith(reverse("wagtailadmin_home")) and request.user.has_perm(ADMIN)
    return render(request, "wagtailadmin/403.html" if from_staff_area else "403.html", status=403)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400 for what no browser of ours sends: too many fields, too large, not text."""
    return render(request, "400.html", status=400)
