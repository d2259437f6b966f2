"""One case on one page. Opening it is a read of what a person confided, so it is written into the audit log."""

from typing import Any

from django.http import Http404
from django.urls import reverse
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from intake.constants import Path
from intake.exceptions import CaseNotHere
from intake.permissions import VIEW_CASE
from intake.questions.catalogue import pages_for
from intake.questions.shown import sections
from intake.services.case import open_case
from intake.staff.doubts import in_words
from intake.staff.neighbours import neighbours_of
from portal.common.languages import language_of
from portal.common.policies import staff_with


class CaseView(WagtailAdminTemplateMixin, TemplateView):
    """Shows where a case stands, its timeline and the referral as it was sent. 404 for one this person may not open."""

    template_name = "intake/staff/case.html"
    header_icon = "folder-open-inverse"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The case, its events and the referral's questions and answers, page by page."""
        try:
            self.case = open_case(self.kwargs["case_id"], self.request.user)
        except CaseNotHere:
            raise Http404 from None
        referral = self.case.referral
        path, answers = Path(referral.path), referral.answers
        return super().get_context_data(
            **kwargs,
            case=self.case,
            referral=referral,
            doubts=in_words(referral.doubts) if self.case.has_doubts else [],
            case_language=language_of(referral.language),
            events=self.case.events.select_related("actor"),
            sections=sections(pages_for(path, answers), path, answers),
            neighbours=neighbours_of(self.case.pk, self.request),
        )

    def get_page_title(self) -> str:
        """The reference: it says nothing about anyone."""
        return f"Case {self.case}"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Home, the queue, this case."""
        return [
            *self.breadcrumbs_items,
            {"url": reverse("cases:queue"), "label": "Cases"},
            {"url": "", "label": self.get_page_title()},
        ]


case = staff_with(VIEW_CASE)(CaseView.as_view())
