"""The way from a draft to the public: an outreach editor sends it for review, a program administrator publishes it."""

from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from wagtail.models import (
    GroupApprovalTask,
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
TASK = "Review by a program administrator"
REVIEWER = Role.ADMINISTRATOR
# What Wagtail's first migration leaves: groups that are no role of ours, and their workflow.
NOT_OURS = ("Moderators", "Editors")
THEIR_WORKFLOW = "Moderators approval"


def ensure_workflow() -> None:
    """Makes the workflow and sets it on every page and on alerts, once; what operations changed since stays."""
    reviewers = Group.objects.get(name=REVIEWER.value)
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
    # Editors of a site that is older than this workflow could publish alone.
    GroupPagePermission.objects.filter(group__name=Role.EDITOR.value, permission__codename="publish_page").delete()


def _remove_what_wagtail_made() -> None:
    """Groups with the right to publish that belong to no role; one that somebody is in stays."""
    Workflow.objects.filter(name=THEIR_WORKFLOW, workflow_states=None).delete()
    Task.objects.filter(name=THEIR_WORKFLOW, task_states=None).delete()
    Group.objects.filter(name__in=NOT_OURS, user=None).delete()
