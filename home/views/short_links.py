"""`/go/<code>/`: leads from a code on paper to its page, in the reader's language, and counts the visit by the day."""

import re

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from home.models.short_link import CODE, ShortLink, count_visit, is_own_path
from portal.common.languages import BY_CODE, SOURCE_LANGUAGE, Language, language_of
from portal.common.policies import public
from portal.common.surroundings import surroundings

# Programs that fetch what people share, index the web or watch whether we are up; and fetches ahead of a click.
NOT_A_PERSON = re.compile(
    r"bot|crawl|spider|slurp|preview|facebookexternalhit|whatsapp|embed|monitor|uptime|headless|lighthouse"
    r"|curl|wget|python|java/|go-http|okhttp|libwww|httpclient|^$",
    re.IGNORECASE,
)


@public
@never_cache
@require_safe
def short_link(request: HttpRequest, code: str) -> HttpResponse:
    """Redirects to the target; 404 for a code that nobody made."""
    # PostgreSQL takes no NUL, and no code has one.
    plain = re.fullmatch(CODE, code.lower())
    link = ShortLink.objects.select_related("page").filter(code=plain[0]).first() if plain else None
    if link is None:
        raise Http404
    if is_a_person(request):
        count_visit(link)
    response = HttpResponseRedirect(target_of(link, language_of(link.language or get_language())))
    patch_vary_headers(response, ["Accept-Language"])
    return response


def is_a_person(request: HttpRequest) -> bool:
    """Whether a visit counts. A guess by what the browser calls itself, and good enough to compare two flyers."""
    ahead = "prefetch" in request.headers.get("Sec-Purpose", request.headers.get("Purpose", ""))
    return request.method == "GET" and not ahead and not NOT_A_PERSON.search(request.headers.get("User-Agent", ""))


def target_of(link: ShortLink, language: Language) -> str:
    """Where the link leads a reader of `language`: always a path of this site. What is gone gives way to the home page;
    paper has no better address to offer."""
    home = f"/{language.code}/"
    if link.page is not None:
        return page_address(link, language) or home
    if not is_own_path(link.path):
        return home
    # A path that names its language keeps it.
    first = link.path.split("/")[1]
    return link.path if first in BY_CODE else f"/{language.code}{link.path}"


def page_address(link: ShortLink, language: Language) -> str | None:
    """The page in this language, else in the source language, else in any; None when it is published in none."""
    real = {v.language: v.url for v in surroundings(language, link.page).versions if v.is_real}
    return real.get(language) or real.get(SOURCE_LANGUAGE) or next(iter(real.values()), None)
