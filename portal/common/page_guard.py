"""Guards Wagtail's own screens about pages from staff who have no part in the site (SECURITY.md section 2, class K1).

Wagtail lets everybody who may open the admin use its choosers, which show the titles of drafts: mediators, liaisons and
auditors, too. Who has rights on no page gets the few screens in FOR_ALL and a plain 403 at every other address of
wagtail.admin, one that an upgrade brings along included, and at every chooser. Otherwise pictures, papers, snippets
and people have checks of their own; portal/common/translation_guard.py guards wagtail-localize.
"""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponseBase
from django.urls import NoReverseMatch
from wagtail.permissions import page_permission_policy

# How the names of the guarded addresses begin; every chooser is guarded, whatever it is for.
GUARDED = ("wagtailadmin", "wagtail_bulk_action", "wagtailsnippetchoosers")
CHOOSER = "_chooser"
FOR_ALL = frozenset(
    {
        "wagtailadmin_home",
        "wagtailadmin_account",
        "wagtailadmin_dismissibles",
        "wagtailadmin_javascript_catalog",
        "wagtailadmin_login",
        "wagtailadmin_logout",
        "wagtailadmin_sprite",
    }
)
# Fails on purpose, for developers; it would fill the log of whoever is on duty.
CLOSED = frozenset({"wagtailadmin_error_test"})
# Where Wagtail's screens take ids from, and how they fail over one that is no number.
ID_PARAMETERS = ("id", "parent_page_id", "target_pages[]")
OVER_A_WRONG_ID = (ValueError, ValidationError, NoReverseMatch)


class PageGuardMiddleware:
    """Refuses with a real 403 (Wagtail itself would turn it into a redirect) and answers 404 to ids that are none."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponseBase], args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> None:
        """Raises PermissionDenied or Http404. Strangers go on, to Wagtail's way to sign-in."""
        name = request.resolver_match.view_name if request.resolver_match else ""
        if not is_guarded(name) or not request.user.is_authenticated:
            return
        if name in CLOSED:
            raise Http404
        if not works_on_pages(request.user):
            raise PermissionDenied

    def process_exception(self, request: HttpRequest, exception: Exception) -> None:
        """Raises Http404 when a screen failed over an id that names nothing; other failures go on."""
        if (
            request.path_info.startswith("/admin/")
            and isinstance(exception, OVER_A_WRONG_ID)
            and not all(given.isdecimal() for given in ids_of(request))
        ):
            raise Http404 from exception


def is_guarded(name: str) -> bool:
    """Whether the address of this name is for people who work on pages."""
    return name not in FOR_ALL and (name.startswith(GUARDED) or CHOOSER in name)


def works_on_pages(user: Any) -> bool:
    """Whether the user has any right on any page. Operations have all."""
    return user.is_superuser or bool(page_permission_policy.get_cached_permissions_for_user(user))


def ids_of(request: HttpRequest) -> list[str]:
    """The ids that the address and its query give."""
    in_address = request.resolver_match.kwargs.get("pk", 0) if request.resolver_match else 0
    return [str(in_address), *(given for name in ID_PARAMETERS for given in request.GET.getlist(name))]
