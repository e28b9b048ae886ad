"""`report`: the papers that the office sends, one command each."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click
from click.core import ParameterSource

from cchc_tasks.cli.act_options import Decorated, option_named
from cchc_tasks.cli.command import Command, LazyGroup
from cchc_tasks.cli.commands.report_options import (
    refuse_json_with_trace,
    report_options,
    report_request,
    template_option,
    write_files_as_json,
)
from cchc_tasks.cli.context import CommandContext
from cchc_tasks.cli.date_input import required_day
from cchc_tasks.cli.filter_options import json_option, units_option
from cchc_tasks.cli.output_argument import out_argument
from cchc_tasks.model.fields import APPENDIX_FIELDS
from cchc_tasks.reports import words

#: Reports in the order in which help lists them, with what holds each.
REPORTS = {
    "appendix": "report_commands:appendix_command",
    "statistics": "report_commands:statistics_command",
    "letters": "report_commands:letters_command",
    "assignments": "report_commands:assignments_command",
    "evidence": "report_commands:evidence_command",
    "dashboard": "report_commands:dashboard_command",
    "worksheet": "worksheet_command:worksheet_command",
    "frozen": "frozen_report_command:frozen_command",
}


@click.group(
    "report",
    cls=LazyGroup,
    members=REPORTS,
    help="Lập báo cáo, phụ lục, phiếu nhắc việc, bảng gửi đơn vị.",
)
def report_group() -> None:
    """Group the reports."""


_about_option = click.option(
    "--about",
    metavar="TEXT",
    default="",
    help="Tên kế hoạch ghi trong văn bản, ví dụ «Kế hoạch số 14/KH-STP ngày 31/01/2022».",
)
_split_by_option = click.option(
    "--split-by", type=click.Choice(("unit",)), help="OUT là một thư mục, mỗi đơn vị một tệp."
)
_ON_REQUEST = {field.name: field.heading for field in APPENDIX_FIELDS if field.appendix and field.appendix.on_request}


def _column_options(command: Decorated) -> Decorated:
    """Add an option for each column that is left out unless it is asked for."""
    for name, heading in reversed(_ON_REQUEST.items()):
        command = click.option(option_named(name), is_flag=True, help=words.help_column(heading))(command)
    return command


@click.command(
    "appendix", cls=Command, help="Phụ lục kết quả thực hiện: bảng của kế hoạch kèm kết quả đến ngày báo cáo."
)
@out_argument()
@_column_options
@template_option
@report_options()
@click.pass_obj
def appendix_command(context: CommandContext, /, out: Path, **options: Any) -> None:
    """Write the appendix; the data is checked first, and what is found is said."""
    from cchc_tasks.reports.result_appendix import make_appendix

    columns = [name for name in _ON_REQUEST if options.pop(name)]
    with report_request(context, out, options, columns=columns) as request:
        make_appendix(context.database, request)


@click.command(
    "statistics",
    cls=Command,
    help="Phụ lục thống kê: chỉ tiêu I.1, I.4 tính từ nhiệm vụ, các chỉ tiêu khác theo số đã nhập của kỳ.",
)
@out_argument()
@template_option
@report_options()
@click.pass_obj
def statistics_command(context: CommandContext, /, out: Path, **options: Any) -> None:
    """Write the statistics appendix; the data is checked first, and what is found is said."""
    from cchc_tasks.reports.statistics_appendix import make_statistics

    with report_request(context, out, options) as request:
        make_statistics(context.database, request)


@click.command(
    "letters",
    cls=Command,
    help="Công văn đôn đốc kèm phụ lục theo đơn vị, và phiếu nhắc việc mỗi đơn vị một tệp, vào thư mục OUT.",
)
@out_argument()
@click.option(
    "--answer-by", metavar="DATE", help="Hạn để các đơn vị gửi báo cáo; không cho thì công văn không nêu hạn."
)
@_about_option
@_split_by_option
@units_option
@report_options()
@json_option
@click.pass_obj
def letters_command(
    context: CommandContext, /, out: Path, answer_by: str | None, about: str, as_json: bool, **options: Any
) -> None:
    """Write the letters into the folder; slips are always one a unit."""
    from cchc_tasks.reports.chasing_letters import write_letters

    options.pop("split_by")
    until = required_day(answer_by) if answer_by else None
    refuse_json_with_trace(as_json, options)
    with report_request(context, out, options, answer_by=until, about=about) as request:
        written = write_letters(context.database, request)
    if as_json:
        write_files_as_json(context, written)


@click.command(
    "assignments",
    cls=Command,
    help="Danh mục nhiệm vụ được giao: OUT là thư mục, mỗi đơn vị một tệp .docx, hoặc một tệp cho tất cả.",
)
@out_argument()
@_split_by_option
@_about_option
@template_option
@units_option
@report_options(sort=True)
@json_option
@click.pass_context
def assignments_command(
    ctx: click.Context, /, out: Path, split_by: str | None, about: str, as_json: bool, **options: Any
) -> None:
    """Write the lists; a unit's tasks are those it leads and those it supports, unless a role was asked for."""
    from cchc_tasks.reports.assignment_list import write_assignments

    context: CommandContext = ctx.obj
    if ctx.get_parameter_source("role") is ParameterSource.DEFAULT:
        options["role"] = "any"
    refuse_json_with_trace(as_json, options)
    with report_request(context, out, options, split=bool(split_by), about=about) as request:
        written = write_assignments(context.database, request)
    if as_json:
        write_files_as_json(context, written)


@click.command(
    "evidence",
    cls=Command,
    help="Danh mục tài liệu kiểm chứng: số, ngày, trích yếu, nơi lưu; mốc đã xong chưa có tài liệu ở cuối.",
)
@out_argument()
@click.option(
    "--by",
    type=click.Choice(("task", "criterion")),
    default="task",
    help="Theo nhiệm vụ (task, mặc định) hay theo tiêu chí nêu trong tên nhiệm vụ (criterion).",
)
@_split_by_option
@template_option
@units_option
@report_options(sort=True)
@json_option
@click.pass_obj
def evidence_command(
    context: CommandContext, /, out: Path, by: str, split_by: str | None, as_json: bool, **options: Any
) -> None:
    """Write the list of documents."""
    from cchc_tasks.reports.evidence_list import write_evidence

    refuse_json_with_trace(as_json, options)
    with report_request(context, out, options, by=by, split=bool(split_by)) as request:
        written = write_evidence(context.database, request)
    if as_json:
        write_files_as_json(context, written)


@click.command("dashboard", cls=Command, help="Trang cho lãnh đạo: một tệp .html, xem bằng trình duyệt, in A4.")
@out_argument()
@click.option("--days", type=click.IntRange(min=0, max=3660), help="Số ngày nhìn trước (mặc định: 15).")
@units_option
@report_options()
@click.pass_obj
def dashboard_command(context: CommandContext, /, out: Path, days: int | None, **options: Any) -> None:
    """Write the page; the data is checked first, and without the library for charts there are tables alone."""
    from cchc_tasks.reports.dashboard.dashboard_page import make_dashboard

    ahead = context.settings.due_soon_days if days is None else days
    with report_request(context, out, options, days_ahead=ahead) as request:
        make_dashboard(context.database, request)
