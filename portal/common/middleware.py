"""The language of an answer comes from its address, and from nothing else: no cookie, no account, no redirect.

Django's own LocaleMiddleware redirects unknown addresses by the browser's language; a link that someone was given must
open what they were given (UX.md item 56). Only `/` chooses by the browser (portal/common/views.py).
"""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language_from_path, get_language_from_request

STAFF_PREFIXES = ("/admin/", "/accounts/")


class LanguageFromPathMiddleware:
    """Activates the language that the address names.

    Staff addresses speak the source language (Wagtail's own screens follow the account's setting); other addresses
    without a language, which can only be errors, follow the browser.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        code = get_language_from_path(request.path_info)
        if code is None and request.path_info.startswith(STAFF_PREFIXES):
            code = settings.LANGUAGE_CODE
        by_browser = code is None
        if code is None:
            code = get_language_from_request(request)
        with translation.override(code):
            request.LANGUAGE_CODE = code
            response = self.get_response(request)
            response.setdefault("Content-Language", translation.get_language() or code)
            if by_browser and response.status_code >= 400:
                # A cache may keep a 404, and must not give it to a reader of another language.
                patch_vary_headers(response, ["Accept-Language"])
        return response
