"""Whatever cells are edited on either side, every cell ends as the three-way comparison says."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from cchc_tasks.errors import ConflictError, UsageError
from cchc_tasks.messages.status_words import STATUS_WORDS
from cchc_tasks.model.status import Kind, Status
from cchc_tasks.model.task import Task
from cchc_tasks.model.timing import shown_status
from cchc_tasks.office.health import check_database
from cchc_tasks.storage.database import Database
from tests.conftest import Fresh, fresh_postgres, fresh_sqlite
from tests.sample_office import Office
from tests.worksheets.filled import FilledSheet
from tests.worksheets.test_returned_sheets import facts_of

Value = TypeVar("Value")
TODAY = date(2022, 7, 15)
STATUSES = (Status.NOT_STARTED, Status.IN_PROGRESS, Status.WAITING, Status.NOTHING_ARISEN, Status.DONE)
TEXTS = ("Đã làm việc với Sở Nội vụ", "=1+1", "Hai dòng\n- thứ hai", "")
DAYS = (date(2022, 6, 20), date(2022, 6, 30))
DOCUMENTS = ("Giấy mời họp tổ", "Biên bản họp tổ")


class Edit(NamedTuple):
    """What one side says of a task; None is not said."""

    status: Status | None
    result: str | None
    difficulty: str | None
    done_on: date | None
    evidence: str | None


@dataclass(frozen=True)
class Facts:
    """What a task says in the cells of a sheet."""

    status: Status
    result: str
    difficulty: str
    done_on: date | None
    evidence: frozenset[str]


EDITS = st.builds(
    Edit,
    st.none() | st.sampled_from(STATUSES),
    st.none() | st.sampled_from(TEXTS),
    st.none() | st.sampled_from(TEXTS),
    st.none() | st.sampled_from(DAYS),
    st.none() | st.sampled_from(DOCUMENTS),
)
ROWS = st.lists(st.tuples(EDITS, EDITS, EDITS), min_size=1, max_size=8)
REPORTED = st.sampled_from([None, date(2022, 7, 1)])


def facts(task: Task) -> Facts:
    day = task.milestones[0].done_on if task.status is Status.DONE else None
    return Facts(task.status, task.result_text, task.difficulty, day, frozenset(task.evidence))


def act(office: Office, ref: str, edit: Edit) -> None:
    """Say it by hand, as far as it can be said."""
    said: dict[str, Any] = {"result": edit.result, "difficulty": edit.difficulty, "status": edit.status}
    if edit.evidence:
        said["evidence"] = (edit.evidence,)
    said = {name: value for name, value in said.items() if value is not None}
    for _ in range(2):
        try:
            if said:
                office.update(ref, on=edit.done_on, **said)
            return
        except (ConflictError, UsageError):
            # Finished already, nothing of it is new, or it is not clear which milestone is meant.
            said = {name: value for name, value in said.items() if name in ("result", "difficulty")}


def merged(base: Value, theirs: Value, mine: Value) -> Value:
    return mine if mine != base and base == theirs else theirs


def expected(base: Facts, theirs: Facts, edit: Edit) -> Facts:
    status = merged(base.status, theirs.status, edit.status or base.status)
    day = merged(base.done_on, theirs.done_on, edit.done_on or base.done_on)
    return Facts(
        status,
        merged(base.result, theirs.result, edit.result or base.result),
        merged(base.difficulty, theirs.difficulty, edit.difficulty or base.difficulty),
        day if status is Status.DONE else None,
        theirs.evidence | ({edit.evidence} if edit.evidence else set()),
    )


def check_one(database: Database, rows: list[tuple[Edit, Edit, Edit]], reported_on: date | None) -> None:
    office = Office(database)
    simple = [t.ref for t in office.tasks() if len(t.milestones) == 1 and t.milestones[0].kind is Kind.FIXED]
    refs = simple[: len(rows)]
    with tempfile.TemporaryDirectory() as folder:
        for ref, (before, _, _) in zip(refs, rows, strict=True):
            act(office, ref, before)
        sheet = FilledSheet(office, Path(folder))
        base = {task.ref: facts(task) for task in office.tasks()}
        for ref, (_, since, _) in zip(refs, rows, strict=True):
            act(office, ref, since)
        theirs = {task.ref: facts(task) for task in office.tasks()}
        start = [facts_of(task) for task in office.tasks()]
        wanted = dict(theirs)
        for ref, (_, _, unit) in zip(refs, rows, strict=True):
            fill(sheet, ref, base[ref], unit)
            wanted[ref] = expected(base[ref], theirs[ref], unit)
        report = sheet.take(reported_on)
        assert {task.ref: facts(task) for task in office.tasks()} == wanted
        assert check_database(database, repair=False).sound
        again = sheet.take(reported_on)
        assert (again.changes, again.stored) == ((), False)
        assert len(again.conflicts) == len(report.conflicts)
        if report.stored:
            office.undo(actor="Văn phòng")
            assert [facts_of(task) for task in office.tasks()] == start


def check_any_kind(
    database: Database, rows: list[tuple[Edit, Edit, Edit]], first: int, reported_on: date | None
) -> None:
    """Of tasks of any kind: only what the report names is changed, once, and it can be taken back."""
    office = Office(database)
    refs = [task.ref for task in office.tasks()][first : first + len(rows)]
    with tempfile.TemporaryDirectory() as folder:
        for ref, (before, _, _) in zip(refs, rows, strict=True):
            act(office, ref, before)
        sheet = FilledSheet(office, Path(folder))
        for ref, (_, since, unit) in zip(refs, rows, strict=True):
            fill(sheet, ref, facts(office.task(ref)), unit)
            act(office, ref, since)
        start = {task.ref: facts_of(task) for task in office.tasks()}
        report = sheet.take(reported_on)
        named = {change.task.ref for change in report.changes}
        assert {task.ref for task in office.tasks() if facts_of(task) != start[task.ref]} <= named
        for change in report.changes:
            task = office.task(change.task.ref)
            if change.column in ("result", "difficulty"):
                assert getattr(task, {"result": "result_text"}.get(change.column, change.column)) == change.after
            if change.column == "status":
                shown = shown_status(task.reported, task.milestones, reported_on or office.today)
                assert STATUS_WORDS[shown] == change.after
        again = sheet.take(reported_on)
        assert (again.changes, again.stored) == ((), False)
        assert check_database(database, repair=False).sound
        if report.stored:
            office.undo(actor="Văn phòng")
            assert {task.ref: facts_of(task) for task in office.tasks()} == start


def fill(sheet: FilledSheet, ref: str, base: Facts, unit: Edit) -> None:
    cells: dict[str, Any] = {}
    if unit.status:
        cells["status"] = STATUS_WORDS[unit.status]
    if unit.result is not None:
        cells["result"] = unit.result
    if unit.difficulty is not None:
        cells["difficulty"] = unit.difficulty
    if unit.done_on:
        cells["done_on"] = f"{unit.done_on:%d/%m/%Y}"
    if unit.evidence and unit.evidence not in base.evidence:
        cells["evidence"] = "\n".join(filter(None, (sheet.cell(ref, "evidence").value, unit.evidence)))
    sheet.fill(ref, **cells)
    for column in cells:
        sheet.cell(ref, column).data_type = "s"


@settings(max_examples=15, deadline=None)
@example(
    [
        (
            Edit(Status.DONE, None, None, date(2022, 6, 30), None),
            Edit(None, None, None, None, None),
            Edit(Status.NOT_STARTED, None, None, date(2022, 6, 20), None),
        )
    ],
    None,
)
@given(ROWS, REPORTED)
def test_every_cell_ends_as_the_three_way_comparison_says(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[Edit, Edit, Edit]], reported_on: date | None
) -> None:
    with fresh_sqlite(tmp_path_factory.mktemp("du lieu") / "so.sqlite3") as database:
        check_one(database, rows, reported_on)


@settings(max_examples=8, deadline=None)
@given(ROWS, st.integers(0, 46), REPORTED)
def test_tasks_of_any_kind_change_only_as_the_report_says(
    fresh: Fresh, rows: list[tuple[Edit, Edit, Edit]], first: int, reported_on: date | None
) -> None:
    with fresh() as database:
        check_any_kind(database, rows, first, reported_on)


@settings(max_examples=5, deadline=None)
@given(ROWS, REPORTED)
def test_every_cell_ends_so_on_postgresql_too(
    postgres: str, rows: list[tuple[Edit, Edit, Edit]], reported_on: date | None
) -> None:
    with fresh_postgres(postgres) as database:
        check_one(database, rows, reported_on)
