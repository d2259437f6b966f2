"""The report "Translation needs": every page that needs something in one language, the most pressing first."""

from itertools import groupby
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.views.generic import TemplateView
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from home.staff.dashboard import CONTENT_STAFF, TRANSLATIONS
from home.staff.translation_states import needy_pages
from portal.common.languages import BY_CODE, LANGUAGES, SOURCE_LANGUAGE
from portal.common.policies import staff_with

ROWS_PER_PAGE = 100
LANGUAGES_TO_MAKE = [language for language in LANGUAGES if language != SOURCE_LANGUAGE]


class TranslationNeedsView(WagtailAdminTemplateMixin, TemplateView):
    """The pages of one language by what they need, each with the way to where that is done."""

    template_name = "home/staff/translation_needs.html"
    header_icon = "wagtail-localize-language"
    page_title = "Translation needs"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """One page of the list, grouped by need. Raises Http404 for a language that the portal does not have."""
        language = BY_CODE.get(self.kwargs["code"])
        if language not in LANGUAGES_TO_MAKE:
            raise Http404
        page = Paginator(needy_pages(language), ROWS_PER_PAGE).get_page(self.request.GET.get("p"))
        return super().get_context_data(
            **kwargs,
            language=language,
            languages=[(other.name, reverse(TRANSLATIONS, args=[other.code])) for other in LANGUAGES_TO_MAKE],
            groups=[(need, list(pages)) for need, pages in groupby(page, key=lambda found: found.need)],
            page_obj=page,
        )

    def get_page_subtitle(self) -> str:
        """The language."""
        return BY_CODE[self.kwargs["code"]].name

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Home, then this report."""
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title, "sublabel": self.get_page_subtitle()}]


translation_needs = staff_with(CONTENT_STAFF)(TranslationNeedsView.as_view())


class TranslationsMenuItem(MenuItem):
    """The way to the report, shown to those who may open it."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether this person works on the public site."""
        return bool(request.user.has_perm(CONTENT_STAFF))


def translations_menu_item() -> MenuItem:
    """An entry of the menu "Reports", which begins with the first language."""
    first = reverse(TRANSLATIONS, args=[LANGUAGES_TO_MAKE[0].code])
    return TranslationsMenuItem(
        "Translation needs", first, name="translation-needs", icon_name="wagtail-localize-language", order=600
    )
