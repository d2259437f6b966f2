"""Text messages that say nothing, through whatever carries them: the console now, a gateway over HTTPS by setting.

The gateway gets one POST for each message, JSON with `to`, `text`, `from` and `id`, with the token as a bearer token;
any answer below 300 means that it took the message. Nearly every provider takes that, at most behind a few lines of
its own.
"""

import json
import sys
import urllib.request
from dataclasses import dataclass
from typing import Protocol
from urllib.error import URLError

from django.conf import settings
from django.utils.module_loading import import_string

GSM = set(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§"
    "¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
GSM_TWICE = set("^{}\\[~]|€\f")
"""Letters of the GSM alphabet, and those that take two places in it."""
MOST_SEGMENTS = 2


@dataclass(frozen=True)
class TextMessage:
    """One message: the number `to` in E.164, the `text`, and the `id` of the row that it comes from."""

    to: str
    text: str
    id: str


class Backend(Protocol):
    """What carries text messages. Raises OSError when a message was not taken."""

    def send(self, message: TextMessage) -> None: ...


class ConsoleBackend:
    """Writes messages to the console, for development: the number only by its last two digits."""

    def send(self, message: TextMessage) -> None:
        sys.stdout.write(f"Text message to …{message.to[-2:]}: {message.text}\n")


class GatewayBackend:
    """Hands messages to the gateway of the settings."""

    def send(self, message: TextMessage) -> None:
        """Raises OSError when it can't be reached, refuses, or is not an address on the web."""
        address = settings.SMS_GATEWAY_URL
        if not address.startswith(("https://", "http://127.0.0.1:")):
            raise OSError("The gateway of text messages needs an address that begins with https://.")
        body = json.dumps({"to": message.to, "text": message.text, "from": settings.SMS_SENDER, "id": message.id})
        request = urllib.request.Request(  # noqa: S310 - the scheme was looked at above
            address,
            data=body.encode(),
            headers={"Content-Type": "application/json", "Authorization": f"Bearer {settings.SMS_GATEWAY_TOKEN}"},
        )
        try:
            urllib.request.urlopen(request, timeout=settings.SMS_TIMEOUT).close()  # noqa: S310
        except URLError as error:
            raise OSError(type(error).__name__) from None


def is_available() -> bool:
    """Whether this portal can send text messages at all."""
    return bool(settings.SMS_BACKEND)


def send_text(message: TextMessage) -> None:
    """Sends it now; raises OSError when it was not taken."""
    if not is_available():
        raise OSError("No way to send text messages is set up.")
    backend: Backend = import_string(settings.SMS_BACKEND)()
    backend.send(message)


def segments(text: str) -> int:
    """How many messages a phone company makes of this text: 160 letters of the GSM alphabet fit in one, 153 in each of
    several; with any other letter 70 and 67, counted in UTF-16."""
    if all(letter in GSM or letter in GSM_TWICE for letter in text):
        length = len(text) + sum(letter in GSM_TWICE for letter in text)
        alone, each = 160, 153
    else:
        length, alone, each = len(text.encode("utf-16-le")) // 2, 70, 67
    return 1 if length <= alone else -(-length // each)
