"""The referral wizard: one topic a page, saved at each Continue, sent by one POST on the check-answers page.

formtools gives the steps and the storage interface. Its own get() and post() send on a GET, trust a hidden field for
the step and answer 500 to an unknown one (SECURITY.md 0.5), so both are ours.
"""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.datastructures import MultiValueDict
from django.utils.http import urlencode
from django.utils.translation import get_language, gettext, override
from formtools.wizard.views import NamedUrlWizardView

from intake.exceptions import DraftNotHere
from intake.forms.referral import REVIEW, STEPS, ReviewForm
from intake.forms.steps import StepForm
from intake.services.referral import ReferralInput, send_draft
from intake.tokens import new_draft_id
from intake.views.browser import keep_browser_secret, not_here
from portal.common.languages import BY_CODE
from portal.common.policies import held_by_browser, public

URL_NAME = "intake:referral_step"
TYPED_LIMIT = 20_000
"""Characters kept of one unchecked field: ten times the longest answer that is right."""
VALUES_LIMIT = 50
"""Values kept of one field: more than any question has choices."""
WRONG = "wrong"
"""In the query of a page whose answers were just found wrong: the page then says what is wrong with them."""


@public
def start(request: HttpRequest) -> HttpResponse:
    """Gives the browser a secret and a fresh address for a draft. Nothing is stored until the first answer is sent."""
    response = HttpResponseRedirect("")
    secret = keep_browser_secret(request, response)
    response["Location"] = reverse(URL_NAME, kwargs={"draft": new_draft_id(secret), "step": STEPS[0].name})
    return response


class ReferralWizard(NamedUrlWizardView):
    """Asks the questions of `STEPS`. A page that is not open yet leads to the first page that is."""

    storage_name = "intake.views.draft_storage.DraftStorage"

    def dispatch(self, request: HttpRequest, *args: Any, draft: UUID, step: str, **kwargs: Any) -> HttpResponse:
        """Answers 404 to a step that does not exist; locks the draft for as long as a POST takes."""
        if step not in self.form_list:
            raise Http404
        self.step, self.draft_id = step, draft
        try:
            if request.method != "POST":
                return super().dispatch(request, draft=draft, step=step)
            with transaction.atomic():
                return super().dispatch(request, draft=draft, step=step)
        except DraftNotHere:
            return not_here(request)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Shows a page with what was typed there; changes nothing."""
        return self.elsewhere() or self.render(self.form_to_show())

    def post(self, *args: Any, **kwargs: Any) -> HttpResponse:
        """Keeps the answers, right or wrong, and goes on or back to the page; on the last page sends.

        Every answer is a redirect: were a page an answer to a POST, the browser's Back button would lead to the
        browser's own page about sending a form again, in the browser's language.
        """
        if elsewhere := self.elsewhere():
            return elsewhere
        form = self.get_form(step=self.step, data=self.request.POST)
        self.keep(form)
        if leaving := self.leaving_for():
            return HttpResponseRedirect(leaving)
        if not form.is_valid():
            return HttpResponseRedirect(self.get_step_url(self.step) + self.query(wrong=True))
        if self.step == REVIEW:
            return self.send(form)
        return HttpResponseRedirect(self.get_step_url(self.next_page()))

    def form_to_show(self) -> StepForm:
        """The page's form: with complaints right after a Continue that found something wrong, else without."""
        typed = (self.storage.get_step_data(self.step) or MultiValueDict()) if WRONG in self.request.GET else None
        form: StepForm = self.get_form(step=self.step, data=typed)
        return form

    def elsewhere(self) -> HttpResponse | None:
        """The receipt of a draft that was sent, or the first open page when this one is not open yet."""
        if self.storage.draft is not None and self.storage.draft.is_sent:
            return HttpResponseRedirect(reverse("intake:referral_receipt", kwargs={"draft": self.draft_id}))
        first_open, pages = self.first_open(), self.steps.all
        if pages.index(self.step) > pages.index(first_open):
            return HttpResponseRedirect(self.get_step_url(first_open))
        return None

    def first_open(self) -> str:
        """The first page whose answers do not stand yet; the check-answers page when all do."""
        return next((step for step in self.steps.all if not self.storage.stands(step)), REVIEW)

    def leaving_for(self) -> str | None:
        """The address that a Back or a language button asks for; the page's answers are kept unchecked."""
        if "go_back" in self.request.POST:
            return self.get_step_url(self.get_prev_step(self.step) or self.step)
        language = self.request.POST.get("goto_language")
        if language not in BY_CODE:
            return None
        with override(language):
            return self.get_step_url(self.step) + self.query()

    def next_page(self) -> str:
        """The page after this one; straight on to check-answers when the person came from there."""
        return self.first_open() if self.request.GET.get("return") == REVIEW else str(self.get_next_step(self.step))

    def query(self, *, wrong: bool = False) -> str:
        """What the page's address needs so that the way back to check-answers is not forgotten, nor what was wrong."""
        parts = {"return": REVIEW} if self.request.GET.get("return") == REVIEW else {}
        parts |= {WRONG: "1"} if wrong else {}
        return f"?{urlencode(parts)}" if parts else ""

    def keep(self, form: StepForm) -> None:
        """Stores what was typed on this page, right or wrong: the page's own fields, cut at a sane length."""
        if self.step == REVIEW:
            return
        typed = {
            key: [value[:TYPED_LIMIT] for value in self.request.POST.getlist(key)[-VALUES_LIMIT:]]
            for key in form.input_names() & self.request.POST.keys()
        }
        self.storage.keep(self.step, typed, stands=form.is_valid())

    def send(self, review: StepForm) -> HttpResponse:
        """Checks every page again and hands the answers to the service; then, and ever after, shows the receipt."""
        forms = {step.name: self.stored_form(step.name) for step in STEPS}
        for name, form in forms.items():
            if not form.is_valid():
                self.storage.reopen(name)
                return HttpResponseRedirect(self.get_step_url(name))
        columns: dict[str, dict[str, Any]] = {step.stored_in: {} for step in STEPS}
        for step in STEPS:
            columns[step.stored_in] |= forms[step.name].answers()
        path = columns.pop("path")
        data = ReferralInput(
            submission_key=self.draft_id,
            language=get_language() or "",
            asking_for=path["asking_for"],
            answers=columns,
            consent={"agreed": True, "text": str(review.fields["consent"].label)},
        )
        send_draft(self.storage.draft, data)
        return HttpResponseRedirect(reverse("intake:referral_receipt", kwargs={"draft": self.draft_id}))

    def stored_form(self, step: str) -> StepForm:
        """The form of a page, bound to what was kept of it."""
        form: StepForm = self.get_form(step=step, data=self.storage.get_step_data(step))
        return form

    def get_form_initial(self, step: str) -> dict[str, Any]:
        """What was typed on a page before, so that coming back shows it, right or wrong, without complaints."""
        typed = self.storage.get_step_data(step)
        if typed is None:
            return {}
        fields = self.form_list[step].base_fields
        return {name: field.widget.value_from_datadict(typed, {}, name) for name, field in fields.items()}

    def get_prefix(self, request: HttpRequest, *args: Any, **kwargs: Any) -> str:
        """The storage's name for this wizard."""
        return "referral"

    def get_form_prefix(self, step: str | None = None, form: Any = None) -> str:
        """None: a page has one form, so its fields keep their plain names."""
        return ""

    def get_step_url(self, step: str) -> str:
        """The address of a page of this draft, in the active language."""
        return reverse(URL_NAME, kwargs={"draft": self.draft_id, "step": step})

    def get_template_names(self) -> list[str]:
        """Check-answers has its own template; all question pages share one."""
        return ["intake/referral/review.html" if self.step == REVIEW else "intake/referral/step.html"]

    def get_context_data(self, form: StepForm, **kwargs: Any) -> dict[str, Any]:
        """The page's form, where it stands among the pages, and on check-answers every answer so far."""
        step = next((step for step in STEPS if step.name == self.step), None)
        single = len(form.fields) == 1 and step is not None
        title = step.title if step else gettext("Check your answers")
        context: dict[str, Any] = {
            "form": form,
            "page_title": title,
            "heading": "" if single else title,
            "is_single_question": single,
            "number": self.get_step_index(self.step) + 1,
            "count": self.steps.count,
            "is_first": self.step == self.steps.first,
        }
        if step is None:
            context["rows"] = self.rows_to_check()
        return context

    def rows_to_check(self) -> list[dict[str, Any]]:
        """Every question with its answer in words and the address that changes it."""
        rows = []
        for step in STEPS:
            form = self.stored_form(step.name)
            if form.is_valid():
                change = self.get_step_url(step.name) + f"?return={REVIEW}"
                rows += [
                    {"label": answer.label, "value": answer.value, "change_url": change}
                    for answer in step.shown(form.answers())
                ]
        return rows


referral_wizard = held_by_browser(
    ReferralWizard.as_view(
        form_list=[*((step.name, step.form) for step in STEPS), (REVIEW, ReviewForm)],
        url_name=URL_NAME,
    )
)
