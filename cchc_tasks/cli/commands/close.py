"""`close`: the results of ongoing work are confirmed (chốt kết quả nhiệm vụ thường xuyên)."""

from __future__ import annotations

from typing import Any

import click

from cchc_tasks.cli.act_options import answer, evidence_option, on_option, seq_option, take_day
from cchc_tasks.cli.command import Command, csv_option, filter_options, json_option, take_filters, take_plan_only
from cchc_tasks.cli.commands import closing_words as words
from cchc_tasks.cli.completion_values import complete_refs
from cchc_tasks.cli.context import App
from cchc_tasks.cli.table_output import Column, write_csv, write_json, write_table
from cchc_tasks.days import day as shown
from cchc_tasks.days import day_in_sentence
from cchc_tasks.errors import UsageError
from cchc_tasks.messages import list_words
from cchc_tasks.model.acts import Update, texts_apart
from cchc_tasks.model.status import Kind, Status
from cchc_tasks.model.task import Task
from cchc_tasks.plans.act_context import ActRequest
from cchc_tasks.plans.plan_lookup import list_open_ongoing
from cchc_tasks.tracking.task_updates import close_ongoing
from cchc_tasks.tracking.views import task_as_json


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
def command(app: App, /, refs: tuple[str, ...], **options: Any) -> None:
    """List ongoing work with what it did, or record its results."""
    as_json, as_csv = options.pop("as_json"), options.pop("as_csv")
    if refs:
        request = ActRequest(refs, app.act(), take_plan_only(app, options), app.rules)
        on = take_day(app, options, request)
        update = Update(status=Status.DONE, on=on, ongoing_only=True, **texts_apart(options))
        answer(app, close_ongoing(app.database, request, update), as_json=as_json)
        return
    filters, day = take_filters(app, options)
    if any(value is not None and value != () for value in options.values()):
        raise UsageError(*words.refs_wanted())
    tasks = list_open_ongoing(app.database, filters, day, app.rules)
    if as_json:
        write_json(app.out, map(task_as_json, tasks), indent=app.width is not None)
    elif as_csv:
        write_csv(app.out, words.COLUMNS, map(_row, tasks))
    elif tasks:
        weights = (0, 3, 2, 1, 3, 2)
        columns = [Column(title, weight=w, wrap=w > 0) for title, w in zip(words.COLUMNS, weights, strict=True)]
        write_table(app.out, columns, map(_row, tasks), width=app.width, color=app.color)
    told = words.count(len(tasks), tasks.total, day_in_sentence(day))
    app.say(told if tasks else list_words.of_chosen(told, narrowed=not filters.is_empty))


def _row(task: Task) -> tuple[str, ...]:
    ends = [m.due for m in task.milestones if m.kind is Kind.ONGOING and not m.closed and m.due]
    ended = words.ends(shown(max(ends)), over=max(ends) < task.as_of) if ends else ""
    return (f"{task.plan}/{task.ref}", task.title, task.lead_text, ended, task.result_text, "\n".join(task.evidence))
