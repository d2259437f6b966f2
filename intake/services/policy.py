"""The program's rules in force, and changing them. Each change is kept with who made it and when."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from intake.exceptions import RuleRefused
from intake.models import PolicyChange
from intake.permissions import CHANGE_POLICY
from intake.rules.policy import RULES, Policy, Rule
from intake.rules.rule_values import trouble_with
from portal.common import audit


def current_policy() -> Policy:
    """The newest value of each rule, the default where none was ever changed. One query."""
    newest = PolicyChange.objects.order_by("name", "-changed_at", "-id").distinct("name").values_list("name", "value")
    known = {name: _restored(name, value) for name, value in newest if name in RULES}
    return Policy(**known)


@transaction.atomic
def change_rule(user: Any, name: str, value: Any) -> None:
    """Puts a new value in force from now on. Raises RuleRefused for whoever may not, and for a senseless value, then
    with the reason in words."""
    if name not in RULES or not user.has_perm(CHANGE_POLICY):
        raise RuleRefused
    if trouble := trouble_with(name, value):
        raise RuleRefused(trouble)
    if value == getattr(current_policy(), name):
        return
    change = PolicyChange.objects.create(name=name, value=value, changed_by=user)
    audit.record(audit.Verb.SETTING_CHANGE, actor=user, obj=change, fields=[name])


def _restored(name: str, value: Any) -> Any:
    """JSON knows no tuples."""
    return tuple(value) if isinstance(value, list) else value


@dataclass(frozen=True)
class RuleState:
    """One rule as it stands: its value, and who changed it last and when, if anybody ever did."""

    name: str
    rule: Rule
    value: Any
    default: Any
    changed_at: datetime | None = None
    changed_by: str = ""

    @property
    def is_default(self) -> bool:
        """Whether the default is in force."""
        return bool(self.value == self.default)


def rule_states() -> dict[str, RuleState]:
    """Every rule as it stands, by name. One query."""
    newest = PolicyChange.objects.order_by("name", "-changed_at", "-id").distinct("name").select_related("changed_by")
    changes = {change.name: change for change in newest}
    defaults = Policy()
    return {name: _state_of(name, changes.get(name), getattr(defaults, name)) for name in RULES}


def _state_of(name: str, change: PolicyChange | None, default: Any) -> RuleState:
    if change is None:
        return RuleState(name, RULES[name], default, default)
    value = _restored(name, change.value)
    return RuleState(name, RULES[name], value, default, change.changed_at, str(change.changed_by))
