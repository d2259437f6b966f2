"""Long lists in pages, of twenty unless told: `?page=2`, plain links, and a number that does not exist is not found."""

from typing import Any

from django.core.paginator import EmptyPage, Page, PageNotAnInteger, Paginator
from django.http import Http404, HttpRequest

PER_PAGE = 20


def pages_of(rows: Any, request: HttpRequest, per_page: int = PER_PAGE) -> Page[Any]:
    """The rows of the page that the address asks for. Raises Http404 for one that does not exist."""
    try:
        return Paginator(rows, per_page).page(request.GET.get("page", 1))
    except (EmptyPage, PageNotAnInteger) as error:
        raise Http404 from error
