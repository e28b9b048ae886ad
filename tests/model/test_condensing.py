"""Condensing: a task stands, on every day, exactly as what is kept of it to count it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cchc_tasks.model.condensed import condensed, expanded
from cchc_tasks.model.statistics import standing_of
from cchc_tasks.model.status import Kind, Status
from cchc_tasks.model.task import Milestone

FIRST = date(2022, 1, 1)
DAYS = st.integers(0, 40).map(lambda days: FIRST + timedelta(days=days))
MAYBE = st.none() | DAYS
MILESTONES = st.builds(
    Milestone,
    milestone_id=st.just(0),
    task_id=st.just(0),
    n=st.just(0),
    kind=st.sampled_from(Kind),
    start=MAYBE,
    due=MAYBE,
    closed=st.booleans(),
    done_on=MAYBE,
    reported_on=MAYBE,
    submitted_on=MAYBE,
    judged_by_submission=st.booleans(),
)

#: The periods of a series, of which some are finished.
PERIODS = st.builds(
    Milestone,
    milestone_id=st.just(0),
    task_id=st.just(0),
    n=st.just(0),
    kind=st.just(Kind.RECURRING),
    start=DAYS,
    due=MAYBE,
    closed=st.booleans(),
    done_on=MAYBE,
    submitted_on=MAYBE,
)
TASKS = st.lists(MILESTONES, max_size=5) | st.lists(PERIODS, max_size=4)


@settings(max_examples=600, deadline=None)
@given(st.sampled_from(Status), TASKS, st.integers(-3, 60))
def test_a_condensed_task_counts_on_every_day_as_the_whole_one_does(
    reported: Status, milestones: list[Milestone], due_soon_days: int
) -> None:
    kept = condensed(reported, milestones)
    day_kept = date.fromisoformat(kept.day) if kept.day else date.max
    for days in range(-2, 44):
        day = FIRST + timedelta(days=days)
        whole = standing_of(reported, milestones, day, due_soon_days)
        again = standing_of(*expanded(kept.standing, day_kept), day, due_soon_days)
        assert (again.status, sorted(again.parts)) == (whole.status, sorted(whole.parts)), kept


@given(st.sampled_from(Status), TASKS)
def test_the_day_stands_beside_the_text_or_nowhere(reported: Status, milestones: list[Milestone]) -> None:
    standing, day = condensed(reported, milestones)
    assert ("*" in standing) == bool(day)
    assert len(standing.split(" ")) <= 4


def of_day(day: int, **facts: object) -> Milestone:
    return Milestone(0, 0, 0, facts.pop("kind", Kind.FIXED), due=date(2022, 6, day), **facts)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("reported", "milestones", "standing", "day"),
    [
        (Status.NOT_STARTED, [of_day(20), of_day(10)], "n f*", "2022-06-10"),
        (Status.IN_PROGRESS, [of_day(10, submitted_on=FIRST)], "i h*", "2022-06-10"),
        (Status.IN_PROGRESS, [of_day(10, submitted_on=FIRST), of_day(20)], "i h2022-06-10 f2022-06-20", ""),
        (Status.IN_PROGRESS, [of_day(30, kind=Kind.ONGOING), of_day(10)], "i f*", "2022-06-10"),
        (Status.IN_PROGRESS, [of_day(5, kind=Kind.ONGOING), of_day(10)], "i o2022-06-05 f2022-06-10", ""),
        (Status.WAITING, [Milestone(0, 0, 0, Kind.TRIGGERED)], "w f", ""),
        (Status.IN_PROGRESS, [of_day(30, kind=Kind.ONGOING)], "i o*", "2022-06-30"),
        (Status.PAUSED, [of_day(10)], "p", ""),
        (Status.DONE, [of_day(10, closed=True, done_on=date(2022, 6, 11)), of_day(20, closed=True)], "d L*",
         "2022-06-20"),
        (Status.DONE, [of_day(9, closed=True, done_on=FIRST), of_day(20, kind=Kind.RECURRING, start=date(2022, 6, 11))],
         "d s2022-06-11/2022-06-20 T", ""),
    ],
)  # fmt: skip
def test_one_day_is_enough_for_most_tasks(
    reported: Status, milestones: list[Milestone], standing: str, day: str
) -> None:
    assert condensed(reported, milestones) == (standing, day)
