"""The catalogues against the sources: `check` says what lacks a translation, `write` takes new messages in.

Both read the sources with gettext's own tools (Django's makemessages), which are a system package.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import polib
from django.utils.translation import to_locale

from portal.common.languages import LANGUAGES, SOURCE_LANGUAGE

ROOT = Path(__file__).resolve().parents[1]
# The last one is what the settings for checking code read.
SOURCES = ("portal", "home", "outreach", "intake", "manage.py", "tests/keyset.json")
CATALOGUES = Path("portal", "locale")
LOCALES = tuple(to_locale(language.code) for language in LANGUAGES if language is not SOURCE_LANGUAGE)
NO_GETTEXT = "Messages can't be read from the sources without gettext. On Debian and Ubuntu: apt-get install gettext"

Message = tuple[str | None, str]


def catalogue(locale: str, root: Path = ROOT) -> Path:
    """The file with the messages of one language, such as zh_Hant."""
    return root / CATALOGUES / locale / "LC_MESSAGES" / "django.po"


def named(entry: polib.POEntry) -> Message:
    return entry.msgctxt, entry.msgid


def make_messages(root: Path, *options: str) -> None:
    """Runs makemessages over the sources in `root`; raises CalledProcessError when a source can't be read."""
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "portal.settings.lint"}
    locales = [option for locale in LOCALES for option in ("--locale", locale)]
    command = [sys.executable, "manage.py", "makemessages", "--no-wrap", "--add-location=file", *locales, *options]
    ignored = [option for folder in ("var", "tests", ".venv") for option in ("--ignore", folder)]
    subprocess.run([*command, *ignored], cwd=root, env=environment, check=True, stdout=subprocess.DEVNULL)


def messages_in_sources() -> set[Message]:
    """Every message that the sources hold, read from a copy of them so that nothing here changes."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder)
        for name in SOURCES:
            source = ROOT / name
            if source.is_dir():
                shutil.copytree(source, copy / name, ignore=shutil.ignore_patterns("__pycache__", "static", "*.mo"))
            else:
                (copy / name).parent.mkdir(exist_ok=True)
                shutil.copy(source, copy / name)
        (copy / CATALOGUES).mkdir(parents=True, exist_ok=True)
        make_messages(copy, "--keep-pot")
        template = copy / CATALOGUES / "django.pot"
        return {named(entry) for entry in polib.pofile(str(template))} if template.exists() else set()


def faults(wanted: set[Message]) -> Iterator[str]:
    """What each catalogue lacks: a line for every message that is missing, empty or unsure."""
    for locale in LOCALES:
        path = catalogue(locale)
        if not path.exists():
            yield f"{locale}: there is no catalogue {path.relative_to(ROOT)}"
            continue
        entries = {named(entry): entry for entry in polib.pofile(str(path)) if not entry.obsolete}
        for context, message in sorted(wanted - set(entries), key=str):
            yield f"{locale}: not in the catalogue: {message!r}" + (f" ({context})" if context else "")
        for entry in entries.values():
            if entry.fuzzy:
                yield f"{locale}: not sure (fuzzy): {entry.msgid!r}"
            elif not entry.translated():
                yield f"{locale}: no translation: {entry.msgid!r}"


def main(arguments: list[str]) -> int:
    if not shutil.which("xgettext"):
        print(NO_GETTEXT)
        return 1
    if arguments == ["write"]:
        make_messages(ROOT)
        return 0
    found = list(faults(messages_in_sources()))
    print("\n".join(found) or "Every message is in every catalogue.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
