"""The ways to answer an edition beside a personal link: paper, phone, open links, a device of the program; and what is
done with replies that left a doubt."""

from contextlib import suppress
from functools import partial
from typing import Any, ClassVar
from uuid import UUID

from django.contrib import messages
from django.contrib.auth import logout
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from intake.constants.survey import Audience, ReplyMode
from intake.exceptions import SurveyNotHere
from intake.forms.survey_ways import OpenLinkForm
from intake.models import KeyedReplies, OpenSurveyLink, SurveyEdition
from intake.permissions import OPEN_SURVEY, WORK_CASE
from intake.services.survey_doubts import count_doubted, settle_doubts
from intake.services.survey_edition import addresses_of
from intake.services.survey_keying import keyable_editions
from intake.services.survey_open import make_open_link, stop_open_link
from intake.staff.form_page import StaffFormView
from intake.staff.page import StaffPage, come_back
from intake.staff.survey_keying import trail_of
from intake.staff.survey_results import edition_or_404
from portal.common.policies import staff_with
from portal.common.qr import inline_svg


class WaysView(StaffPage):
    """Everything about one edition. A fixed number of queries."""

    template_name = "intake/staff/survey_ways.html"
    page_title, header_icon = "Paper, phone, events", "form"

    def trail(self) -> list[tuple[str, str]]:
        """The list of surveys."""
        return [(reverse("surveys:list"), "Surveys")]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """404 for an unknown edition."""
        edition = edition_or_404(self.kwargs["edition_id"])
        return super().get_context_data(
            **kwargs,
            edition=edition,
            is_open=edition.closed_at is None,
            may_key=keyable_editions().filter(pk=edition.pk).exists(),
            sheets=sheets_of(edition),
            keyed=KeyedReplies.objects.filter(edition=edition).select_related("keyed_by"),
            links=edition.open_links.all(),
            doubted=count_doubted(edition.pk),
            may_settle=self.request.user.has_perm(OPEN_SURVEY),
        )


def sheets_of(edition: SurveyEdition) -> list[dict[str, Any]]:
    """The printable form for each audience in each language."""
    found = []
    for audience in edition.audiences:
        addresses = addresses_of(edition, "intake:survey_paper", edition.pk, audience.value)
        found.append({"audience": audience.label, "addresses": addresses})
    return found


class NewOpenLinkView(StaffFormView):
    """Makes an open link. 404 for an edition that is closed."""

    form_class = OpenLinkForm
    header_icon, page_title = "link", "A link for many people"
    button: ClassVar[str] = "Make a link"
    intro = (
        "Whoever has the link can answer, each with a reply of their own. Stop it when it is not needed any more.",
    )

    def fetch(self) -> None:
        """The edition, if it is open."""
        edition = SurveyEdition.objects.filter(pk=self.kwargs["edition_id"], closed_at=None).first()
        if edition is None:
            raise Http404
        self.edition, self.trail = edition, trail_of(edition)

    def get_form_kwargs(self) -> dict[str, Any]:
        """Whom the survey asks."""
        return {**super().get_form_kwargs(), "audiences": self.edition.audiences}

    def form_valid(self, form: Any) -> HttpResponse:
        """Makes it and shows its address."""
        chosen = form.cleaned_data
        try:
            link = make_open_link(
                self.edition.pk,
                self.request.user,
                audience=Audience(chosen["audience"]),
                mode=ReplyMode(chosen["mode"]),
                label=chosen["label"],
                valid_until=chosen["valid_until"],
            )
        except SurveyNotHere:
            raise Http404 from None
        return HttpResponseRedirect(reverse("surveys:open_link", args=[self.edition.pk, link.pk]))

    def get_success_url(self) -> str:
        """The ways to answer this edition."""
        return reverse("surveys:ways", args=[self.edition.pk])


class OpenLinkView(StaffPage):
    """The address of an open link in each language, with a code to scan; or the button that hands over this device."""

    template_name = "intake/staff/survey_open_link.html"
    page_title, header_icon = "A link for many people", "link"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """404 for a link of another edition."""
        link = link_of(self.kwargs["edition_id"], self.kwargs["link_id"])
        found = addresses_of(link.edition, "intake:survey_open", link.token)
        for each in found:
            each["address"] = self.request.build_absolute_uri(each["address"])
            each["code"] = inline_svg(each["address"], f"Code to scan, {each['language'].name}")
        back = reverse("surveys:ways", args=[link.edition_id])
        return super().get_context_data(**kwargs, link=link, addresses=found, back=back)


def link_of(edition_id: int, link_id: UUID) -> OpenSurveyLink:
    """An open link of this edition, or 404."""
    link = OpenSurveyLink.objects.filter(pk=link_id, edition=edition_id).select_related("edition").first()
    if link is None:
        raise Http404
    return link


@require_POST
def hand_over(request: HttpRequest, edition_id: int, link_id: UUID) -> HttpResponse:
    """Makes this device one of the program: signs the person out, since the device goes into strange hands, and opens
    the clean start."""
    link = link_of(edition_id, link_id)
    if not link.is_on_site:
        raise Http404
    logout(request)
    start = addresses_of(link.edition, "intake:survey_open", link.token)[0]["address"]
    response = HttpResponseRedirect(start)
    response["Clear-Site-Data"] = '"cache", "storage"'
    return response


@require_POST
def stop_link(request: HttpRequest, edition_id: int, link_id: UUID) -> HttpResponse:
    """Stops a link."""
    stop_open_link(link_of(edition_id, link_id), request.user)
    messages.success(request, "Nobody can begin by this link any more. Whoever has begun can finish.")
    return HttpResponseRedirect(reverse("surveys:ways", args=[edition_id]))


@require_POST
def settle(request: HttpRequest, edition_id: int) -> HttpResponse:
    """Counts the doubted replies, or deletes them."""
    seen, counts = -1, request.POST.get("do") == "count"
    with suppress(ValueError):
        seen = int(request.POST.get("seen", ""))
    if not counts and request.POST.get("do") != "delete":
        return HttpResponseRedirect(reverse("surveys:ways", args=[edition_id]))
    words = "The replies count now." if counts else "The replies are deleted."
    change = partial(settle_doubts, edition_id, request.user, seen=seen, counts=counts)
    return come_back(request, change, words, "surveys:ways", edition_id)


ways = staff_with(WORK_CASE)(WaysView.as_view())
new_open_link = staff_with(WORK_CASE)(NewOpenLinkView.as_view())
open_link = staff_with(WORK_CASE)(OpenLinkView.as_view())
here = staff_with(WORK_CASE)(hand_over)
stop = staff_with(WORK_CASE)(stop_link)
doubts = staff_with(OPEN_SURVEY)(settle)
