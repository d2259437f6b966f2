"""What the content roles may do in the admin: Wagtail keeps it as rows, so seeding writes them.

Who writes does not publish: an editor sends a page for review, an outreach reviewer publishes it
(home/seeding/workflow.py, docs/decisions/editing.md). Program administrators work on cases and have no part in this.
"""

from django.contrib.auth.models import Group, Permission
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

from portal.common.roles import Role

OF_ALL = ("wagtailadmin.access_admin", "wagtail_localize.submit_translation", "home.change_programdetails")
OF_EDITORS = (
    *OF_ALL,
    "home.add_alert",
    "home.change_alert",
    "home.add_shortlink",
    "home.change_shortlink",
    "home.delete_shortlink",
    "home.add_searchpromotion",
    "home.change_searchpromotion",
    "home.delete_searchpromotion",
    "home.view_searchquery",
)
# Model permissions, as app_label.codename.
PERMISSIONS = {
    Role.EDITOR: OF_EDITORS,
    Role.TRANSLATOR: (*OF_ALL, "home.change_alert"),
    Role.REVIEWER: (*OF_EDITORS, "home.publish_alert", "home.delete_alert"),
}
# Rights on the whole page tree, so that a language added later is covered.
PAGE_PERMISSIONS = {
    Role.EDITOR: ("add_page", "change_page"),
    Role.TRANSLATOR: ("change_page",),
    Role.REVIEWER: ("add_page", "change_page", "publish_page", "lock_page", "unlock_page"),
}
# Rights on pictures and papers, which all lie in one collection.
UPLOADS = (
    "wagtailimages.add_image",
    "wagtailimages.change_image",
    "wagtailimages.choose_image",
    "wagtaildocs.add_document",
    "wagtaildocs.change_document",
    "wagtaildocs.choose_document",
)
UPLOADERS = (Role.EDITOR, Role.REVIEWER)


def ensure_groups() -> None:
    """The groups of the content roles with their rights; rights that somebody added by hand stay."""
    root, collection = Page.get_first_root_node(), Collection.get_first_root_node()
    for role, names in PERMISSIONS.items():
        group, _ = Group.objects.get_or_create(name=role.value)
        group.permissions.add(*(_permission(name) for name in names))
        for codename in PAGE_PERMISSIONS[role]:
            permission = _permission(f"wagtailcore.{codename}")
            GroupPagePermission.objects.get_or_create(group=group, page=root, permission=permission)
        for name in UPLOADS if role in UPLOADERS else ():
            permission = _permission(name)
            GroupCollectionPermission.objects.get_or_create(group=group, collection=collection, permission=permission)


def _permission(name: str) -> Permission:
    app_label, _, codename = name.partition(".")
    return Permission.objects.get(content_type__app_label=app_label, codename=codename)
