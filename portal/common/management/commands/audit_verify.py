"""manage.py audit_verify: proves that the audit log is whole, and says where it is not."""

import time
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from portal.common.audit_chain import (
    Finding,
    add_checkpoint,
    break_since,
    read_checkpoints,
    verify,
    verify_independently,
)


class Command(BaseCommand):
    help = "Checks every row of the audit log. Ends with 1 and names the first broken row if the log is not whole."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--checkpoint",
            type=Path,
            metavar="FILE",
            help="compare with the heads noted in FILE, then note this one. Keep the file off this machine: "
            "only a noted head shows that the end of the log was cut off.",
        )
        parser.add_argument(
            "--independently", action="store_true", help="hash in Python instead of in the database (slower)"
        )

    def handle(self, *args: Any, checkpoint: Path | None, independently: bool, **options: Any) -> None:
        noted = self._noted(checkpoint)
        started = time.perf_counter()
        finding = verify_independently() if independently else verify()
        self._report(finding, time.perf_counter() - started)
        broken = finding.broken or break_since(noted)
        if broken:
            raise CommandError(str(broken))
        if checkpoint and finding.head.seq and finding.head not in noted:
            add_checkpoint(checkpoint, finding.head)
            self.stdout.write(f"Noted in {checkpoint}, after {len(noted)} earlier.")

    def _noted(self, checkpoint: Path | None) -> list[Any]:
        try:
            return read_checkpoints(checkpoint) if checkpoint else []
        except ValueError as error:
            raise CommandError(str(error)) from None

    def _report(self, finding: Finding, seconds: float) -> None:
        self.stdout.write(f"{finding.rows} rows checked in {seconds:.2f} s ({finding.rows / seconds:,.0f} rows/s).")
        if not finding.broken:
            self.stdout.write(f"Head: row {finding.head.seq}, hash {finding.head.hash}")
