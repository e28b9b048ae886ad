"""The state of a task: the appendix, `show`, `list`, `stats`, worksheets and the dashboard tell the same one."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from cchc_tasks.errors import AppError
from cchc_tasks.files.document import Document, Table
from cchc_tasks.messages.status_words import STATUS_WORDS
from cchc_tasks.model.deadline import Period
from cchc_tasks.model.filters import Filters
from cchc_tasks.model.status import Status
from cchc_tasks.model.task import Task
from cchc_tasks.plans.plan_lookup import find_tasks, list_tasks
from cchc_tasks.reading.deadlines import read_deadline
from cchc_tasks.reading.result_reader import read_result
from cchc_tasks.report_settings import period_start
from cchc_tasks.reports.dashboard.dashboard_facts import DashboardRequest, load_dashboard
from cchc_tasks.reports.report_frame import ReportFrame
from cchc_tasks.reports.result_appendix import AppendixOptions, result_appendix
from cchc_tasks.storage.database import Database
from cchc_tasks.tracking.task_description import sheet_lines, status_text
from cchc_tasks.tracking.task_statistics import compute_statistics
from cchc_tasks.worksheets.worksheet import state_of
from tests.conftest import Fresh
from tests.program import run_here
from tests.sample_office import Office
from tests.tracking.test_undoing import DAYS, REFS, Done, acts

OLD_LETTER = "Công văn số 41/STP-XDKT ngày 28/5/2022"
LOOKED_AT = st.one_of(DAYS, st.sampled_from([date(2022, 7, 15), date(2022, 10, 2), date(2023, 1, 5)]))


@st.composite
def reported(draw: st.DrawFn) -> Done:
    """A report in words, with or without a status, on any day."""
    ref, on = draw(REFS), draw(DAYS)
    words = draw(st.sampled_from(["Đang triển khai", "Đã hoàn thành", "Chưa thực hiện", "Đã ban hành", "Phối hợp tốt"]))
    status = draw(st.one_of(st.none(), st.sampled_from([Status.IN_PROGRESS, Status.NOT_STARTED, Status.WAITING])))
    return lambda office: office.update(ref, result=words, on=on, **({"status": status} if status else {}))


def cells_of_results(document: Document) -> list[str]:
    """The last cells of the rows of the appendix's first table, in printed order; headings of sections aside."""
    (table,) = (block for block in next(iter(document.parts)).blocks if isinstance(block, Table))
    return [str(row.cells[-1]) for row in table.rows if not row.is_heading]


def status_told(cell: str, task: Task) -> Status | None:
    """The status that a result cell tells: on a line of its own, else by its words; None where they are not clear."""
    added = cell.removeprefix(task.result_text).strip().splitlines()
    for status, words in STATUS_WORDS.items():
        if any(line == words or line.startswith((f"{words} (", f"{words} ngày ")) for line in added):
            return Status(status)
    period = Period.of_year(2022)
    read = read_result(task.result_text, read_deadline(task.deadline_text, period))
    return None if read.review and task.status is not read.status else read.status or Status.NOT_STARTED


def check_states(database: Database, played: list[Done], day: date) -> None:
    office = Office(database)
    for act in played:
        try:
            act(office)
        except AppError:
            continue  # not every act is allowed on every day
    tasks = list_tasks(database, Filters(), day)
    with result_appendix(database, Filters(), ReportFrame(day), AppendixOptions()) as document:
        cells = cells_of_results(document)
    for task, cell in zip(tasks, cells, strict=True):
        told = status_told(cell, task)
        assert told is task.status or (told is None and task.status is task.reported), (task.ref, cell)
        assert state_of(task).status is task.status
    shown = find_tasks(database, [f"{task.plan}/{task.ref}" for task in tasks], day)
    assert [task.status for task in shown] == [task.status for task in tasks]
    assert all(any(status_text(task) in line for _, line in sheet_lines(task, "")) for task in shown)
    page = load_dashboard(database, DashboardRequest(Filters(), day, period_start(day), day))
    assert [line.state.partition(" ")[2] for line in page.tasks] == [status_text(task) for task in tasks]
    counted = compute_statistics(database, Filters(), day, "status").groups
    # What was dropped from the plan stands outside the total.
    expected = Counter(str(task.status) for task in tasks if task.status is not Status.DROPPED)
    assert {group.key: group.counts.total for group in counted if group.counts.total} == expected


@settings(max_examples=30, deadline=None)
@given(played=st.lists(st.one_of(acts(), reported()), max_size=7), day=LOOKED_AT)
def test_every_paper_and_list_tells_the_same_state_of_each_task(fresh: Fresh, played: list[Done], day: date) -> None:
    with fresh() as database:
        check_states(database, played, day)


def cell_of(office: Office, ref: str, folder: Path) -> str:
    path = folder / "phu_luc.md"
    written = run_here(office.database, "report", "appendix", path, CCHC_TASKS_TODAY=office.today.isoformat())
    assert written.exit_code == 0, written.said
    (row,) = (line for line in path.read_text(encoding="utf-8").splitlines() if line.startswith(f"| {ref} |"))
    return row.split("|")[-2].strip().replace("\\", "")


def test_a_task_finished_by_a_document_older_than_its_last_report_is_printed_as_finished(
    office: Office, tmp_path: Path
) -> None:
    office.update("33", status=Status.IN_PROGRESS, result="Đang triển khai", on=date(2022, 7, 1))
    office.done("33", evidence=(OLD_LETTER,))
    assert office.task("33").status is Status.DONE
    assert "Đã hoàn thành" in cell_of(office, "33", tmp_path)


def test_words_that_came_after_the_status_do_not_hide_it(office: Office, tmp_path: Path) -> None:
    office.done("13", on=date(2022, 6, 28))
    office.update("13", result="Đang triển khai", on=date(2022, 7, 2))
    assert office.task("13").status is Status.DONE
    assert "Đã hoàn thành" in cell_of(office, "13", tmp_path)


def test_a_series_whose_next_period_has_begun_is_printed_as_going_on(office: Office, tmp_path: Path) -> None:
    (line,) = (line for line in cell_of(office, "17", tmp_path).split("<br>") if "kỳ)" in line)
    assert line.strip() == status_text(office.task("17"))
    assert office.task("17").result_text == "Đã hoàn thành"
