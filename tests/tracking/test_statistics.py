"""Counting: sums that hold on every day, both rates, groups that name what they count twice."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_tasks.messages.statistics_words import sentence
from cchc_tasks.model.filters import Filters
from cchc_tasks.model.statistics import Counts, rate, rate_of_all, rate_of_due
from cchc_tasks.model.status import Status
from cchc_tasks.tracking.task_statistics import GROUPINGS, compute_statistics
from tests.sample_office import DECISION, Office

JULY = date(2022, 7, 15)


def assert_sums_hold(counts: Counts) -> None:
    c = counts
    assert c.total == c.done + c.nothing_arisen + c.not_done
    assert c.done == c.on_time + c.late + c.done_ongoing + c.done_undated
    assert c.not_done == c.in_time + c.overdue + c.undated + c.paused + c.unclosed + c.carried_over
    assert 0 <= c.due_soon <= c.in_time
    assert 0 <= c.overdue_submitted <= c.overdue
    assert c.fell_due_done <= c.fell_due <= c.total


@pytest.fixture
def busy_office(office: Office) -> Office:
    """An office in which something of everything has happened."""
    office.submit("10", milestone=1, evidence=("Tờ trình số 15/TTr-STP ngày 28/3/2022",))
    office.done("13", on=date(2022, 6, 28))
    office.done("19", on=date(2022, 7, 5))
    office.update("33", status=Status.PAUSED, evidence=(DECISION,), on=date(2022, 7, 1))
    office.update("34", status=Status.DROPPED, evidence=(DECISION,), on=date(2022, 7, 1))
    office.update("35", status=Status.CARRIED_OVER, evidence=(DECISION,), on=date(2022, 7, 1))
    return office


def test_every_sum_holds_on_every_day_of_the_year_and_after(busy_office: Office) -> None:
    # A server takes longer and is asked the same statements: one day in five shows that it agrees.
    step = 1 if busy_office.database.is_sqlite else 5
    day = date(2021, 12, 30)
    while day < date(2023, 1, 20):
        assert_sums_hold(compute_statistics(busy_office.database, Filters(), day).counts)
        day += timedelta(days=step)


def test_each_part_counts_what_happened(busy_office: Office) -> None:
    counts = compute_statistics(busy_office.database, Filters(), JULY).counts
    assert (counts.total, counts.dropped, counts.paused, counts.carried_over) == (53, 1, 1, 1)
    assert (counts.overdue, counts.overdue_submitted, counts.late) == (1, 1, 1)
    before = compute_statistics(busy_office.database, Filters(), date(2022, 6, 15)).counts
    assert (before.total, before.done, before.dropped) == (54, 14, 0)


@pytest.mark.parametrize("by", GROUPINGS)
def test_the_groups_hold_the_sums_too_and_together_the_whole(busy_office: Office, by: str) -> None:
    found = compute_statistics(busy_office.database, Filters(), JULY, by)
    for group in found.groups:
        assert_sums_hold(group.counts)
    together = sum(group.counts.total for group in found.groups)
    assert together >= found.counts.total if by == "unit" else together == found.counts.total
    assert all(group.name for group in found.groups)


def test_a_task_that_several_units_lead_counts_once_for_each_and_once_in_the_whole(office: Office) -> None:
    found = compute_statistics(office.database, Filters(), JULY, "unit")
    shared = [task for task in office.tasks() if len(task.lead_units) > 1]
    extra = sum(len(task.lead_units) - 1 for task in shared)
    assert found.shared == len(shared) > 0
    assert sum(group.counts.total for group in found.groups) == found.counts.total + extra
    office_of_sở = next(group for group in found.groups if group.name == "Văn phòng Sở")
    assert office_of_sở.counts.total == len(office.tasks(unit="van phong so"))


@pytest.mark.parametrize(
    "filters",
    [{"unit": "Văn phòng Sở"}, {"section": "II"}, {"status": "done"}, {"timing": "overdue"}, {"search": "so hoa"},
     {"plan": "CCHC-2022"}, {"kind": "ongoing"}, {"unreported_since": date(2022, 7, 1)}],
    ids=str,
)  # fmt: skip
def test_the_filters_choose_what_is_counted_as_they_choose_what_is_listed(
    busy_office: Office, filters: dict[str, object]
) -> None:
    for day in (date(2022, 6, 1), JULY):
        counts = compute_statistics(busy_office.database, Filters(**filters), day).counts  # type: ignore[arg-type]
        assert counts.total + counts.dropped == len(busy_office.tasks(day, **filters))


@pytest.mark.parametrize(
    ("num", "den", "decimals", "percent"),
    [(19, 22, 0, 86), (1, 8, 0, 13), (1, 8, 1, 12.5), (5, 8, 1, 62.5), (0, 5, 0, 0), (3, 0, 0, None), (1, 3, 2, 33.33)],
)
def test_a_rate_is_rounded_half_up(num: int, den: int, decimals: int, percent: float | None) -> None:
    assert rate(num, den, decimals).percent == percent


def test_nothing_arisen_counts_as_the_office_has_settled() -> None:
    counts = Counts(total=22, done=17, nothing_arisen=2, not_done=3)
    assert rate_of_all(counts)[:2] == (17, 22)
    assert rate_of_all(counts, "done")[:2] == (19, 22)
    assert rate_of_all(counts, "left_out")[:2] == (17, 20)


@pytest.mark.parametrize(
    ("ref", "day", "fallen"),
    [
        ("15", date(2023, 1, 15), (0, 0)),
        ("13", date(2022, 6, 29), (0, 0)),
        ("13", date(2022, 6, 30), (1, 1)),
        ("19", date(2022, 6, 29), (0, 0)),
        ("19", date(2022, 6, 30), (0, 1)),
        ("10", date(2022, 6, 15), (0, 1)),
        ("3", JULY, (0, 0)),
    ],
)
def test_the_rate_of_tasks_fallen_due_leaves_ongoing_work_and_later_dates_out(
    office: Office, ref: str, day: date, fallen: tuple[int, int]
) -> None:
    office.done("13", on=date(2022, 6, 28))
    title = office.task(ref).title.split("\n")[0]
    found = rate_of_due(compute_statistics(office.database, Filters(search=title), day).counts)
    # A task finished before its day has not fallen due before that day.
    assert found[:2] == fallen


@given(st.lists(st.integers(0, 9), min_size=15, max_size=15))
def test_the_official_sentence_leaves_out_only_what_is_nothing(numbers: list[int]) -> None:
    counts = dict(zip(asdict(Counts()), numbers, strict=False)) | {"fell_due": 0, "fell_due_done": 0}
    counts = asdict(Counts()) | counts
    told = sentence(counts)
    assert told.startswith(f"Tổng số {counts['total']} nhiệm vụ: đã hoàn thành {counts['done']}")
    for name, words in (("undated", "chưa xác định thời hạn"), ("nothing_arisen", "không phát sinh")):
        assert (f"{words} {counts[name]}" in told) == bool(counts[name])
