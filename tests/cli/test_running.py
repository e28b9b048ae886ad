"""`overdue` and `upcoming`: one answer, whatever the format, the limit, the order and the settings."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cchc_tasks.errors import AppError
from cchc_tasks.model.filters import SORTS, Filters
from cchc_tasks.model.status import Kind, Status, Timing
from cchc_tasks.model.task import Milestone, Task
from cchc_tasks.model.timing import DueRules
from cchc_tasks.plans.plan_lookup import list_tasks
from cchc_tasks.storage.database import Database
from cchc_tasks.text import fold
from cchc_tasks.tracking.screen_list import list_ids
from cchc_tasks.working_days import WorkingDays
from tests.conftest import Fresh
from tests.program import Printed, run_here
from tests.sample_office import DECISION, Office
from tests.tracking.test_undoing import Done, acts

JULY = date(2022, 7, 15)
LATE = date(2022, 12, 20)
MOVED = "move_to_working_day = true\n"


class Told(NamedTuple):
    """What a format tells of one milestone: what its task is called, its label and its due day as printed."""

    ref: str
    label: str
    due: str


class Question(NamedTuple):
    """`overdue` or `upcoming`, with its options and the settings file."""

    what: str
    day: date
    options: tuple[str, ...]
    filters: Filters
    days: int
    moved: bool

    def ask(self, database: Database, folder: Path, *form: str) -> Printed:
        config = folder / "config.toml"
        config.write_text(MOVED if self.moved else "", encoding="utf-8")
        ahead = ("--days", str(self.days)) if self.what == "upcoming" else ()
        asked = (self.what, "--as-of", self.day.isoformat(), *ahead, *self.options, *form)
        return run_here(database, *asked, CCHC_TASKS_CONFIG=str(config), CCHC_TASKS_TODAY="2022-12-31")

    @property
    def rules(self) -> DueRules:
        return DueRules(moved=WorkingDays().working_day_from) if self.moved else DueRules()


def _options(drawn: dict[str, Any]) -> tuple[str, ...]:
    return tuple(f"--{name.replace('_', '-')}={value}" for name, value in drawn.items() if value is not None)


DAYS = st.integers(0, 400).map(lambda days: date(2022, 1, 1) + timedelta(days=days))


def maybe(values: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Most questions use few filters: with all of them nothing would be left."""
    return st.one_of(st.none(), st.none(), st.none(), values)


@st.composite
def questions(draw: st.DrawFn) -> Question:
    drawn: dict[str, Any] = {
        "plan": draw(maybe(st.just("CCHC-2022"))),
        "section": draw(maybe(st.sampled_from(["I", "II", "VI"]))),
        "unit": draw(maybe(st.sampled_from(["Văn phòng Sở", "Thanh tra Sở"]))),
        "kind": draw(maybe(st.sampled_from([str(kind) for kind in Kind]))),
        "status": draw(maybe(st.sampled_from([str(status) for status in Status]))),
        "timing": draw(maybe(st.sampled_from([str(timing) for timing in Timing]))),
        "search": draw(maybe(st.sampled_from(["kế hoạch", "bao cao"]))),
        "due_from": draw(maybe(DAYS)),
        "due_to": draw(maybe(DAYS)),
        "sort": draw(st.one_of(st.none(), st.sampled_from(SORTS))),
        "limit": draw(st.one_of(st.none(), st.integers(1, 6))),
    }
    chosen = Filters(**{name: value for name, value in drawn.items() if value is not None})
    what, day = draw(st.sampled_from(["overdue", "upcoming"])), draw(DAYS)
    return Question(what, day, _options(drawn), chosen, draw(st.integers(0, 120)), draw(st.booleans()))


def expected_pairs(database: Database, asked: Question) -> list[tuple[Task, Milestone]]:
    """The plain model: whole tasks, each milestone judged by its timing, then put in order."""
    filters, day = asked.filters, asked.day
    every_day = filters._replace(due_from=None, due_to=None, limit=None, sort="")
    tasks = list_tasks(database, every_day, day, asked.rules)
    first, last = filters.due_from or date.min, filters.due_to or date.max
    found = []
    for place, task in enumerate(tasks):
        for m in task.milestones:
            late = task.timing_of(m) is Timing.OVERDUE
            near = task.timing_of(m) in (Timing.DUE_SOON, Timing.IN_TIME) and m.kind is not Kind.ONGOING
            near = near and m.due is not None and m.due <= day + timedelta(days=asked.days)
            wanted = late if asked.what == "overdue" else near
            if wanted and m.due and first <= m.due <= last and filters.kind in ("", m.kind):
                found.append((place, task, m))
    in_order: dict[str, Callable[[tuple[int, Task, Milestone]], Any]] = {
        "no": lambda row: (row[0], row[2].dated_text, row[2].n),
        "unit": lambda row: (fold(row[1].lead_text), row[0], row[2].dated_text, row[2].n),
        "status": lambda row: (list(Status).index(row[1].status), row[0], row[2].dated_text, row[2].n),
    }
    key = in_order.get(filters.sort, lambda row: (row[2].dated_text, row[1].task_id, row[2].n))
    return [(task, milestone) for _, task, milestone in sorted(found, key=key)]


def told_by_cells(rows: list[list[str]]) -> list[Told]:
    """The milestones of a table or a CSV: the label stands behind the title."""
    return [Told(row[0].rstrip(".)"), row[1], row[3]) for row in rows[1:]]


def as_cells(task: Task, m: Milestone) -> Told:
    title = f"{task.title} ({m.label})" if m.label else task.title
    number = task.no if task.no.rstrip(".)") == task.ref else task.ref
    return Told(number.rstrip(".)"), " ".join(title.split()), f"{m.due:%d/%m/%Y}" if m.due else "")


def table(printed: str) -> list[Told]:
    return told_by_cells([line.split("\t") for line in printed.splitlines()])


def of_csv(printed: str) -> list[Told]:
    found = told_by_cells(list(csv.reader(io.StringIO(printed.removeprefix("\ufeff")))))
    return [Told(row.ref, " ".join(row.label.split()), row.due) for row in found]


def of_json(printed: str, what: str) -> Iterator[tuple[str, int, str]]:
    for task in json.loads(printed):
        for milestone in task[f"{what}_milestones"]:
            yield task["ref"], milestone["n"], milestone["due"]


def of_text(printed: str) -> set[tuple[str, str]]:
    """The tasks and days of the lines, each once: work led together stands under each of its units."""
    found = re.findall(r"^- (\S+)\. .*: hạn (\d+/\d+/\d+), ", printed, re.MULTILINE)
    return {(ref, day) for ref, day in found}


def check_one_answer(database: Database, played: list[Done], asked: Question, folder: Path) -> None:
    office = Office(database, date(2022, 12, 31))
    for act in played:
        try:
            act(office)
        except AppError:
            continue  # not every act is allowed on every day
    pairs = expected_pairs(database, asked)
    limit = asked.filters.limit
    shown = pairs if limit is None else pairs[:limit]
    forms = {form: asked.ask(database, folder, *form) for form in ((), ("--csv",), ("--json",), ("--text",))}
    assert table(forms[()].out) == of_csv(forms["--csv",].out) == [as_cells(*pair) for pair in shown]
    by_task: dict[str, list[tuple[str, int, str]]] = {}
    for task, m in shown:
        by_task.setdefault(task.ref, []).append((f"{task.plan}/{task.ref}", m.n, m.dated_text))
    assert list(of_json(forms["--json",].out, asked.what)) == [row for rows in by_task.values() for row in rows]
    dues = {(task.ref, f"{m.due.day}/{m.due.month}/{m.due.year}") for task, m in shown if m.due}
    assert {(ref, _unpadded(day)) for ref, day in of_text(forms["--text",].out)} == dues
    assert len({form.said for form in forms.values()}) == 1
    counted = re.match(r"(?:(\d+) trong )?(\d+) mốc", forms[()].said)
    assert (counted is None) == (not pairs)
    if counted:
        assert int(counted[2]) == len(pairs)
        assert int(counted[1] or counted[2]) == len(shown)


def _unpadded(day: str) -> str:
    return "/".join(str(int(part)) for part in day.split("/"))


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(played=st.lists(acts(), max_size=5), asked=questions())
def test_every_format_tells_the_same_milestones_in_one_order_with_the_same_total(
    fresh: Fresh, tmp_path: Path, played: list[Done], asked: Question
) -> None:
    with fresh() as database:
        check_one_answer(database, played, asked, tmp_path)


@pytest.fixture
def late_office(office: Office) -> Office:
    """The office at the end of its year, with many milestones overdue."""
    office.today = LATE
    return office


def ask(office: Office, *arguments: str) -> Printed:
    return run_here(office.database, *arguments, CCHC_TASKS_TODAY=LATE.isoformat())


@pytest.mark.parametrize("form", [(), ("--csv",), ("--json",), ("--text",)])
@pytest.mark.parametrize("sort", [(), ("--sort", "due"), ("--sort", "unit"), ("--timing", "overdue")])
def test_a_limit_counts_milestones_and_tells_of_how_many(
    late_office: Office, form: tuple[str, ...], sort: tuple[str, ...]
) -> None:
    total = int(ask(late_office, "overdue").said.split()[0])
    assert total > 3
    assert ask(late_office, "overdue", "--limit", "3", *form, *sort).said.startswith(f"3 trong {total} mốc quá hạn")
    assert ask(late_office, "overdue", "--limit", str(total), *form, *sort).said.startswith(f"{total} mốc quá hạn")


@pytest.mark.parametrize("limit", ["0", "-1"])
@pytest.mark.parametrize(
    "command",
    ["overdue", "upcoming", "list", "plans", "history", "check", "review", "close", "plans --removed"],
)
def test_a_limit_below_one_is_refused_with_a_sentence(office: Office, command: str, limit: str) -> None:
    refused = run_here(office.database, *command.split(), "--limit", limit)
    assert (refused.exit_code, refused.out) == (2, "")
    assert "--limit" in refused.said
    assert "từ 1" in refused.said


def test_the_exit_code_looks_at_the_total_whatever_is_shown(late_office: Office) -> None:
    for form in ((), ("--json",), ("--csv",), ("--text",)):
        assert ask(late_office, "overdue", "--exit-code", "--limit", "1", *form).exit_code == 1
        assert ask(late_office, "overdue", "--exit-code", "--as-of", "2022-01-01", *form).exit_code == 0


def test_what_falls_due_next_is_told_by_the_day_that_counts(office: Office, tmp_path: Path) -> None:
    office.resolve("6", due=date(2022, 9, 3), evidence=(DECISION,))  # a Saturday
    config = tmp_path / "config.toml"
    config.write_text(MOVED, encoding="utf-8")
    asked = ("upcoming", "--days=0", "--as-of=2022-08-25", "--kind=triggered")
    told = [run_here(office.database, *asked, CCHC_TASKS_CONFIG=str(place)).said for place in ("/dev/null", config)]
    assert [re.findall(r"Hạn gần nhất: 0?(\d+)/0?(\d+)/2022", said) for said in told] == [[("3", "9")], [("5", "9")]]


@settings(max_examples=15, deadline=None)
@given(asked=questions())
def test_the_screen_lists_the_tasks_that_the_commands_tell(fresh: Fresh, asked: Question) -> None:
    filters = asked.filters._replace(status="", timing="", limit=None, sort="")
    with fresh() as database:
        Office(database)
        for view, what in (("overdue", "overdue"), ("soon", "upcoming")):
            pairs = expected_pairs(database, asked._replace(what=what, filters=filters, days=15))
            listed = list_ids(database, filters, asked.day, asked.rules, view)  # type: ignore[arg-type]
            assert set(listed.ids) == {task.task_id for task, _ in pairs}
