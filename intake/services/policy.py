"""The program's rules in force, and changing them. Each change is kept with who made it and when."""

from typing import Any

from django.db import transaction

from intake.exceptions import RuleRefused
from intake.models import PolicyChange
from intake.permissions import CHANGE_POLICY
from intake.rules.policy import RULES, Policy, Unit
from portal.common import audit


def current_policy() -> Policy:
    """The newest value of each rule, the default where none was ever changed. One query."""
    newest = PolicyChange.objects.order_by("name", "-changed_at", "-id").distinct("name").values_list("name", "value")
    known = {name: _restored(name, value) for name, value in newest if name in RULES}
    return Policy(**known)


@transaction.atomic
def change_rule(user: Any, name: str, value: Any) -> None:
    """Puts a new value in force from now on. Raises RuleRefused for whoever may not, and for a senseless value."""
    if name not in RULES or not user.has_perm(CHANGE_POLICY) or not _makes_sense(name, value):
        raise RuleRefused
    if value == getattr(current_policy(), name):
        return
    change = PolicyChange.objects.create(name=name, value=value, changed_by=user)
    audit.record(audit.Verb.SETTING_CHANGE, actor=user, obj=change, fields=[name])


def _makes_sense(name: str, value: Any) -> bool:
    rule = RULES[name]
    if rule.unit is Unit.SWITCH:
        return isinstance(value, bool)
    if rule.unit is Unit.CHOICE:
        return value in dict(rule.choices)
    if rule.unit is Unit.LIST:
        return isinstance(value, tuple) and all(_is_count(each) for each in value) and list(value) == sorted(set(value))
    if rule.unit is Unit.DATES:
        return isinstance(value, tuple) and all(isinstance(each, str) for each in value)
    return _is_count(value) and rule.least <= value <= rule.most


def _is_count(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _restored(name: str, value: Any) -> Any:
    """JSON knows no tuples."""
    return tuple(value) if isinstance(value, list) else value
