"""`stats`: the official sentence, both rates, and the same by group."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

import click

from cchc_tasks.cli.command import Command
from cchc_tasks.cli.context import CommandContext
from cchc_tasks.cli.filter_options import (
    csv_option,
    filter_options,
    json_option,
    take_filters,
    take_units_now,
    units_option,
)
from cchc_tasks.cli.table_output import OutputColumn
from cchc_tasks.days import day_in_sentence
from cchc_tasks.errors import UsageError
from cchc_tasks.messages import statistics_words as words
from cchc_tasks.model.statistics import PARTS, Counts, Rate, rate_of_all, rate_of_due
from cchc_tasks.tracking.task_statistics import GROUPINGS, RateRules, Statistics, compute_statistics

#: Below this width not every column of a table by group has room for its heading.
_ALL_COLUMNS = 190


@click.command(
    "stats", cls=Command, help="Số liệu: câu tổng hợp, hai tỷ lệ; --by: theo kế hoạch, phần, đơn vị, tình hình."
)
@click.option("--by", type=click.Choice(GROUPINGS), help="Tính riêng cho từng kế hoạch, phần, đơn vị …")
@units_option
@filter_options(sort=False, limit=False)
@json_option
@csv_option
@click.pass_obj
def stats_command(context: CommandContext, /, by: str | None, **options: Any) -> None:
    """Print how many tasks stand how."""
    as_json, as_csv = options.pop("as_json"), options.pop("as_csv")
    units_now = take_units_now(context, options)
    if units_now and by != "unit":
        raise UsageError(*words.units_not_shown())
    filters, day = take_filters(context, options)
    found = compute_statistics(context.database, filters, day, by or "", context.rules, units_now)
    rates = context.rates
    if as_json:
        context.write_json(statistics_as_json(found, rates))
        return
    if by:
        _write_groups(context, found, rates, as_csv=as_csv)
    elif as_csv:
        context.write_csv(words.TABLE_COLUMNS, _rows(found.counts, rates))
    else:
        columns = [
            OutputColumn(words.TABLE_COLUMNS[0], weight=3),
            OutputColumn(words.TABLE_COLUMNS[1], align="right", wrap=False),
        ]
        context.write_table(columns, _rows(found.counts, rates))
    _say_totals(context, found, rates)


def statistics_as_json(found: Statistics, rates: RateRules) -> dict[str, Any]:
    """Return the contract's object."""
    groups = [{"key": g.key, "name": g.name, **_counts_as_json(g.counts, rates)} for g in found.groups]
    return {
        "as_of": found.as_of.isoformat(),
        **_counts_as_json(found.counts, rates),
        "by": found.by or None,
        "shared": found.shared,
        "groups": groups,
    }


def _counts_as_json(counts: Counts, rates: RateRules) -> dict[str, Any]:
    numbers = {part: getattr(counts, part) for part in PARTS}
    all_tasks, fallen_due = _rates(counts, rates)
    return numbers | {"rate_all": all_tasks._asdict(), "rate_due": fallen_due._asdict()}


def _rates(counts: Counts, rates: RateRules) -> tuple[Rate, Rate]:
    return rate_of_all(counts, rates.nothing_arisen, rates.decimals), rate_of_due(counts, rates.decimals)


def _rows(counts: Counts, rates: RateRules) -> list[tuple[str, str]]:
    rows = [(f"{'  ' * words.INDENT.get(part, 0)}{words.PARTS[part]}", str(getattr(counts, part))) for part in PARTS]
    all_tasks, fallen_due = _rates(counts, rates)
    return [*rows, (words.RATE_ALL, words.rate(*all_tasks)), (words.RATE_DUE, words.rate(*fallen_due))]


def _write_groups(context: CommandContext, found: Statistics, rates: RateRules, *, as_csv: bool) -> None:
    narrow = not as_csv and context.width is not None and context.width < _ALL_COLUMNS
    parts = words.SHORT if narrow else PARTS
    titles = [words.GROUP_COLUMNS[found.by], *(words.HEADINGS[part] for part in parts), words.RATE_ALL, words.RATE_DUE]
    rows = [_group_row(group.name, group.counts, parts, rates) for group in found.groups]
    rows.append(_group_row(words.WHOLE, found.counts, parts, rates))
    if as_csv:
        context.write_csv(titles, rows)
        return
    columns = [
        OutputColumn(titles[0], weight=4, minimum=14),
        *(OutputColumn(title, align="right") for title in titles[1:]),
    ]
    context.write_table(columns, rows)
    if narrow:
        context.say(words.narrow())


def _group_row(name: str, counts: Counts, parts: Sequence[str], rates: RateRules) -> tuple[str, ...]:
    shown = (words.rate(*found) for found in _rates(counts, rates))
    return (name, *(str(getattr(counts, part)) for part in parts), *shown)


def _say_totals(context: CommandContext, found: Statistics, rates: RateRules) -> None:
    all_tasks, fallen_due = _rates(found.counts, rates)
    context.say(
        words.sentence(asdict(found.counts)),
        words.rate_all_named(words.rate(*all_tasks), rates.nothing_arisen, rates.source),
        words.rate_due_named(words.rate(*fallen_due)),
        words.on_day(day_in_sentence(found.as_of)),
    )
    if found.shared:
        of_groups = sum(group.counts.total for group in found.groups)
        context.say(words.shared(found.shared, of_groups, found.counts.total))
