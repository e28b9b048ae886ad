"""A worksheet as a unit fills it in: written by the program, changed cell by cell, saved, and taken back in."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from cchc_tasks.files.output import Output
from cchc_tasks.model.filters import Filters
from cchc_tasks.model.returned_results import AskConflict, ResultsReport, ResultsRequest
from cchc_tasks.reports.worksheet_report import write_worksheets
from cchc_tasks.worksheets.results_import import import_results
from cchc_tasks.worksheets.worksheet import COLUMNS
from tests.sample_office import Office

HEADER_ROW = 4
PLACE = {column: place for place, column in enumerate(COLUMNS, start=1)}


class FilledSheet:
    """The worksheet of all of an office's tasks, written now."""

    def __init__(self, office: Office, folder: Path, day: date | None = None, **filters: Any) -> None:
        self.office = office
        self.path = folder / "bang.xlsx"
        chosen = Filters(**filters)
        write_worksheets(office.database, self.path, chosen, day or office.today, output=Output(overwrite=True))
        self.book = load_workbook(self.path)
        self.sheet: Any = self.book.active

    def row(self, ref: str) -> int:
        """The number of the row that carries a task's code."""
        codes = {str(self.sheet.cell(n, 1).value): n for n in range(HEADER_ROW + 1, self.sheet.max_row + 1)}
        return next(n for code, n in codes.items() if code.startswith(f"CCHC-2022/{ref} "))

    def cell(self, ref: str, column: str) -> Any:
        return self.sheet.cell(self.row(ref), PLACE[column])

    def fill(self, task: str, **cells: Any) -> FilledSheet:
        row = self.row(task)
        for column, value in cells.items():
            self.sheet.cell(row, PLACE[column]).value = value
        return self

    def rows(self) -> list[list[str]]:
        """Every row as texts, as a spreadsheet shows them (openpyxl leaves escaped letters as they are)."""
        return [
            [str(value or "").replace("_x005F_", "_") for value in row]
            for row in self.sheet.iter_rows(values_only=True)
        ]

    def as_csv(self, rows: list[list[str]] | None = None) -> Path:
        """Save the sheet as text, in the given order of rows."""
        path = self.path.with_suffix(".csv")
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            csv.writer(file).writerows(rows or self.rows())
        return path

    def take(
        self, reported_on: date | None = None, ask: AskConflict | None = None, path: Path | None = None, **options: Any
    ) -> ResultsReport:
        """Save the workbook (or name another file) and read it in."""
        if path is None:
            self.book.save(self.path)
        request = ResultsRequest(path or self.path, reported_on=reported_on, **options)
        return import_results(self.office.database, request, self.office.act("Văn phòng"), ask)


def cells_of(report: ResultsReport) -> dict[tuple[str, str], str]:
    """(task, column) → what was recorded."""
    return {(change.task.ref, change.column): change.after for change in report.changes}
