"""The operations page: whether messages go out and jobs run. No message's words and no person's name are on it."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import to_locale
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from intake.permissions import VIEW_CASE, VIEW_OPERATIONS, WORK_CASE
from intake.services.audit_checkpoint import audit_head
from intake.services.operations import drop, jobs, queues, stuck, try_again
from portal.common.checks.fonts import check_fonts
from portal.common.languages import LANGUAGES, SOURCE_LANGUAGE, Language
from portal.common.policies import staff_with

JOBS = {
    "deliver": "Send messages",
    "remind_of_questions": "Remind of our questions",
    "remind_consents": "Remind sides to answer",
    "close_consent_windows": "Close the time to answer",
    "ask_how_it_went": "Ask how it went",
    "remind_sessions": "Remind of sessions",
    "leave_closed_accounts": "Give back the time of mediators whose account is closed",
    "tell_about_saved_filters": "Tell about kept lists",
    "purge_drafts": "Delete old drafts",
    "send_asked_links": "Send links for one time",
    "ask_surveys": "Ask surveys",
    "remind_surveys": "Remind of surveys",
    "purge_surveys": "Delete links to surveys that are over",
    "note_audit_head": "Note the end of the audit log",
    "publish_scheduled": "Publish pages at their time, and take them down",
    "clear_sessions": "Delete sessions that are over",
}
"""What a job does, in words; a new one shows by its name until it has some."""


class OperationsView(WagtailAdminTemplateMixin, TemplateView):
    """Queues, stuck messages, jobs, the end of the audit log, fonts and catalogues."""

    template_name = "intake/staff/operations.html"
    header_icon = "cogs"
    page_title = "Operations"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Everything in a fixed number of queries."""
        user = self.request.user
        return super().get_context_data(
            **kwargs,
            queues=queues(),
            stuck=stuck(),
            jobs=[(JOBS.get(job.name, job.name), job) for job in jobs()],
            head=audit_head(),
            font_faults=check_fonts(),
            missing_catalogues=missing_catalogues(),
            may_act=user.has_perm(WORK_CASE),
            may_open_cases=user.has_perm(VIEW_CASE),
        )

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Home, then this page."""
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]


def missing_catalogues() -> list[Language]:
    """The languages whose words were not compiled: their pages would be in English."""
    return [
        language
        for language in LANGUAGES
        if language != SOURCE_LANGUAGE
        and not any(
            (path / to_locale(language.code) / "LC_MESSAGES" / "django.mo").exists() for path in settings.LOCALE_PATHS
        )
    ]


operations = staff_with(VIEW_OPERATIONS)(OperationsView.as_view())


@staff_with(WORK_CASE)
@require_POST
def try_message_again(request: HttpRequest, message_id: UUID) -> HttpResponse:
    """Sends a stuck message as soon as a worker is free."""
    return _done(request, try_again(message_id, request.user), "It is tried again now.")


@staff_with(WORK_CASE)
@require_POST
def drop_message(request: HttpRequest, message_id: UUID) -> HttpResponse:
    """Takes a message out of the queue."""
    return _done(request, drop(message_id, request.user), "It is dropped.")


def _done(request: HttpRequest, is_done: bool, words: str) -> HttpResponse:
    if is_done:
        messages.success(request, words)
    else:
        messages.error(request, "Nothing was changed: this message is not waiting any more.")
    return HttpResponseRedirect(reverse("operations:page"))
