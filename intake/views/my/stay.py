"""Staying in one's own space: half an hour more, without losing what stands in a form on another page."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from intake.models import Party
from intake.views.my.coming_in import for_participant
from intake.views.my.session import stay_longer
from portal.common.dates import clock_time


@for_participant
@require_safe
def stay(request: HttpRequest, party: Party) -> HttpResponse:
    """Says until when the space stays open now: as a page, or to portal/static/js/space.js in seconds."""
    seconds = stay_longer(request)
    if request.headers.get("Accept") == "application/json":
        return JsonResponse({"seconds": seconds})
    until = clock_time(timezone.now() + timedelta(seconds=seconds))
    return render(request, "intake/my/stay.html", {"until": until})
