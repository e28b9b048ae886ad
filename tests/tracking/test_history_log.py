"""The log of changes: the newest that were asked for, and of how many they are."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cchc_tasks.errors import AppError
from cchc_tasks.model.filters import Filters
from cchc_tasks.model.status import Status, Timing
from cchc_tasks.plans.plan_history import Change, list_changes
from cchc_tasks.plans.plan_lookup import list_tasks
from cchc_tasks.storage.database import Database
from cchc_tasks.tui.screens.log_screen import log_rows
from tests.conftest import Fresh
from tests.program import run_here
from tests.sample_office import DECISION, Office
from tests.tracking.test_undoing import DAYS, REFS, Done, acts


def in_effect(change: Change, day: date | None) -> bool:
    """Whether anything of a change had taken effect by the day, or it was recorded by then where nothing has a day."""
    return day is None or (change.effective_from or change.recorded_at) <= f"{day}~"


def expected_changes(database: Database, ref: str, filters: Filters, day: date | None) -> list[int]:
    """The plain model: the whole log of each task that passes, put together."""
    if ref:
        return [c.change_id for c in list_changes(database, ref) if in_effect(c, day)]
    tasks = list_tasks(database, filters, day or date.max)
    concerned = {c.change_id for task in tasks for c in list_changes(database, f"{task.plan}/{task.ref}")}
    return [c.change_id for c in list_changes(database) if c.change_id in concerned and in_effect(c, day)]


@st.composite
def narrowed(draw: st.DrawFn) -> Filters:
    some: dict[str, st.SearchStrategy[Any]] = {
        "section": st.sampled_from(["I", "VI"]),
        "status": st.sampled_from([str(status) for status in Status]),
        "timing": st.sampled_from([str(timing) for timing in Timing]),
        "search": st.sampled_from(["bao cao", "Tên mới"]),
        "due_from": DAYS,
        "review": st.booleans(),
    }
    return Filters(
        plan="CCHC-2022", **{name: draw(some[name]) for name in draw(st.sets(st.sampled_from(sorted(some))))}
    )


@settings(max_examples=30, deadline=None)
@given(
    played=st.lists(acts(), max_size=6),
    undone=st.integers(0, 2),
    ref=st.one_of(st.just(""), REFS),
    filters=narrowed(),
    day=st.one_of(st.none(), DAYS),
    limit=st.integers(1, 5),
)
def test_the_log_is_that_of_its_tasks_and_a_limit_takes_the_newest_of_the_same(
    fresh: Fresh, played: list[Done], undone: int, ref: str, filters: Filters, day: date | None, limit: int
) -> None:
    with fresh() as database:
        office = Office(database)
        for act in [*played, *[Office.undo] * undone]:
            try:
                act(office)
            except AppError:
                continue  # not every act is allowed on every day
        expected = expected_changes(database, ref, filters, day)
        whole = list_changes(database, ref, filters, day)
        assert ([change.change_id for change in whole], whole.total) == (expected, len(expected))
        limited = list_changes(database, ref, filters._replace(limit=limit), day)
        assert (list(limited), limited.total) == (whole[:limit], len(whole))


def test_a_limit_of_the_log_tells_of_how_many_it_shows_the_newest(office: Office) -> None:
    for number in range(30):
        office.update("33", note=f"lần {number}")
    whole = list_changes(office.database)
    newest = list_changes(office.database, filters=Filters(limit=5))
    assert (list(newest), newest.total) == (whole[:5], 31)
    assert run_here(office.database, "history", "--limit", "5").said == "5 trong 31 thay đổi, mới nhất ở trên.\n"


@pytest.mark.parametrize("form", [(), ("--json",), ("--csv",)])
def test_every_form_of_a_list_tells_of_how_many_it_shows_some(office: Office, form: tuple[str, ...]) -> None:
    for command, said in {
        "list": "2 trong 54 nhiệm vụ.",
        "check": "2 trong ",
        "review": "2 trong ",
        "close": "2 trong ",
        "plans": "1 kế hoạch.",
    }.items():
        told = run_here(office.database, command, "--limit", "2", *form, CCHC_TASKS_TODAY="2022-07-15")
        assert (told.exit_code, told.said.startswith(said)) == (0, True), (command, told.said)


def test_check_counts_findings_and_its_exit_code_looks_at_all_of_them(office: Office) -> None:
    whole = run_here(office.database, "check", "--csv", CCHC_TASKS_TODAY="2022-07-15")
    some = run_here(office.database, "check", "--csv", "--limit=3", "--exit-code", CCHC_TASKS_TODAY="2022-07-15")
    assert some.out.splitlines() == whole.out.splitlines()[:4]
    assert some.said.splitlines()[0] == f"3 trong {whole.said.splitlines()[0]}"
    assert some.exit_code == 1


def test_a_selection_without_plans_is_not_told_as_an_empty_database(office: Office) -> None:
    assert run_here(office.database, "plans", "--search", "không có đâu").said.startswith(
        "Không có kế hoạch nào như vậy"
    )


def test_the_log_on_the_screen_tells_of_how_many_it_shows_the_newest(office: Office) -> None:
    for note in ("một", "hai"):
        office.update("33", note=note)
    whole, newest = (list_changes(office.database, filters=Filters(limit=limit)) for limit in (None, 2))
    assert [key for key, _ in log_rows(whole, [""] * 3, 80)] == [str(change.change_id) for change in whole]
    *_, (key, cells) = log_rows(newest, [""] * 2, 80)
    assert (key, cells[2]) == ("", "2 trong 3 thay đổi, mới nhất ở trên.")


def test_the_log_of_a_task_tells_everything_in_people_s_words(office: Office) -> None:
    office.edit("13", section="III", evidence=(DECISION,))
    office.add(title="Việc mới", deadline="Quý III/2022", no="55", section="I", evidence=(DECISION,))
    office.edit("10", basis="submission", milestone=1, evidence=(DECISION,))
    office.accept("10")
    office.extend("13", to="30/9/2022", reason="chờ góp ý", evidence=(DECISION,))
    office.edit("13", deadline="Quý III/2022", evidence=(DECISION,))
    told = {ref: run_here(office.database, "history", ref).out for ref in ("13", "55", "10")}
    sentences = [change.sentence for change in list_changes(office.database)]
    assert "phần «III LĨNH VỰC CẢI CÁCH THỦ TỤC HÀNH CHÍNH»" in told["13"]
    assert "mốc 1: thời hạn: (theo lời in)" in told["13"]
    assert "mốc 1: căn cứ đánh giá: việc trình" in told["10"]
    # Only the change itself is known by its number, in the first column.
    notes = [line.split("\t", 1)[-1] for text in told.values() for line in text.splitlines()]
    for text in [*sentences, *notes]:
        assert not re.search(r"[0-9]{12}|submission|product|\.;", text), text
