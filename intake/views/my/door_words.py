"""What the door of a side's own space says to whoever was led there."""

from django.utils.translation import gettext_lazy as _

OVER, GONE, NO_LINK = "over", "gone", "link"
NOT_SENT = _(
    "Your page had closed, for your safety, so nothing was sent. What you entered is not lost: type your code within 30"
    " minutes and you see it again. Then you can send it."
)
WHY_AT_DOOR = {
    OVER: _("Your page has closed, for your safety. Type your code to open it again."),
    GONE: _(
        "More than 30 minutes have passed. For your safety, what you entered is gone. Type your code to begin again."
    ),
    NO_LINK: _(
        "This link does not open a page. It may have been used, its time may be over, or it belongs to another code."
        " You can try it again, get a new one, or type your code."
    ),
}
