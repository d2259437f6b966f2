"""What the door of a side's own space says to whoever was led there."""

from django.utils.translation import gettext_lazy as _

from intake.views.my.session import OVER

NO_LINK = "link"
WHY_AT_DOOR = {
    OVER: _("Your page has closed, for your safety. Type your code to open it again."),
    NO_LINK: _(
        "This link does not open a page. It may have been used, its time may be over, or it belongs to another code."
        " You can try it again, get a new one, or type your code."
    ),
}
