"""The real plan of 54 tasks through its year: what the acceptance of the follow-up names, day by day."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from cchc_tasks.model.acts import Act, Submission
from cchc_tasks.model.deadline import Period
from cchc_tasks.model.filters import Filters
from cchc_tasks.model.interpreted_plan import ImportRequest
from cchc_tasks.model.status import Status, Timing
from cchc_tasks.model.task import Task
from cchc_tasks.plans.act_context import ActRequest
from cchc_tasks.plans.plan_import import import_plan
from cchc_tasks.plans.plan_lookup import find_tasks, list_tasks
from cchc_tasks.storage.database import Database
from cchc_tasks.tracking.deadline_acts import submit_task
from cchc_tasks.tracking.due_lists import list_overdue
from cchc_tasks.tracking.task_description import explain_timing, status_text
from cchc_tasks.tracking.task_statistics import compute_statistics
from tests.tracking.test_statistics import assert_sums_hold

JUNE = date(2022, 6, 15)
ACT = Act("Người thử", datetime(2026, 3, 2, 1, 30, tzinfo=UTC), date(2026, 3, 2))


@pytest.fixture
def year(database: Database, shared: Path) -> Database:
    request = ImportRequest(shared / "plans" / "good" / "plan54_ocr.txt", period=Period.of_year(2022), reported_on=JUNE)
    import_plan(database, request, ACT)
    later = ACT._replace(moment=ACT.moment + timedelta(minutes=1))
    evidence = ("Tờ trình số 15/TTr-STP ngày 28/3/2022",)
    submit_task(database, ActRequest(("10",), later), Submission(evidence, milestone=1, on=date(2022, 3, 28)))
    return database


def on(year: Database, ref: str, day: date) -> Task:
    return find_tasks(year, [ref], day)[0]


def test_fourteen_tasks_are_done_on_the_day_of_the_report(year: Database) -> None:
    counts = compute_statistics(year, Filters(), JUNE).counts
    assert (counts.total, counts.done) == (54, 14)


def test_progress_stays_a_count_in_progress(year: Database) -> None:
    task = on(year, "33", JUNE)
    assert task.progress is not None
    assert (task.status, task.progress.done, task.progress.total) == (Status.IN_PROGRESS, 2, 3)


def test_a_series_is_done_then_in_progress_then_overdue(year: Database) -> None:
    assert status_text(on(year, "17", JUNE)) == "Đã hoàn thành (02/04 kỳ)"
    assert on(year, "17", date(2022, 7, 15)).status is Status.IN_PROGRESS
    assert on(year, "17", date(2022, 10, 1)).timing is Timing.OVERDUE


def test_no_ongoing_task_is_ever_overdue(year: Database) -> None:
    day = date(2023, 1, 15)
    ongoing = [task for task in list_tasks(year, Filters(), day) if {m.kind for m in task.milestones} == {"ongoing"}]
    running = [task for task in ongoing if task.status not in (Status.DONE, Status.NOTHING_ARISEN)]
    assert {task.timing for task in running} == {Timing.UNCLOSED}


def test_a_product_handed_up_in_time_and_not_issued_is_overdue_with_its_reason(year: Database) -> None:
    ((task, (milestone,)),) = list_overdue(year, Filters(), JUNE)
    assert task.ref == "10"
    assert "đã trình ngày 28/3/2022 (trình đúng hạn), chờ ban hành" in explain_timing(milestone, task)
    counts = compute_statistics(year, Filters(), JUNE).counts
    assert (counts.overdue, counts.overdue_submitted) == (1, 1)


def test_every_sum_holds_on_every_day_of_the_year(year: Database) -> None:
    for day in range(365):
        counts = compute_statistics(year, Filters(), date(2022, 1, 1) + timedelta(days=day)).counts
        assert_sums_hold(counts)
        assert counts.total + counts.dropped == 54
