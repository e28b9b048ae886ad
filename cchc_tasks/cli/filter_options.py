"""Options that several commands share: the filters of the contract, JSON and CSV; and the filters that were typed."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any, TypeVar

import click

from cchc_tasks.cli import words
from cchc_tasks.errors import UsageError
from cchc_tasks.model.filters import ROLES, SORTS, Filters

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from click.shell_completion import CompletionItem

    from cchc_tasks.cli.context import CommandContext
    from cchc_tasks.sentences import Words


Decorated = TypeVar("Decorated", bound="Callable[..., Any]")

_STATUSES = (
    "not_started", "in_progress", "done", "waiting", "nothing_arisen", "paused", "dropped", "carried_over",
)  # fmt: skip
_TIMINGS = (
    "on_time", "late", "done_ongoing", "done_undated", "in_time", "due_soon", "overdue", "undated", "unclosed",
)  # fmt: skip
_KINDS = ("fixed", "ongoing", "recurring", "triggered", "unread")


def _complete_plans(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    from cchc_tasks.cli.completion_values import complete_plans

    return complete_plans(ctx, param, incomplete)


def _complete_units(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    from cchc_tasks.cli.completion_values import complete_units

    return complete_units(ctx, param, incomplete)


def filter_options(*, sort: bool = True, limit: bool = True) -> Callable[[Decorated], Decorated]:
    """Add the filters of the contract, and the day (--as-of).

    A command whose answer has an order of its own refuses `--sort`; papers, counts and files refuse `--limit`.
    """
    order = _SORT if sort else _refused_option("--sort", words.not_sorted)
    number = _LIMIT if limit else _refused_option("--limit", words.not_limited)

    def add(command: Decorated) -> Decorated:
        for option in reversed((*_FILTERS, order, number)):
            command = option(command)
        return command

    return add


def _refused_option(name: str, message: Callable[[], tuple[Words, Words]]) -> Callable[[Decorated], Decorated]:
    """Return a hidden option that other commands have; where it is given, a sentence says why it cannot be used."""

    def refuse(_: click.Context, __: click.Parameter, value: str | None) -> None:
        if value is not None:
            raise UsageError(*message())

    return click.option(name, hidden=True, expose_value=False, callback=refuse)


_FILTERS: tuple[Callable[[Any], Any], ...] = (
    click.option("--as-of", metavar="DATE", help="Xem tình hình vào ngày này (mặc định: hôm nay)."),
    click.option(
        "--plan",
        metavar="CODE",
        default="",
        help="Chỉ kế hoạch này (mặc định: mọi kế hoạch đang có).",
        shell_complete=_complete_plans,
    ),
    click.option(
        "--unit",
        metavar="NAME",
        default="",
        help="Chỉ nhiệm vụ của đơn vị này (gõ có dấu hay không đều được).",
        shell_complete=_complete_units,
    ),
    click.option(
        "--role", type=click.Choice(ROLES), default="lead", help="Vai trò của đơn vị (mặc định: lead, chủ trì)."
    ),
    click.option(
        "--in-groups", "groups", is_flag=True, help="Với --unit: kể cả việc giao chung cho nhóm có đơn vị đó."
    ),
    click.option("--section", metavar="NUMERAL|AREA", default="", help="Chỉ phần này: số La Mã hoặc lĩnh vực."),
    click.option("--status", type=click.Choice(_STATUSES), default=None, help="Chỉ tình hình này."),
    click.option("--timing", type=click.Choice(_TIMINGS), default=None, help="Chỉ nhiệm vụ có mốc ở mức hạn này."),
    click.option("--kind", type=click.Choice(_KINDS), default=None, help="Chỉ nhiệm vụ có mốc loại này."),
    click.option("--due-from", metavar="DATE", help="Thời hạn từ ngày này."),
    click.option("--due-to", metavar="DATE", help="Thời hạn đến ngày này."),
    click.option("--unreported-since", metavar="DATE", help="Chưa báo cáo từ ngày này."),
    click.option("--search", metavar="TEXT", default="", help="Tìm chữ, không phân biệt hoa thường và dấu."),
    click.option("--review", is_flag=True, help="Chỉ nhiệm vụ cần rà soát."),
)
_SORT = click.option(
    "--sort", type=click.Choice(SORTS), default=None, help="Sắp xếp (mặc định: như in trong kế hoạch)."
)
_LIMIT = click.option(
    "--limit",
    type=click.IntRange(min=1),
    metavar="N",
    help="Tối đa N dòng; vẫn nêu có bao nhiêu.",
    callback=lambda _, __, number: number and min(number, sys.maxsize),  # what a database takes as a number
)
json_option = click.option("--json", "as_json", is_flag=True, help="In JSON cho chương trình khác đọc.")
units_option = click.option(
    "--units",
    "units_as",
    type=click.Choice(("then", "now")),
    default="then",
    help="Bảng theo đơn vị: đơn vị, tên gọi của ngày được xem (then, mặc định) hay theo tổ chức hiện nay (now).",
)
csv_option = click.option("--csv", "as_csv", is_flag=True, help="In CSV (UTF-8, mở được bằng Excel).")


def take_filters(context: CommandContext, options: dict[str, Any]) -> tuple[Filters, date]:
    """Remove the filter options from a command's options; return the filters, and the day (--as-of)."""
    plan = options.pop("plan")
    days = {
        name: _day(context, options.pop(name), plan) for name in ("as_of", "due_from", "due_to", "unreported_since")
    }
    as_of = days.pop("as_of") or context.today
    taken: dict[str, Any] = {name: options.pop(name) for name in Filters._fields if name in options}
    chosen = {name: value for name, value in (taken | days).items() if value is not None}
    return Filters(plan=plan, **chosen), as_of


def take_plan_only(context: CommandContext, options: dict[str, Any]) -> str:
    """Remove the filter options from the options of a command that acts on named tasks; return the plan's code.

    Raises UsageError for any other filter, which would be ignored.
    """
    as_of = options["as_of"]
    filters, _ = take_filters(context, options)
    if as_of is not None or filters != Filters(plan=filters.plan):
        raise UsageError(*words.filters_of_named_tasks())
    return filters.plan


def refuse_ignored_filters(filters: Filters, beside: str, *allowed: str) -> None:
    """Raise UsageError for filters that would be ignored because `beside` says which tasks are meant.

    `allowed` are the fields of the filters that are not ignored.
    """
    given = [
        name
        for name, value in zip(Filters._fields, filters, strict=True)
        if name not in allowed and value != Filters._field_defaults[name]
    ]
    if given:
        raise UsageError(*words.ignored_filters(["in_groups" if name == "groups" else name for name in given], beside))


def take_units_now(context: CommandContext, options: dict[str, Any]) -> date | None:
    """Remove `--units` from a command's options; return today for today's units, None for those of then."""
    return context.today if options.pop("units_as", "then") == "now" else None


def _day(context: CommandContext, text: str | None, plan: str) -> date | None:
    if text is None:
        return None
    from cchc_tasks.cli.date_input import typed_day

    return typed_day(context, text, plan)
