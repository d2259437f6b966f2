"""The addresses under `/accounts/`: allauth's, with the ones that we do not offer shut before it sees them."""

from django.urls import include, path, re_path
from django.views.generic import RedirectView

from portal.common.policies import Policy, public
from portal.common.signin import views

# allauth asks for the factor itself and finds only the person's own keys; the middleware does not count it as public.
own_account = Policy("signed in, own account")

urlpatterns = [
    path("", public(RedirectView.as_view(pattern_name="account_login"))),
    path("email/", views.shut, name="account_email"),
    path("signup/", views.shut, name="account_signup"),
    re_path("^confirm-email/", views.shut),
    re_path("^login/code/", views.shut),
    path("2fa/webauthn/keys/<int:pk>/remove/", own_account(views.RemoveKeyView.as_view()), name="mfa_remove_webauthn"),
    path("", include("allauth.urls")),
]
