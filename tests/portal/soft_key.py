"""A security key made of software: answers the server as a browser with a real key would."""

import hashlib
import json
import secrets

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData

PRESENT_AND_VERIFIED = 0x05
CREDENTIAL_INCLUDED = 0x40


class SoftKey:
    """One key, plugged into a browser at `origin`."""

    def __init__(self, origin: str, host: str = "localhost") -> None:
        self.origin = origin
        self.rp_hash = hashlib.sha256(host.encode()).digest()
        self.private = ec.generate_private_key(ec.SECP256R1())
        self.id = secrets.token_bytes(32)

    def registers(self, options: dict) -> str:
        public = ES256.from_cryptography_key(self.private.public_key())
        data = AuthenticatorData.create(
            self.rp_hash,
            PRESENT_AND_VERIFIED | CREDENTIAL_INCLUDED,
            0,
            AttestedCredentialData.create(b"\0" * 16, self.id, public),
        )
        response = {
            "clientDataJSON": websafe_encode(self.client_data("webauthn.create", options)),
            "attestationObject": websafe_encode(AttestationObject.create("none", data, {})),
        }
        return self.answer(response)

    def signs(self, options: dict) -> str:
        data = AuthenticatorData.create(self.rp_hash, PRESENT_AND_VERIFIED, 0)
        client = self.client_data("webauthn.get", options)
        signature = self.private.sign(data + hashlib.sha256(client).digest(), ec.ECDSA(SHA256()))
        response = {
            "clientDataJSON": websafe_encode(client),
            "authenticatorData": websafe_encode(data),
            "signature": websafe_encode(signature),
        }
        return self.answer(response)

    def client_data(self, kind: str, options: dict) -> bytes:
        challenge = options["publicKey"]["challenge"]
        return json.dumps({"type": kind, "challenge": challenge, "origin": self.origin}).encode()

    def answer(self, response: dict) -> str:
        name = websafe_encode(self.id)
        return json.dumps(
            {"id": name, "rawId": name, "type": "public-key", "clientExtensionResults": {}, "response": response}
        )
