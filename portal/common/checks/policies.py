"""Stops the start when an address of ours does not say who may call it (SECURITY.md G2)."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.apps.config import AppConfig
from django.core.checks import CheckMessage, Error
from django.urls import URLPattern, URLResolver, get_resolver

from portal.common.policies import Policy

OURS = ("portal.", "home.", "outreach.", "intake.")


def is_ours(module: str) -> bool:
    """Whether a dotted module name belongs to this project."""
    return f"{module}.".startswith(OURS)


def our_addresses(resolver: URLResolver, prefix: str = "", inside: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Each (address pattern, URLPattern) that is ours: listed in a URL module of ours, or served by a view of ours."""
    module = getattr(resolver.urlconf_name, "__name__", resolver.urlconf_name)
    if isinstance(module, str):
        inside = module
    for entry in resolver.url_patterns:
        address = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from our_addresses(entry, address, inside)
        elif is_ours(inside) or is_ours(_home_of(entry.callback)):
            yield address, entry


def _home_of(view: Any) -> str:
    return getattr(view, "view_class", view).__module__


def check_policies(app_configs: Sequence[AppConfig] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """An error for each address of ours whose view carries no Policy."""
    return [
        Error(
            f"The address '{address}' does not declare who may call it.",
            hint="Wrap its view in a policy from portal/common/policies.py.",
            id="portal.E020",
        )
        for address, entry in our_addresses(get_resolver())
        if not isinstance(getattr(entry.callback, "policy", None), Policy)
    ]
