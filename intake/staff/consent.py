"""The two sides of a case while they are asked: both tracks for staff, and keying what a side answers.

Staff of the program see both sides here. Nothing of this page goes to a side or to the City.
"""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import override
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from intake.constants import CONSENT_IS_IN, Channel, ConsentState, LetterKind, Side
from intake.exceptions import (
    AlreadyAnswered,
    CaseNotHere,
    MoveRefused,
    NotAskedYet,
    NotAskingNow,
    ReasonMissing,
    TooLateToWithdraw,
)
from intake.forms.consent import AnswerForm, WithdrawForm
from intake.forms.plain import PlainForm
from intake.models import Consent, Notification, Party
from intake.permissions import WORK_CASE
from intake.questions.agreement import AGREEMENTS
from intake.services.consent import answer_consent, is_asking, record_talk, withdraw_party
from intake.services.sides import messages_of, read_sides
from intake.services.space import may_have_code
from intake.staff.page import CaseTab
from portal.common.languages import BY_CODE, LANGUAGES, Language, language_of
from portal.common.policies import staff_with

REFUSALS: dict[type[Exception], str] = {
    AlreadyAnswered: "This side has answered already, or its time is over. Nothing was changed.",
    NotAskingNow: "Nobody is asked at this point of the case. Nothing was changed.",
    NotAskedYet: "This side is not asked yet: its day has not come. Nothing was changed.",
    TooLateToWithdraw: "The outcome is recorded or the case has ended, so nobody can step back any more.",
    ReasonMissing: "That reason does not belong to this side. Nothing was changed.",
    MoveRefused: "The case can’t end from where it stands. Look at the case, then try again.",
}


@dataclass
class Track:
    """One side as the page shows it; forms are None where there is nothing to key."""

    party: Party
    consent: Consent
    language: Language
    points: list[str]
    letters: list[tuple[str, Notification]]
    answer_form: PlainForm | None
    withdraw_form: PlainForm | None
    may_talk: bool
    may_have_code: bool


class ConsentView(CaseTab, WagtailAdminTemplateMixin, TemplateView):
    """Both tracks, each with its dates, the text to read aloud in its language, and forms. 404 for a case that this
    person may not open. A POST does one thing for one side, named by `party` and `action`."""

    template_name = "intake/staff/consent.html"
    header_icon = "group"
    page_title = "The two sides"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Nothing is bound before a POST brings a form."""
        super().setup(request, *args, **kwargs)
        self.bound: dict[tuple[str, str], PlainForm] = {}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Does it and comes back, or shows the form again with what is wrong."""
        party = self._sides(request.POST.get("party", ""))
        action = request.POST.get("action", "")
        if action == "talk":
            return self._done(lambda: record_talk(party, request.user), "The talk is noted.")
        form = self._form(party, action, request.POST)
        if form is None:
            raise Http404
        if not form.is_valid():
            self.bound[(party.side, action)] = form
            return self.render_to_response(self.get_context_data(**kwargs), status=422)
        given = form.cleaned_data
        if action == "withdraw":
            channel = Channel(given["channel"])
            return self._done(
                lambda: withdraw_party(party, channel=channel, entered_by=request.user), "The withdrawal is stored."
            )
        return self._done(
            lambda: answer_consent(
                party,
                ConsentState(given["answer"]),
                channel=Channel(given["channel"]),
                language=self._language(party).code,
                reason=given["reason"],
                entered_by=request.user,
            ),
            "The answer is stored.",
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The case and both of its tracks."""
        try:
            case, parties = read_sides(self.kwargs["case_id"], self.request.user)
        except CaseNotHere:
            raise Http404 from None
        self.case = case
        letters = messages_of(case)
        tracks = [self._track(party, letters) for party in parties]
        return super().get_context_data(**kwargs, case=case, tracks=tracks, languages=LANGUAGES)

    def _track(self, party: Party, letters: list[Notification]) -> Track:
        language, state = self._language(party), party.consent.state
        with override(language.code):
            points = [str(point) for point in AGREEMENTS[Side(party.side)].points]
        may_answer = is_asking(party.case) and state not in CONSENT_IS_IN and party.consent.asked_from is not None
        may_withdraw = state not in CONSENT_IS_IN or state == ConsentState.ACCEPTED
        return Track(
            party=party,
            consent=party.consent,
            language=language,
            points=points,
            letters=[(LetterKind(each.letter).label, each) for each in letters if each.party_id == party.pk],
            answer_form=self._form(party, "answer") if may_answer else None,
            withdraw_form=self._form(party, "withdraw") if may_withdraw else None,
            may_talk=may_answer and state != ConsentState.TALKED,
            may_have_code=may_have_code(party),
        )

    def _form(self, party: Party, action: str, data: Any = None) -> PlainForm | None:
        if (party.side, action) in self.bound:
            return self.bound[(party.side, action)]
        prefix = f"{party.side}-{action}"
        if action == "answer":
            return AnswerForm(data, side=party.side, prefix=prefix)
        return WithdrawForm(data, prefix=prefix) if action == "withdraw" else None

    def _language(self, party: Party) -> Language:
        """The language in which the text of this side is shown: the one asked for, or the side's own."""
        asked = (self.request.POST.get("language") or self.request.GET.get(party.side)) or ""
        if self.request.method == "POST" and self.request.POST.get("party") != str(party.pk):
            asked = ""
        return language_of(asked if asked in BY_CODE else party.language)

    def _sides(self, party_id: str) -> Party:
        try:
            _, parties = read_sides(self.kwargs["case_id"], self.request.user)
        except CaseNotHere:
            raise Http404 from None
        party = next((party for party in parties if str(party.pk) == party_id), None)
        if party is None:
            raise Http404
        return party

    def _done(self, service: Any, words: str) -> HttpResponse:
        try:
            service()
        except CaseNotHere:
            raise Http404 from None
        except tuple(REFUSALS) as refused:
            messages.error(self.request, REFUSALS[type(refused)])
        else:
            messages.success(self.request, words)
        return HttpResponseRedirect(reverse("cases:consent", args=[self.kwargs["case_id"]]))


consent = staff_with(WORK_CASE)(ConsentView.as_view())
