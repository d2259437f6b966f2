"""The sessions of a case: the page that lists them, and one page for each thing that staff do with them."""

from collections.abc import Sequence
from typing import Any, ClassVar
from uuid import UUID

from django.contrib import messages
from django.http import Http404
from django.urls import reverse
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from intake.constants import AttireTerms, CaseKind, CaseState, SessionMode, SessionType
from intake.exceptions import CaseNotHere
from intake.forms.case import CaseForm
from intake.forms.session import AnswersForm, ConfirmForm, MoveForm, ProposeForm, TermsForm
from intake.models import Booking, Case, MoveRequest, Party, Session
from intake.permissions import VIEW_CASE, WORK_CASE
from intake.rules.sessions import types_open
from intake.services.cancelling import parties_of
from intake.services.session import (
    SessionPlan,
    cancel_session,
    mediators_of,
    move_session,
    propose_session,
    record_answers,
)
from intake.services.session_reading import open_session, open_sessions
from intake.services.session_terms import Terms, change_terms, confirm_session
from intake.staff.case_form import CaseFormView
from intake.staff.page import CaseTab, trail_of_case
from intake.staff.session_words import row_of, time_in_words, wish_in_words
from portal.common.policies import staff_with

TWICE = "On that night clocks show this time twice. It means the first of the two: {when}."


def trail_of(case: Case) -> list[tuple[str, str]]:
    """The pages above a page about sessions."""
    return [*trail_of_case(case), (reverse("cases:sessions", args=[case.pk]), "Sessions")]


class SessionsView(CaseTab, WagtailAdminTemplateMixin, TemplateView):
    """Every session of a case, with what can be done with it now."""

    template_name = "intake/staff/sessions.html"
    page_title = "Sessions"
    header_icon = "calendar"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The sessions in words. Reading them is recorded."""
        try:
            self.case, sessions = open_sessions(self.kwargs["case_id"], self.request.user)
        except CaseNotHere:
            raise Http404 from None
        parties, mediators = list(Party.objects.filter(case=self.case)), mediators_of(self.case)
        types = types_open(CaseState(self.case.state), CaseKind(self.case.kind))
        rows = [row_of(session, parties, mediators) for session in sessions]
        return super().get_context_data(**kwargs, case=self.case, rows=rows, can_propose=bool(types))


class SessionFormView(CaseFormView):
    """A page about one session."""

    header_icon = "calendar"
    session: Session

    def fetch(self) -> None:
        """The session, which has to be of the case in the address."""
        self.session = open_session(self.kwargs["session_id"], self.request.user)
        if self.session.case_id != self.kwargs["case_id"]:
            raise CaseNotHere
        self.trail = trail_of(self.session.case)
        self.intro = (self.in_words(),)

    def the_case(self) -> Case:
        """The session's."""
        return self.session.case

    def stands_now(self) -> str:
        """The session's own state and time."""
        return f"{self.session.get_state_display()}. {self.in_words()}"

    def in_words(self) -> str:
        """Which session it is: its kind, its side, its time."""
        session = self.session
        when = time_in_words(session.starts_at, session.ends_at, session.zone)
        return ". ".join([str(session), when]) + "."

    def get_success_url(self) -> str:
        """Back to the list."""
        return reverse("cases:sessions", args=[self.session.case_id])


class ProposeView(CaseFormView):
    """Proposes times for a new session."""

    form_class = ProposeForm
    page_title, header_icon, button = "Propose a session", "calendar", "Propose"
    done = "The times are proposed. The sides are being asked."
    intro = ("Everyone who takes part is asked. Confirm one of the times once it suits them all.",)

    def fetch(self) -> None:
        """The case."""
        self.case, _ = open_sessions(self.kwargs["case_id"], self.request.user)
        self.trail = trail_of(self.case)

    def the_case(self) -> Case:
        """The case."""
        return self.case

    def get_form_kwargs(self) -> dict[str, Any]:
        """The kinds of session that there can be now, and the sides."""
        types = types_open(CaseState(self.case.state), CaseKind(self.case.kind))
        parties = Party.objects.filter(case=self.case)
        return {**super().get_form_kwargs(), "types": types, "parties": parties}

    def perform(self, form: Any) -> None:
        """Proposes."""
        chosen = form.cleaned_data
        plan = SessionPlan(
            type=SessionType(chosen["type"]),
            mode=SessionMode(chosen["mode"]),
            zone=chosen["zone"],
            times=chosen["times"],
            party=UUID(chosen["party"]) if chosen["party"] else None,
        )
        propose_session(self.case.pk, self.request.user, plan, chosen["opened"])
        warn_of_twice(self.request, chosen)

    def get_success_url(self) -> str:
        """The list."""
        return reverse("cases:sessions", args=[self.case.pk])


class AnswersView(SessionFormView):
    """Writes down whom which time suits."""

    form_class = AnswersForm
    page_title = "Whom the times suit"

    def get_form_kwargs(self) -> dict[str, Any]:
        """A question for each time and person."""
        people = [*parties_of(self.session), *mediators_of(self.session.case)]
        known = {
            (proposal.pk, answer.party_id or answer.mediator_id): answer.suits
            for proposal in self.session.proposals.prefetch_related("answers")
            for answer in proposal.answers.all()
        }
        questions = [
            (f"{proposal.pk}:{each.pk}", f"{each}: {self.words(proposal)}", known.get((proposal.pk, each.pk)))
            for proposal in self.session.proposals.all()
            for each in people
        ]
        return {**super().get_form_kwargs(), "questions": questions}

    def words(self, proposal: Any) -> str:
        """A proposed time."""
        return time_in_words(proposal.starts_at, proposal.ends_at, self.session.zone)

    def perform(self, form: Any) -> None:
        """Stores what is known."""
        answers = {(UUID(key[:36]), UUID(key[37:])): suits for key, suits in form.answers.items()}
        record_answers(self.session.pk, self.request.user, answers, form.cleaned_data["opened"])


class TermsView(SessionFormView):
    """Changes a confirmed session without its time."""

    form_class: Any = TermsForm
    page_title = "Change place, people or terms"
    done = "Changed. The sides are being told, and calendars can follow."

    def get_initial(self) -> dict[str, Any]:
        """As it stands."""
        session = self.session
        booked = session.bookings.filter(is_cancelled=False, kind=Booking.Kind.MEDIATOR)
        return {
            "mode": session.mode,
            "place": session.place_id,
            "link": session.link,
            "interpreter": session.interpreter_id,
            "attire": session.attire,
            "mediators": [str(key) for key in booked.values_list("resource", flat=True)],
        }

    def get_form_kwargs(self) -> dict[str, Any]:
        """The mediators of the case."""
        return {**super().get_form_kwargs(), "mediators": mediators_of(self.session.case)}

    def terms(self, form: Any) -> Terms:
        """What was chosen."""
        chosen = form.cleaned_data
        return Terms(
            mode=SessionMode(chosen["mode"]),
            place=chosen["place"].pk if chosen["place"] else None,
            link=chosen["link"],
            interpreter=chosen["interpreter"].pk if chosen["interpreter"] else None,
            attire=AttireTerms(chosen["attire"]),
            mediators=tuple(UUID(key) for key in chosen["mediators"]),
        )

    def perform(self, form: Any) -> None:
        """Changes it."""
        change_terms(self.session.pk, self.request.user, self.terms(form), form.cleaned_data["opened"])


class ConfirmView(TermsView):
    """Fixes one of the proposed times, with everything else."""

    form_class = ConfirmForm
    page_title, button = "Confirm a time", "Confirm"
    done = "Confirmed and booked. The sides are being told."

    def get_initial(self) -> dict[str, Any]:
        """All mediators of the case, as a start."""
        mediators = [str(each.pk) for each in mediators_of(self.session.case)]
        return {"mode": self.session.mode, "attire": AttireTerms.OPEN, "mediators": mediators}

    def get_form_kwargs(self) -> dict[str, Any]:
        """Also the times."""
        zone = self.session.zone
        times = [(each, time_in_words(each.starts_at, each.ends_at, zone)) for each in self.session.proposals.all()]
        return {**super().get_form_kwargs(), "times": times}

    def perform(self, form: Any) -> None:
        """Confirms it."""
        chosen = form.cleaned_data
        proposal = UUID(chosen["proposal"])
        confirm_session(self.session.pk, self.request.user, proposal, self.terms(form), chosen["opened"])


class MoveView(SessionFormView):
    """Calls a session off and proposes other times."""

    form_class = MoveForm
    page_title, button = "Find another time", "Propose other times"
    done = "The old time is off. The sides are being asked about the new ones."
    wishes: Sequence[MoveRequest] = ()

    def fetch(self) -> None:
        """The session, with the wishes of the sides."""
        super().fetch()
        self.wishes = list(self.session.move_requests.select_related("party")) if self.session.stands else []
        self.intro = (*self.intro, *(f"Asked for another time: {wish_in_words(each)}." for each in self.wishes))

    def get_initial(self) -> dict[str, Any]:
        """The zone that was agreed, and the one side that asked for it."""
        asked = self.wishes[0].party_id if len(self.wishes) == 1 else ""
        return {"zone": self.session.zone, "by_party": str(asked)}

    def get_form_kwargs(self) -> dict[str, Any]:
        """The sides who may have asked for it."""
        return {**super().get_form_kwargs(), "parties": parties_of(self.session)}

    def perform(self, form: Any) -> None:
        """Moves it."""
        chosen = form.cleaned_data
        by_party = UUID(chosen["by_party"]) if chosen["by_party"] else None
        zone, opened = chosen["zone"], chosen["opened"]
        move_session(self.session.pk, self.request.user, chosen["times"], by_party, zone=zone, version=opened)
        warn_of_twice(self.request, chosen)


class CancelView(SessionFormView):
    """Calls a session off, once that was confirmed here."""

    form_class = CaseForm
    page_title, button = "Call the session off", "Call it off"
    done = "The session is off. What was booked is free again, and the sides are being told."
    danger: ClassVar[bool] = True

    def perform(self, form: Any) -> None:
        """Calls it off."""
        cancel_session(self.session.pk, self.request.user, form.cleaned_data["opened"])


def warn_of_twice(request: Any, chosen: dict[str, Any]) -> None:
    """Says which of two equal wall times was meant."""
    for moment in chosen["twice"]:
        messages.warning(request, TWICE.format(when=time_in_words(moment, moment, chosen["zone"]).rpartition(",")[0]))


sessions = staff_with(VIEW_CASE)(SessionsView.as_view())
propose = staff_with(WORK_CASE)(ProposeView.as_view())
answers = staff_with(WORK_CASE)(AnswersView.as_view())
confirm = staff_with(WORK_CASE)(ConfirmView.as_view())
terms = staff_with(WORK_CASE)(TermsView.as_view())
move = staff_with(WORK_CASE)(MoveView.as_view())
cancel = staff_with(WORK_CASE)(CancelView.as_view())
