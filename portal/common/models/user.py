"""Who signs in: staff and mediators, known by their e-mail address. Residents have no account."""

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractUser, BaseUserManager
from django.db import models

from portal.common.classification import Retention, classified


class UserManager(BaseUserManager["User"]):
    """Makes users from an e-mail address, which takes the place of Django's user name."""

    use_in_migrations = True

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """A saved user; the address is lower-cased, since two spellings of one address are one person."""
        if not email:
            raise ValueError("A user needs an e-mail address.")
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """A user for operations: every right, no case role."""
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)


class User(AbstractUser):  # type: ignore[django-manager-missing]
    """A person who signs in. Roles are groups (intake/permissions.py); the second factor is allauth's."""

    username = None  # type: ignore[assignment]
    email = models.EmailField("e-mail address", unique=True)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects: ClassVar[UserManager] = UserManager()  # type: ignore[assignment]

    field_classes = classified(
        retention=Retention.STAFF,
        K10="id email first_name last_name is_staff is_superuser is_active date_joined last_login",
        K12="password",
    )

    def __str__(self) -> str:
        return self.get_full_name() or self.email
