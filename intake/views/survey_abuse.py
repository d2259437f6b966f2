"""Signs of a program or a flood where somebody begins a survey by an open link. As for a request: no check refuses, and
no address is stored or logged."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from intake.rules.survey_abuse import Began
from intake.views.abuse import MARK, TRAP, form_stands, found_out, mark_for, sends_from
from portal.common.networks import network_of


def unseen_fields(token: str) -> dict[str, Any]:
    """What the first page of an open link carries along: the trap, and a mark that says when it was made."""
    return {"abuse": {"fields": {"trap": TRAP, "mark": MARK}, "mark": mark_for(f"survey {token}")}}


def began_now(request: HttpRequest, token: str) -> Began:
    """What the checks find when somebody presses "Begin". Never raises."""
    sent = request.POST
    return Began(
        at=timezone.now().timestamp(),
        trap_is_filled=found_out(lambda: bool(sent.get(TRAP))),
        form_stands=found_out(lambda: form_stands(sent.get(MARK, ""), f"survey {token}")),
        nearby=found_out(lambda: sends_from(f"survey {network_of(request)}")),
        in_all=found_out(lambda: sends_from("survey")),
    )
