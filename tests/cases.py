"""Cases for the tests, made by the services that the product itself uses."""

import re
from uuid import uuid4

from intake.constants import Path, Source
from intake.models import Case, Session
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


def with_versions(browser):
    """A browser that sends each form with the version that its case has now, as if the page had just been opened."""
    send = browser.post

    def post(path, data=None, **more):
        return send(path, {"opened": version_at(path)} | (data or {}), **more)

    browser.post = post
    return browser


def version_at(path):
    """The version of the case that an address is about, by its own id or by that of one of its sessions."""
    ids = re.findall(r"[0-9a-f]{8}-[0-9a-f-]{27}", path)
    cases = [*ids, *Session.objects.filter(pk__in=ids).values_list("case", flat=True)]
    return Case.objects.filter(pk__in=cases).values_list("version", flat=True).first() or ""
