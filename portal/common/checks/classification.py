"""Start-up check: every stored field of ours has one data class and one retention rule (ASVS 14.1.1, 14.2.6)."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.apps import AppConfig, apps
from django.core.checks import CheckMessage, Error
from django.db import models

from portal.common.classification import MUST_BE_ENCRYPTED, declarations_of
from portal.common.crypto.fields import EncryptedField

OUR_APPS = frozenset({"portal.common", "home", "outreach", "intake"})
# Columns that these packages add are content machinery (page tree, locale, draft state): all of it is site content.
CONTENT_FRAMEWORKS = frozenset({"wagtail", "wagtail_localize", "modelcluster", "taggit"})


def check_classification(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """One error for each fault in a declaration of our models."""
    return [error for model in our_models(app_configs) for error in errors_of(model)]


def our_models(app_configs: Iterable[AppConfig] | None = None) -> list[type[models.Model]]:
    """The models with a table of their own in our apps."""
    configs = apps.get_app_configs() if app_configs is None else app_configs
    return [
        model
        for config in configs
        if config.name in OUR_APPS
        for model in config.get_models()
        if not model._meta.proxy and not model._meta.swapped
    ]


def errors_of(model: type[models.Model]) -> list[CheckMessage]:
    """What is wrong with the model's declaration, one error per fault."""
    stored = _stored_fields(model)
    required = stored.keys() - _framework_fields(model)
    declared = declarations_of(model)
    if not declared and required:
        hint = f"Declare field_classes = classified(...) for: {', '.join(sorted(required))}."
        return [Error("The model declares no data classes.", hint=hint, obj=model, id="portal.E010")]
    named = [name for one in declared for name in one.rules]
    twice = {name for name in named if named.count(name) > 1}.union(*(one.twice for one in declared))
    unknown = frozenset[str]().union(*(one.mentioned for one in declared)) - stored.keys()
    return [
        *_errors(model, required - set(named), "portal.E011", "has no data class"),
        *_errors(model, unknown, "portal.E012", "is declared, but is not a stored field of this model"),
        *_errors(model, twice, "portal.E013", "is declared twice"),
        *_errors(model, _left_open(model, stored), "portal.E014", "belongs to a class that is stored encrypted only"),
    ]


def _stored_fields(model: type[models.Model]) -> dict[str, models.Field]:
    return {
        field.name: field
        for field in model._meta.local_fields
        if field.concrete and not getattr(field.remote_field, "parent_link", False)
    }


def _framework_fields(model: type[models.Model]) -> set[str]:
    return {
        field.name
        for base in model.__mro__
        if base.__module__.partition(".")[0] in CONTENT_FRAMEWORKS and hasattr(base, "_meta") and base._meta.abstract
        for field in base._meta.local_fields
    }


def _left_open(model: type[models.Model], stored: dict[str, models.Field]) -> set[str]:
    return {
        name
        for declared in declarations_of(model)
        for name, rule in declared.rules.items()
        if rule.data_class in MUST_BE_ENCRYPTED
        and name in stored
        and not isinstance(stored[name], EncryptedField)
        and not declared.unencrypted.get(name, "").strip()
    }


def _errors(model: type[models.Model], names: Iterable[str], error_id: str, fault: str) -> list[CheckMessage]:
    return [Error(f"{model._meta.label}.{name} {fault}.", obj=model, id=error_id) for name in sorted(names)]
