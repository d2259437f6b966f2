"""Security keys as second factor: over http on localhost for the demo, over https everywhere else."""

import json
import re
from functools import partial

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.cache import cache
from django.test import Client, override_settings

from tests.portal.door import CODE, CODES, DoorCase
from tests.portal.soft_key import SoftKey

ADD = "/accounts/2fa/webauthn/add/"
DATA = re.compile(r'<script id="js_data" type="application/json">(.*?)</script>')


@override_settings(ALLOWED_HOSTS=["localhost", "127.0.0.1"])
class Keys(DoorCase):
    def setUp(self):
        super().setUp()
        self.client = Client(headers={"host": "localhost:8000"})

    def options(self, response, name):
        return json.loads(DATA.search(response.content.decode())[1])[name]

    def adds(self, key):
        self.gives_password()
        options = self.options(self.client.get(ADD), "creation_options")
        return self.client.post(ADD, {"name": "Office key", "credential": key.registers(options)})

    def test_a_new_person_enrols_a_key_and_is_in(self):
        response = self.adds(SoftKey("http://localhost:8000"))
        self.assertRedirects(response, CODES, fetch_redirect_response=False)
        self.assertTrue(self.is_in())

    def test_password_and_key_open_the_staff_area(self):
        key = SoftKey("http://localhost:8000")
        self.adds(key)
        self.client.post("/accounts/logout/")
        self.gives_password()
        self.assertFalse(self.is_signed_in())
        options = self.options(self.client.get(CODE), "request_options")
        self.client.post(CODE, {"credential": key.signs(options)})
        self.assertTrue(self.is_in())

    def test_another_key_does_not(self):
        self.adds(SoftKey("http://localhost:8000"))
        self.client.post("/accounts/logout/")
        self.gives_password()
        options = self.options(self.client.get(CODE), "request_options")
        response = self.client.post(CODE, {"credential": SoftKey("http://localhost:8000").signs(options)})
        self.assertEqual(response.status_code, 200)
        self.assertFalse(self.is_signed_in())

    def test_a_page_elsewhere_can_not_use_the_key(self):
        for origin in ("http://evil.example", "http://127.0.0.1:8000", "https://localhost.evil.example"):
            self.assertEqual(self.adds(SoftKey(origin)).status_code, 200, origin)
            self.client.post("/accounts/logout/")
        self.assertFalse(Authenticator.objects.exists())

    def test_what_is_no_credential_is_refused_without_a_fault(self):
        self.gives_password()
        self.client.get(ADD)
        for credential in ("", "x", "{}", "[]", "null", '"x"', '{"id": 1}', '{"response": {}}'):
            response = self.client.post(ADD, {"name": "", "credential": credential})
            self.assertEqual(response.status_code, 200, credential)

    def test_a_damaged_answer_of_the_right_key_is_refused_without_a_fault(self):
        key = SoftKey("http://localhost:8000")
        self.adds(key)
        self.client.post("/accounts/logout/")
        self.gives_password()
        for damage in damages():
            cache.clear()
            options = self.options(self.client.get(CODE), "request_options")
            response = self.client.post(CODE, {"credential": damage(key.signs(options))})
            self.assertEqual(response.status_code, 200, damage)
            self.assertFalse(self.is_signed_in(), damage)

    def test_a_damaged_registration_is_refused_without_a_fault(self):
        self.gives_password()
        for damage in damages():
            key = SoftKey("http://localhost:8000")
            options = self.options(self.client.get(ADD), "creation_options")
            response = self.client.post(ADD, {"name": "x", "credential": damage(key.registers(options))})
            self.assertEqual(response.status_code, 200, damage)
        self.assertFalse(Authenticator.objects.exists())

    def test_no_setting_opens_the_door_by_key_alone_or_from_any_origin(self):
        self.assertFalse(settings.MFA_PASSKEY_LOGIN_ENABLED)
        self.assertFalse(getattr(settings, "MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN", False))
        self.assertEqual(self.client.get("/accounts/2fa/webauthn/login/").status_code, 404)


def damages():
    """Ways to spoil a credential: each field gone, empty, of another kind, shortened, with its end changed."""
    for field in ("id", "rawId", "response"):
        yield partial(spoilt, (), field, lambda value: None)
        yield partial(spoilt, (), field, lambda value: 7)
    for field in ("clientDataJSON", "attestationObject", "authenticatorData", "signature"):
        for change in (lambda v: None, lambda v: "", lambda v: 7, lambda v: v[:8], lambda v: "****"):
            yield partial(spoilt, ("response",), field, change)
    # Not attestationObject: nothing signs it, so another public key there is another key, and nobody's harm.
    for field in ("clientDataJSON", "authenticatorData", "signature"):
        yield partial(spoilt, ("response",), field, flipped)


def spoilt(path, field, change, credential: str) -> str:
    data = json.loads(credential)
    place = data
    for name in path:
        place = place[name]
    # A field that this kind of answer does not have is not spoilt: take its challenge away instead.
    if field not in place:
        place["clientDataJSON"] = ""
    else:
        place[field] = change(place[field])
    return json.dumps(data)


def flipped(value: str) -> str:
    """The same length, another content, near the end."""
    last = "A" if value[-6] != "A" else "B"
    return value[:-6] + last + value[-5:]
