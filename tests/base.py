"""The people of the tests, and how they act: each by name, each with only what their role gives."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from time import time
from unittest import mock
from uuid import UUID, uuid4

from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from django.contrib.auth.models import Group
from django.test import Client

from intake.views.abuse import carried_along
from portal.common.content_version import content_version
from portal.common.kept_values import KeptValues
from portal.common.models import User
from portal.common.roles import Role
from tests.answers import ANSWERS

PASSWORD = "a quiet place to talk"

STEPS = list(ANSWERS)


def person(role: Role | None = None, **fields) -> User:
    """A user with one role, or none."""
    name = (role.name if role else "stranger").lower()
    user = User.objects.create_user(f"{name}@example.org", PASSWORD, first_name=name.title(), **fields)
    if role:
        user.groups.add(Group.objects.get(name=role.value))
    return user


def signed_in(user: User, *, factor: bool = True, client: Client | None = None) -> Client:
    """A browser in which this user signed in, with the second factor proved unless `factor` is False."""
    client = client or Client()
    client.force_login(user)
    if factor:
        session = client.session
        session[AUTHENTICATION_METHODS_SESSION_KEY] = [{"method": "mfa", "type": "totp", "at": time()}]
        # allauth believes records only beside the id of the person they are about.
        session["account_authentication_methods_user"] = str(user.pk)
        session.save()
    return client


class Resident:
    """Someone who fills in a request in one browser, in one language."""

    def __init__(self, language: str = "en", client: Client | None = None) -> None:
        self.client = client or Client()
        self.language = language
        self.draft = self.begin()

    def begin(self) -> UUID:
        """Opens a new request; gives its draft id."""
        response = self.client.get(f"/{self.language}/referral/new/")
        return UUID(re.search(r"referral/([0-9a-f-]{36})/who/", response["Location"])[1])

    def url(self, step: str, language: str | None = None) -> str:
        return f"/{language or self.language}/referral/{self.draft}/{step}/"

    def opens(self, step: str, **kwargs):
        return self.client.get(self.url(step), **kwargs)

    def answers(self, step: str, **changes):
        """Presses Continue on a page with its usual answers, or others."""
        return self.client.post(self.url(step), ANSWERS[step] | self.carries_along(step) | changes)

    def carries_along(self, step: str) -> dict[str, str]:
        """What a browser sends with check-answers because it stands in the page."""
        return {"mark": carried_along(self.draft)["abuse"]["mark"]} if step == "review" else {}

    def answers_until(self, last: str) -> None:
        """Answers every page before `last`."""
        for step in STEPS[: STEPS.index(last)]:
            assert self.answers(step).status_code == 302, step

    def sends(self):
        """Answers everything and sends."""
        self.answers_until("review")
        return self.answers("review")


@contextmanager
def keeping_values() -> Iterator[None]:
    """What a process keeps of the site is kept, as outside of a test's transaction, under a version of its own."""
    with (
        mock.patch.object(KeptValues, "may_keep", return_value=True),
        mock.patch.object(content_version, "current", return_value=str(uuid4())),
    ):
        yield
