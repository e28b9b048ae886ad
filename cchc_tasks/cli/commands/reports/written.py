"""What was written, for programs: each file with its unit and its numbers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from cchc_tasks.cli.table_output import write_json
from cchc_tasks.errors import UsageError
from cchc_tasks.reports import report_folder_words as words

if TYPE_CHECKING:
    from cchc_tasks.cli.context import App
    from cchc_tasks.reports.report_folder import WrittenFile


def refuse_two_answers(as_json: bool, options: Mapping[str, object]) -> None:
    """Refuse --json beside --trace: both answer on stdout."""
    if as_json and options["trace"]:
        raise UsageError(*words.json_or_trace())


def write_files_as_json(app: App, written: Iterable[WrittenFile]) -> None:
    """Write the list of files on stdout."""
    found = [{"path": str(file.path), "kind": file.kind, "unit": file.unit or None, **file.counts} for file in written]
    write_json(app.out, found, indent=app.width is not None)
