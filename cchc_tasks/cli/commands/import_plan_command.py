"""`import`: a printed plan is read from a file and stored."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cchc_tasks.cli.command import Command
from cchc_tasks.cli.commands import words as command_words
from cchc_tasks.cli.commands.import_amendment_command import refuse_amending_options, take_amendment, typed_matches
from cchc_tasks.cli.completion_values import complete_plans
from cchc_tasks.cli.date_input import parse_day, parse_period, required_day
from cchc_tasks.cli.date_input_words import year_taken
from cchc_tasks.cli.filter_options import json_option
from cchc_tasks.cli.table_output import OutputColumn
from cchc_tasks.days import day as shown_day
from cchc_tasks.errors import UsageError
from cchc_tasks.messages.doubt_words import sentences
from cchc_tasks.messages.problem_messages import explanation_of
from cchc_tasks.model.interpreted_plan import ImportRequest, InterpretedTask, IssuedRow
from cchc_tasks.plans import words
from cchc_tasks.plans.plan_import import ImportReport, import_plans
from cchc_tasks.plans.rollover import words as rollover_words
from cchc_tasks.plans.views import doubt_lines, summary_lines
from cchc_tasks.tracking.views import doubt_as_json

if TYPE_CHECKING:
    from datetime import date

    from cchc_tasks.cli.context import CommandContext
    from cchc_tasks.model.deadline import Period


#: How many lines of each list of doubts a terminal shows before it counts the rest.
_SHOWN = 40


@click.command(
    "import",
    cls=Command,
    help="Nhập bảng kế hoạch từ tệp (.docx, .doc, .odt, .xlsx, .xls, .ods, .pdf, .html, .txt, .md, .csv, .tsv).",
)
@click.argument("files", nargs=-1, required=True, metavar="FILE…", type=click.Path(path_type=Path))
@click.option(
    "--plan",
    "code",
    metavar="CODE",
    default="",
    help="Mã kế hoạch (mặc định: CCHC-<năm> hoặc KP-<năm>).",
    shell_complete=complete_plans,
)
@click.option("--title", metavar="T", default="", help="Tên kế hoạch (mặc định: tiêu đề trong tệp).")
@click.option("--year", type=click.IntRange(1990, 2100), metavar="Y", help="Năm của kế hoạch.")
@click.option("--period", metavar="FROM..TO", help="Thời gian của kế hoạch, ví dụ 10/7/2026..30/11/2026.")
@click.option("--reported-on", metavar="DATE", help="Ngày chốt các kết quả có trong tệp.")
@click.option("--given-by", metavar="NAME", default="", help="Cơ quan giao các nhiệm vụ này.")
@click.option("--sheet", metavar="S", help="Tên trang tính.")
@click.option("--table", type=click.IntRange(min=1), metavar="N", help="Bảng thứ mấy trong tệp.")
@click.option("--map", "mapping", metavar="FIELD=HEADER", multiple=True, help="Cột nào là gì, ví dụ title='Nội dung'.")
@click.option("--results", is_flag=True, help="Tệp là bảng kết quả đơn vị gửi về: chỉ cập nhật điều tệp báo cáo.")
@click.option("--take-file", is_flag=True, help="Cùng --results: chỗ khác với cập nhật mới hơn thì lấy theo tệp.")
@click.option("--update", is_flag=True, help="Tệp là kế hoạch sửa đổi: xem chỗ khác rồi áp dụng, cần --evidence.")
@click.option("--evidence", multiple=True, metavar="DOC", help="Cùng --update: văn bản quyết định việc sửa đổi.")
@click.option("--on", metavar="DATE", help="Cùng --update: ngày sửa đổi có hiệu lực (mặc định: ngày của văn bản).")
@click.option(
    "--match",
    multiple=True,
    metavar="OLD=NEW",
    help=(
        "Cùng --update, hay khi nhập đè lên dự thảo: nhiệm vụ OLD là dòng NEW (số, hoặc row:dòng; để "
        "«-» nếu không còn)."
    ),
)
@click.option("--yes", is_flag=True, help="Cùng --update: áp dụng mà không hỏi lại.")
@click.option("--dry-run", is_flag=True, help="Chỉ xem trước, không lưu gì.")
@json_option
@click.pass_obj
def import_command(context: CommandContext, /, files: tuple[Path, ...], as_json: bool, **options: Any) -> None:
    """Read each file as a plan and store it."""
    if len(files) > 1 and (options["code"] or options["title"]):
        raise UsageError(*command_words.one_name_for_several())
    period = parse_period(options["year"], options["period"])
    if options["update"]:
        take_amendment(context, files, period, options, _column_mapping(options["mapping"]), as_json=as_json)
        return
    if any(options[name] for name in ("evidence", "on", "yes")) or (options["results"] and options["match"]):
        refuse_amending_options(options)
    reported_on = _reported_on(context, options["reported_on"], period) if options["reported_on"] else None
    if options["results"]:
        from cchc_tasks.cli.commands.import_results_command import take_results

        take_results(context, files, reported_on, options, _column_mapping(options["mapping"]), as_json=as_json)
        return
    matches = typed_matches(options["match"])
    for path in files:
        request = ImportRequest(
            path=path,
            code=options["code"],
            title=options["title"],
            period=period,
            reported_on=reported_on,
            given_by=options["given_by"],
            sheet=options["sheet"],
            table=options["table"],
            mapping=_column_mapping(options["mapping"]),
            dry_run=options["dry_run"],
            matches=matches,
        )
        with context.progress() as progress:
            reports = import_plans(
                context.database, request, context.act(), progress.show, _day_question(context, progress.erase)
            )
        for report in reports:
            if as_json:
                context.write_json(_as_json(report))
            else:
                _write_report(context, report)


def _reported_on(context: CommandContext, text: str, period: Period | None) -> date:
    """Return the day of the results; one without a year is in the plan's year where that is given, which is said."""
    found = parse_day(text)
    if found is None and period is not None and period.first.year == period.last.year:
        found = parse_day(text, period.first.year)
        context.say(year_taken(text, shown_day(found)) if found else "")
    return found or required_day(text)


def _column_mapping(pairs: tuple[str, ...]) -> dict[str, str]:
    mapping = {}
    for pair in pairs:
        field, equals, header = pair.partition("=")
        if not equals or not field.strip() or not header.strip():
            raise UsageError(*command_words.bad_mapping(pair))
        mapping[field.strip()] = header.strip()
    return mapping


def _day_question(context: CommandContext, erase: Any) -> Any:
    """Return a function that asks the person for the day of the printed results, None where nobody can be asked."""
    if not context.is_interactive:
        return None

    def ask(results: int) -> date | None:
        erase()
        while True:
            typed = context.ask(words.ask_reported_on(results))
            if not typed:
                return None
            try:
                return required_day(typed)
            except UsageError as error:
                context.say(*explanation_of(error))

    return ask


def _write_report(context: CommandContext, report: ImportReport) -> None:
    context.answer(*summary_lines(report))
    if report.issued and not report.stored:
        _write_issued(context, report)
    context.out.flush()
    context.say(*doubt_lines(report, _SHOWN))
    if report.stored:
        context.say(words.next_step(report.plan.code))


def _doubtful(task: InterpretedTask) -> dict[str, Any]:
    doubts = [doubt_as_json(doubt) for doubt in task.review]
    return {"no": task.draft.no, "row": task.draft.row, "reasons": list(sentences(task.review)), "doubts": doubts}


def _as_json(report: ImportReport) -> dict[str, Any]:
    plan = report.plan
    return {
        "plan": plan.code,
        "title": plan.title,
        "period": {"from": plan.period.first.isoformat(), "to": plan.period.last.isoformat()},
        "stored": report.stored,
        "file": plan.file,
        "sha256": plan.sha256,
        "reported_on": plan.reported_on.isoformat() if plan.reported_on else None,
        "tasks": len(plan.tasks),
        "sections": [{"no": s.no, "path": s.path, "title": s.title, "row": s.row} for s in plan.sections],
        "milestones_by_kind": {str(kind): count for kind, count in report.kinds.items()},
        "review": [_doubtful(task) for task in report.for_review],
        "draft": [_issued_as_json(row) for row in report.issued],
        "notices": [{"code": n.code, "row": n.row, "message": n.message} for n in report.notices],
    }


def _write_issued(context: CommandContext, report: ImportReport) -> None:
    """Print what would become of each drafted task, and how many rows are new."""
    weights = (0, 0, 3, 1, 3)
    columns = [
        OutputColumn(title, weight=weight, wrap=weight > 0)
        for title, weight in zip(rollover_words.ISSUED_COLUMNS, weights, strict=True)
    ]
    context.write_table(columns, map(_issued_row, report.issued))
    taken = {number for row in report.issued for number in row.rows}
    context.out.flush()
    context.say(rollover_words.new_rows(len(report.plan.tasks) - len(taken)))


def _issued_row(row: IssuedRow) -> tuple[str, ...]:
    rows = "; ".join(rollover_words.issued_row(no, title) for no, title in zip(row.rows, row.row_titles, strict=True))
    return (row.ref, row.old, row.title, rollover_words.FATES[row.fate], rows)


def _issued_as_json(row: IssuedRow) -> dict[str, Any]:
    """Return what becomes of one drafted task."""
    return {
        "ref": row.ref,
        "from": row.old or None,
        "title": row.title,
        "fate": row.fate,
        "rows": [{"no": no, "title": title} for no, title in zip(row.rows, row.row_titles, strict=True)],
    }
