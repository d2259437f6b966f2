"""manage.py rotate_keys: a new field key, in steps (docs/decisions/encryption.md).

status           rows by key
add FILE         a new key that opens, but does not seal yet. Then: the new file everywhere, restart.
promote FILE ID  the new key seals from now on. Then: the new file everywhere, restart.
reencrypt        old rows are sealed with the new key, in batches; run again after an interruption.
disable FILE ID  the old key no longer opens anything; refused while a row needs it.
enable FILE ID   takes `disable` back.
"""

from argparse import RawDescriptionHelpFormatter
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from portal.common import audit
from portal.common.crypto import KeysetError, require_keyset
from portal.common.crypto.keyset import current_text, parse, primary_key_id
from portal.common.crypto.keyset_file import replace_file, with_new_key, with_primary, with_status
from portal.common.crypto.registry import Place, sealed_places
from portal.common.crypto.rotation import Progress, reencrypt, rows_by_key, rows_under
from portal.common.models import KeyCheck


class Command(BaseCommand):
    help = __doc__

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        return super().create_parser(prog_name, subcommand, formatter_class=RawDescriptionHelpFormatter, **kwargs)

    def add_arguments(self, parser: CommandParser) -> None:
        steps = parser.add_subparsers(dest="step", required=True)
        steps.add_parser("status")
        steps.add_parser("reencrypt")
        steps.add_parser("add").add_argument("file", type=Path)
        for name in ("promote", "disable", "enable"):
            step = steps.add_parser(name)
            step.add_argument("file", type=Path)
            step.add_argument("key_id", type=int)

    def handle(self, *args: Any, step: str, **options: Any) -> None:
        try:
            require_keyset()
            getattr(self, f"_{step}")(**{name: options[name] for name in ("file", "key_id") if name in options})
        except (KeysetError, OSError) as error:
            raise CommandError(str(error)) from None

    def _status(self) -> None:
        for key in parse(current_text()).keyset_info().key_info:
            sealing = ", seals new values" if key.key_id == primary_key_id() else ""
            self.stdout.write(f"Key {key.key_id}{sealing}: {rows_under(key.key_id)} rows")
        for place in sealed_places():
            counts = ", ".join(f"{rows} under {key_id}" for key_id, rows in sorted(rows_by_key(place).items()))
            self.stdout.write(f"  {place}: {counts or 'empty'}")

    def _add(self, file: Path) -> None:
        text, key_id = with_new_key(file.read_text())
        replace_file(file, text)
        self.stdout.write(f"Added key {key_id} to {file}. Bring the file to every process and restart them all,")
        self.stdout.write(f"then: manage.py rotate_keys promote {file} {key_id}")

    def _promote(self, file: Path, key_id: int) -> None:
        replace_file(file, with_primary(file.read_text(), key_id))
        self.stdout.write(f"Key {key_id} seals from now on. Bring {file} to every process and restart them all,")
        self.stdout.write("then: manage.py rotate_keys reencrypt")

    def _reencrypt(self) -> None:
        unreadable = sum(self._reencrypt_place(place) for place in sealed_places())
        with transaction.atomic():
            audit.record(audit.Verb.KEY_ROTATE, actor=audit.SYSTEM, obj=KeyCheck)
        if unreadable:
            raise CommandError(f"{unreadable} values can't be opened with this keyset and were left as they are.")

    def _reencrypt_place(self, place: Place) -> int:
        progress = Progress()
        for progress in reencrypt(place):
            self.stdout.write(f"{place}: {progress.moved} rows moved")
        for key in progress.unreadable:
            self.stderr.write(f"{place}: row {key} can't be opened")
        if progress.changed_meanwhile:
            self.stdout.write(f"{place}: {progress.changed_meanwhile} rows were changed meanwhile")
        return len(progress.unreadable)

    def _disable(self, file: Path, key_id: int) -> None:
        if rows := rows_under(key_id):
            raise CommandError(f"{rows} rows still need key {key_id}: run rotate_keys reencrypt first.")
        replace_file(file, with_status(file.read_text(), key_id, enabled=False))
        self.stdout.write(f"Key {key_id} opens nothing any more. Bring {file} to every process and restart them all.")

    def _enable(self, file: Path, key_id: int) -> None:
        replace_file(file, with_status(file.read_text(), key_id, enabled=True))
        self.stdout.write(f"Key {key_id} opens values again. Bring {file} to every process and restart them all.")
