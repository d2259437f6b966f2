"""Keeping the rosters of neutral places and interpreters. Nothing is deleted: sessions point to them."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from intake.models import Interpreter, Place
from portal.common import audit


@transaction.atomic
def save_resource(resource: Place | Interpreter, user: Any, fields: Iterable[str]) -> None:
    """Stores a new one, or a change of these fields."""
    verb = audit.Verb.CREATE if resource._state.adding else audit.Verb.CHANGE
    resource.save()
    audit.record(verb, actor=user, obj=resource, fields=fields)
