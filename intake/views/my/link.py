"""A link for one time into a side's own space: asking for it, and coming in with it.

Neither page tells whether there is such a code, or such a link: asking has one answer, and so has a link that opens
nothing. Opening a link shows a form and uses nothing up, since mail programs open links by themselves.
"""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from intake.exceptions import CodeOpensNothing
from intake.forms.link import FirstPartForm, first_part_after
from intake.forms.resume import SLIP
from intake.services import entry_link
from intake.views.my.door_words import NO_LINK
from intake.views.my.session import begin
from portal.common.policies import public

ASKED = "asked"


@public
@sensitive_post_parameters("first")
@require_http_methods(["GET", "HEAD", "POST"])
def ask_link(request: HttpRequest) -> HttpResponse:
    """Takes the first part of a code, and says what happens if there is such a code."""
    here = reverse("intake:my_link")
    if request.method == "POST":
        form = FirstPartForm(request.POST)
        if not form.is_valid():
            return HttpResponseRedirect(f"{here}?refusal={SLIP}")
        entry_link.ask_for_link(form.cleaned_data["first"])
        return HttpResponseRedirect(f"{here}?done={ASKED}")
    form = first_part_after(request.GET.get("refusal", ""))
    return render(request, "intake/my/link.html", {"form": form, "is_asked": request.GET.get("done") == ASKED})


@public
@sensitive_post_parameters("first")
@require_http_methods(["GET", "HEAD", "POST"])
def use_link(request: HttpRequest, secret: str) -> HttpResponse:
    """Asks for the first part of the code; with it, leads in once. A GET looks nothing up."""
    if request.method != "POST":
        return render(request, "intake/my/link_use.html", {"form": first_part_after(request.GET.get("refusal", ""))})
    form = FirstPartForm(request.POST)
    if not form.is_valid():
        return HttpResponseRedirect(f"{request.path}?refusal={SLIP}")
    try:
        code = entry_link.use_link(secret, form.cleaned_data["first"])
    except CodeOpensNothing:
        return HttpResponseRedirect(f"{reverse('intake:my')}?refusal={NO_LINK}")
    begin(request, code)
    return HttpResponseRedirect(reverse("intake:my_status"))
