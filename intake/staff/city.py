"""The City's door: the cases that it knows of, each in one of four words, and the referral record (zone A) of a case
that waits for its decision. Nothing of mediation is fetched here (intake/services/city.py)."""

from typing import Any

from django.urls import reverse
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from intake.forms.decision import CITY_APPROVE, CITY_ELIGIBLE, CITY_INELIGIBLE
from intake.models import Case
from intake.permissions import REVIEW_CASE
from intake.questions.catalogue import pages_for
from intake.questions.question import Page, Zone
from intake.questions.shown import Section, sections
from intake.services.city import CityCase, city_cases, open_for_city, row_of
from intake.services.decision import CITY
from intake.staff.decision import NO, SECOND, YES, Bound, DecisionView
from portal.common.languages import language_of
from portal.common.pagination import pages_of
from portal.common.policies import staff_with

ROWS_PER_PAGE = 50
TITLE = "City review"


class CityListView(WagtailAdminTemplateMixin, TemplateView):
    """The list: reference, where it stands, the City's own day to decide, how and when it closed. Nothing else."""

    template_name = "intake/staff/city_list.html"
    page_title = TITLE
    header_icon = "clipboard-list"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """One page of the cases that the City knows of."""
        page = pages_of(city_cases(self.request.user), self.request, ROWS_PER_PAGE)
        return super().get_context_data(**kwargs, page_obj=page, rows=[row_of(found) for found in page.object_list])

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Home, this list."""
        return [*self.breadcrumbs_items, {"url": "", "label": TITLE}]


def zone_a_sections(found: CityCase) -> list[Section]:
    """The questions of zone A with their answers; the others are not there at all, not even as empty lines."""
    if found.path is None:
        return []
    pages = [_zone_a_of(page) for page in pages_for(found.path, found.answers)]
    return sections([page for page in pages if page.questions], found.path, found.answers)


def _zone_a_of(page: Page) -> Page:
    kept = tuple(question for question in page.questions if question.store.value.zone is Zone.A)
    return Page(page.name, page.title, kept, page.paths, page.conditions, page.titles)


class CityCaseView(DecisionView):
    """One case for the City. Opening one that waits for its decision is a read of the record, and is written down."""

    template_name = "intake/staff/city_case.html"
    door = CITY
    form_classes = {YES: CITY_ELIGIBLE, NO: CITY_INELIGIBLE, SECOND: CITY_APPROVE}

    def load(self) -> None:
        """What the City may see of the case."""
        self.found = open_for_city(self.kwargs["case_id"], self.request.user)

    def opened(self) -> str:
        """The stamp of the case."""
        return self.found.stamp

    def leads_to(self, case: Case) -> str:
        """Back to the page, which then shows what is left to see."""
        return reverse("city:case", args=[case.pk])

    def get_context_data(self, bound: Bound = None, **kwargs: Any) -> dict[str, Any]:
        """The record, the decision that stands, and the forms."""
        found = self.found
        shown = zone_a_sections(found)
        yes = found.decision if found.decision and found.decision.is_eligible else None
        return super().get_context_data(
            bound,
            **kwargs,
            row=found.row,
            is_here=bool(found.stamp),
            sections=shown,
            left_empty=[answer for section in shown for answer in section.answers if not answer.values],
            language=language_of(found.language or None),
            needs_second=found.needs_second,
            decision=yes,
            may_approve=yes is not None and yes.made_by_id != self.request.user.pk and not yes.approved_by_id,
        )

    def get_page_title(self) -> str:
        """The reference."""
        return f"Case {self.found.row.reference}"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Home, the list, this case."""
        return [
            *self.breadcrumbs_items,
            {"url": reverse("city:list"), "label": TITLE},
            {"url": "", "label": self.get_page_title()},
        ]


city_list = staff_with(REVIEW_CASE)(CityListView.as_view())
city_case = staff_with(REVIEW_CASE)(CityCaseView.as_view())
