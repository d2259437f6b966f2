"""A survey by an open link: the first page for everybody who has it, and "Begin", which gives a link of one's own.

On a device of the program the same page is the clean start, and "Finish" leads back to it.
"""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, override
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from intake.exceptions import SurveyAnswered, SurveyClosed, SurveyNotHere
from intake.models import OpenSurveyLink
from intake.services.survey_open import begin_reply, read_open_link
from intake.services.survey_reply import forget_draft, read_reply
from intake.views.leave import clear_browser
from intake.views.survey import first_page_of, not_here, other_languages
from intake.views.survey_abuse import began_now, unseen_fields
from portal.common.policies import public


@public
@require_http_methods(["GET", "HEAD", "POST"])
def open_survey(request: HttpRequest, token: str) -> HttpResponse:
    """What it is about and who sees the answers; "Begin" leads to a link of one's own."""
    try:
        link = read_open_link(token)
        if get_language() not in link.edition.texts:
            return other_languages(request, link.edition, "intake:survey_open", token)
        if request.method != "POST":
            return render(request, "intake/survey/open.html", first_page_of(link.edition) | shown(link))
        secret = begin_reply(token, began_now(request, token))
    except SurveyNotHere:
        return not_here(request)
    except SurveyClosed:
        return render(request, "intake/survey/closed.html", status=410)
    return HttpResponseRedirect(reverse("intake:survey_page", kwargs={"token": secret, "step": "1"}))


def shown(link: OpenSurveyLink) -> dict[str, object]:
    """What the first page knows of its link."""
    return {"on_site": link.is_on_site, **unseen_fields(link.token)}


@public
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def finish(request: HttpRequest, token: str) -> HttpResponse:
    """Makes a device of the program ready for the next person: clears the browser, throws away what was not sent, and
    leads to the clean start. Opened without a press while a reply is being written, it leads back to that.

    404 for a link that was not begun on such a device. Exempt from CSRF protection, as leaving is: it must work however
    long a page was open, and whoever presses has the secret of the link.
    """
    try:
        link, is_sent = read_reply(token).open_link, False
    except SurveyAnswered as answered:
        link, is_sent = answered.open_link, True
    except SurveyNotHere:
        return not_here(request)
    if not isinstance(link, OpenSurveyLink) or not link.is_on_site:
        return not_here(request)
    if request.method != "POST" and not is_sent:
        return HttpResponseRedirect(reverse("intake:survey", kwargs={"token": token}))
    if not is_sent:
        forget_draft(token)
    return clear_browser(request, HttpResponseRedirect(start_of(link), status=303))


def start_of(link: OpenSurveyLink) -> str:
    """The address of the clean start, in the first language of the survey."""
    with override(link.edition.languages[0]):
        return reverse("intake:survey_open", kwargs={"token": link.token})
