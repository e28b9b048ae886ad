"""The commands that change what a plan says: `add`, `edit`, `assign`, `link`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import click

from cchc_tasks.cli.act_options import (
    act_options,
    evidence_option,
    milestone_option,
    on_option,
    print_outcome,
    ref_argument,
    refs_argument,
    take_act_request,
    take_day,
    text_options,
)
from cchc_tasks.cli.command import Command
from cchc_tasks.cli.completion_values import complete_plans, complete_refs, complete_units
from cchc_tasks.cli.context import CommandContext
from cchc_tasks.cli.date_input import typed_day
from cchc_tasks.cli.filter_options import csv_option, json_option
from cchc_tasks.cli.table_output import OutputColumn
from cchc_tasks.model.acts import Edit, texts_apart
from cchc_tasks.model.filters import Filters
from cchc_tasks.plans import remedy_words
from cchc_tasks.plans.act_context import ActRequest
from cchc_tasks.plans.plan_edit import add_to_plan, assign_task, edit_task
from cchc_tasks.plans.remedy_links import LinkRequest, link_tasks
from cchc_tasks.plans.remedy_proposals import UnlinkedRow, list_unlinked_rows
from cchc_tasks.tracking.views import task_as_json


@click.command("add", cls=Command, help="Thêm vào kế hoạch một nhiệm vụ, theo văn bản.")
@click.argument("plan", metavar="PLAN", shell_complete=complete_plans)
@text_options("edit", required=("title", "deadline"))
@click.option("--section", metavar="NUMERAL", help="Phần: số La Mã hoặc tên phần.")
@click.option("--lead", multiple=True, metavar="NAME", shell_complete=complete_units, help="Đơn vị chủ trì.")
@click.option("--support", multiple=True, metavar="NAME", shell_complete=complete_units, help="Đơn vị phối hợp.")
@click.option("--new-unit", "new_units", is_flag=True, help="Tên chưa có là đơn vị mới.")
@evidence_option
@on_option
@json_option
@click.pass_obj
def add_command(context: CommandContext, /, plan: str, as_json: bool, **options: Any) -> None:
    """Record the new task."""
    on = options.pop("on")
    day = typed_day(context, on, plan) if on else None
    request = ActRequest((), context.act(), plan, context.rules)
    print_outcome(
        context, add_to_plan(context.database, plan, request, Edit(on=day, **texts_apart(options))), as_json=as_json
    )


@click.command("edit", cls=Command, help="Sửa nội dung in của một nhiệm vụ, theo văn bản.")
@ref_argument
@text_options("edit")
@click.option("--section", metavar="NUMERAL", help="Phần: số La Mã hoặc tên phần.")
@click.option("--basis", type=click.Choice(["product", "submission"]), help="Đánh giá theo sản phẩm hay việc trình.")
@milestone_option
@act_options
@click.pass_obj
def edit_command(context: CommandContext, /, as_json: bool, **options: Any) -> None:
    """Record the correction."""
    request = take_act_request(context, options)
    on = take_day(context, options, request)
    print_outcome(context, edit_task(context.database, request, Edit(on=on, **texts_apart(options))), as_json=as_json)


@click.command("assign", cls=Command, help="Giao lại cho đơn vị khác, theo văn bản.")
@refs_argument
@click.option("--lead", multiple=True, metavar="NAME", shell_complete=complete_units, help="Đơn vị chủ trì mới.")
@click.option("--support", multiple=True, metavar="NAME", shell_complete=complete_units, help="Đơn vị phối hợp mới.")
@click.option("--new-unit", "new_units", is_flag=True, help="Tên chưa có là đơn vị mới.")
@act_options
@click.pass_obj
def assign_command(context: CommandContext, /, as_json: bool, **options: Any) -> None:
    """Record the new units."""
    request = take_act_request(context, options)
    on = take_day(context, options, request)
    support = options.pop("support") or None
    print_outcome(
        context, assign_task(context.database, request, Edit(on=on, support=support, **options)), as_json=as_json
    )


@click.command(
    "link",
    cls=Command,
    help="Nối dòng khắc phục với nhiệm vụ năm trước sinh ra tồn tại đó; không ghi gì thêm thì xem các đề xuất.",
)
@click.argument("refs", nargs=-1, metavar="[REF…]", shell_complete=complete_refs)
@click.option(
    "--from",
    "sources",
    multiple=True,
    metavar="OLD",
    shell_complete=complete_refs,
    help="Nhiệm vụ năm trước mà dòng này khắc phục, ví dụ CCHC-2022/19; nhiều nhiệm vụ thì ghi nhiều lần.",
)
@click.option(
    "--not-from",
    "denied",
    multiple=True,
    metavar="OLD",
    shell_complete=complete_refs,
    help="Không phải (không còn là) từ nhiệm vụ này: bỏ liên kết, và không đề xuất lại.",
)
@click.option(
    "--accept", is_flag=True, help="Nối các dòng này theo đề xuất; dòng có nhiều đề xuất thì chọn bằng --from."
)
@csv_option
@act_options
@click.pass_obj
def link_command(context: CommandContext, /, as_json: bool, as_csv: bool, **options: Any) -> None:
    """Record links, or print what is proposed where none is named."""
    request = take_act_request(context, options)
    on = take_day(context, options, request)
    link = LinkRequest(on=on, **options)
    if link.accept or link.sources or link.denied:
        print_outcome(context, link_tasks(context.database, request, link), as_json=as_json)
        return
    _print_proposals(context, request, as_json=as_json, as_csv=as_csv)


def _print_proposals(context: CommandContext, request: ActRequest, *, as_json: bool, as_csv: bool) -> None:
    unlinked = list_unlinked_rows(
        context.database, Filters(plan=request.plan), context.today, context.rules, request.refs
    )
    proposed = [row for row in unlinked if row.candidates]
    if as_json:
        context.write_json(map(_as_json, unlinked))
        return
    if as_csv:
        context.write_csv(remedy_words.COLUMNS, _rows(unlinked))
    elif proposed:
        weights = (0, 3, 0, 3, 2)
        columns = [
            OutputColumn(title, weight=weight, wrap=weight > 0)
            for title, weight in zip(remedy_words.COLUMNS, weights, strict=True)
        ]
        context.write_table(columns, _rows(proposed))
    context.out.flush()
    context.say(remedy_words.proposed_count(len(proposed), len(unlinked)))


def _rows(unlinked: Sequence[UnlinkedRow]) -> Iterator[tuple[str, ...]]:
    """One row a proposal; a row without any has one all the same."""
    for row in unlinked:
        of_row = (f"{row.task.plan}/{row.task.ref}", row.task.title)
        for candidate in row.candidates:
            yield (*of_row, candidate.ref, candidate.task.title, ", ".join(candidate.reasons))
        if not row.candidates:
            yield (*of_row, "", "", "")


def _as_json(row: UnlinkedRow) -> dict[str, Any]:
    proposals = [
        {"ref": found.ref, "title": found.task.title, "reasons": list(found.reasons)} for found in row.candidates
    ]
    return task_as_json(row.task) | {"proposals": proposals}
