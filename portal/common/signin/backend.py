"""How Django knows a person who has signed in, and their rights: by roles alone, and with few queries.

Every page of the staff area asks for both, so each query that is saved here is saved everywhere.
"""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend

from portal.common.models import User


class RoleBackend(AuthenticationBackend):
    """allauth's way in. Rights come with groups only, as Wagtail's rights on pages do: a right of one person alone, for
    which nobody here has a screen, counts for nothing and is not asked for."""

    def get_user(self, user_id: Any) -> User | None:
        """The person with Wagtail's profile of them, which each of its pages reads."""
        user = User.objects.select_related("wagtail_userprofile").filter(pk=user_id).first()
        return user if user is not None and self.user_can_authenticate(user) else None

    def get_user_permissions(self, user_obj: Any, obj: Any = None) -> set[str]:
        """None; those of roles are `get_group_permissions`."""
        return set()
