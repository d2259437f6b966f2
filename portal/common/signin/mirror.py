"""Keeps allauth's list of e-mail addresses equal to the one address on the user.

Wagtail changes `User.email` alone. Without this the old address would go on signing in and receiving reset links, and
a new user would have none (shown by tests/portal/test_signin_mirror.py).
"""

from typing import Any

from allauth.account.models import EmailAddress
from django.db import transaction

from portal.common.models import User


@transaction.atomic
def mirror_email(instance: User, **kwargs: Any) -> None:
    """Leaves exactly one address for the user, verified and primary; receives post_save of User."""
    email = instance.email.lower()
    EmailAddress.objects.filter(user=instance).exclude(email=email).delete()
    EmailAddress.objects.update_or_create(user=instance, email=email, defaults={"verified": True, "primary": True})
