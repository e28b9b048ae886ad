"""`review`: the queue of doubtful readings, and their acceptance."""

from __future__ import annotations

from typing import Any

import click

from cchc_tasks.cli.act_options import answer
from cchc_tasks.cli.command import (
    Command,
    csv_option,
    filter_options,
    json_option,
    refuse_unheeded,
    take_filters,
    take_plan_only,
)
from cchc_tasks.cli.completion_values import complete_refs
from cchc_tasks.cli.context import App
from cchc_tasks.cli.table_output import Column, write_csv, write_json, write_table
from cchc_tasks.errors import UsageError
from cchc_tasks.messages import list_words
from cchc_tasks.messages.doubt_words import sentence_of_words
from cchc_tasks.model.filters import first_rows
from cchc_tasks.plans import remedy_words
from cchc_tasks.plans.act_context import ActRequest
from cchc_tasks.plans.remedy_proposals import UnlinkedRow, list_unlinked_rows
from cchc_tasks.tracking import words
from cchc_tasks.tracking.review_queue import DoubtfulTask, accept_readings, doubtful_readings
from cchc_tasks.tracking.task_wording import describe_reading
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
def command(app: App, /, refs: tuple[str, ...], accept: bool, only: tuple[int, ...], **options: Any) -> None:
    """Print the queue, or record that readings are right."""
    as_json, as_csv = options.pop("as_json"), options.pop("as_csv")
    if accept:
        if not refs:
            raise UsageError(*words.review_refs_wanted())
        request = ActRequest(refs, app.act(), take_plan_only(app, options), app.rules)
        answer(app, accept_readings(app.database, request, only), as_json=as_json)
        return
    if only:
        raise UsageError(*words.only_when_accepting())
    filters, day = take_filters(app, options)
    if refs:
        refuse_unheeded(filters, "REF", "plan", "limit")
    doubts = doubtful_readings(app.database, refs, filters, day, app.rules)
    if as_json:
        write_json(app.out, map(_as_json, doubts), indent=app.width is not None)
    elif as_csv:
        write_csv(app.out, words.REVIEW_COLUMNS, map(_row, doubts))
    elif doubts:
        columns = [
            Column(title, weight=weight, wrap=weight > 0)
            for title, weight in zip(words.REVIEW_COLUMNS, (0, 2, 3, 2, 4), strict=True)
        ]
        write_table(app.out, columns, map(_row, doubts), width=app.width, color=app.color)
    told = words.review_count(len(doubts), doubts.total)
    app.say(told if doubts else list_words.of_chosen(str(told), narrowed=bool(refs) or not filters.is_empty))
    if refs:
        several = (doubtful.task for doubtful in doubts if len(doubtful.task.doubts) > 1)
        app.say(
            *(words.doubts_one_by_one(f"{t.plan}/{t.ref}", list(map(sentence_of_words, t.doubts))) for t in several)
        )
    unlinked = list_unlinked_rows(app.database, filters, day, app.rules, refs)
    proposed = first_rows([row for row in unlinked if row.candidates], filters.limit)
    if proposed:
        app.out.flush()
        app.say(*map(_proposal, proposed), remedy_words.proposed_in_review(len(proposed), proposed.total))


def _proposal(row: UnlinkedRow) -> str:
    told = [remedy_words.perhaps_from(found.ref, found.task.title, found.reasons) for found in row.candidates]
    return remedy_words.proposed_for_row(f"{row.task.plan}/{row.task.ref}", told)


def _row(doubt: DoubtfulTask) -> tuple[str, ...]:
    task = doubt.task
    printed = words.review_printed(task.deadline_text, task.result_text)
    return (f"{task.plan}/{task.ref}", task.title, printed, describe_reading(task), " ".join(doubt.reasons))


def _as_json(doubt: DoubtfulTask) -> dict[str, Any]:
    return task_as_json(doubt.task) | {"reasons": list(doubt.reasons)}
