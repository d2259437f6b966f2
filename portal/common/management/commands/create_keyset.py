"""manage.py create_keyset FILE: makes the key that seals private values."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from portal.common.crypto.keyset_file import create_file, new_keyset


class Command(BaseCommand):
    help = "Writes a new keyset that only its owner can read. Never overwrites a file: without its key, data is lost."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        try:
            create_file(file, new_keyset())
        except FileExistsError:
            raise CommandError(f"{file} is there already and may be the key to stored data: not touched.") from None
        except OSError as error:
            raise CommandError(f"{file} can't be written: {error.strerror}.") from None
        self.stdout.write(f"Wrote {file}. Back it up apart from the database: without it nothing sealed can be read.")
