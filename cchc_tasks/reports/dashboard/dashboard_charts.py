"""The page's charts with their legends and words; none of them where the library that draws is not installed."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date
from functools import cache
from types import ModuleType

from cchc_tasks.days import day_in_sentence
from cchc_tasks.files.html_parts import HtmlElement, tag
from cchc_tasks.model.statistics import Counts
from cchc_tasks.reports.dashboard import words
from cchc_tasks.reports.dashboard.dashboard_values import Dashboard, DashboardGroup, DashboardMonth

#: More bars than these are no chart that anybody reads.
_MOST_GROUPS = 20
#: A group's name, and its numbers by segment.
Bar = tuple[str, Mapping[str, int]]


@cache
def _drawing() -> ModuleType | None:
    # Where fonts are kept is no news to a person who asked for a page.
    logging.getLogger("matplotlib").setLevel(logging.ERROR)
    try:
        from cchc_tasks.files import svg_charts
    except ImportError:
        return None
    return svg_charts


def are_there() -> bool:
    """Return whether charts can be drawn."""
    return _drawing() is not None


def segments(counts: Counts) -> dict[str, int]:
    """Return a bar's parts; together they are the total."""
    other = sum(getattr(counts, part) for part in words.OTHER)
    return {
        "done": counts.done,
        "nothing": counts.nothing_arisen,
        "running": counts.in_time,
        "other": other,
        "overdue": counts.overdue,
    }


def whole(shown: Dashboard) -> HtmlElement | None:
    """Return the bar of all tasks with its legend, None where there is nothing to draw or to draw with."""
    drawing, numbers = _drawing(), segments(shown.counts)
    if drawing is None or not shown.counts.total:
        return None
    names = words.segments(asdict(shown.counts))
    alternative = words.bar_alternative(numbers, names, shown.counts.total)
    return _figure(alternative, drawing.draw_whole_bar(numbers), _legend(shown.counts, numbered=True))


def groups(shown: Dashboard, listed: Sequence[DashboardGroup], what: str) -> HtmlElement | None:
    """Return a bar for each group, of very many groups only the largest."""
    drawing = _drawing()
    if drawing is None or not shown.counts.total:
        return None
    kept = listed if len(listed) <= _MOST_GROUPS else listed[:_MOST_GROUPS]
    bars: list[Bar] = [(group.name, segments(group.counts)) for group in kept]
    caption = [words.only_largest(len(kept), len(listed))] if len(kept) < len(listed) else []
    alternative = words.groups_alternative(what.lower(), bars)
    return _figure(
        alternative,
        drawing.draw_group_bars(what, bars),
        _legend(shown.counts),
        *(tag("span", line) for line in caption),
    )


def months(shown: Dashboard) -> HtmlElement | None:
    """Return the line of what had to be finished and what was."""
    drawing, found = _drawing(), shown.months
    if drawing is None or not found.months or not found.dated:
        return None
    first, last = found.months[0], found.months[-1]
    several = first.year != last.year
    known = found.finished - found.unknown_day
    line = drawing.MonthLine(
        labels=[words.month_tick(m.year, m.month, several_years=several) for m in found.months],
        planned=[m.planned for m in found.months],
        done=[m.done if known else None for m in found.months],
        today=_place(found.months, shown.as_of),
        finished=found.finished,
        day=day_in_sentence(shown.as_of),
    )
    bounds = words.month(first.year, first.month), words.month(last.year, last.month)
    alternative = words.months_alternative(*bounds, last.planned, known, shown.as_of, found.finished)
    return _figure(alternative, drawing.draw_month_line(line), _line_legend(bool(known), line.today is not None))


def _place(listed: Sequence[DashboardMonth], day: date) -> float | None:
    """Where a day stands on the months' axis: 0.0 is the end of the first month."""
    from calendar import monthrange

    first = listed[0]
    place = 12 * (day.year - first.year) + day.month - first.month
    if not 0 <= place < len(listed):
        return None
    return place - 1 + day.day / monthrange(day.year, day.month)[1]


def _figure(alternative: str, drawn: Sequence[HtmlElement], legend: HtmlElement, *caption: HtmlElement) -> HtmlElement:
    picture = tag("div", *drawn, role="img", aria_label=alternative)
    return tag("figure", picture, tag("figcaption", legend, *caption))


def _legend(counts: Counts, *, numbered: bool = False) -> HtmlElement:
    """What the colours are, in the bar's order; with the numbers where one bar is meant."""
    numbers = segments(counts)
    items = [
        tag("li", tag("span", classes=f"swatch c-{name}"), f"{label} {numbers[name]}" if numbered else label)
        for name, label in words.segments(asdict(counts)).items()
        if numbers[name]
    ]
    return tag("ul", *items, classes="legend")


def _line_legend(known: bool, today: bool) -> HtmlElement:
    entries = [("line dashed c-planned", words.PLANNED)]
    entries += [("line c-done", words.DONE)] if known else []
    entries += [("point c-done", words.DONE_NOW)] if today else []
    items = [tag("li", tag("span", classes=f"swatch {classes}"), label) for classes, label in entries]
    return tag("ul", *items, classes="legend")
