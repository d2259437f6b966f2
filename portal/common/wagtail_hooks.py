"""What the floor adds to Wagtail's own screens."""

from django.http import HttpRequest
from django.urls import reverse
from wagtail import hooks


@hooks.register("register_account_menu_item")
def own_sign_in(request: HttpRequest) -> dict[str, str]:
    """The way from the account page to password, second factor and sessions, which are allauth's."""
    return {
        "url": reverse("mfa_index"),
        "label": "Password, second factor, sessions",
        "help_text": "Change your password, add a key or an app, see where you are signed in.",
    }
