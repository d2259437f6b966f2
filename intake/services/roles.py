"""Roles as groups with exactly the rights that intake/permissions.py lists."""

from typing import Any

from django.apps import apps
from django.contrib.auth.management import create_permissions
from django.db import transaction
from wagtail.snippets.models import create_extra_permissions

from intake.permissions import ROLE_PERMISSIONS
from portal.common.roles import Role


@transaction.atomic
def grant_roles(**signal: Any) -> None:
    """Sets each role's rights on intake's models as the table says, and lets every role into the Wagtail shell.

    Rights that other apps give (pages, snippets) stay as they are. Safe to run again; every migration does.
    """
    for label in ("intake", "wagtailadmin"):
        create_permissions(apps.get_app_config(label), verbosity=0)
    # The right to publish a snippet, which Wagtail makes at the end of a migration.
    create_extra_permissions(apps.get_app_config("wagtailsnippets"))
    permissions = apps.get_model("auth", "Permission").objects
    ours = permissions.filter(content_type__app_label="intake")
    by_name = {f"intake.{permission.codename}": permission for permission in ours}
    shell = permissions.get(content_type__app_label="wagtailadmin", codename="access_admin")
    for role in Role:
        group, _ = apps.get_model("auth", "Group").objects.get_or_create(name=role.value)
        group.permissions.remove(*ours)
        group.permissions.add(shell, *(by_name[name] for name in ROLE_PERMISSIONS[role]))
