"""How to get ready: one page, in the words of each side."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from intake.constants import Side
from intake.models import Party
from intake.views.my.coming_in import for_participant
from intake.views.my.prepare_words import PARTS


@for_participant
@require_safe
def prepare(request: HttpRequest, party: Party) -> HttpResponse:
    """The same for everybody of a side, whatever the case."""
    return render(request, "intake/my/prepare.html", {"parts": PARTS[Side(party.side)]})
