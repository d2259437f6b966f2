"""`manage.py maintenance_page FILE`: the page that the web server shows while the portal is being updated.

One file without any other, in every language at once: nobody is there to choose one. Make it anew after the help line
has changed.
"""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.template.loader import render_to_string

from home.context import program_in
from portal.common.languages import LANGUAGES


class Command(BaseCommand):
    help = "Writes the page that the web server shows while the portal is down, in every language."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        parts = [{"language": language, "program": program_in(language)} for language in LANGUAGES]
        file.write_text(render_to_string("503.html", {"parts": parts}))
        self.stdout.write(f"{file} is written.")
