"""The one door to the audit log.

    with transaction.atomic():
        case.owner = owner
        case.save()
        audit.record(audit.Verb.ASSIGN, actor=user, obj=case, fields=["owner"])

Call it last: from here until the transaction ends, other writers of the log wait, and taking further row locks
after it can end in a deadlock.
"""

import re
from collections.abc import Iterable
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections, models

from portal.common.models.audit import ActorKind, AuditEvent
from portal.common.models.user import User

PARTICIPANT = ActorKind.PARTICIPANT
SYSTEM = ActorKind.SYSTEM
FIELD_NAME = re.compile(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)*")


class Verb(models.TextChoices):
    """What was done. The value is what the log holds for ever; the label is for the staff screens."""

    VIEW = "view", "Opened"
    LIST = "list", "Listed"
    CREATE = "create", "Created"
    CHANGE = "change", "Changed"
    CHANGE_STATE = "change-state", "Changed the state of"
    ASSIGN = "assign", "Assigned"
    SEND = "send", "Sent"
    RESUME = "resume", "Resumed"
    WITHDRAW = "withdraw", "Withdrew"
    DELETE = "delete", "Deleted"
    PURGE = "purge", "Purged at the end of its retention"
    EXPORT = "export", "Exported"
    APPROVE = "approve", "Approved"
    DENY = "deny", "Was refused"
    SIGN_IN = "sign-in", "Signed in"
    SIGN_IN_FAILED = "sign-in-failed", "Failed to sign in"
    SIGN_OUT = "sign-out", "Signed out"
    PASSWORD_CHANGE = "password-change", "Changed the password of"
    FACTOR_ADD = "factor-add", "Added a second factor to"
    FACTOR_REMOVE = "factor-remove", "Removed a second factor from"
    FACTOR_USE = "factor-use", "Used a second factor of"
    RIGHTS_CHANGE = "rights-change", "Changed the rights of"
    SETTING_CHANGE = "setting-change", "Changed the setting"
    KEY_ROTATE = "key-rotate", "Rotated the field key of"


class NotInTransactionError(RuntimeError):
    """An audit row was to be written outside the transaction of the change it tells of."""


def record(
    verb: Verb,
    *,
    actor: User | ActorKind,
    obj: models.Model | type[models.Model] | None,
    fields: Iterable[str] = (),
    using: str = DEFAULT_DB_ALIAS,
) -> AuditEvent:
    """Writes one row in the caller's transaction and returns it as the database numbered and chained it.

    `actor` is the signed-in user, PARTICIPANT or SYSTEM; `obj` the record, a model class for a list of them, or None
    (a failed sign-in); `fields` the names of the fields that were shown or changed, never their values.
    Raises NotInTransactionError outside a transaction: change and log line stand or fall together.
    """
    if not connections[using].in_atomic_block:
        raise NotInTransactionError(f"{verb} must be recorded inside the transaction that it tells of.")
    user, kind = _actor(actor)
    object_type, object_id = _object(obj)
    return AuditEvent.objects.using(using).create(
        actor_id=user,
        actor_kind=kind,
        verb=Verb(verb),
        object_type=object_type,
        object_id=object_id,
        fields=_names(fields),
    )


def _actor(actor: Any) -> tuple[int | None, ActorKind]:
    if isinstance(actor, User) and actor.pk is not None:
        return actor.pk, ActorKind.STAFF
    if actor in (PARTICIPANT, SYSTEM):
        return None, ActorKind(actor)
    raise TypeError(f"The actor is a saved user, audit.PARTICIPANT or audit.SYSTEM, not {type(actor).__name__}.")


def _object(obj: models.Model | type[models.Model] | None) -> tuple[str, str]:
    if obj is None:
        return "", ""
    if isinstance(obj, type):
        return obj._meta.label_lower, ""
    if obj.pk is None:
        raise ValueError("Save the record before its audit row: without a key the row would name nothing.")
    return obj._meta.label_lower, str(obj.pk)


def _names(fields: Iterable[str]) -> list[str]:
    names = sorted({fields} if isinstance(fields, str) else set(fields))
    if not all(FIELD_NAME.fullmatch(name) for name in names):
        raise ValueError("`fields` takes the names of fields; one of those given is not a name.")
    return names
