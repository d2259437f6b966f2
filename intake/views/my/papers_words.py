"""What a side did, in its own words' language. No word tells of anybody else."""

from django.utils.translation import gettext_lazy as _

from intake.rules.receipts import Deed

DEEDS = {
    Deed.SENT_REQUEST: _("You sent your request"),
    Deed.YES: _("You said yes"),
    Deed.NO: _("You said no"),
    Deed.STEPPED_BACK: _("You stepped back"),
    Deed.TIMES: _("You chose times"),
    Deed.ASKED_FOR_CALL: _("You asked us a question"),
    Deed.MESSAGE: _("You sent us a message"),
    Deed.NAME: _("You changed your name"),
    Deed.CONTACT: _("You changed how we reach you"),
    Deed.LANGUAGE: _("You changed your language"),
    Deed.NEEDS: _("You changed what you need"),
    Deed.ASKED_FOR_TIME: _("You asked about another time"),
    Deed.ASKED_TO_DELETE: _("You asked us to delete your data"),
    Deed.OTHER: _("You changed something on your page"),
}
