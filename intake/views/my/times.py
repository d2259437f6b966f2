"""Saying which of the proposed times suit this side. Which of them suit others does not show."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from intake.constants import SessionMode
from intake.exceptions import CaseNotHere
from intake.forms.space import TimesForm
from intake.models import Party
from intake.services.space import open_times, sessions_of
from intake.services.space_answers import answer_times, suiting, times_of
from intake.views.meeting import when
from intake.views.my import words
from intake.views.my.coming_in import for_participant
from intake.views.my.status import back
from intake.views.typed import is_sent, typed_in


@for_participant
@require_http_methods(["GET", "HEAD", "POST"])
def times(request: HttpRequest, party: Party, session: UUID) -> HttpResponse:
    """Shows the times that are ahead, those chosen before ticked; a POST stores the choice. 404 for a session that is
    not this side's; one that has its time by now leads back."""
    found = next((each for each in open_times(party) if each.pk == session), None)
    if found is None:
        if not sessions_of(party).filter(pk=session).exists():
            raise Http404
        return back(words.TOO_LATE)
    offered = [(each.pk, when(each.starts_at, found.zone)) for each in times_of(session)]
    chosen = [str(pk) for pk in suiting(party, session)]
    form = TimesForm(typed_in(request), times=offered, initial={"times": chosen})
    if is_sent(request, form):
        try:
            answer_times(party, session, form.cleaned_data["times"])
        except CaseNotHere:
            return back(words.TOO_LATE)
        return back(words.TIMES)
    return render(request, "intake/my/times.html", {"form": form, "mode": words.MODES[SessionMode(found.mode)]})
