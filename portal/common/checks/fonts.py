"""Start-up check: PDFs can be written, and every language of the site finds its letters among the installed fonts.

A letter without a font is printed as an empty box and nothing says so, which is why this is asked beforehand.
fontconfig knows which letters each language needs and which fonts have all of them.
"""

import shutil
import subprocess
from collections.abc import Iterable, Sequence
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage

from portal.common.languages import LANGUAGES, Language
from portal.common.pdf import AVAILABLE

PACKAGES = "On Debian and Ubuntu: apt-get install"


def check_fonts(app_configs: Sequence[AppConfig] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """What keeps PDFs from being right on this machine; settings.PDF_FAULT_LEVEL says how much that weighs."""
    if not AVAILABLE:
        hint = f"{PACKAGES} libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
        return [CheckMessage(settings.PDF_FAULT_LEVEL, "PDFs are off: Pango is not installed.", hint, id="portal.W030")]
    return [
        CheckMessage(
            settings.PDF_FAULT_LEVEL,
            f"PDFs in {language.name} ({language.code}) would lack letters: no installed font has them all.",
            hint=f"{PACKAGES} fontconfig fonts-noto-core fonts-noto-cjk",
            id="portal.W031",
        )
        for language in without_letters(LANGUAGES, languages_of_fonts())
    ]


def without_letters(languages: Iterable[Language], covered: frozenset[str]) -> list[Language]:
    """Those of the languages that no font covers; `covered` holds names such as `hy` and `zh-tw`."""
    return [language for language in languages if covered.isdisjoint(_names(language))]


def languages_of_fonts() -> frozenset[str]:
    """The languages that some installed font has every letter of, by fontconfig's names; none without fontconfig."""
    program = shutil.which("fc-list")
    if program is None:
        return frozenset()
    done = subprocess.run(  # noqa: S603 - a system program with constant arguments, no shell
        [program, "--format", "%{lang}\n"], capture_output=True, text=True, timeout=60, check=False
    )
    return frozenset(name for line in done.stdout.splitlines() for name in line.split("|"))


def _names(language: Language) -> set[str]:
    """What fontconfig may call the language: alone, and with the territory that stands for its script."""
    parts = language.babel.lower().split("_")
    return {parts[0], f"{parts[0]}-{parts[-1]}"}
