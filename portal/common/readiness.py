"""What else has to be well besides the database: each app says so by registering a check; /readyz asks them all."""

from collections.abc import Callable

CHECKS: dict[str, Callable[[], bool]] = {}


def register(name: str, check: Callable[[], bool]) -> None:
    """Adds a check under its name; the same name again replaces it."""
    CHECKS[name] = check


def late() -> list[str]:
    """The names of the checks that say that something is late or missing. Not told to strangers."""
    return [name for name, is_well in CHECKS.items() if not is_well()]
