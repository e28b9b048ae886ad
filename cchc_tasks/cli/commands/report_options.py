"""Options of the reports: the period, the day, the number; and what a report gives back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from cchc_tasks.cli.date_input import required_day, shown_moment, typed_day
from cchc_tasks.cli.filter_options import filter_options, take_filters, take_units_now
from cchc_tasks.errors import UsageError
from cchc_tasks.reports import words
from cchc_tasks.reports import words as folder_words
from cchc_tasks.reports.report_file import ReportRequest
from cchc_tasks.reports.report_frame import check_period_days, parse_period

if TYPE_CHECKING:
    from collections.abc import Callable

    from cchc_tasks.cli.context import CommandContext
    from cchc_tasks.model.filters import Filters
    from cchc_tasks.reports.report_blocks import TracedNumber
    from cchc_tasks.reports.report_folder import WrittenFile
    from cchc_tasks.reports.report_frame import ReportFrame
    from cchc_tasks.sentences import Words


Decorated = TypeVar("Decorated", bound="Callable[..., Any]")

_OPTIONS: tuple[Callable[[Any], Any], ...] = (
    click.option("--from", "first", metavar="DATE", help="Ngày đầu kỳ báo cáo (cùng với --to)."),
    click.option(
        "--to", "last", metavar="DATE", help="Ngày cuối kỳ báo cáo; không có --as-of thì số liệu chốt vào ngày này."
    ),
    click.option(
        "--period",
        metavar="NAME/YEAR",
        help="Kỳ báo cáo theo tên, ví dụ «6 tháng/2022», «Quý I/2022», «Năm/2022» (các kỳ: cchc-tasks config).",
    ),
    click.option(
        "--number", metavar="N", default="", help="Số của văn bản, khi đã có; chưa có thì để trống trên giấy."
    ),
    click.option("--signed-on", metavar="DATE", help="Ngày ký văn bản, khi đã ký; chưa ký thì để trống trên giấy."),
    click.option(
        "--trace", is_flag=True, help="In từng con số kèm các nhiệm vụ đứng sau nó (tệp .xlsx thêm một trang như vậy)."
    ),
    click.option(
        "--freeze",
        is_flag=True,
        help="Chốt số liệu: lưu các con số của báo cáo; lần sau lập lại sẽ cho biết số nào đã khác và vì sao.",
    ),
    click.option("--strict", is_flag=True, help="Dừng lại (mã 1) khi kiểm tra số liệu còn điểm phải xử lý."),
)


template_option = click.option(
    "--template",
    type=click.Path(path_type=Path),
    help="Tệp .docx mẫu của cơ quan: phần đầu, phần cuối giữ nguyên, nội dung vào dòng [NỘI DUNG].",
)


def _read_template(path: Path | None) -> bytes | None:
    """Return the office's own template, None where none is wanted; raises UsageError where it cannot be used."""
    if path is None:
        return None
    from cchc_tasks.errors import UnreadableFileError
    from cchc_tasks.files.docx_template import checked_template

    try:
        return checked_template(path)
    except UnreadableFileError as error:
        raise UsageError(error.message, error.hint) from error


def report_options(*, sort: bool = False) -> Callable[[Decorated], Decorated]:
    """Add the options that every report takes, and the filters; `sort` where a paper has no order of its own."""
    filters = filter_options(sort=sort, limit=False)

    def add(command: Decorated) -> Decorated:
        command = filters(command)
        for option in reversed(_OPTIONS):
            command = option(command)
        return command

    return add


@contextmanager
def report_request(context: CommandContext, out: Path, options: dict[str, Any], **more: Any) -> Iterator[ReportRequest]:
    """Give the report that a command's options ask for; progress is drawn while the `with` lasts.

    `more` is what only this kind of report asks. The day of looking is --as-of, else the last day of the period where
    it has come, else today.
    """
    source = options.pop("template", None)
    template, output = _read_template(source), context.output(overwrite=options.pop("overwrite"), source=source)
    strict, freeze, trace = (options.pop(name) for name in ("strict", "freeze", "trace"))
    filters, frame = _take_frame(context, options)
    with context.progress() as progress:

        def say(line: Words) -> None:
            progress.erase()
            context.say(line)

        yield ReportRequest(
            out=out,
            output=output,
            filters=filters,
            frame=frame,
            say=say,
            shown_moment=shown_moment,
            progress=progress.show,
            strict=strict,
            freeze=context.act() if freeze else None,
            trace=partial(_print_trace, context) if trace else None,
            template=template,
            more=more,
        )


def _print_trace(context: CommandContext, traced: Sequence[TracedNumber]) -> None:
    from cchc_tasks.cli.table_output import OutputColumn
    from cchc_tasks.reports.page_words import TRACE_COLUMNS

    columns = [OutputColumn(title, weight=weight) for title, weight in zip(TRACE_COLUMNS, (1, 2, 1, 4), strict=True)]
    rows = ((found.plan, found.name, found.value, ", ".join(found.refs)) for found in traced)
    context.write_table(columns, rows)


def _take_frame(context: CommandContext, options: dict[str, Any]) -> tuple[Filters, ReportFrame]:
    as_of_given = options.get("as_of") is not None
    units_now = take_units_now(context, options)
    filters, as_of = take_filters(context, options)
    first, last = _period(context, options, filters.plan)
    if last is not None and not as_of_given:
        as_of = min(last, context.today)
    signed = options.pop("signed_on")
    frame = replace(
        context.frame(as_of),
        first=first,
        last=last,
        number=options.pop("number").strip(),
        signed_on=required_day(signed) if signed else None,
        units_now=units_now,
    )
    return filters, frame


def _period(context: CommandContext, options: dict[str, Any], plan: str) -> tuple[date | None, date | None]:
    first, last, name = options.pop("first"), options.pop("last"), options.pop("period")
    if name:
        if first or last:
            raise UsageError(*words.period_or_days())
        return parse_period(context.periods, name)
    return check_period_days(*(typed_day(context, text, plan) if text else None for text in (first, last)))


def refuse_json_with_trace(as_json: bool, options: Mapping[str, object]) -> None:
    """Refuse --json beside --trace: both answer on stdout."""
    if as_json and options["trace"]:
        raise UsageError(*folder_words.json_or_trace())


def write_files_as_json(context: CommandContext, written: Iterable[WrittenFile]) -> None:
    """Write the list of files on stdout."""
    found = [{"path": str(file.path), "kind": file.kind, "unit": file.unit or None, **file.counts} for file in written]
    context.write_json(found)
