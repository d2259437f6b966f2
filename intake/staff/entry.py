"""Writing a request down for someone: by phone, on paper, in person, or as the City referring a filed complaint.

The same pages and the same rules as the public form, in the admin. The questions stand in the language to read aloud;
everything around them is in English.
"""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import override
from django.views.decorators.http import require_http_methods, require_safe

from intake.constants import Path, Source
from intake.exceptions import DraftNotHere
from intake.forms.entry import EntryForm, read_back_form_of
from intake.forms.pages import PageForm
from intake.permissions import ENTER_REQUEST, REFER_COMPLAINT
from intake.questions.catalogue import first_page
from intake.questions.consents import record_of
from intake.services.draft import begin_draft, read_draft, save_answers
from intake.services.referral import ReferralInput, send_draft
from intake.services.trace import similar_to
from intake.wizard.browser import browser_secret, keep_browser_secret
from intake.wizard.pages import FORM_LIST, REVIEW, PagesWizard
from portal.common.languages import BY_CODE, LANGUAGES, SOURCE_LANGUAGE, Language, language_of
from portal.common.policies import staff_with

ENTRY = "entry"
"""Where a draft keeps how the request came; no page of the catalogue has this name."""


class EntryWizard(PagesWizard):
    """The pages on a draft that this member of staff began."""

    storage_name = "intake.wizard.draft_storage.EntryStorage"
    template_name = "intake/staff/entry.html"

    def dispatch(self, request: HttpRequest, *args: Any, draft: UUID, step: str, **kwargs: Any) -> HttpResponse:
        """404 for a draft of someone else, the same as for one that does not exist."""
        try:
            return super().dispatch(request, draft=draft, step=step)
        except DraftNotHere:
            raise Http404 from None

    def elsewhere(self) -> HttpResponse | None:
        """A draft of this person and this door, and the end of one that was sent."""
        draft = self.storage.draft
        if draft is None or draft.entered_by_id != self.request.user.pk or (draft.path == Path.CITY) != self.is_city:
            raise DraftNotHere
        if draft.is_sent:
            return self.to_end()
        return super().elsewhere()

    @property
    def is_city(self) -> bool:
        """Whether this is the City's door."""
        return self.url_name == "requests:refer_step"

    @property
    def language(self) -> Language:
        """The language that the questions are asked in."""
        return language_of(self.request.GET.get("ask") or self.storage.draft.language)

    def get_step_url(self, step: str, **query: str) -> str:
        """The address of a page; the language that is asked in goes along."""
        return super().get_step_url(step, **{"ask": self.language.code, **query})

    def leaving_for(self) -> str | None:
        """The address that a Back or a language button asks for; the page's answers are kept unchecked."""
        language = self.request.POST.get("goto_language")
        if language not in BY_CODE:
            return super().leaving_for()
        return self.get_step_url(self.step, **self.onward(), ask=language)

    def get_form_list(self) -> dict[str, type[PageForm]]:
        """On check-answers of a person's request, staff also confirm that it was read back."""
        if self.is_city:
            return super().get_form_list()
        return {**super().get_form_list(), REVIEW: read_back_form_of(self.pages[REVIEW], self.path)}

    def send(self, answers: dict[str, Any], review: PageForm) -> HttpResponse:
        """Hands the answers to the service, with who wrote them down and how they came."""
        language = self.language.code
        entry = self.storage.get_step_data(ENTRY) or {}
        with override(language):
            consent = record_of(self.path, language)
        data = ReferralInput(
            submission_key=self.draft_id,
            language=language,
            path=self.path,
            source=Source.CITY if self.is_city else Source(entry["source"]),
            answers=answers,
            consent=consent | {"read_back": not self.is_city},
            entered_by=self.request.user,
        )
        send_draft(self.storage.draft, data)
        return self.to_end()

    def to_end(self) -> HttpResponse:
        """On to the page with the reference."""
        name = "requests:referred" if self.is_city else "requests:entered"
        return HttpResponseRedirect(reverse(name, kwargs={"draft": self.draft_id}))

    def get_context_data(self, form: PageForm, **kwargs: Any) -> dict[str, Any]:
        """The page's words as they are read aloud, rendered in their language, and the hints of check-answers."""
        with override(self.language.code):
            context = super().get_context_data(form=form, **kwargs)
            questions = render_to_string("intake/staff/entry_questions.html", context, self.request)
        return context | {
            "questions": questions,
            "ask": self.language,
            "languages": LANGUAGES,
            "similar": self.similar() if self.step == REVIEW else [],
            "page_title": "Refer a complaint" if self.is_city else "Write down a request",
            "header_icon": "edit",
        }

    def similar(self) -> list[Any]:
        """Earlier requests with the same contact. The City's door shows none: it sees no cases."""
        if self.is_city:
            return []
        return similar_to(self.answers_so_far)


@staff_with(ENTER_REQUEST)
@require_http_methods(["GET", "HEAD", "POST"])
def begin_entry(request: HttpRequest) -> HttpResponse:
    """Asks how the request came, then begins a draft."""
    form = EntryForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data
        return _begin(request, Path(chosen["path"]), chosen["language"], chosen["source"], "requests:enter_step")
    return render(request, "intake/staff/entry_begin.html", {"form": form, "page_title": "Write down a request"})


@staff_with(REFER_COMPLAINT)
@require_http_methods(["GET", "HEAD", "POST"])
def begin_referring(request: HttpRequest) -> HttpResponse:
    """Says what the City hands over and what it will see of it, then begins a draft."""
    if request.method == "POST":
        return _begin(request, Path.CITY, SOURCE_LANGUAGE.code, Source.CITY, "requests:refer_step")
    return render(request, "intake/staff/refer_begin.html", {"page_title": "Refer a complaint"})


@require_safe
def received(request: HttpRequest, draft: UUID) -> HttpResponse:
    """The reference of a request that this person wrote down or referred."""
    try:
        found = read_draft(draft, browser_secret(request) or "", request.user)
    except DraftNotHere:
        raise Http404 from None
    if found is None or found.referral is None:
        raise Http404
    return render(request, "intake/staff/entered.html", {"referral": found.referral, "page_title": "Received"})


def _begin(request: HttpRequest, path: Path, language: str, source: str, step_url: str) -> HttpResponse:
    response = HttpResponseRedirect("")
    secret = keep_browser_secret(request, response)
    with transaction.atomic():
        draft = begin_draft(secret, path=path, language=language, entered_by=request.user)
        save_answers(draft, {ENTRY: {"typed": {"source": [source]}, "stands": True}})
    response["Location"] = reverse(step_url, kwargs={"draft": draft.id, "step": first_page(path).name})
    return response


enter_step = staff_with(ENTER_REQUEST)(EntryWizard.as_view(form_list=FORM_LIST, url_name="requests:enter_step"))
refer_step = staff_with(REFER_COMPLAINT)(EntryWizard.as_view(form_list=FORM_LIST, url_name="requests:refer_step"))
entered = staff_with(ENTER_REQUEST)(received)
referred = staff_with(REFER_COMPLAINT)(received)
