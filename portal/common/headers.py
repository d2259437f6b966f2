"""The security headers that neither Django nor django-csp sets, and which content policy an address carries."""

import re
from collections.abc import Callable
from typing import Any

from csp.middleware import CSPMiddleware
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

PERMISSIONS = (
    "accelerometer=(), autoplay=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), "
    "microphone=(), midi=(), payment=(), usb=()"
)
PRIVATE = re.compile(
    r"^/(admin|accounts)(/|$)|^/[a-z-]+/(referral|check|leave|leaving-quickly|resume|my|meeting|survey)(/|$)"
)


class PolicyByAreaMiddleware(CSPMiddleware):
    """django-csp's middleware with the looser policy under `/admin/`."""

    def get_policy_parts(
        self, request: HttpRequest, response: HttpResponseBase, report_only: bool = False, **kwargs: Any
    ) -> Any:
        """The parts of the policy for this answer, as django-csp takes them."""
        parts = super().get_policy_parts(request=request, response=response, report_only=report_only, **kwargs)
        if not report_only and request.path_info.startswith("/admin/"):
            parts.config = settings.ADMIN_CONTENT_POLICY
        return parts


class SecurityHeadersMiddleware:
    """Adds what no answer goes without, and keeps private answers out of caches and search.

    The outermost middleware. Django's SecurityMiddleware refuses a foreign host before it has set its own headers, so
    three of them are set here for that answer.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.for_every_answer = {
            "Permissions-Policy": PERMISSIONS,
            "Cross-Origin-Resource-Policy": "same-origin",
            "Cross-Origin-Opener-Policy": settings.SECURE_CROSS_ORIGIN_OPENER_POLICY,
            "Referrer-Policy": settings.SECURE_REFERRER_POLICY,
            "X-Content-Type-Options": "nosniff",
        }

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        for name, value in self.for_every_answer.items():
            response.headers.setdefault(name, value)
        if PRIVATE.match(request.path_info):
            response["X-Robots-Tag"] = "noindex"
        if PRIVATE.match(request.path_info) or response.cookies:
            response["Cache-Control"] = "no-store, private"
        return response
