"""allauth's forms in our words: labels that stay, no placeholders, and codes that work once."""

import struct
from typing import Any

from allauth.account import forms as account
from allauth.core import context
from allauth.core.internal.cryptokit import normalize_user_code
from allauth.mfa import app_settings
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as factor
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.totp.internal.auth import SECRET_SESSION_KEY
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    EditWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from cryptography.exceptions import InvalidSignature
from django import forms
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.cache import cache

from portal.common.signin.secrets import open_from_session, seal_for_session

HINT_FOR_NEW = (
    "At least 12 characters. Four or five words that do not belong together make a good one. "
    "Passwords that many people use are refused."
)
SEALED = "sealed:"


class InOurWords(forms.Form):
    """Takes allauth's placeholders away and puts our labels and hints on."""

    wording: dict[str, tuple[str, str]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            if name in self.wording:
                field.label, field.help_text = self.wording[name]
            if name == "code":
                field.widget.attrs |= {"inputmode": "numeric", "autocomplete": "one-time-code", "spellcheck": "false"}


class SignInForm(InOurWords, account.LoginForm):
    wording = {"login": ("Email address", ""), "password": ("Password", "")}


class ConfirmPasswordForm(InOurWords, account.ReauthenticateForm):
    wording = {"password": ("Your password", "")}


class ChangePasswordForm(InOurWords, account.ChangePasswordForm):
    wording = {
        "oldpassword": ("Current password", ""),
        "password1": ("New password", HINT_FOR_NEW),
        "password2": ("New password, once more", ""),
    }


class SetPasswordForm(InOurWords, account.SetPasswordForm):
    wording = {"password1": ("New password", HINT_FOR_NEW), "password2": ("New password, once more", "")}


class ResetPasswordForm(InOurWords, account.ResetPasswordForm):
    wording = {"email": ("Email address", "The one you sign in with.")}


class ResetPasswordKeyForm(InOurWords, account.ResetPasswordKeyForm):
    wording = {"password1": ("New password", HINT_FOR_NEW), "password2": ("New password, once more", "")}


def spend(user: AbstractBaseUser, code: str) -> bool:
    """Uses up an app's code for this person; False when it was used before (ASVS 6.5.1).

    allauth forgets a used code after one period, but with a step of drift allowed a code lives for three.
    """
    lifetime = app_settings.TOTP_PERIOD * (2 * app_settings.TOTP_TOLERANCE + 1)
    return cache.add(f"signin:code:{user.pk}:{normalize_user_code(code)}", True, timeout=lifetime)


class WorksOnce(InOurWords):
    """A form that takes the code of an app or a recovery code."""

    wording = {"code": ("Code", "From your authenticator app, or one of your recovery codes.")}
    user: AbstractBaseUser
    authenticator: Authenticator

    def clean_code(self) -> str:
        code: str = super().clean_code()  # type: ignore[misc]
        if self.authenticator.type == Authenticator.Type.TOTP and not spend(self.user, code):
            raise get_adapter().validation_error("incorrect_code")
        return code


class FactorForm(WorksOnce, factor.AuthenticateForm):
    """The second step of signing in."""


class ConfirmFactorForm(WorksOnce, factor.ReauthenticateForm):
    """The factor once more, before something that matters."""


class EnrolAppForm(InOurWords, ActivateTOTPForm):
    """Takes the first code of a new app. Until then the secret waits in the session, sealed."""

    wording = {"code": ("Code from the app", "Six digits. They change every half minute.")}

    secret: str

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.secret.startswith(SEALED):
            self.secret = open_from_session(self.secret.removeprefix(SEALED))
        else:
            context.request.session[SECRET_SESSION_KEY] = SEALED + seal_for_session(self.secret)

    def clean_code(self) -> str:
        code: str = super().clean_code()
        if not spend(self.user, code):
            raise get_adapter().validation_error("incorrect_code")
        return code


# What allauth and fido2 let through when a credential is not what a browser sends.
MALFORMED = (ValueError, TypeError, LookupError, AttributeError, struct.error, InvalidSignature)


class AddKeyForm(InOurWords, AddWebAuthnForm):
    """Takes a new key's answer; what no key would answer is refused like a wrong one."""

    wording = {"name": ("Name of this key", "For you alone, such as “Office key”.")}

    def clean(self) -> dict[str, Any]:
        try:
            return super().clean() or {}
        except MALFORMED:
            raise get_adapter().validation_error("incorrect_key") from None


class UseKeyForm(InOurWords, AuthenticateWebAuthnForm):
    """A key as the second step of signing in."""

    def clean_credential(self) -> Authenticator:
        try:
            return super().clean_credential()
        except MALFORMED:
            raise get_adapter().validation_error("incorrect_key") from None


class ConfirmKeyForm(UseKeyForm, ReauthenticateWebAuthnForm):
    """The key once more, before something that matters."""


class RenameKeyForm(InOurWords, EditWebAuthnForm):
    wording = {"name": ("Name of this key", "")}
