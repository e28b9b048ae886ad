"""The commands that record what happened: `update`, `done`, `submit`, `extend`, `resolve`."""

from __future__ import annotations

from typing import Any

import click

from cchc_tasks.cli.act_options import (
    act_options,
    milestone_option,
    print_outcome,
    ref_argument,
    refs_argument,
    take_act_request,
    take_day,
    text_options,
)
from cchc_tasks.cli.command import Command
from cchc_tasks.cli.context import CommandContext
from cchc_tasks.model.acts import Extension, Resolution, Submission, Update, texts_apart
from cchc_tasks.model.status import Status
from cchc_tasks.tracking.deadline_acts import extend_task, resolve_task, submit_task
from cchc_tasks.tracking.task_updates import update_tasks
from cchc_tasks.working_days import WorkingDays


@click.command("update", cls=Command, help="Ghi điều đã được báo cáo; nhiều nhiệm vụ là một thay đổi.")
@refs_argument
@click.option("--status", type=click.Choice([str(status) for status in Status]), help="Tình hình.")
@text_options("update")
@click.option("--progress", metavar="A/B", help="Tiến độ: đã làm A trên B; không tự chuyển tình hình.")
@milestone_option
@act_options
@click.pass_obj
def update_command(context: CommandContext, /, as_json: bool, **options: Any) -> None:
    """Record one report."""
    request = take_act_request(context, options)
    on = take_day(context, options, request)
    status = options.pop("status")
    update = Update(status=Status(status) if status else None, on=on, **texts_apart(options))
    print_outcome(context, update_tasks(context.database, request, update), as_json=as_json)


@click.command("done", cls=Command, help="Ghi nhận đã hoàn thành; việc định kỳ: các kỳ đã bắt đầu.")
@refs_argument
@milestone_option
@click.option("--result", metavar="T", help="Kết quả thực hiện, bằng lời.")
@click.option("--note", metavar="T", help="Ghi chú.")
@act_options
@click.pass_obj
def done_command(context: CommandContext, /, as_json: bool, **options: Any) -> None:
    """Record that something is finished."""
    request = take_act_request(context, options)
    on = take_day(context, options, request)
    update = Update(status=Status.DONE, on=on, **texts_apart(options))
    print_outcome(context, update_tasks(context.database, request, update), as_json=as_json)


@click.command("submit", cls=Command, help="Ghi nhận đã trình, sản phẩm chưa ban hành.")
@ref_argument
@milestone_option
@click.option("--to", metavar="NAME", default="", help="Trình cơ quan nào.")
@act_options
@click.pass_obj
def submit_command(context: CommandContext, /, as_json: bool, **options: Any) -> None:
    """Record a submission."""
    request = take_act_request(context, options)
    on = take_day(context, options, request)
    print_outcome(context, submit_task(context.database, request, Submission(on=on, **options)), as_json=as_json)


@click.command("extend", cls=Command, help="Gia hạn; không có văn bản thì chỉ là đề nghị, hạn cũ vẫn tính.")
@ref_argument
@click.option("--to", required=True, metavar="PHRASE|DATE", help="Hạn mới: một ngày, hoặc cụm như «Quý III/2022».")
@click.option("--reason", required=True, metavar="T", help="Lý do gia hạn.")
@milestone_option
@act_options
@click.pass_obj
def extend_command(context: CommandContext, /, as_json: bool, **options: Any) -> None:
    """Record an extension or a request for one."""
    request = take_act_request(context, options)
    on = take_day(context, options, request)
    print_outcome(context, extend_task(context.database, request, Extension(on=on, **options)), as_json=as_json)


@click.command("resolve", cls=Command, help="Cho ngày vào thời hạn chờ văn bản hoặc chưa đọc được.")
@ref_argument
@click.option("--due", metavar="DATE", help="Thời hạn.")
@click.option("--anchor", metavar="DATE", help="Ngày của văn bản, sự kiện mà thời hạn tính từ đó.")
@milestone_option
@act_options
@click.pass_obj
def resolve_command(context: CommandContext, /, as_json: bool, **options: Any) -> None:
    """Record the date."""
    request = take_act_request(context, options)
    on, due, anchor = (take_day(context, options, request, name) for name in ("on", "due", "anchor"))
    is_day_off = WorkingDays(context.settings.day_off_corrections).is_day_off
    resolution = Resolution(due=due, anchor=anchor, on=on, **options)
    print_outcome(context, resolve_task(context.database, request, resolution, is_day_off), as_json=as_json)
