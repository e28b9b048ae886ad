"""What `overdue` and `upcoming` share: a quick way from rows to lines, and the talk around them."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from cchc_tasks.cli.table_output import RED, Column, write_csv, write_json, write_table
from cchc_tasks.days import day as shown
from cchc_tasks.days import day_in_sentence
from cchc_tasks.messages import list_words as words
from cchc_tasks.messages.status_words import STATUS_GLYPHS, STATUS_WORDS
from cchc_tasks.tracking.due_lists import DueList, DueLists, open_due_lists

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from typing import Any

    from cchc_tasks.cli.context import App
    from cchc_tasks.model.filters import Filters


class Listing:
    """What is listed: `overdue`, or `upcoming` within some days. A plain class: it is made at every start."""

    __slots__ = ("day", "days", "filters", "what")

    def __init__(self, what: str, filters: Filters, day: date, days: int = 0) -> None:
        self.what = what
        self.filters = filters
        self.day = day
        self.days = days


def write_running(app: App, listing: Listing, *, as_json: bool, as_csv: bool, as_text: bool) -> int:
    """Print the milestones and return how many there are in all."""
    filters = listing.filters
    of_values = as_json or as_text or app.settings.move_to_working_day or filters.timing
    with open_due_lists(app.database, filters, listing.day, app.rules if of_values else None) as found:
        answer = found.overdue() if listing.what == "overdue" else found.upcoming(listing.days)
        if as_json:
            shown = _write_json(app, listing, answer)
        elif as_text:
            shown = _write_text(app, listing, answer)
        else:
            shown = _write_lines(app, _Lines(answer.rows(), listing, found.plan_codes), as_csv=as_csv)
        total = shown if filters.limit is None else answer.total
        _say_what_was_found(app, listing, (shown, total), found)
        return total


def _write_lines(app: App, lines: _Lines, *, as_csv: bool) -> int:
    titles = words.OVERDUE_COLUMNS if lines.listing.what == "overdue" else words.UPCOMING_COLUMNS
    first = next(lines, None)
    if as_csv:
        write_csv(app.out, titles, chain(() if first is None else (first,), lines))
    elif first is not None:
        write_table(app.out, _columns(titles), chain((first,), lines), width=app.width, color=app.color)
    return lines.count


def _columns(titles: tuple[str, ...]) -> list[Column]:
    number, task, unit, due, days, state = titles
    return [
        Column(number, wrap=False, maximum=14),
        Column(task, weight=4, minimum=18),
        Column(unit, weight=2, minimum=10),
        Column(due, wrap=False, maximum=10),
        Column(days, wrap=False, maximum=10, accent=lambda _: RED),
        Column(state, weight=1, minimum=10),
    ]


class _Lines:
    """Rows of the database → rows of text, counted; days are worked out once for each due day."""

    def __init__(self, rows: Iterator[Any], listing: Listing, codes: dict[int, str]) -> None:
        self.count = 0
        self._rows = rows
        self.listing = listing
        self._codes = codes if len(codes) > 1 else {}
        self._days: dict[str, tuple[str, str]] = {}
        self._states = {value: f"{STATUS_GLYPHS[value]} {word}" for value, word in STATUS_WORDS.items()}
        self._day_text = listing.day.isoformat()

    def __iter__(self) -> Iterator[tuple[str, ...]]:
        return self

    def __next__(self) -> tuple[str, ...]:
        due, label, begins, submitted_on, submitted_to, plan_id, ref, no, title, lead, status = next(self._rows)
        self.count += 1
        if begins and begins > self._day_text:
            # Every period that has begun is finished: the task is done until the next one begins.
            status = "done"
        days = self._days.get(due) or self._day(due)
        state = self._states[status]
        if submitted_on:
            state = f"{state}; {_submitted(submitted_on, submitted_to, due)}"
        if label:
            title = f"{title} ({label})"
        printed = no if no.rstrip(".)") == ref else ref
        return (f"{self._codes[plan_id]}/{ref}" if self._codes else printed, title, lead, *days, state)

    def _day(self, due: str) -> tuple[str, str]:
        from datetime import date

        day = date.fromisoformat(due)
        distance = (day - self.listing.day).days
        left = words.days(-distance) if self.listing.what == "overdue" else words.days_left(distance)
        self._days[due] = (shown(day), left)
        return self._days[due]


def _submitted(submitted_on: str, submitted_to: str | None, due: str) -> str:
    from datetime import date

    day = day_in_sentence(date.fromisoformat(submitted_on))
    return words.submitted(day, submitted_to or "", in_time=submitted_on <= due)


def _say_what_was_found(app: App, listing: Listing, counts: tuple[int, int], found: DueLists) -> None:
    """Tell how many are shown of how many, or that there is nothing."""
    day = day_in_sentence(listing.day)
    if any(counts):
        overdue = listing.what == "overdue"
        app.say(words.overdue_count(*counts, day) if overdue else words.upcoming_count(*counts, day, listing.days))
        return
    from cchc_tasks.messages import lookup_words
    from cchc_tasks.sentences import joined

    if not found.plan_codes:
        app.say(lookup_words.no_plan_yet())
        return
    next_due, undated = found.next_due(), found.tasks_without_date()
    nearest = day_in_sentence(next_due) if next_due else None
    if listing.what == "overdue":
        told = words.nothing_overdue(day, nearest)
    else:
        told = words.nothing_upcoming(day, listing.days, nearest)
    told = words.of_chosen(told, narrowed=not listing.filters.is_empty)
    app.say(joined(" ", (told, lookup_words.undated_tasks(undated))) if undated else told)


def _write_json(app: App, listing: Listing, answer: DueList) -> int:
    from cchc_tasks.tracking.views import due_tasks_as_json

    tasks = due_tasks_as_json(answer.tasks(), f"{listing.what}_milestones")
    write_json(app.out, tasks, indent=app.width is not None)
    return len(answer.pairs())


def _write_text(app: App, listing: Listing, answer: DueList) -> int:
    """Write plain lines by unit; they are never wrapped, so that they can be pasted elsewhere."""
    from cchc_tasks.text_cells import clean
    from cchc_tasks.tracking.due_message import due_message

    lines = due_message(app.database, listing.what, answer.tasks(), listing.day)
    app.out.writelines(clean(line) + "\n" for line in lines)
    return len(answer.pairs())
