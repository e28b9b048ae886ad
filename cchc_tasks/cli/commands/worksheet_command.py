"""`report worksheet`: workbooks that units fill in and send back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from cchc_tasks.cli.command import Command
from cchc_tasks.cli.context import CommandContext
from cchc_tasks.cli.filter_options import filter_options, json_option, take_filters, take_units_now, units_option
from cchc_tasks.cli.output_argument import out_argument
from cchc_tasks.days import day_in_sentence
from cchc_tasks.reports.worksheet_report import WrittenWorksheet, shared_tasks, write_worksheets
from cchc_tasks.worksheets import words


@click.command("worksheet", cls=Command, help="Bảng .xlsx gửi đơn vị điền kết quả; nhận lại bằng import --results.")
@out_argument(metavar="OUT.xlsx|OUT/")
@click.option("--split-by", type=click.Choice(("unit",)), help="Mỗi đơn vị một tệp trong thư mục OUT.")
@units_option
@filter_options(limit=False)
@json_option
@click.pass_obj
def worksheet_command(
    context: CommandContext, /, out: Path, split_by: str | None, overwrite: bool, as_json: bool, **options: Any
) -> None:
    """Write the workbooks and say on stderr which ones."""
    units_now = take_units_now(context, options)
    filters, day = take_filters(context, options)
    written = write_worksheets(
        context.database,
        out,
        filters,
        day,
        context.rules,
        output=context.output(overwrite=overwrite),
        by_unit=split_by == "unit",
        units_now=units_now,
        say=context.say,
    )
    if as_json:
        context.write_json(map(_as_json, written))
    if not written:
        context.say(words.nothing_to_write(day_in_sentence(day)))
        return
    context.say(*(words.written(str(found.path), len(found.worksheet.tasks)) for found in written))
    tasks = {task.task_id for found in written for task in found.worksheet.tasks}
    if split_by:
        context.say(words.all_written(len(written), len(tasks), str(out)))
    shared = shared_tasks(found.worksheet for found in written)
    if shared:
        context.say(words.shared(shared))


def _as_json(found: WrittenWorksheet) -> dict[str, Any]:
    return {
        "file": str(found.path),
        "unit": found.worksheet.unit or None,
        "as_of": found.worksheet.day.isoformat(),
        "plans": [plan.code for plan in found.worksheet.plans],
        "tasks": [f"{task.plan}/{task.ref}" for task in found.worksheet.tasks],
    }
