"""The one sign-in door: django-allauth with a second factor (docs/decisions/sign-in.md)."""

from portal.settings import env

AUTHENTICATION_BACKENDS = ["portal.common.signin.backend.RoleBackend"]
LOGIN_URL = WAGTAILADMIN_LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "wagtailadmin_home"

# Length and known passwords, no rules about kinds of letters (ASVS 6.2.4, 6.2.5, 6.2.9, 6.2.11).
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "portal.common.signin.passwords.StretchedPasswordValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email", "first_name", "last_name")},
    },
]

# Nobody signs up: an administrator adds a person in the staff area, and the address is the administrator's word.
ACCOUNT_ADAPTER = "portal.common.signin.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_FORMS = {
    "login": "portal.common.signin.forms.SignInForm",
    "reauthenticate": "portal.common.signin.forms.ConfirmPasswordForm",
    "change_password": "portal.common.signin.forms.ChangePasswordForm",
    "set_password": "portal.common.signin.forms.SetPasswordForm",
    "reset_password": "portal.common.signin.forms.ResetPasswordForm",
    "reset_password_from_key": "portal.common.signin.forms.ResetPasswordKeyForm",
}
# Wagtail sends a signed-in person without access to the staff area to the sign-in page; allauth would send them
# straight back, for ever.
ACCOUNT_AUTHENTICATED_LOGIN_REDIRECTS = False

# Wide limits for an address, which a whole office or library may share; narrow ones for one account at one place
# (AccountAdapter says what "key" is). The counts live in the shared cache.
ACCOUNT_RATE_LIMITS = {
    "login": "300/m/ip",
    "login_failed": "100/m/ip,5/300s/key",
    "reset_password": "60/m/ip,5/m/key,20/d/key",
    "reset_password_from_key": "60/m/ip",
}
ALLAUTH_TRUSTED_PROXY_COUNT = env.number("ALLAUTH_TRUSTED_PROXY_COUNT", 0)
KNOWN_BROWSER_COOKIE = "known_browser"

# Accounts with a password that everybody can read, made by `manage.py seed_demo`. Only dev.py says True.
DEMO_ACCOUNTS_ALLOWED = False

# The second factor. The demo alone runs without it; production settings refuse False.
SECOND_FACTOR_REQUIRED = True
MFA_ADAPTER = "portal.common.signin.adapters.FactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = False
# One step of clock drift either way; the forms see to it that a code still works only once.
MFA_TOTP_TOLERANCE = 1
MFA_FORMS = {
    "authenticate": "portal.common.signin.forms.FactorForm",
    "reauthenticate": "portal.common.signin.forms.ConfirmFactorForm",
    "activate_totp": "portal.common.signin.forms.EnrolAppForm",
    "add_webauthn": "portal.common.signin.forms.AddKeyForm",
    "authenticate_webauthn": "portal.common.signin.forms.UseKeyForm",
    "reauthenticate_webauthn": "portal.common.signin.forms.ConfirmKeyForm",
    "edit_webauthn": "portal.common.signin.forms.RenameKeyForm",
}

# A session ends after half an hour without a request and after a working day in any case (ASVS 7.3.1, 7.3.2).
SESSION_IDLE_SECONDS = 30 * 60
SESSION_ABSOLUTE_SECONDS = 8 * 60 * 60
ACCOUNT_SESSION_REMEMBER = False

# Wagtail's own ways to a password: off. allauth has them.
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAILUSERS_PASSWORD_ENABLED = False
