"""Which tasks stand behind each number of the page, and every task by itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict

from cchc_tasks.files.html_parts import Child, HtmlElement, link, section, table, tag
from cchc_tasks.model.statistics import PARTS
from cchc_tasks.reports.dashboard import words
from cchc_tasks.reports.dashboard.dashboard_values import Dashboard, DashboardGroup

#: The parts that a group's row of numbers shows, in its order.
_OF_GROUP = ("done", "nothing_arisen", "not_done", "overdue", "due_soon", "dropped", "fell_due", "fell_due_done")

_TRACES, _LIST = "doi-chieu", "danh-sach"


def part_anchor(part: str) -> str:
    return f"so-{part.replace('_', '-')}"


def group_anchor(of: str, place: int) -> str:
    return f"{of}-{place + 1}"


def task_anchor(place: int) -> str:
    return f"nv-{place + 1}"


def task_link(shown: Dashboard, place: int) -> HtmlElement:
    """Return a link to the task's own line, by what people call the task."""
    return link(task_anchor(place), shown.tasks[place].ref)


def task_links(shown: Dashboard, members: Sequence[int]) -> Iterator[Child]:
    """Yield links to several tasks, with commas between."""
    for number, place in enumerate(members):
        if number:
            yield ", "
        yield task_link(shown, place)


def traces(shown: Dashboard) -> Iterator[HtmlElement]:
    """Yield the parts of the page that name the tasks of each number, and the list of all tasks."""
    heading = tag("h2", words.PARTS[_TRACES])
    if not shown.tasks:
        yield section(_TRACES, heading, tag("p", words.NO_TASK), classes="trace")
        return
    yield section(_TRACES, heading, tag("h3", words.TRACE_PARTS), _parts(shown), classes="trace")
    for of, name, groups in (("areas", words.AREA, shown.areas), ("units", words.UNIT, shown.units)):
        title = tag("h3", words.trace_heading(name))
        yield section(f"{_TRACES}-{of}", title, _groups(shown, of, name, groups), classes="trace")
    yield section(_LIST, tag("h3", words.TRACE_TASKS), _tasks(shown), classes="trace")


def _parts(shown: Dashboard) -> HtmlElement:
    numbers = asdict(shown.counts)
    rows: list[Sequence[Child]] = []
    for part in (*PARTS, *words.FALLEN_DUE):
        if numbers[part]:
            label = tag("span", words.trace_named(part), id=part_anchor(part))
            rows.append((label, str(numbers[part]), _of_part(shown, part)))
    return table(words.trace_caption(words.TRACE_PARTS), words.TRACE_COLUMNS, rows, classes="list named")


def _of_part(shown: Dashboard, part: str) -> HtmlElement:
    """The tasks of a part; those of the total are the whole list, but for what was dropped."""
    if part == "total":
        return link(_LIST, words.whole_list(shown.counts.dropped))
    members = [place for place, task in enumerate(shown.tasks) if part in task.parts]
    return tag("span", *task_links(shown, members))


def _groups(shown: Dashboard, of: str, name: str, groups: Sequence[DashboardGroup]) -> HtmlElement:
    rows: list[Sequence[Child]] = []
    for place, group in enumerate(groups):
        label = tag("span", group.name, id=group_anchor(of, place))
        rows.append((label, str(group.counts.total), tag("div", *_of_group(shown, group))))
    heads = (name, *words.TRACE_COLUMNS[1:])
    return table(words.trace_caption(words.trace_heading(name)), heads, rows, classes="list named")


def _of_group(shown: Dashboard, group: DashboardGroup) -> Iterator[HtmlElement]:
    for part in _OF_GROUP:
        yield from _line(shown, words.trace_named(part), [m for m in group.members if part in shown.tasks[m].parts])
    waited = [m for m in group.members if shown.tasks[m].running and not shown.tasks[m].reported]
    yield from _line(shown, words.PARTS["chua-bao-cao"], waited)


def _line(shown: Dashboard, name: str, members: Sequence[int]) -> Iterator[HtmlElement]:
    if members:
        yield tag("p", words.numbered(name, len(members)), *task_links(shown, members), classes="refs")


def _tasks(shown: Dashboard) -> HtmlElement:
    rows = (
        (
            tag("span", task.ref, id=task_anchor(place)),
            task.title,
            task.leads,
            task.due,
            task.standing,
            task.state,
        )
        for place, task in enumerate(shown.tasks)
    )
    return table(words.tasks_caption(shown.as_of), words.TASK_COLUMNS, rows, classes="list")
