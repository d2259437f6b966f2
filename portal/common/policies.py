"""Who may call a view. Every address of ours declares one policy; portal/common/checks.py stops the start without it.

A policy is declared by wrapping the view, and the wrapper enforces it:

    @public
    def healthz(request): ...

    path("cases/", staff_with("intake.view_case")(CaseListView.as_view()), name="case_list")

Policies about one object (`held_by_browser`, `participant`, `holder_of_link`) are enforced where the object is fetched,
in one call with the fetch; the declaration says so and names the test that proves it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.utils.http import urlencode

View = Callable[..., HttpResponseBase]


@dataclass(frozen=True)
class Policy:
    """One rule: its `name` for tables and tests, and the permission that a person needs (None: no sign-in)."""

    name: str
    permission: str | None = None

    def __call__(self, view: View) -> View:
        """The view behind this policy: strangers go to sign-in, signed-in people without the permission get 403."""

        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if self.permission is not None:
                if not request.user.is_authenticated:
                    next_address = urlencode({"next": request.get_full_path()})
                    return HttpResponseRedirect(f"{resolve_url(settings.LOGIN_URL)}?{next_address}")
                if not request.user.has_perm(self.permission):
                    raise PermissionDenied
            return view(request, *args, **kwargs)

        guarded.policy = self  # type: ignore[attr-defined]
        return guarded


public = Policy("public")
held_by_browser = Policy("held by this browser")
participant = Policy("participant, own side")
holder_of_link = Policy("holder of a secret link")


def staff_with(permission: str) -> Policy:
    """The policy that lets in signed-in people who hold `permission`, such as `intake.view_case`."""
    return Policy(f"staff with {permission}", permission)
