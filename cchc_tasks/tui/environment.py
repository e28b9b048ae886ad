"""ScreenEnvironment: what the screen is given, because it reads no clock, no settings and no variables itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from cchc_tasks.files.output import Output
from cchc_tasks.model.acts import Act
from cchc_tasks.model.timing import DueRules
from cchc_tasks.reports.report_frame import ReportFrame
from cchc_tasks.storage.database import Database
from cchc_tasks.tracking.task_statistics import RateRules


@dataclass(frozen=True, slots=True)
class ScreenEnvironment:
    """The database, the person and the office's rules, and how days are typed and moments shown.

    `clock` returns the time of day as it is shown. `frame` returns what every report of a day is given. `parse_day`
    takes the database, what was typed and a plan's code (its year where none was typed) and raises UsageError. `output`
    returns what written files may replace, given whether the person agreed to replace them. `state_folder` is where the
    screen keeps its memory, None for nowhere. `files_folder` is where a file goes of which only the name was typed.
    """

    database: Database
    today: Callable[[], date]
    clock: Callable[[], str]
    act: Callable[[], Act]
    rules: DueRules
    rates: RateRules
    frame: Callable[[date], ReportFrame]
    alarms: tuple[int, ...]
    is_day_off: Callable[[date], bool]
    parse_day: Callable[[Database, str, str], date]
    shown_moment: Callable[[str], str]
    output: Callable[[bool], Output]
    state_folder: Path | None
    files_folder: Path

    def path_of(self, typed: str) -> Path:
        """Return the path that was typed, or dropped on the terminal in quotes or as an address; ~ is the home."""
        text = typed.strip()
        if len(text) > 1 and text[0] == text[-1] and text[0] in "'\"":
            text = text[1:-1]
        if text.startswith("file://"):
            from urllib.parse import unquote, urlsplit

            text = unquote(urlsplit(text).path)
        return self.files_folder / Path(text).expanduser()
