"""The self-check before the form: four plain questions, an answer on the spot, and always a way on (UX-04)."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods
from wagtail.models import Page

from home.context import program_of
from intake.forms.self_check import SelfCheckForm
from intake.rules.self_check import Finding, Outcome
from intake.rules.self_check import self_check as outcome_of
from portal.common.languages import language_of
from portal.common.policies import public
from portal.common.surroundings import address

ELSEWHERE = "not-this-program"
"""The slug of the guide page about other places; the result links to it where it exists."""

VERDICTS = {
    Finding.FITS: _("This fits"),
    Finding.TALK: _("We would need to talk first"),
    Finding.OTHER_WAY: _("Another way may be better"),
}
TITLES = {
    Finding.FITS: _("Your answers fit"),
    Finding.TALK: _("Let us talk first"),
    Finding.OTHER_WAY: _("Another way may be better"),
}
REASONS = {
    ("about", Finding.FITS): _("This is what the program is for."),
    ("about", Finding.TALK): _("Tell us in a few words what happened. We tell you if we can help."),
    ("about", Finding.OTHER_WAY): _("This program is only about how police employees treat people."),
    ("harm", Finding.FITS): _("This makes a talk easier."),
    ("harm", Finding.TALK): _("We listen to you first. Then we see together which way is safe and right for you."),
    ("pending", Finding.FITS): _("No court has to decide first."),
    ("pending", Finding.TALK): _("The court may have to decide first. Mediation can’t change a ticket or a charge."),
    ("want", Finding.FITS): _("Mediation is a guided talk. Both sides choose to join it."),
    ("want", Finding.TALK): _("We explain both ways. You choose."),
    ("want", Finding.OTHER_WAY): _("Mediation does not investigate. A formal complaint asks for that."),
}


@public
@require_http_methods(["GET", "HEAD", "POST"])
def self_check(request: HttpRequest) -> HttpResponse:
    """Shows the questions, and the outcome as the answer to the POST itself.

    Everywhere else a POST answers with a redirect, for the sake of the Back button. Here a redirect would have to carry
    the answers in the address, a cookie or a row, and nothing of them may be kept. The page is `no-store`, so a browser
    that comes back to it would send the answers again: check.js makes the page one to be opened anew, and after the
    button that leaves, which takes the CSRF token's cookie away, what is sent again shows nothing.

    A language button sends the answers to the page's address in that language.
    """
    form = SelfCheckForm(request.POST if request.method == "POST" else None, city=program_of(request).city)
    if form.is_bound and form.is_valid() and request.POST.get("show") != "questions":
        return render(request, "intake/self_check_result.html", result(form))
    return render(request, "intake/self_check.html", {"form": form, "show": "questions"})


def result(form: SelfCheckForm) -> dict[str, Any]:
    """The context of the outcome: its title, a row for each answer given, the places, and the answers to send again."""
    outcome: Outcome = outcome_of(form.cleaned_data)
    rows = [
        {
            "question": form.fields[key].label,
            "answer": dict(form.fields[key].choices)[form.cleaned_data[key]],  # type: ignore[attr-defined]
            "finding": finding.value,
            "verdict": VERDICTS[finding],
            "reason": REASONS[key, finding],
        }
        for key, finding in outcome.findings.items()
    ]
    return {
        "title": TITLES[outcome.overall],
        "rows": rows,
        "places": [place.value for place in outcome.places],
        "elsewhere": page_about_other_places() if outcome.places else "",
        "given": {key: value for key, value in form.cleaned_data.items() if value},
        "show": "result",
    }


def page_about_other_places() -> str:
    """The address of the page about other places in the active language; empty when there is none. One query."""
    language = language_of(get_language())
    pages = Page.objects.live().filter(slug=ELSEWHERE, locale__language_code=language.code)
    found = pages.values_list("url_path", flat=True).first()
    return address(found, language) if found else ""
