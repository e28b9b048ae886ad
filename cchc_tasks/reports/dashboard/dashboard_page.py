"""The page for leaders, written as one HTML file that loads nothing, runs nothing and reads without a screen too."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from importlib.resources import files
from types import MappingProxyType
from typing import BinaryIO

from cchc_tasks.days import day_in_sentence
from cchc_tasks.files.document import Document
from cchc_tasks.files.html_parts import MAIN, Child, HtmlElement, head_of, link, section, table, tag, write_page
from cchc_tasks.messages import statistics_words as counted
from cchc_tasks.messages.lookup_words import no_plan_yet
from cchc_tasks.model.statistics import PARTS
from cchc_tasks.reports.dashboard import dashboard_charts as charts
from cchc_tasks.reports.dashboard import words
from cchc_tasks.reports.dashboard.dashboard_facts import DashboardRequest, load_dashboard
from cchc_tasks.reports.dashboard.dashboard_traces import group_anchor, part_anchor, task_link, task_links, traces
from cchc_tasks.reports.dashboard.dashboard_values import Dashboard, DashboardMilestone
from cchc_tasks.reports.report_file import ReportRequest, ReportRun
from cchc_tasks.storage.database import Database


def write_dashboard(file: BinaryIO, shown: Dashboard, properties: Mapping[str, str] = MappingProxyType({})) -> None:
    """Write the page; the same values give the same bytes.

    `properties` are a frozen report's id and hash, which stand in the file's head and not on the page.
    """
    commented = files("cchc_tasks.reports.dashboard").joinpath("dashboard.css").read_text(encoding="utf-8")
    style = re.sub(r"/\*.*?\*/\n?", "", commented, flags=re.DOTALL)
    skip = link(MAIN, words.SKIP, classes="skip")
    notes = (tag("p", words.NOTE_COUNTING, classes="soft"), tag("p", words.ON_PAPER, classes="soft paper"))
    head = head_of(words.page_title(shown.as_of), style, properties)
    before = (skip, _head(shown), _contents(shown))
    write_page(file, head, before, _sections(shown), (tag("footer", *notes),))


def has_charts() -> bool:
    """Return whether the library that draws charts is installed."""
    return charts.are_there()


def _head(shown: Dashboard) -> HtmlElement:
    return tag(
        "header",
        tag("h1", words.TITLE),
        *(tag("p", words.plan_named(code, title)) for code, title in shown.plans),
        *(tag("p", words.restricted(what, value)) for what, value in shown.chosen),
        tag("p", counted.on_day(day_in_sentence(shown.as_of)), classes="day"),
        None if has_charts() else tag("p", words.charts_missing(), classes="soft"),
    )


def _contents(shown: Dashboard) -> HtmlElement:
    listed = [tag("li", link(anchor, _named(anchor, shown))) for anchor in words.PARTS]
    return tag("nav", tag("ul", *listed), aria_label=words.CONTENTS)


def _named(anchor: str, shown: Dashboard) -> str:
    return words.UNIT_ROLES[shown.role] if anchor == "don-vi" else words.PARTS[anchor]


def _sections(shown: Dashboard) -> Iterator[HtmlElement]:
    made = {
        "tong-quan": _overview(shown),
        "linh-vuc": _areas(shown),
        "don-vi": _units(shown),
        "thang": _months(shown),
        "qua-han": _overdue(shown),
        "sap-den-han": _upcoming(shown),
        "chua-bao-cao": _unreported(shown),
    }
    for anchor, children in made.items():
        yield section(anchor, tag("h2", _named(anchor, shown)), *children)
    yield from traces(shown)


def _overview(shown: Dashboard) -> Iterator[HtmlElement | None]:
    yield tag("p", counted.sentence(asdict(shown.counts)), classes="sentence")
    yield charts.whole(shown)
    yield _cards(shown)
    rates = (counted.rate(*shown.rate_all), shown.nothing_arisen, shown.rate_source, counted.rate(*shown.rate_due))
    for line in words.rates(*rates):
        yield tag("p", line)
    period = shown.period
    yield tag("p", words.period(period.first, period.last, period.due, period.due_finished, period.finished))
    yield _parts(shown)


def _cards(shown: Dashboard) -> HtmlElement:
    counts, running = shown.counts, [task for task in shown.tasks if task.running]
    unreported = sum(not task.reported for task in running)
    numbers = (
        ("done", part_anchor("done"), counts.done, words.of_total(counts.total)),
        ("overdue", "qua-han", counts.overdue, words.card_overdue(counts.overdue_submitted, len(shown.overdue))),
        ("soon", "sap-den-han", len(shown.upcoming), words.card_upcoming(shown.days_ahead)),
        ("unreported", "chua-bao-cao", unreported, words.card_unreported(len(running), shown.period.first)),
    )
    cards = [
        tag("li", link(anchor, name), tag("span", str(number), classes="number"), tag("span", about), classes=kind)
        for name, (kind, anchor, number, about) in zip(words.CARDS, numbers, strict=True)
    ]
    return tag("ul", *cards, classes="cards")


def _parts(shown: Dashboard) -> HtmlElement:
    """Every part of the sentence, those that are 0 too, and what stands below the second rate."""
    numbers = asdict(shown.counts)
    rows: list[Sequence[Child]] = []
    for part in (*PARTS, *words.FALLEN_DUE):
        label = words.part_named(part)
        depth = counted.INDENT.get(part, int(part == "fell_due_done"))
        number = str(numbers[part])
        linked = link(part_anchor(part), number, label=words.traced(label)) if numbers[part] else number
        rows.append((tag("span", label, classes=f"inner-{depth}") if depth else label, linked))
    return table(words.parts_caption(shown.as_of), words.PART_COLUMNS, rows, classes="numbers parts")


def _areas(shown: Dashboard) -> Iterator[HtmlElement | None]:
    yield charts.groups(shown, shown.areas, words.AREA)
    yield _groups(shown, "areas", words.AREA)


def _units(shown: Dashboard) -> Iterator[HtmlElement | None]:
    yield charts.groups(shown, shown.units, words.UNIT)
    if shown.shared:
        of_groups = sum(group.counts.total for group in shown.units)
        yield tag("p", counted.shared(shown.shared, of_groups, shown.counts.total))
    yield _groups(shown, "units", words.UNIT)


def _groups(shown: Dashboard, of: str, what: str) -> HtmlElement:
    if not shown.tasks:
        return tag("p", words.NO_TASK)
    groups = shown.areas if of == "areas" else shown.units
    rows: list[Sequence[Child]] = []
    for place, group in enumerate(groups):
        unreported = sum(shown.tasks[m].running and not shown.tasks[m].reported for m in group.members)
        name = link(group_anchor(of, place), group.name)
        rows.append(
            (name, *_group_numbers(asdict(group.counts), unreported), *map(_rate, (group.rate_all, group.rate_due)))
        )
    unreported = sum(task.running and not task.reported for task in shown.tasks)
    whole = _group_numbers(asdict(shown.counts), unreported)
    rows.append((words.WHOLE, *whole, *map(_rate, (shown.rate_all, shown.rate_due))))
    caption = words.groups_caption(what, shown.as_of)
    return table(caption, (what, *words.GROUP_COLUMNS), rows, classes="numbers", total=True)


def _group_numbers(counts: dict[str, int], unreported: int) -> Iterator[str]:
    for part in ("total", "done", "nothing_arisen", "not_done", "overdue", "due_soon"):
        yield str(counts[part])
    yield str(unreported)


def _rate(rate: tuple[int, int, int | float | None]) -> str:
    return counted.rate(*rate)


def _months(shown: Dashboard) -> Iterator[HtmlElement | None]:
    found = shown.months
    yield charts.months(shown)
    for line in words.months_note(found.dated, found.finished, found.unknown_day, shown.as_of):
        yield tag("p", line)
    left_out = words.months_left_out(found.later, found.ongoing, found.undated, found.stopped)
    yield tag("p", left_out, classes="soft") if left_out else None
    rows: list[Sequence[Child]] = [
        (
            words.month(month.year, month.month),
            str(month.due),
            str(month.planned),
            "" if month.done is None else str(month.done),
            tag("span", *task_links(shown, month.members)),
        )
        for month in found.months
    ]
    if rows:
        yield table(words.MONTHS_SHOWN, words.MONTH_COLUMNS, rows, classes="months")


def _overdue(shown: Dashboard) -> Iterator[HtmlElement | None]:
    tasks = len({line.task for line in shown.overdue})
    submitted = sum(line.submitted_on is not None for line in shown.overdue)
    yield tag("p", words.overdue_told(tasks, len(shown.overdue), submitted, shown.as_of))
    if shown.overdue:
        rows = (_milestone(shown, line, late=True) for line in shown.overdue)
        yield table(words.overdue_caption(shown.as_of), words.OVERDUE_COLUMNS, rows, classes="list dated")


def _upcoming(shown: Dashboard) -> Iterator[HtmlElement | None]:
    yield tag("p", words.upcoming_told(len(shown.upcoming), shown.days_ahead, shown.as_of, shown.next_due))
    if shown.upcoming:
        rows = (_milestone(shown, line, late=False) for line in shown.upcoming)
        yield table(
            words.upcoming_caption(shown.days_ahead, shown.as_of), words.UPCOMING_COLUMNS, rows, classes="list dated"
        )


def _milestone(shown: Dashboard, line: DashboardMilestone, *, late: bool) -> Sequence[Child]:
    task = shown.tasks[line.task]
    days = (shown.as_of - line.due).days
    left: Child = tag("span", words.days_over(days), classes="late") if late else words.days_left(-days)
    state = words.handed_up(task.state, line.submitted_on, line.submitted_to, line.due)
    title = words.milestone_named(task.title, line.label)
    return (task_link(shown, line.task), title, task.leads, words.due(line.due), left, state)


def _unreported(shown: Dashboard) -> Iterator[HtmlElement | None]:
    running = [task for task in shown.tasks if task.running]
    unreported = sum(not task.reported for task in running)
    if not unreported:
        yield tag("p", words.NOTHING_UNREPORTED)
        return
    yield tag("p", words.unreported_told(unreported, len(running), shown.period.first))
    rows: list[Sequence[Child]] = []
    for group in shown.units:
        of_unit = [place for place in group.members if shown.tasks[place].running]
        waited = [place for place in of_unit if not shown.tasks[place].reported]
        if waited:
            rows.append((group.name, str(len(of_unit)), str(len(waited)), tag("span", *task_links(shown, waited))))
    yield table(words.unreported_caption(shown.period.first), words.UNREPORTED_COLUMNS, rows, classes="list named")


_SUFFIXES = (".html", ".htm")


def make_dashboard(database: Database, request: ReportRequest) -> int:
    """Write the page that was asked for and return how many tasks it counts; its own option is `days_ahead`.

    Raises UsageError where the file cannot be written, ConflictError, FindingsLeftError, NotFoundError, DatabaseError.
    """
    request.output.check(request.out, _SUFFIXES)
    frame = request.frame
    run = ReportRun(database, "dashboard", request)
    page = DashboardRequest(
        filters=request.filters,
        day=frame.as_of,
        first=frame.first or frame.periods.start_of(frame.as_of),
        last=frame.last or frame.as_of,
        rules=frame.rules,
        rates=frame.rates,
        units_now=frame.units_now,
        **request.more,
    )
    shown = load_dashboard(database, page)
    properties = run.marked(Document(words.page_title(frame.as_of), ())).properties
    request.output.write(request.out, lambda file: write_dashboard(file, shown, properties), run.keep)
    request.say(words.written(str(request.out), len(shown.tasks), frame.as_of))
    if not shown.plans:
        request.say(no_plan_yet())
    if not has_charts():
        request.say(words.charts_missing_hint())
    return len(shown.tasks)
