"""Timing: every row of the contract's table, with the day as an argument."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_tasks.model.status import CLOCK_STOPPED, Kind, Status, Timing
from cchc_tasks.model.task import Milestone
from cchc_tasks.model.timing import shown_status, timing_of, worst_timing

DUE = date(2022, 3, 31)


def milestone(**values: object) -> Milestone:
    return Milestone(milestone_id=1, task_id=1, n=1, **{"kind": Kind.FIXED, "due": DUE, **values})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("day", "timing"),
    [
        (date(2022, 1, 1), Timing.IN_TIME),
        (date(2022, 3, 15), Timing.IN_TIME),
        (date(2022, 3, 16), Timing.DUE_SOON),
        (date(2022, 3, 31), Timing.DUE_SOON),
        (date(2022, 4, 1), Timing.OVERDUE),
    ],
)
def test_the_due_day_is_in_time_and_the_day_after_is_overdue(day: date, timing: Timing) -> None:
    assert timing_of(milestone(), Status.IN_PROGRESS, day) is timing


@pytest.mark.parametrize(
    ("values", "timing"),
    [
        ({"done_on": date(2022, 3, 31)}, Timing.ON_TIME),
        ({"done_on": date(2022, 4, 1)}, Timing.LATE),
        ({"reported_on": date(2022, 3, 31)}, Timing.ON_TIME),
        ({"reported_on": date(2022, 6, 15)}, Timing.DONE_UNDATED),
        ({}, Timing.DONE_UNDATED),
        ({"due": None, "kind": Kind.TRIGGERED}, Timing.DONE_UNDATED),
        ({"kind": Kind.ONGOING}, Timing.DONE_ONGOING),
        (
            {"judged_by_submission": True, "submitted_on": date(2022, 3, 28), "done_on": date(2022, 6, 1)},
            Timing.ON_TIME,
        ),
    ],
)
def test_a_finished_milestone_is_in_time_only_where_a_day_says_so(values: dict[str, object], timing: Timing) -> None:
    assert timing_of(milestone(closed=True, **values), Status.DONE, date(2023, 1, 1)) is timing


def test_handing_up_finishes_nothing_unless_a_document_says_so() -> None:
    handed_up = milestone(closed=True, submitted_on=date(2022, 3, 28), done_on=date(2022, 6, 1))
    assert timing_of(handed_up, Status.DONE, date(2023, 1, 1)) is Timing.LATE


def test_ongoing_work_is_to_be_closed_from_the_day_after_its_window() -> None:
    ongoing = milestone(kind=Kind.ONGOING)
    assert timing_of(ongoing, Status.IN_PROGRESS, DUE) is Timing.IN_TIME
    assert timing_of(ongoing, Status.IN_PROGRESS, DUE + timedelta(days=1)) is Timing.UNCLOSED


@pytest.mark.parametrize(("days", "timing"), [(9, Timing.IN_TIME), (10, Timing.DUE_SOON)])
def test_an_office_says_how_many_days_ahead_a_task_is_due_soon(days: int, timing: Timing) -> None:
    day = DUE - timedelta(days=10)
    assert worst_timing([milestone()], Status.IN_PROGRESS, day, days) is timing


def test_lateness_survives_completion() -> None:
    late = milestone(closed=True, done_on=date(2022, 5, 1))
    assert {timing_of(late, Status.DONE, day) for day in (date(2022, 5, 1), date(2030, 1, 1))} == {Timing.LATE}


@given(day=st.dates(date(2020, 1, 1), date(2030, 1, 1)))
def test_ongoing_work_is_never_overdue_or_due_soon(day: date) -> None:
    timing = timing_of(milestone(kind=Kind.ONGOING), Status.IN_PROGRESS, day)
    assert timing is (Timing.UNCLOSED if day > DUE else Timing.IN_TIME)


@given(status=st.sampled_from(sorted(CLOCK_STOPPED)), day=st.dates(date(2020, 1, 1), date(2030, 1, 1)))
def test_a_stopped_clock_has_no_timing(status: Status, day: date) -> None:
    assert timing_of(milestone(), status, day) is None
    assert worst_timing([milestone()], status, day) is None


def test_waiting_does_not_stop_a_printed_date() -> None:
    assert timing_of(milestone(), Status.WAITING, date(2022, 4, 1)) is Timing.OVERDUE


def test_a_product_handed_up_and_not_issued_is_overdue_unless_it_is_judged_by_submission() -> None:
    handed_up = {"submitted_on": date(2022, 3, 28)}
    assert timing_of(milestone(**handed_up), Status.IN_PROGRESS, date(2022, 6, 15)) is Timing.OVERDUE
    judged = milestone(judged_by_submission=True, closed=True, **handed_up)
    assert timing_of(judged, Status.IN_PROGRESS, date(2022, 6, 15)) is Timing.ON_TIME


def test_a_task_s_timing_is_its_worst_open_milestone_s() -> None:
    soon, later = milestone(due=date(2022, 6, 20)), milestone(due=date(2022, 12, 31))
    awaited, done = milestone(due=None, kind=Kind.TRIGGERED), milestone(closed=True, done_on=date(2022, 5, 1))
    day = date(2022, 6, 15)
    assert worst_timing([awaited, later, soon, done], Status.IN_PROGRESS, day) is Timing.DUE_SOON
    assert worst_timing([awaited], Status.IN_PROGRESS, day) is Timing.UNDATED
    assert worst_timing([done], Status.DONE, day) is Timing.LATE


def test_a_series_reported_done_is_in_progress_when_its_next_period_begins() -> None:
    quarters = [
        milestone(kind=Kind.RECURRING, start=date(2022, month, 1), due=date(2022, month + 2, 28), closed=month < 7)
        for month in (1, 4, 7, 10)
    ]
    assert shown_status(Status.DONE, quarters, date(2022, 6, 30)) is Status.DONE
    assert shown_status(Status.DONE, quarters, date(2022, 7, 1)) is Status.IN_PROGRESS


@given(
    due=st.dates(date(2021, 1, 1), date(2023, 12, 31)),
    days=st.integers(-400, 400),
    soon=st.integers(0, 60),
)
def test_a_dated_open_milestone_has_exactly_one_of_three_timings(due: date, days: int, soon: int) -> None:
    day = due - timedelta(days=days)
    expected = Timing.OVERDUE if days < 0 else Timing.DUE_SOON if days <= soon else Timing.IN_TIME
    assert timing_of(milestone(due=due), Status.IN_PROGRESS, day, soon) is expected
