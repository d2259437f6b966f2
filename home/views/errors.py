"""500: what a person sees when the program itself failed, with the help line, in their language."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import get_language, get_language_from_path

from home.context import last_seen_program
from portal.common.languages import language_of


def server_error(request: HttpRequest) -> HttpResponse:
    """The page without the database and the context processors, since either may be what failed: the help line is the
    one that this process last read."""
    language = language_of(get_language_from_path(request.path_info) or get_language())
    with translation.override(language.code):
        context = {"language": language, "home_url": f"/{language.code}/", "program": last_seen_program(language)}
        return render(None, "500.html", context, status=500)
