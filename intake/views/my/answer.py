"""A side's own yes or no: the whole text in its language, the answer, and stepping back later."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_http_methods, require_safe

from intake.constants import ConsentState, Side
from intake.exceptions import AlreadyAnswered, MoveRefused, NotAskedYet, NotAskingNow, TooLateToWithdraw
from intake.forms.space import LATER, NO, QUESTION, YES, OwnAnswerForm
from intake.models import Party
from intake.questions.agreement import AGREEMENTS
from intake.services.consent import answer_consent, withdraw_party
from intake.services.space import read_status
from intake.services.space_answers import ask_for_call
from intake.views.document import as_pdf
from intake.views.my import words
from intake.views.my.coming_in import for_participant
from intake.views.my.status import back, own_answer
from intake.views.typed import is_sent, typed_in
from portal.common import pdf
from portal.common.languages import language_of

STATES = {YES: ConsentState.ACCEPTED, NO: ConsentState.DECLINED}


@for_participant
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, party: Party) -> HttpResponse:
    """Shows the text and, while this side is asked, the question below it; a POST stores the answer."""
    found, agreement = read_status(party), agreement_of(party)
    form = None
    if found.may_answer:
        form = OwnAnswerForm(typed_in(request), side=party.side, shown=agreement["shown"])
        if is_sent(request, form):
            return take(party, form.cleaned_data)
    elif request.method == "POST":
        return repeated(party, str(request.POST.get("answer", "")))
    context = {"form": form, "status": found, "own_answer": own_answer(found.consent), "has_pdf": pdf.AVAILABLE}
    return render(request, "intake/my/answer.html", agreement | context)


def take(party: Party, given: dict[str, Any]) -> HttpResponse:
    """Stores what was said, and leads back. What is not possible any more changes nothing."""
    said = given["answer"]
    if said == LATER:
        return back(words.LATER)
    if said == QUESTION:
        ask_for_call(party)
        return back(words.QUESTION)
    reason = given["reason"] if said == NO else ""
    try:
        answer_consent(party, STATES[said], language=get_language() or "", reason=reason)
    except (AlreadyAnswered, NotAskingNow, NotAskedYet):
        return back(words.TOO_LATE)
    return back(words.ANSWERED)


def repeated(party: Party, said: str) -> HttpResponse:
    """A second click on the same answer is told that it is stored; another answer that it is too late."""
    is_same = STATES.get(said) == party.consent.state
    return back(words.ANSWERED if is_same else words.TOO_LATE)


@for_participant
@require_safe
def agreement_pdf(request: HttpRequest, party: Party) -> HttpResponse:
    """The text as a tagged PDF. Where none can be written now, back to the page."""
    context = agreement_of(party) | {"title": gettext("What mediation means for you"), "created": timezone.now()}
    # A name that says nothing on a shared device.
    return as_pdf(
        request, "intake/my/agreement_pdf.html", context, filename="text.pdf", otherwise=reverse("intake:my_answer")
    )


def agreement_of(party: Party) -> dict[str, Any]:
    """The text of this side in the active language, with its version, and `shown`, which names its very words."""
    text = AGREEMENTS[Side(party.side)]
    record = text.agreed(language_of(get_language()).code)
    return {
        "points": [str(point) for point in text.points],
        "version": text.version,
        "shown": f"{record['version']}:{record['language']}:{record['sha256']}",
    }


@for_participant
@require_http_methods(["GET", "HEAD", "POST"])
def step_back(request: HttpRequest, party: Party) -> HttpResponse:
    """Asks once whether this side is sure; a POST is the yes."""
    if request.method != "POST":
        found = read_status(party)
        return render(request, "intake/my/step_back.html", {"status": found}) if found.may_withdraw else back("")
    try:
        withdraw_party(party)
    except (AlreadyAnswered, NotAskedYet, TooLateToWithdraw, MoveRefused):
        return back(words.TOO_LATE)
    return back(words.STEPPED_BACK)
