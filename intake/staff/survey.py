"""Surveys for staff: where they are written and translated, and the page on which their editions are opened."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST
from wagtail.admin.ui.tables import Column
from wagtail.snippets.views.snippets import SnippetViewSet

from intake.models import Survey
from intake.permissions import OPEN_SURVEY, VIEW_SURVEYS
from intake.services.survey_edition import close_edition, open_edition, surveys_with_editions
from intake.staff.page import StaffPage, come_back
from intake.staff.survey_preview import preview
from portal.common.policies import staff_with

Survey.previewed_by = preview


class SurveyViewSet(SnippetViewSet):
    """The surveys in each language, as they are written."""

    model = Survey
    icon = "form"
    menu_label = "Survey questions"
    menu_order = 18
    add_to_admin_menu = True
    copy_view_enabled = False
    search_fields = ["title"]
    list_filter = ["purpose"]
    list_per_page = 50
    list_display = ["title", "purpose", "locale", Column("condition", label="State")]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Survey]:
        """Every survey with its language, in one query."""
        return Survey.objects.select_related("locale").defer("questions")


class SurveysView(StaffPage):
    """Each survey with its languages and its editions, and a button to open the next."""

    template_name = "intake/staff/surveys.html"
    page_title = "Surveys"
    header_icon = "form"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Everything in a fixed number of queries."""
        rows = [
            {
                "survey": row.survey,
                "edit_url": reverse("wagtailsnippets_intake_survey:edit", args=[row.survey.pk]),
                "languages": row.languages,
                "editions": row.editions,
                "is_open": any(edition.closed_at is None for edition in row.editions),
            }
            for row in surveys_with_editions()
        ]
        may_open = self.request.user.has_perm(OPEN_SURVEY)
        return super().get_context_data(**kwargs, rows=rows, may_open=may_open)


@require_POST
def open_next(request: HttpRequest, survey_id: int) -> HttpResponse:
    """Opens an edition with the questions as they are published now."""
    done = "The edition is open. You can hand out links to it."
    seen = request.POST.get("seen")
    return come_back(request, lambda: open_edition(survey_id, request.user, seen=seen), done, "surveys:list")


@require_POST
def close(request: HttpRequest, edition_id: int) -> HttpResponse:
    """Closes an edition."""
    done = "The edition is closed. No more links can be handed out; those that people have still work."
    return come_back(request, lambda: close_edition(edition_id, request.user), done, "surveys:list")


surveys = staff_with(VIEW_SURVEYS)(SurveysView.as_view())
survey_open = staff_with(OPEN_SURVEY)(open_next)
survey_close = staff_with(OPEN_SURVEY)(close)
