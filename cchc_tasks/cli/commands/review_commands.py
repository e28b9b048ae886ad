"""The commands that list what is still open before a report: `review`, `check`, `close`."""

from __future__ import annotations

from typing import Any

import click

from cchc_tasks.cli.act_options import evidence_option, on_option, print_outcome, seq_option, take_day
from cchc_tasks.cli.command import Command
from cchc_tasks.cli.commands import words
from cchc_tasks.cli.completion_values import complete_refs
from cchc_tasks.cli.context import CommandContext
from cchc_tasks.cli.date_input import typed_day
from cchc_tasks.cli.filter_options import (
    csv_option,
    filter_options,
    json_option,
    refuse_ignored_filters,
    take_filters,
    take_plan_only,
)
from cchc_tasks.cli.table_output import OutputColumn
from cchc_tasks.days import day as shown
from cchc_tasks.days import day_in_sentence
from cchc_tasks.errors import UsageError
from cchc_tasks.messages import list_words
from cchc_tasks.messages.doubt_words import sentence_of_words
from cchc_tasks.model.acts import Update, texts_apart
from cchc_tasks.model.filters import first_rows
from cchc_tasks.model.status import Kind, Status
from cchc_tasks.model.task import Task
from cchc_tasks.plans import remedy_words
from cchc_tasks.plans.act_context import ActRequest
from cchc_tasks.plans.plan_lookup import list_open_ongoing
from cchc_tasks.plans.remedy_proposals import UnlinkedRow, list_unlinked_rows
from cchc_tasks.tracking import check_words
from cchc_tasks.tracking import words as tracking_words
from cchc_tasks.tracking.data_check import Finding, check_plans
from cchc_tasks.tracking.review_queue import DoubtfulTask, accept_readings, doubtful_readings
from cchc_tasks.tracking.task_description import describe_reading
from cchc_tasks.tracking.task_updates import close_ongoing
from cchc_tasks.tracking.views import task_as_json


@click.command(
    "review", cls=Command, help="Hàng chờ rà soát: lời in, cách đọc đề xuất, vì sao cần xem; --accept: đúng."
)
@click.argument("refs", nargs=-1, metavar="[REF…]", shell_complete=complete_refs)
@click.option("--accept", is_flag=True, help="Xác nhận cách đọc của các nhiệm vụ này là đúng.")
@click.option(
    "--only", type=int, multiple=True, metavar="SỐ", help="Với --accept: chỉ điểm thứ mấy; ghi nhiều lần được."
)
@filter_options()
@json_option
@csv_option
@click.pass_obj
def review_command(
    context: CommandContext, /, refs: tuple[str, ...], accept: bool, only: tuple[int, ...], **options: Any
) -> None:
    """Print the queue, or record that readings are right."""
    as_json, as_csv = options.pop("as_json"), options.pop("as_csv")
    if accept:
        if not refs:
            raise UsageError(*tracking_words.review_refs_wanted())
        request = ActRequest(refs, context.act(), take_plan_only(context, options), context.rules)
        print_outcome(context, accept_readings(context.database, request, only), as_json=as_json)
        return
    if only:
        raise UsageError(*tracking_words.only_when_accepting())
    filters, day = take_filters(context, options)
    if refs:
        refuse_ignored_filters(filters, "REF", "plan", "limit")
    doubts = doubtful_readings(context.database, refs, filters, day, context.rules)
    if as_json:
        context.write_json(map(_review_as_json, doubts))
    elif as_csv:
        context.write_csv(tracking_words.REVIEW_COLUMNS, map(_review_row, doubts))
    elif doubts:
        columns = [
            OutputColumn(title, weight=weight, wrap=weight > 0)
            for title, weight in zip(tracking_words.REVIEW_COLUMNS, (0, 2, 3, 2, 4), strict=True)
        ]
        context.write_table(columns, map(_review_row, doubts))
    count = tracking_words.review_count(len(doubts), doubts.total)
    context.say(count if doubts else list_words.of_chosen(str(count), narrowed=bool(refs) or not filters.is_empty))
    if refs:
        for task in (doubtful.task for doubtful in doubts if len(doubtful.task.doubts) > 1):
            reasons = list(map(sentence_of_words, task.doubts))
            context.say(tracking_words.doubts_one_by_one(f"{task.plan}/{task.ref}", reasons))
    unlinked = list_unlinked_rows(context.database, filters, day, context.rules, refs)
    proposed = first_rows([row for row in unlinked if row.candidates], filters.limit)
    if proposed:
        context.out.flush()
        context.say(*map(_proposal, proposed), remedy_words.proposed_in_review(len(proposed), proposed.total))


def _proposal(row: UnlinkedRow) -> str:
    proposals = [remedy_words.perhaps_from(found.ref, found.task.title, found.reasons) for found in row.candidates]
    return remedy_words.proposed_for_row(f"{row.task.plan}/{row.task.ref}", proposals)


def _review_row(doubt: DoubtfulTask) -> tuple[str, ...]:
    task = doubt.task
    printed = tracking_words.review_printed(task.deadline_text, task.result_text)
    return (f"{task.plan}/{task.ref}", task.title, printed, describe_reading(task), " ".join(doubt.reasons))


def _review_as_json(doubt: DoubtfulTask) -> dict[str, Any]:
    return task_as_json(doubt.task) | {"reasons": list(doubt.reasons)}


@click.command("check", cls=Command, help="Kiểm tra số liệu trước khi báo cáo; mỗi điểm kèm lệnh để xử lý.")
@click.option("--since", metavar="DATE", help="Kỳ báo cáo bắt đầu từ ngày này (mặc định: theo lịch báo cáo CCHC).")
@click.option("--exit-code", is_flag=True, help="Thoát với mã 1 khi có điểm cần xem.")
@filter_options()
@json_option
@csv_option
@click.pass_obj
def check_command(context: CommandContext, /, since: str | None, exit_code: bool, **options: Any) -> None:
    """Print each finding with its task and its remedy."""
    as_json, as_csv = options.pop("as_json"), options.pop("as_csv")
    filters, day = take_filters(context, options)
    start = typed_day(context, since, filters.plan) if since else context.periods.start_of(day)
    found = check_plans(context.database, filters, day, start, context.rules)
    rows = [(f.ref, f.title, f.message, context.command_text(f.remedy)) for f in found]
    if as_json:
        context.write_json(_finding_as_json(finding, row[-1]) for finding, row in zip(found, rows, strict=True))
    elif as_csv:
        context.write_csv(check_words.COLUMNS, rows)
    elif found:
        columns = [
            OutputColumn(title, weight=weight) for title, weight in zip(check_words.COLUMNS, (1, 2, 3, 3), strict=True)
        ]
        columns[0].wrap = False
        context.write_table(columns, rows)
    listed = [(code, found.counts[code]) for code in check_words.CODES if found.counts[code]]
    summary = check_words.summary(listed, found.tasks, day_in_sentence(day), len(found))
    context.say(summary if listed else list_words.of_chosen(summary, narrowed=not filters.is_empty))
    if found.counts["not_reported"] and not since:
        context.say(check_words.period(day_in_sentence(start), context.periods.source))
    if exit_code and found.total:
        context.exit(1)


def _finding_as_json(finding: Finding, command: str) -> dict[str, Any]:
    return {
        "code": finding.code,
        "ref": finding.ref,
        "title": finding.title,
        "message": finding.message,
        "command": command,
        "milestone": finding.milestone,
    }


@click.command("close", cls=Command, help="Chốt kết quả nhiệm vụ thường xuyên; không có REF: liệt kê việc còn mở.")
@click.argument("refs", nargs=-1, metavar="[REF…]", shell_complete=complete_refs)
@click.option("--result", metavar="T", help="Đã làm gì trong kỳ.")
@click.option("--note", metavar="T", help="Ghi chú.")
@evidence_option
@on_option
@seq_option
@filter_options()
@json_option
@csv_option
@click.pass_obj
def close_command(context: CommandContext, /, refs: tuple[str, ...], **options: Any) -> None:
    """List ongoing work with what it did, or record its results."""
    as_json, as_csv = options.pop("as_json"), options.pop("as_csv")
    if refs:
        request = ActRequest(refs, context.act(), take_plan_only(context, options), context.rules)
        on = take_day(context, options, request)
        update = Update(status=Status.DONE, on=on, ongoing_only=True, **texts_apart(options))
        print_outcome(context, close_ongoing(context.database, request, update), as_json=as_json)
        return
    filters, day = take_filters(context, options)
    if any(value is not None and value != () for value in options.values()):
        raise UsageError(*words.refs_to_close_wanted())
    tasks = list_open_ongoing(context.database, filters, day, context.rules)
    if as_json:
        context.write_json(map(task_as_json, tasks))
    elif as_csv:
        context.write_csv(words.ONGOING_COLUMNS, map(_ongoing_row, tasks))
    elif tasks:
        weights = (0, 3, 2, 1, 3, 2)
        columns = [
            OutputColumn(title, weight=w, wrap=w > 0) for title, w in zip(words.ONGOING_COLUMNS, weights, strict=True)
        ]
        context.write_table(columns, map(_ongoing_row, tasks))
    count = words.open_ongoing_count(len(tasks), tasks.total, day_in_sentence(day))
    context.say(count if tasks else list_words.of_chosen(str(count), narrowed=not filters.is_empty))


def _ongoing_row(task: Task) -> tuple[str, ...]:
    ends = [m.due for m in task.milestones if m.kind is Kind.ONGOING and not m.closed and m.due]
    ended = words.period_end(shown(max(ends)), over=max(ends) < task.as_of) if ends else ""
    return (f"{task.plan}/{task.ref}", task.title, task.lead_text, ended, task.result_text, "\n".join(task.evidence))
