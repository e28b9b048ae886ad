"""The commands that print due milestones: `overdue` (the longest first) and `upcoming` (the nearest first)."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Any

import click

from cchc_tasks.cli.command import Command
from cchc_tasks.cli.context import CommandContext
from cchc_tasks.cli.filter_options import csv_option, filter_options, json_option, take_filters
from cchc_tasks.cli.table_output import RED, OutputColumn
from cchc_tasks.days import day as shown_day
from cchc_tasks.days import day_in_sentence
from cchc_tasks.messages import list_words as words
from cchc_tasks.messages.status_words import STATUS_GLYPHS, STATUS_WORDS
from cchc_tasks.tracking.due_lists import DueList, DueLists, open_due_lists

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from cchc_tasks.model.filters import Filters


@click.command("overdue", cls=Command, help="Việc quá hạn: mốc còn mở đã qua thời hạn, lâu nhất ở trên.")
@filter_options()
@json_option
@csv_option
@click.option("--text", "as_text", is_flag=True, help="In dòng chữ theo đơn vị để dán vào tin nhắn.")
@click.option("--exit-code", is_flag=True, help="Thoát với mã 1 khi có việc quá hạn.")
@click.pass_obj
def overdue_command(context: CommandContext, /, **options: Any) -> None:
    """Print what is overdue on the day."""
    exit_code, *formats = (options.pop(name) for name in ("exit_code", "as_json", "as_csv", "as_text"))
    filters, day = take_filters(context, options)
    total = _print_due_list(context, _DueRequest("overdue", filters, day), *formats)
    if exit_code and total:
        context.exit(1)


@click.command("upcoming", cls=Command, help="Việc sắp đến hạn, gần nhất ở trên.")
@filter_options()
@json_option
@csv_option
@click.option("--text", "as_text", is_flag=True, help="In dòng chữ theo đơn vị để dán vào tin nhắn.")
@click.option("--days", type=click.IntRange(min=0, max=3660), help="Số ngày nhìn trước (mặc định: 15).")
@click.pass_obj
def upcoming_command(context: CommandContext, /, **options: Any) -> None:
    """Print what falls due from the day on."""
    days, *formats = (options.pop(name) for name in ("days", "as_json", "as_csv", "as_text"))
    filters, day = take_filters(context, options)
    days_ahead = context.settings.due_soon_days if days is None else days
    _print_due_list(context, _DueRequest("upcoming", filters, day, days_ahead), *formats)


class _DueRequest:
    """What is listed: `overdue`, or `upcoming` within some days. A plain class: it is made at every start."""

    __slots__ = ("day", "days", "filters", "what")

    def __init__(self, what: str, filters: Filters, day: date, days: int = 0) -> None:
        self.what = what
        self.filters = filters
        self.day = day
        self.days = days


def _print_due_list(context: CommandContext, request: _DueRequest, as_json: bool, as_csv: bool, as_text: bool) -> int:
    """Print the milestones and return how many there are in all."""
    filters = request.filters
    needs_values = as_json or as_text or context.settings.move_to_working_day or filters.timing
    with open_due_lists(context.database, filters, request.day, context.rules if needs_values else None) as found:
        answer = found.overdue() if request.what == "overdue" else found.upcoming(request.days)
        if as_json:
            shown = _write_json(context, request, answer)
        elif as_text:
            shown = _write_text(context, request, answer)
        else:
            shown = _write_rows(context, _TextRows(answer.rows(), request, found.plan_codes), as_csv=as_csv)
        total = shown if filters.limit is None else answer.total
        _say_count(context, request, (shown, total), found)
        return total


def _write_rows(context: CommandContext, rows: _TextRows, *, as_csv: bool) -> int:
    titles = words.OVERDUE_COLUMNS if rows.request.what == "overdue" else words.UPCOMING_COLUMNS
    first = next(rows, None)
    if as_csv:
        context.write_csv(titles, chain(() if first is None else (first,), rows))
    elif first is not None:
        context.write_table(_columns(titles), chain((first,), rows))
    return rows.count


def _columns(titles: tuple[str, ...]) -> list[OutputColumn]:
    number, task, unit, due, days, state = titles
    return [
        OutputColumn(number, wrap=False, maximum=14),
        OutputColumn(task, weight=4, minimum=18),
        OutputColumn(unit, weight=2, minimum=10),
        OutputColumn(due, wrap=False, maximum=10),
        OutputColumn(days, wrap=False, maximum=10, accent=lambda _: RED),
        OutputColumn(state, weight=1, minimum=10),
    ]


class _TextRows:
    """Rows of the database → rows of text, counted; days are worked out once for each due day."""

    def __init__(self, rows: Iterator[Any], request: _DueRequest, codes: dict[int, str]) -> None:
        self.count = 0
        self._rows = rows
        self.request = request
        self._codes = codes if len(codes) > 1 else {}
        self._days: dict[str, tuple[str, str]] = {}
        self._states = {value: f"{STATUS_GLYPHS[value]} {word}" for value, word in STATUS_WORDS.items()}
        self._day_text = request.day.isoformat()

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
        distance = (day - self.request.day).days
        left = words.days(-distance) if self.request.what == "overdue" else words.days_left(distance)
        self._days[due] = (shown_day(day), left)
        return self._days[due]


def _submitted(submitted_on: str, submitted_to: str | None, due: str) -> str:
    from datetime import date

    day = day_in_sentence(date.fromisoformat(submitted_on))
    return words.submitted(day, submitted_to or "", in_time=submitted_on <= due)


def _say_count(context: CommandContext, request: _DueRequest, counts: tuple[int, int], found: DueLists) -> None:
    """Tell how many are shown of how many, or that there is nothing."""
    day = day_in_sentence(request.day)
    if any(counts):
        overdue = request.what == "overdue"
        context.say(words.overdue_count(*counts, day) if overdue else words.upcoming_count(*counts, day, request.days))
        return
    from cchc_tasks.messages import lookup_words
    from cchc_tasks.sentences import joined

    if not found.plan_codes:
        context.say(lookup_words.no_plan_yet())
        return
    next_due, undated = found.next_due(), found.tasks_without_date()
    nearest = day_in_sentence(next_due) if next_due else None
    if request.what == "overdue":
        sentence = words.nothing_overdue(day, nearest)
    else:
        sentence = words.nothing_upcoming(day, request.days, nearest)
    sentence = words.of_chosen(sentence, narrowed=not request.filters.is_empty)
    context.say(joined(" ", (sentence, lookup_words.undated_tasks(undated))) if undated else sentence)


def _write_json(context: CommandContext, request: _DueRequest, answer: DueList) -> int:
    from cchc_tasks.tracking.views import due_tasks_as_json

    tasks = due_tasks_as_json(answer.tasks(), f"{request.what}_milestones")
    context.write_json(tasks)
    return len(answer.pairs())


def _write_text(context: CommandContext, request: _DueRequest, answer: DueList) -> int:
    """Write plain lines by unit; they are never wrapped, so that they can be pasted elsewhere."""
    from cchc_tasks.text_cells import clean
    from cchc_tasks.tracking.due_message import due_message

    lines = due_message(context.database, request.what, answer.tasks(), request.day)
    context.out.writelines(clean(line) + "\n" for line in lines)
    return len(answer.pairs())
