"""How a person of the tests goes through the sign-in door: password, code, key."""

import re
from time import time
from unittest import mock

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core.cache import cache
from django.db import transaction
from django.test import Client, TestCase

from tests.base import PASSWORD, person

LOGIN = "/accounts/login/"
CODE = "/accounts/2fa/authenticate/"
PROVE = "/accounts/2fa/reauthenticate/"
ENROL = "/accounts/2fa/"
APP = "/accounts/2fa/totp/activate/"
CODES = "/accounts/2fa/recovery-codes/"


def code_of(secret: str, steps: int = 0) -> str:
    """What an authenticator app shows now, or `steps` periods from now."""
    return format_hotp_value(hotp_value(secret, int(time()) // 30 + steps))


def at_once():
    """Runs what waits for the commit straight away: in a TestCase nothing is ever committed, and allauth writes to the
    session there, which has to happen before the answer goes out."""
    return mock.patch.object(transaction, "on_commit", lambda run, **kwargs: run())


class DoorCase(TestCase):
    """A browser before the door, and the people who come to it."""

    def setUp(self):
        self.client = Client()
        self.user = person(is_superuser=True)

    def gives_password(self, client=None, *, email=None, password=PASSWORD, url=LOGIN, **extra):
        client = client or self.client
        return client.post(url, {"login": email or self.user.email, "password": password}, **extra)

    def enrols(self, client=None) -> str:
        """Sets up an app in a browser that is signed in; gives the app's secret."""
        client = client or self.client
        page = client.get(APP)
        secret = re.search(r"<code>([A-Z2-7]{32})</code>", page.content.decode())[1]
        with at_once():
            done = client.post(APP, {"code": code_of(secret)})
        self.assertRedirects(done, CODES, fetch_redirect_response=False)
        return secret

    def has_app(self) -> str:
        """The user set up an app some time ago, elsewhere; gives the app's secret."""
        client = Client()
        self.gives_password(client)
        secret = self.enrols(client)
        cache.clear()
        return secret

    def is_in(self, client=None) -> bool:
        """Whether the staff area opens."""
        return (client or self.client).get("/admin/").status_code == 200

    def is_signed_in(self, client=None) -> bool:
        return "_auth_user_id" in (client or self.client).session
