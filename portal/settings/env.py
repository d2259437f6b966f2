"""Readers for settings that come from the environment: each gives a value or says what is missing."""

import os
import re
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured


def text(name: str, default: str | None = None) -> str:
    """The variable `name`, else `default`; raises ImproperlyConfigured when neither is there."""
    value = os.environ.get(name, "")
    if value:
        return value
    if default is None:
        raise ImproperlyConfigured(f"The environment variable {name} is not set. .env.example says what it holds.")
    return default


def words(value: str) -> list[str]:
    """A value cut at its commas, white space and empty parts dropped."""
    return [word.strip() for word in value.split(",") if word.strip()]


def number(name: str, default: int) -> int:
    """The variable `name` as a whole number; raises ImproperlyConfigured when it is not one."""
    value = text(name, str(default))
    try:
        return int(value)
    except ValueError:
        raise ImproperlyConfigured(f"{name} must be a whole number, not {value!r}.") from None


def address_or_none(name: str, default: str) -> str:
    """The variable `name`, an address on the web, else `default`; empty when it is set to nothing."""
    value = os.environ.get(name, default).strip()
    if value and not re.fullmatch(r"https://[^\s;,'\"]+", value):
        raise ImproperlyConfigured(f"{name} must be empty or begin with https://, not {value!r}.")
    return value


def secret(name: str, default: str | None = None) -> str:
    """A secret: the contents of the file named by `name`_FILE, else the variable `name`, else `default`."""
    path = os.environ.get(f"{name}_FILE", "")
    if path:
        try:
            return Path(path).read_text().strip()
        except OSError as error:
            raise ImproperlyConfigured(f"The file that {name}_FILE names can't be read: {error.strerror}.") from error
    return text(name, default)


def switch(name: str, default: bool) -> bool:
    """The variable `name` as yes or no; raises ImproperlyConfigured for any other word."""
    value = text(name, "yes" if default else "no").lower()
    if value not in ("yes", "no"):
        raise ImproperlyConfigured(f"{name} must be yes or no, not {value!r}.")
    return value == "yes"
