"""Production's settings in a process of their own, as a web server would read them."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from portal.settings import env

ROOT = Path(__file__).resolve().parents[2]
PRODUCTION = {
    "PATH": os.defpath,
    "DJANGO_SETTINGS_MODULE": "portal.settings.production",
    "SECRET_KEY": "fifty characters or more, each of them different: 0123456789",
    "FIELD_KEYSET_FILE": str(ROOT / "tests" / "keyset.json"),
    "ALLOWED_HOSTS": "mediation.example.org",
    "BASE_URL": "https://mediation.example.org/",
    "DATABASE_URL": "postgres://portal:secret@db.invalid:5432/portal",
    "EMAIL_HOST": "smtp.example.org",
    "DEFAULT_FROM_EMAIL": "no-reply@mediation.example.org",
}


def run(*arguments, **changes):
    environment = {name: value for name, value in {**PRODUCTION, **changes}.items() if value is not None}
    return subprocess.run([sys.executable, *arguments], cwd=ROOT, env=environment, capture_output=True, text=True)


def read(expression, **changes):
    program = f"from django.conf import settings; print({expression})"
    return run("-c", program, **changes)


@pytest.mark.proves("G22")
def test_djangos_deployment_check_finds_nothing():
    # Pango and fonts are a matter of the machine: tests/e2e/test_pdf.py.
    done = run("manage.py", "check", "--deploy", "--fail-level", "WARNING", PDF_REQUIRED="no")
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"SECRET_KEY": None}, "SECRET_KEY is not set"),
        ({"FIELD_KEYSET_FILE": None}, "FIELD_KEYSET is not set"),
        ({"DATABASE_URL": None}, "DATABASE_URL is not set"),
        ({"ALLOWED_HOSTS": None}, "ALLOWED_HOSTS is not set"),
        ({"SECOND_FACTOR_REQUIRED": "no"}, "second factor on"),
        ({"BASE_URL": "http://mediation.example.org"}, "https://"),
        ({"DATABASE_URL": "postgres://portal@%2Fsrv%2Fvar%2Fpg%2Fs:5432/portal"}, "embedded PostgreSQL"),
    ],
)
def test_production_does_not_start_without_what_it_needs(change, words):
    done = read("settings.DEBUG", **change)
    assert done.returncode != 0
    assert words in done.stderr.splitlines()[-1]


def test_production_has_no_demo_accounts():
    assert read("settings.DEMO_ACCOUNTS_ALLOWED").stdout.strip() == "False"


def test_every_variable_that_production_needs_is_in_the_example():
    example = (ROOT / ".env.example").read_text()
    assert all(name in example for name in PRODUCTION if name != "PATH")


@pytest.mark.proves("G22")
def test_cookies_carry_the_host_prefix_and_the_proxy_header_is_off_unless_named():
    names = "settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME, settings.DRAFT_COOKIE_NAME"
    done = read(f"[*({names}), settings.SECURE_PROXY_SSL_HEADER]")
    assert done.stdout.strip() == "['__Host-session', '__Host-csrf', '__Host-drafts', None]"
    done = read("settings.SECURE_PROXY_SSL_HEADER", PROXY_SSL_HEADER="X-Forwarded-Proto")
    assert done.stdout.strip() == "('HTTP_X_FORWARDED_PROTO', 'https')"


def test_a_switch_is_yes_or_no_and_nothing_else(monkeypatch):
    monkeypatch.setenv("SOME_SWITCH", "Yes")
    assert env.switch("SOME_SWITCH", False) is True
    monkeypatch.setenv("SOME_SWITCH", "maybe")
    with pytest.raises(ImproperlyConfigured, match="yes or no"):
        env.switch("SOME_SWITCH", False)
