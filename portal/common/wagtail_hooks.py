"""What the floor adds to Wagtail's own screens."""

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks


@hooks.register("register_account_menu_item")
def own_sign_in(request: HttpRequest) -> dict[str, str]:
    """The way from the account page to password, second factor and sessions, which are allauth's."""
    return {
        "url": reverse("mfa_index"),
        "label": "Password, second factor, sessions",
        "help_text": "Change your password, add a key or an app, see where you are signed in.",
    }


@hooks.register("insert_global_admin_css")
def program_colours() -> SafeString:
    """The program's colour and mark, on every page of the frame."""
    return format_html('<link rel="stylesheet" href="{}">', static("css/admin-brand.css"))
