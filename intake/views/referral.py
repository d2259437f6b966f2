"""The referral wizard as the public meets it: the pages of the catalogue on a draft that this browser holds."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, override

from intake.exceptions import DraftNotHere
from intake.forms.pages import PageForm
from intake.questions.catalogue import PAGES
from intake.questions.consents import record_of
from intake.services.code import give_code
from intake.services.referral import ReferralInput, send_draft
from intake.tokens import new_draft_id
from intake.views.abuse import carried_along, doubts_of
from intake.views.resume import begun_here
from intake.wizard.browser import keep_browser_secret, not_here
from intake.wizard.pages import FORM_LIST, REVIEW, PagesWizard
from portal.common.languages import BY_CODE
from portal.common.policies import held_by_browser, public

URL_NAME = "intake:referral_step"
ANEW = "anew"
"""In the query of the address that begins a request: a new one is wanted, whatever was begun here before."""


@public
def start(request: HttpRequest) -> HttpResponse:
    """Gives the browser a secret and a fresh address for a draft. Nothing is stored until the first answer is sent.

    Where one that is not sent was begun here, it asks first whether to go on with that one.
    """
    if ANEW not in request.GET and (here := begun_here(request)):
        return render(request, "intake/referral/begun.html", {"here": here})
    response = HttpResponseRedirect("")
    secret = keep_browser_secret(request, response)
    response["Location"] = reverse(URL_NAME, kwargs={"draft": new_draft_id(secret), "step": PAGES[0].name})
    return response


class ReferralWizard(PagesWizard):
    """The wizard on a draft that belongs to this browser. One that was sent leads to its receipt."""

    storage_name = "intake.wizard.draft_storage.DraftStorage"

    def dispatch(self, request: HttpRequest, *args: Any, draft: UUID, step: str, **kwargs: Any) -> HttpResponse:
        """The same page for a draft that is another browser's, unknown or expired, so that it tells nothing."""
        try:
            return super().dispatch(request, draft=draft, step=step)
        except DraftNotHere:
            return not_here(request)

    def elsewhere(self) -> HttpResponse | None:
        """The receipt of a draft that was sent."""
        if self.storage.draft is not None and self.storage.draft.is_sent:
            return self.to_receipt()
        return super().elsewhere()

    def to_receipt(self) -> HttpResponse:
        """On to the receipt."""
        return HttpResponseRedirect(reverse("intake:referral_receipt", kwargs={"draft": self.draft_id}))

    def leaving_for(self) -> str | None:
        """The address that a Back, a save or a language button asks for; the page's answers are kept unchecked."""
        if "save_for_later" in self.request.POST:
            give_code(self.storage.draft)
            return reverse("intake:referral_code", kwargs={"draft": self.draft_id})
        language = self.request.POST.get("goto_language")
        if language not in BY_CODE:
            return super().leaving_for()
        with override(language):
            return self.get_step_url(self.step, **self.onward())

    def send(self, answers: dict[str, Any], review: PageForm) -> HttpResponse:
        """Hands the answers to the service; then, and ever after, shows the receipt."""
        language = get_language() or ""
        data = ReferralInput(
            submission_key=self.draft_id,
            language=language,
            path=self.path,
            answers=answers,
            consent=record_of(self.path, language),
            doubts=doubts_of(self.request, self.storage.draft),
        )
        send_draft(self.storage.draft, data)
        return self.to_receipt()

    def get_context_data(self, form: PageForm, **kwargs: Any) -> dict[str, Any]:
        """The page's context; check-answers carries something along for the checks when it is sent."""
        extra = carried_along(self.draft_id) if self.step == REVIEW else {}
        return super().get_context_data(form, **kwargs) | extra

    def get_template_names(self) -> list[str]:
        """Check-answers has its own template; all question pages share one."""
        return ["intake/referral/review.html" if self.step == REVIEW else "intake/referral/step.html"]


referral_wizard = held_by_browser(ReferralWizard.as_view(form_list=FORM_LIST, url_name=URL_NAME))
