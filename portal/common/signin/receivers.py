"""What is done when allauth or Django says that somebody signed in, failed to, signed out, or changed a factor.

CommonConfig.ready() imports this module. Each event becomes one audit row (SECURITY.md G13); a row never holds the
address that was typed, only the account when there is one.
"""

from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.account.signals import password_changed, password_reset, password_set
from allauth.core import context
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authentication_failed, authenticator_added, authenticator_used
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.db import transaction
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from django.http import HttpRequest

from portal.common import audit
from portal.common.audit import Verb
from portal.common.models import User
from portal.common.models.audit import ActorKind
from portal.common.signin import mirror, secrets, sessions
from portal.common.signin.proof import STRONG


@transaction.atomic
def _record(verb: Verb, *, actor: User | ActorKind, about: User | None) -> None:
    audit.record(verb, actor=actor, obj=about)


@receiver(user_logged_in, dispatch_uid="signin.signed_in")
def on_sign_in(request: HttpRequest, user: User, **kwargs: Any) -> None:
    """Starts the session's clocks and records the sign-in."""
    sessions.begin(request)
    _record(Verb.SIGN_IN, actor=user, about=user)


@receiver(user_logged_out, dispatch_uid="signin.signed_out")
def on_sign_out(user: User | None, **kwargs: Any) -> None:
    """Records the end of a session, by the person or by the clock."""
    if user is not None:
        _record(Verb.SIGN_OUT, actor=user, about=user)


@receiver(user_login_failed, dispatch_uid="signin.failed")
def on_failed_sign_in(credentials: dict[str, Any], **kwargs: Any) -> None:
    """Records a refused password; for an address that nobody has, only that it happened."""
    email = str(credentials.get("email", "")).lower()
    _record(Verb.SIGN_IN_FAILED, actor=audit.SYSTEM, about=User.objects.filter(email=email).first())


@receiver(authentication_failed, dispatch_uid="signin.factor_failed")
def on_refused_code(user: User, **kwargs: Any) -> None:
    """Records a wrong code after a right password: somebody may hold the password."""
    _record(Verb.SIGN_IN_FAILED, actor=audit.SYSTEM, about=user)


@receiver(authenticator_used, dispatch_uid="signin.factor_used")
def on_factor_used(user: User, **kwargs: Any) -> None:
    """Records that a factor was proved, at sign-in or later."""
    _record(Verb.FACTOR_USE, actor=user, about=user)


@receiver([password_changed, password_set, password_reset], dispatch_uid="signin.password_changed")
def on_new_password(user: User, **kwargs: Any) -> None:
    """Records a new password."""
    _record(Verb.PASSWORD_CHANGE, actor=user, about=user)


@receiver(post_save, sender=Authenticator, dispatch_uid="signin.factor_added")
def on_factor_added(instance: Authenticator, created: bool, **kwargs: Any) -> None:
    """Records a new factor, in the transaction that adds it where allauth has one."""
    if created:
        _record(Verb.FACTOR_ADD, actor=_acting(), about=instance.user)


@receiver(post_delete, sender=Authenticator, dispatch_uid="signin.factor_removed")
def on_factor_removed(instance: Authenticator, **kwargs: Any) -> None:
    """Deletes the secret of a factor that is gone and records that it went."""
    secrets.forget(instance)
    _record(Verb.FACTOR_REMOVE, actor=_acting(), about=instance.user)


@receiver(authenticator_added, dispatch_uid="signin.factor_proved")
def on_enrolment(request: HttpRequest, user: User, authenticator: Authenticator, **kwargs: Any) -> None:
    """Counts a factor that was just enrolled as proved: its owner showed a code or touched the key a moment ago.

    The middleware lets nobody add a factor who has one and did not prove it, so this opens no way around it.
    """
    if authenticator.type in STRONG:
        record_authentication(request, user, "mfa", id=authenticator.pk, type=authenticator.type, reauthenticated=True)


def _acting() -> User | ActorKind:
    """Who is signed in where this happens; the program itself in a command."""
    user = getattr(context.request, "user", None)
    return user if isinstance(user, User) and user.is_authenticated else audit.SYSTEM


post_save.connect(mirror.mirror_email, sender=User, dispatch_uid="signin.mirror")
