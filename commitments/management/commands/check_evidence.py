"""Compare the rows of evidence with the storage, by SHA-256: missing, altered, orphaned files."""

import hashlib
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from camket.files import storing
from commitments.models import Evidence
from commitments.workflow.forgetting import FOLDER


class Command(BaseCommand):
    """Run it after a restore, and now and then. Ends with 1 when anything is wrong."""

    help = "Finds evidence whose file is missing or altered, and files that no row names."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--remove-orphans",
            action="store_true",
            help="take away files that no row names; not while people are uploading",
        )

    def handle(self, *args: Any, remove_orphans: bool, **options: Any) -> None:
        # The storage first: a file that comes meanwhile is no orphan.
        there = storing.everything_in(FOLDER)
        rows = Evidence.objects.kept().order_by("pk")
        missing, altered, named = [], [], set()
        for row in rows.iterator():
            named |= {row.file, row.preview}
            found = storing.stored(row.file)
            if found is None:
                missing.append(f"Thiếu tệp: minh chứng {row.pk}, {row.file}")
            elif hashlib.sha256(found.read_bytes()).hexdigest() != row.sha256:
                altered.append(f"Tệp bị thay đổi: minh chứng {row.pk}, {row.file}")
        orphans = [name for name in there if name not in named]
        self._say([*missing, *altered, *(f"Tệp thừa: {name}" for name in orphans)])
        self.stdout.write(
            f"Minh chứng: {rows.count()} tệp, {len(missing)} thiếu, {len(altered)} bị thay đổi, "
            f"{len(orphans)} thừa."
        )
        if remove_orphans:
            for name in orphans:
                storing.discard(name)
        if missing or altered or (orphans and not remove_orphans):
            raise SystemExit(1)

    def _say(self, lines: list[str]) -> None:
        for line in lines:
            self.stdout.write(line)
