"""Leaving quickly: the button that clears this browser and opens a neutral page, and the page that explains it.

The neutral page is the setting LEAVE_URL; when that is empty there is no button and no explanation.
"""

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth import logout
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from portal.common.languages import language_of
from portal.common.policies import public

COOKIES = ("DRAFT_COOKIE_NAME", "SESSION_COOKIE_NAME", "CSRF_COOKIE_NAME")
"""The settings that name what this site keeps in a browser, for browsers that do not know Clear-Site-Data."""
EVERYTHING = '"cache", "cookies", "storage"'


@public
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest) -> HttpResponse:
    """Clears the browser; then the neutral page, or the home page for `to=home` (the button that finishes).

    Exempt from CSRF protection: it must work however long a page was open, and it only clears. What another site sends
    here clears nothing. The stored draft stays; its code opens it again. Whoever types the address or follows a link
    gets the home page, and nothing is cleared.
    """
    if request.method != "POST":
        return home()
    response = home() if request.POST.get("to") == "home" or not settings.LEAVE_URL else neutral_page(request)
    return clear_browser(request, response)


def clear_browser(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """The answer, with which the browser forgets what this site keeps in it; not where another site asks for it."""
    response["Cache-Control"] = "no-store"
    if request.headers.get("Sec-Fetch-Site", "same-origin") == "same-origin":
        logout(request)
        for name in COOKIES:
            response.delete_cookie(getattr(settings, name))
        response["Clear-Site-Data"] = EVERYTHING
    return response


@public
@require_safe
def leaving_quickly(request: HttpRequest) -> HttpResponse:
    """Explains the button, what it cannot do, and how to be safer (UX-36)."""
    if not settings.LEAVE_URL:
        raise Http404
    return render(request, "intake/leaving_quickly.html", {"host": host()})


def neutral_page(request: HttpRequest) -> HttpResponse:
    """An almost empty page that the browser replaces at once. A redirect would not do: the content policy's form-action
    holds for where a form's answer redirects to as well, and Chromium would stay on the page that is to go."""
    response = render(request, "intake/left.html", {"host": host(), "url": settings.LEAVE_URL})
    response["Refresh"] = f"0; url={settings.LEAVE_URL}"
    return response


def home() -> HttpResponse:
    """To the home page in the active language, by GET."""
    return HttpResponseRedirect(f"/{language_of(get_language()).code}/", status=303)


def host() -> str:
    """The name of the neutral page's site, as people know it."""
    return urlsplit(settings.LEAVE_URL).hostname or ""
