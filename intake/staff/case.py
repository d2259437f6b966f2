"""One case on one page. Opening it is a read of what a person confided, so it is written into the audit log."""

from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from intake.constants import CaseState, Path
from intake.exceptions import CaseNotHere
from intake.forms.case import AT_FORMAT, AttemptForm
from intake.permissions import LEAD_CASE, VIEW_CASE, WORK_CASE
from intake.questions.catalogue import pages_for
from intake.questions.shown import sections
from intake.rules.handoff import places_for
from intake.services.case import open_case
from intake.services.clock import clock_of
from intake.services.decision import read_explanation
from intake.services.ending import kept_until
from intake.services.message import count_unread
from intake.services.party import read_parties
from intake.services.policy import current_policy
from intake.staff.changes import sides_of
from intake.staff.doubts import in_words
from intake.staff.dues import dues_of
from intake.staff.moves import offers_to
from intake.staff.neighbours import neighbours_of
from intake.staff.party import cards_of
from intake.staff.screening import flags_in_words
from intake.staff.sent import letters_of
from intake.staff.timeline import attempts_of, ended_as, timeline_of
from portal.common.languages import language_of
from portal.common.policies import staff_with


class CaseView(WagtailAdminTemplateMixin, TemplateView):
    """Shows where a case stands, what may happen next, who is in it and the referral as it was sent. 404 for one this
    person may not open."""

    template_name = "intake/staff/case.html"
    header_icon = "folder-open-inverse"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Everything about the case, in the same number of queries whatever its size."""
        user = self.request.user
        try:
            self.case = open_case(self.kwargs["case_id"], user)
            parties = read_parties(self.case, user)
        except CaseNotHere:
            raise Http404 from None
        case, works = self.case, user.has_perm(WORK_CASE)
        open_moves, shut_moves = offers_to(case, user) if works else ([], [])
        (dues, done), events = dues_of(case), timeline_of(case)
        return super().get_context_data(
            **kwargs,
            **self.referral_context(),
            **self.record_context(),
            case=case,
            works=works,
            leads=user.has_perm(LEAD_CASE),
            open_moves=sorted((move for move in open_moves if not move.is_way_out), key=lambda move: not move.leads_on),
            ways_out=[move for move in open_moves if move.is_way_out],
            shut_moves=sorted(shut_moves, key=lambda move: move.is_way_out),
            ended_as=ended_as(case, events),
            explanation=read_explanation(case, user) if works else "",
            handoff=places_for(case.end_reason) if case.state == CaseState.INELIGIBLE else (),
            events=events,
            cards=cards_of(parties),
            dues=dues,
            dues_done=done,
            neighbours=neighbours_of(case.pk, self.request),
        )

    def record_context(self) -> dict[str, Any]:
        """What staff recorded: attempts with the form for one more, the one-year limit, letters, messages."""
        case, now, policy = self.case, timezone.localtime().strftime(AT_FORMAT), current_policy()
        return {
            "attempts": attempts_of(case),
            "attempt_form": AttemptForm(initial={"opened": case.version, "at": now}, sides=sides_of(case)),
            "clock": clock_of(case, policy),
            "kept_until": kept_until(case, policy),
            "waivers": case.waivers.select_related("entered_by"),
            "letters": letters_of(case),
            "unread": count_unread(case),
        }

    def referral_context(self) -> dict[str, Any]:
        """The request as it was sent, and what asks for a look or a call."""
        referral = self.case.referral
        path, answers = Path(referral.path), referral.answers
        shown = sections(pages_for(path, answers), path, answers)
        return {
            "referral": referral,
            "doubts": in_words(referral.doubts) if self.case.has_doubts else [],
            "flags": flags_in_words(path, answers),
            "case_language": language_of(referral.language),
            "sections": shown,
            "left_empty": [answer for section in shown for answer in section.answers if not answer.values],
        }

    def get_page_title(self) -> str:
        """The reference: it says nothing about anyone."""
        return f"Case {self.case}"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Home, the queue, this case."""
        return [
            *self.breadcrumbs_items,
            {"url": reverse("cases:queue"), "label": "Cases"},
            {"url": "", "label": self.get_page_title()},
        ]


case = staff_with(VIEW_CASE)(CaseView.as_view())
