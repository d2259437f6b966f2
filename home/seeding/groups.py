"""What the two content roles may do in the admin: Wagtail keeps it as rows, so seeding writes them."""

from django.contrib.auth.models import Group, Permission
from wagtail.models import GroupPagePermission, Page

from portal.common.roles import Role

# Model permissions, as app_label.codename.
PERMISSIONS = {
    Role.EDITOR: (
        "wagtailadmin.access_admin",
        "wagtail_localize.submit_translation",
        "home.change_programdetails",
    ),
    Role.TRANSLATOR: (
        "wagtailadmin.access_admin",
        "wagtail_localize.submit_translation",
        "home.change_programdetails",
    ),
}
# Rights on the whole page tree, so that a language added later is covered. An editor publishes what translators write.
PAGE_PERMISSIONS = {
    Role.EDITOR: ("add_page", "change_page", "publish_page"),
    Role.TRANSLATOR: ("change_page",),
}


def ensure_groups() -> None:
    """The groups of editors and translators with their rights; rights that somebody added by hand stay."""
    for role, names in PERMISSIONS.items():
        group, _ = Group.objects.get_or_create(name=role.value)
        group.permissions.add(*(_permission(name) for name in names))
        for codename in PAGE_PERMISSIONS[role]:
            GroupPagePermission.objects.get_or_create(
                group=group, page=Page.get_first_root_node(), permission=_permission(f"wagtailcore.{codename}")
            )


def _permission(name: str) -> Permission:
    app_label, _, codename = name.partition(".")
    return Permission.objects.get(content_type__app_label=app_label, codename=codename)
