"""Guards every address of wagtail-localize, whose own checks leave holes (docs/decisions/languages.md).

Without it anyone who may open the admin reads the titles of drafts, copies pages and snippets into other languages and
publishes them. An address that the table does not know is refused: an upgrade cannot open a new hole.
"""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.contrib.auth import get_permission_codename
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.db import models
from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from wagtail.models import DraftStateMixin, Page
from wagtail.snippets.views.snippets import get_snippet_model_from_url_params
from wagtail_localize.models import Translation, TranslationSource

NAMESPACE = "wagtail_localize"

Check = Callable[[Any, dict[str, Any]], bool]


def may(user: Any, action: str, model: type[models.Model]) -> bool:
    """Whether the user holds the model permission `action`, such as "change"."""
    return bool(user.has_perm(f"{model._meta.app_label}.{get_permission_codename(action, model._meta)}"))


def may_edit(user: Any, instance: models.Model) -> bool:
    """Whether the user may edit this page, or objects like this one."""
    if isinstance(instance, Page):
        return bool(instance.permissions_for_user(user).can_edit())
    return may(user, "change", type(instance))


def may_publish(user: Any, instance: models.Model) -> bool:
    """Whether the user may change what is live here. Objects without drafts are live as soon as they are changed."""
    if isinstance(instance, Page):
        rights = instance.permissions_for_user(user)
        return bool(rights.can_edit() and rights.can_publish())
    action = "publish" if isinstance(instance, DraftStateMixin) else "change"
    return may_edit(user, instance) and may(user, action, type(instance))


def _target(kwargs: dict[str, Any]) -> models.Model:
    translation = get_object_or_404(Translation, pk=kwargs["translation_id"])
    return _existing(translation.get_target_instance)


def _source(kwargs: dict[str, Any]) -> models.Model:
    source = get_object_or_404(TranslationSource, pk=kwargs["translation_source_id"])
    return _existing(source.get_source_instance)


def _page(kwargs: dict[str, Any]) -> Page:
    return get_object_or_404(Page, pk=kwargs["page_id"]).specific


def _snippet(kwargs: dict[str, Any]) -> models.Model:
    return get_object_or_404(_snippet_model(kwargs), pk=unquote(kwargs["pk"]))


def _snippet_model(kwargs: dict[str, Any]) -> type[models.Model]:
    model: type[models.Model] = get_snippet_model_from_url_params(kwargs["app_label"], kwargs["model_name"])
    return model


def _existing(fetch: Callable[[], models.Model]) -> models.Model:
    try:
        return fetch()
    except ObjectDoesNotExist:
        raise Http404 from None


def _may_submit(user: Any, instance: models.Model) -> bool:
    return bool(user.has_perm("wagtail_localize.submit_translation")) and may_edit(user, instance)


def _may_read_snippets(user: Any, kwargs: dict[str, Any]) -> bool:
    model = _snippet_model(kwargs)
    return may(user, "view", model) or may(user, "change", model)


def _edits_target(user: Any, kwargs: dict[str, Any]) -> bool:
    return may_edit(user, _target(kwargs))


def _only_operations(user: Any, kwargs: dict[str, Any]) -> bool:
    # The report lists the titles of all drafts to everybody.
    return bool(user.is_superuser)


CHECKS: dict[str, Check] = {
    "javascript_catalog": lambda user, kwargs: True,
    "submit_page_translation": lambda user, kwargs: _may_submit(user, _page(kwargs)),
    "submit_snippet_translation": lambda user, kwargs: _may_submit(user, _snippet(kwargs)),
    "update_translations": lambda user, kwargs: _may_submit(user, _source(kwargs)),
    "edit_string_translation": _edits_target,
    "edit_override": _edits_target,
    "download_pofile": _edits_target,
    "upload_pofile": _edits_target,
    "machine_translate": _edits_target,
    "preview_translation": _edits_target,
    "stop_translation": lambda user, kwargs: may_publish(user, _target(kwargs)),
    "convert_to_alias": lambda user, kwargs: may_publish(user, _page(kwargs)),
    "translations_report": _only_operations,
    "translations_report_results": _only_operations,
    "snippets_api_listing": _may_read_snippets,
    "snippets_api_detail": _may_read_snippets,
}


class TranslationGuardMiddleware:
    """Refuses a wagtail-localize address with a real 403: Wagtail itself would turn it into a redirect."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponseBase], args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponseBase | None:
        """None to go on; else a redirect or PermissionDenied. Strangers go on, to Wagtail's way to sign-in."""
        match = request.resolver_match
        if match is None or NAMESPACE not in match.namespaces or not request.user.is_authenticated:
            return None
        check = CHECKS.get(match.url_name or "")
        if check is None or not request.user.has_perm("wagtailadmin.access_admin"):
            raise PermissionDenied
        if not check(request.user, kwargs):
            raise PermissionDenied
        if match.url_name == "update_translations" and "publish_translations" in request.POST:
            messages.error(request, "Publish each language in its own editor, so that no untranslated text goes live.")
            return HttpResponseRedirect(request.get_full_path())
        return None
