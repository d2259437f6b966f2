"""The search page: `/<language>/search/?q=...`. Any text gets a plain answer, and answers are kept nowhere."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from home.search.counting import count_search
from home.search.hits import hits
from home.search.query import find, popular_pages
from home.search.suggestions import did_you_mean
from portal.common.languages import Language, language_of
from portal.common.pagination import pages_of
from portal.common.policies import public

LONGEST = 200


@public
@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """The box, and the results for `q` if there is one; the popular questions wherever there are none."""
    language = language_of(get_language())
    query = readable(request.GET.get("q", ""))
    context: dict[str, Any] = {"noindex": True, "query": query[:LONGEST], "too_long": len(query) > LONGEST}
    if query and not context["too_long"]:
        context |= results(request, query, language)
    if not context.get("hits"):
        context["popular"] = hits(popular_pages(language), None, language)
    response = render(request, "home/search.html", context | {"longest": LONGEST})
    if query:
        add_never_cache_headers(response)
    return response


def results(request: HttpRequest, query: str, language: Language) -> dict[str, Any]:
    """The context of an answer: `rows` of the asked page of the list as `hits`, and what the person may have meant."""
    found = find(query, language)
    rows = pages_of(found.page_ids, request)
    has_every_word = found.question is not None and found.question.every_word
    if rows.number == 1:
        count_search(query, language, found=has_every_word or found.promoted > 0)
    meant = "" if has_every_word else did_you_mean(query, language)
    return {
        "rows": rows,
        "hits": hits(list(rows.object_list), found.question, language),
        "is_capped": found.is_capped,
        "some_words": bool(found.page_ids) and not has_every_word and not found.promoted,
        "meant": meant,
        "meant_url": f"{reverse('home:search')}?{urlencode({'q': meant})}",
    }


def readable(text: str) -> str:
    """The text in one line, without characters that nobody can see or that turn the direction of writing."""
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())
