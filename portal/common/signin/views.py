"""The addresses of allauth that are shut, and the one view of its that lets go of too much."""

from typing import Any

from allauth.account.adapter import get_adapter as get_account_adapter
from allauth.mfa.adapter import get_adapter
from allauth.mfa.webauthn.views import RemoveWebAuthnView
from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from portal.common.policies import public


@public
def shut(request: HttpRequest, **kwargs: Any) -> HttpResponse:
    """404: the staff area is the only place where an address is changed, and nobody signs up."""
    raise Http404


class RemoveKeyView(RemoveWebAuthnView):
    """allauth asks the adapter before it removes an app, but not before it removes a key."""

    def form_valid(self, form: Form) -> HttpResponse:
        adapter = get_adapter()
        if not adapter.can_delete_authenticator(self.get_object()):
            message = str(adapter.error_messages["cannot_delete_authenticator"])
            get_account_adapter().add_message(self.request, messages.ERROR, message=message)
            return HttpResponseRedirect(reverse("mfa_list_webauthn"))
        response: HttpResponse = super().form_valid(form)
        return response
