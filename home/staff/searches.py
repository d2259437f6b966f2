"""The report "Searches": what people look for on the site, and what they do not find."""

from typing import Any

import django_filters
from django.db.models import F, QuerySet, Sum
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic.base import BaseListingView

from home.models import SearchQuery
from portal.common.languages import LANGUAGES, language_of
from portal.common.policies import staff_with

VIEW_SEARCHES = "home.view_searchquery"
# Cells below five are hidden (class K2): what one person typed may name somebody.
SHOWN_FROM = 5


class SearchesFilterSet(WagtailFilterSet):
    """By language."""

    language = django_filters.ChoiceFilter(choices=[(language.code, language.name) for language in LANGUAGES])

    class Meta:
        model = SearchQuery
        fields = ["language"]


class SearchesView(BaseListingView):
    """Words with their numbers over all days that are kept, the most searched first; a click on the last column puts
    first what was not found."""

    page_title = "Searches"
    page_subtitle = f"Searched {SHOWN_FROM} times or more in the last 400 days"
    header_icon = "search"
    verbose_name_plural = "searches"
    paginate_by = 50
    index_url_name = "searches"
    index_results_url_name = "searches_results"
    filterset_class = SearchesFilterSet
    default_ordering = "-times"
    columns = (
        Column("words", label="Searched for", accessor="words"),
        Column("language", label="Language", accessor=lambda row: language_of(row["language"]).name),
        Column("times", label="Times", accessor="times", sort_key="times"),
        Column("missed", label="Nothing had all words", accessor="missed", sort_key="missed"),
    )

    def get_base_queryset(self) -> QuerySet[SearchQuery, dict[str, Any]]:
        """One row for words in a language, however many days they were searched on."""
        return (
            SearchQuery.objects.values("language", "words")
            .annotate(times=Sum(F("searches")), missed=Sum(F("without_results")))
            .filter(times__gte=SHOWN_FROM)
        )

    def order_queryset(self, queryset: QuerySet[SearchQuery, Any]) -> QuerySet[SearchQuery, Any]:
        """By the chosen column, then by the words, so that pages of the list do not overlap."""
        return queryset.order_by(self.ordering, "words", "language")


searches = staff_with(VIEW_SEARCHES)(SearchesView.as_view())
searches_results = staff_with(VIEW_SEARCHES)(SearchesView.as_view(results_only=True))
