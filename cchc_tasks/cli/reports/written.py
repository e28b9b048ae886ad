"""What was written, for programs: each file with its unit and its numbers."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from cchc_tasks.cli.tables import write_json

if TYPE_CHECKING:
    from cchc_tasks.cli.app import App
    from cchc_tasks.services.reports.folders import WrittenFile


def write_files_as_json(app: App, written: Iterable[WrittenFile]) -> None:
    """Write the list of files on stdout."""
    found = [{"path": str(file.path), "kind": file.kind, "unit": file.unit or None, **file.counts} for file in written]
    write_json(app.out, found, indent=app.width is not None)
