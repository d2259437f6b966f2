"""Cases for the tests, made by the services that the product itself uses."""

from uuid import uuid4

from intake.constants import Path, Source
from intake.models import Case
from intake.services.referral import ReferralInput, submit_referral
from tests.letters import letters_ready

ANSWERS = {
    "name": "Rosa Villanueva",
    "phone": "+16265550142",
    "email": "rosa@example.org",
    "text_message": "yes",
    "spoken": "es",
    "reading": "es",
    "interpreter": "no",
    "employee_name": "An Invented Employee",
}


def a_case(*, path=Path.SELF, source=Source.ONLINE, language="es", answers=None, **more) -> Case:
    """A case that was just received, with these answers besides the usual ones; every letter can be written."""
    letters_ready()
    data = ReferralInput(
        submission_key=uuid4(), language=language, path=path, source=source, answers=ANSWERS | (answers or {}), **more
    )
    case = submit_referral(data).case
    case.notifications.all().delete()  # the receipt, which has gone out
    case.refresh_from_db()
    return case
