"""Import of a statistics appendix: the file is read, compared with what the period has, and stored as one change."""

from __future__ import annotations

import dataclasses
import hashlib
from dataclasses import dataclass
from pathlib import Path

from cchc_tasks.files.formats import read_bytes
from cchc_tasks.indicators import words
from cchc_tasks.indicators.appendix_file import read_statistics_from_bytes
from cchc_tasks.indicators.contradiction_rules import Contradiction, find_contradictions
from cchc_tasks.indicators.keyed_lines import KeyedLine, key_lines, merge_lines
from cchc_tasks.indicators.period_form import ChangedLine, PeriodForm, name_period, read_form, store_form
from cchc_tasks.model.acts import Act, ShowProgress, show_nothing
from cchc_tasks.model.deadline import Period
from cchc_tasks.model.draft import Notice
from cchc_tasks.model.indicator import Indicator, StatisticsTable, placed
from cchc_tasks.storage.change_recorder import ChangeRecorder
from cchc_tasks.storage.database import Database
from cchc_tasks.text import nfc


@dataclass(frozen=True, slots=True)
class IndicatorsRequest:
    """What is to be taken in: the file, the period it is of, the sheet, and whether the file replaces the form.

    Without `replace` lines that the file does not have stay, and its empty cells erase nothing.
    """

    path: Path
    period: Period
    sheet: str | None = None
    replace: bool = False
    dry_run: bool = False


@dataclass(frozen=True, slots=True)
class IndicatorsReport:
    """What an import found and did.

    `lines` are the file's, `form` the period's after it. `added` lines are new in the period, `changed` ones say
    something else than before, `missing` ones stand in the period and not in the file (they stay, or left with
    `replace`), of `kept_empty` the file's cell is empty and the period's value stays. `other_form` lines stand in the
    form of `form_source`, the period whose form this one would have begun with, and not in the file. `change_id` is
    None where nothing was stored.
    """

    file: str
    sha256: str
    period: Period
    title: str
    lines: tuple[Indicator, ...]
    form: tuple[Indicator, ...]
    added: tuple[Indicator, ...]
    changed: tuple[ChangedLine, ...]
    missing: tuple[Indicator, ...]
    kept_empty: tuple[Indicator, ...]
    notices: tuple[Notice, ...]
    contradictions: tuple[Contradiction, ...]
    form_source: Period | None = None
    other_form: tuple[Indicator, ...] = ()
    change_id: int | None = None


def import_indicators(
    database: Database, request: IndicatorsRequest, act: Act, progress: ShowProgress = show_nothing
) -> IndicatorsReport:
    """Read an appendix and record what it says of the period as one change; with `dry_run` only say what would be.

    What the period has already is recorded once. Raises UnreadableFileError (nothing stored) for a file that cannot
    be read, is a plan or holds no appendix, DatabaseError.
    """
    progress(words.reading_file(request.path.name), 0, None)
    data = read_bytes(request.path)
    table = read_statistics_from_bytes(data, request.path.name, request.sheet)
    sha256 = hashlib.sha256(data).hexdigest()
    if request.dry_run:
        with database.reading() as reader:
            return _compared(read_form(reader, request.period), table, request, sha256)[0]
    with database.writing() as writer:
        recorder = ChangeRecorder(writer, act, "indicators")
        report, form = _compared(read_form(writer, request.period), table, request, sha256)
        if not store_form(recorder, read_form(writer, request.period), form):
            return report
        sentence = words.imported_sentence(name_period(report.period), len(table.lines), report.file)
        return dataclasses.replace(report, change_id=recorder.record(sentence))


def _compared(
    before: PeriodForm, table: StatisticsTable, request: IndicatorsRequest, sha256: str
) -> tuple[IndicatorsReport, list[KeyedLine]]:
    there = key_lines([found.line for found in before.stored])
    brought = key_lines(table.lines)
    form = brought if request.replace else merge_lines(there, brought)
    old, new, given = dict(there), dict(form), dict(brought)
    lines = tuple(line for _, line in form)
    report = IndicatorsReport(
        nfc(request.path.name), sha256, before.period, table.title, table.lines, lines,
        added=tuple(line for key, line in form if key not in old),
        changed=tuple(
            ChangedLine(place.code, old[key], line)
            for (key, line), place in zip(form, placed(lines), strict=True)
            if key in old and old[key] != line
        ),
        missing=tuple(line for key, line in there if key not in given),
        kept_empty=tuple(line for key, line in given.items() if _stays(line, new.get(key))),
        notices=table.notices,
        contradictions=tuple(find_contradictions(lines)),
        form_source=before.carried_from,
        other_form=tuple(line for key, line in key_lines(before.lines) if before.carried_from and key not in given),
    )  # fmt: skip
    return report, form


def _stays(given: Indicator, after: Indicator | None) -> bool:
    """Whether a value or a note stays although the file's cell is empty."""
    return after is not None and bool((after.value and not given.value) or (after.note and not given.note))
