"""The second factor's secrets at rest: never in clear in a table or in a session.

allauth stores an app's secret and the recovery codes' seed in clear unless its adapter says otherwise. Ours gives it
the id of a FactorSecret row to store. While a person enrols, the secret waits in the session, sealed.
"""

import base64

from allauth.mfa.models import Authenticator

from portal.common.crypto.keyset import open_sealed, seal
from portal.common.models import FactorSecret

IN_SESSION = "session.factor_secret"
KEYS = ("secret", "seed")


def put_away(text: str) -> str:
    """Stores a secret sealed; gives the id by which `fetch` finds it."""
    return str(FactorSecret.objects.create(secret=text).pk)


def fetch(reference: str) -> str:
    """The secret that `put_away` stored."""
    return FactorSecret.objects.get(pk=reference).secret


def forget(factor: Authenticator) -> None:
    """Deletes the secrets of a factor that was taken away."""
    FactorSecret.objects.filter(pk__in=[factor.data[key] for key in KEYS if key in factor.data]).delete()


def seal_for_session(text: str) -> str:
    """`text` sealed, in letters."""
    return base64.b64encode(bytes(seal(text.encode(), IN_SESSION))).decode()


def open_from_session(sealed: str) -> str:
    """What `seal_for_session` was given."""
    return open_sealed(base64.b64decode(sealed), IN_SESSION).decode()
