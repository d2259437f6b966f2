"""The letters of a case: what was sent, when and how, with its frozen words; sending one by hand; printing one."""

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import override
from django.views.decorators.http import require_POST, require_safe
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from intake.constants import Channel
from intake.exceptions import CaseNotHere, LetterRefused
from intake.forms.letter import LetterForm
from intake.models import Notification
from intake.notifications import may_name_program, reach_of
from intake.permissions import VIEW_CASE, WORK_CASE
from intake.services.letter import (
    BY_HAND,
    Draft,
    draft_letter,
    letters_of,
    mark_done,
    open_letter,
    parties_to_write_to,
    send_by_hand,
)
from intake.staff.page import CaseTab
from portal.common import pdf
from portal.common.languages import language_of
from portal.common.policies import staff_with


class LettersView(CaseTab, WagtailAdminTemplateMixin, TemplateView):
    """What was sent, the newest first; with `?party=` and `?letter=` also the preview of one that is to be sent."""

    template_name = "intake/staff/letters.html"
    header_icon = "mail"
    page_title = "Letters"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The letters as they were frozen, the form, and the preview that was asked for."""
        try:
            self.case, letters = letters_of(self.kwargs["case_id"], self.request.user)
        except CaseNotHere:
            raise Http404 from None
        may_send = self.request.user.has_perm(WORK_CASE)
        parties = parties_to_write_to(self.case)
        asked = self.request.GET if "letter" in self.request.GET else None
        form = LetterForm(asked, parties=parties, kinds=BY_HAND) if may_send else None
        draft, refused = self.preview(form) if form is not None and asked else (None, ())
        return super().get_context_data(
            **kwargs,
            case=self.case,
            letters=[shown(letter) for letter in letters],
            may_send=may_send,
            has_pdf=pdf.AVAILABLE,
            form=form,
            draft=draft,
            refused=refused,
            token=uuid4(),
        )

    def preview(self, form: LetterForm) -> tuple[Draft | None, tuple[str, ...]]:
        """The letter as it would go out, or why it can't."""
        if not form.is_valid():
            return None, ()
        chosen = form.cleaned_data
        try:
            return (
                draft_letter(self.case, UUID(chosen["party"]), chosen["letter"], allow_english=chosen["allow_english"]),
                (),
            )
        except LetterRefused as refused:
            return None, refused.reasons


def shown(letter: Notification) -> dict[str, Any]:
    """One row: the message, its languages, and how the person is or was told."""
    assert letter.party is not None
    return {
        "letter": letter,
        "language": language_of(letter.language),
        "own_language": language_of(letter.party.language),
        "reach": reach_of(letter.party, Channel(letter.channel)) if letter.state == "queued" else None,
        "is_to_do": letter.is_by_hand and letter.state == Notification.State.QUEUED,
    }


letters = staff_with(VIEW_CASE)(LettersView.as_view())


@staff_with(WORK_CASE)
@require_POST
def send_letter(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Sends the letter that was previewed, then says whether the person is told by itself."""
    try:
        case, _letters = letters_of(case_id, request.user)
        form = LetterForm(request.POST, parties=parties_to_write_to(case), kinds=BY_HAND)
        if not form.is_valid():
            raise CaseNotHere
        chosen = form.cleaned_data
        sent = send_by_hand(
            case_id,
            UUID(chosen["party"]),
            chosen["letter"],
            user=request.user,
            token=chosen["token"] or uuid4(),
            allow_english=chosen["allow_english"],
        )
    except CaseNotHere:
        raise Http404 from None
    except LetterRefused as refused:
        messages.error(request, f"Nothing was sent: {'; '.join(refused.reasons)}.")
    else:
        assert sent.party is not None
        reach = reach_of(sent.party, Channel(sent.channel))
        tell = messages.success if reach.is_automatic else messages.warning
        tell(request, " ".join(["The letter is on its way.", reach.words] if reach.is_automatic else [reach.words]))
    return HttpResponseRedirect(reverse("cases:letters", args=[case_id]))


@staff_with(WORK_CASE)
@require_POST
def letter_done(request: HttpRequest, case_id: UUID, letter_id: UUID) -> HttpResponse:
    """Notes that a person posted the letter or told what is in it."""
    try:
        mark_done(case_id, letter_id, request.user)
    except CaseNotHere:
        raise Http404 from None
    messages.success(request, "Noted as done.")
    return HttpResponseRedirect(reverse("cases:letters", args=[case_id]))


@staff_with(VIEW_CASE)
@require_safe
def letter_pdf(request: HttpRequest, case_id: UUID, letter_id: UUID) -> HttpResponse:
    """The letter on paper, with the address for a window envelope; back to the page where no PDF can be written now."""
    try:
        letter = open_letter(case_id, letter_id, request.user)
    except CaseNotHere:
        raise Http404 from None
    assert letter.party is not None
    language = language_of(letter.language)
    context = {
        "title": letter.title,
        "body": letter.body,
        "created": letter.queued_at,
        "name": letter.party.name,
        "address": letter.party.contact.get("address", ""),
        "names_program": may_name_program(letter.party),
    }
    try:
        with override(language.code):
            html = render_to_string("intake/staff/letter_pdf.html", context, request)
            written = pdf.pdf_of(html, language=language, title=letter.title, created=letter.queued_at)
    except pdf.PdfUnavailable:
        messages.error(request, "No PDF can be written now. Print this page instead.")
        return HttpResponseRedirect(reverse("cases:letters", args=[case_id]))
    response = HttpResponse(written, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="letter-{letter.pk}.pdf"'
    return response
