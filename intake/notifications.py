"""Which message goes to whom, in which language, by which channel. A message never says what it is about."""

from django.utils.translation import gettext as _
from django.utils.translation import override

from intake.models import Referral
from portal.common.mail import NeutralMail, send_on_commit


def tell_received(referral: Referral) -> None:
    """Tells the sender that the request arrived, if they gave an e-mail address; sent once the transaction holds.

    Not where there is a doubt: a program could have us write to any stranger, as often as it likes.
    """
    address = referral.contact.get("email")
    if not address or referral.doubts:
        return
    with override(referral.language):
        send_on_commit(
            NeutralMail(
                to=address,
                language=referral.language,
                line=_("We received what you sent. A person will contact you in the way you chose."),
            )
        )
