"""What a form at the City's door carries instead of the version of a case: it changes with every change as the version
does, but does not tell how many changes there were."""

import uuid

from django.utils.crypto import salted_hmac

LENGTH = 24


def stamp_of(case_id: uuid.UUID, version: int) -> str:
    """The stamp of a case at this version."""
    return salted_hmac("intake.services.stamp", f"{case_id}:{version}", algorithm="sha256").hexdigest()[:LENGTH]
