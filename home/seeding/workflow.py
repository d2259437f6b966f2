"""The way from a draft to the public: an outreach editor sends it for review, an outreach reviewer publishes it."""

from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from wagtail.models import (
    GroupApprovalTask,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
    Task,
    Workflow,
    WorkflowContentType,
    WorkflowPage,
    WorkflowTask,
)

from home.models import Alert
from portal.common.roles import Role

NAME = "Review before publishing"
TASK = "Review by an outreach reviewer"
# What Wagtail's first migration leaves: groups that are no role of ours, and their workflow.
NOT_OURS = ("Moderators", "Editors")
THEIR_WORKFLOW = "Moderators approval"
CONTENT_APPS = ("home", "wagtail_localize")


def ensure_workflow() -> None:
    """Makes the workflow and sets it on every page and on alerts, once; what operations changed since stays."""
    reviewers = Group.objects.get(name=Role.REVIEWER.value)
    if GroupApprovalTask.objects.filter(groups=reviewers).exists():
        return
    _remove_what_wagtail_made()
    workflow = Workflow.objects.create(name=NAME)
    task = GroupApprovalTask.objects.create(name=TASK)
    task.groups.add(reviewers)
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    # On the root of the tree, so that it holds for the languages that come later too.
    WorkflowPage.objects.update_or_create(page=Page.get_first_root_node(), defaults={"workflow": workflow})
    alerts = ContentType.objects.get_for_model(Alert)
    WorkflowContentType.objects.update_or_create(content_type=alerts, defaults={"workflow": workflow})
    _take_back_from_roles()


def _take_back_from_roles() -> None:
    """On a site that is older than this workflow editors could publish alone, and program administrators all pages."""
    GroupPagePermission.objects.filter(group__name=Role.EDITOR.value, permission__codename="publish_page").delete()
    administrators = Group.objects.filter(name=Role.ADMINISTRATOR.value)
    GroupPagePermission.objects.filter(group__in=administrators).delete()
    GroupCollectionPermission.objects.filter(group__in=administrators).delete()
    for group in administrators:
        group.permissions.remove(*Permission.objects.filter(content_type__app_label__in=CONTENT_APPS))


def _remove_what_wagtail_made() -> None:
    """Groups with the right to publish that belong to no role; one that somebody is in stays."""
    Workflow.objects.filter(name=THEIR_WORKFLOW, workflow_states=None).delete()
    Task.objects.filter(name=THEIR_WORKFLOW, task_states=None).delete()
    Group.objects.filter(name__in=NOT_OURS, user=None).delete()
