"""`link`: remediation rows and the tasks of earlier plans that they come from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import click

from cchc_tasks.cli.act_options import act_options, answer, take_act_request, take_day
from cchc_tasks.cli.command import Command, csv_option
from cchc_tasks.cli.completion_values import complete_refs
from cchc_tasks.cli.context import App
from cchc_tasks.cli.table_output import Column, write_csv, write_json, write_table
from cchc_tasks.model.filters import Filters
from cchc_tasks.plans import remedy_words as words
from cchc_tasks.plans.act_context import ActRequest
from cchc_tasks.plans.remedy_links import LinkRequest, link_tasks
from cchc_tasks.plans.remedy_proposals import UnlinkedRow, list_unlinked_rows
from cchc_tasks.tracking.views import task_as_json


@click.command("link", cls=Command, help=words.HELP)
@click.argument("refs", nargs=-1, metavar="[REF…]", shell_complete=complete_refs)
@click.option("--from", "sources", multiple=True, metavar="OLD", shell_complete=complete_refs, help=words.HELP_FROM)
@click.option(
    "--not-from", "denied", multiple=True, metavar="OLD", shell_complete=complete_refs, help=words.HELP_NOT_FROM
)
@click.option(
    "--accept", is_flag=True, help="Nối các dòng này theo đề xuất; dòng có nhiều đề xuất thì chọn bằng --from."
)
@csv_option
@act_options
@click.pass_obj
def command(app: App, /, as_json: bool, as_csv: bool, **options: Any) -> None:
    """Record links, or print what is proposed where none is named."""
    request = take_act_request(app, options)
    on = take_day(app, options, request)
    link = LinkRequest(on=on, **options)
    if link.accept or link.sources or link.denied:
        answer(app, link_tasks(app.database, request, link), as_json=as_json)
        return
    _print_proposals(app, request, as_json=as_json, as_csv=as_csv)


def _print_proposals(app: App, request: ActRequest, *, as_json: bool, as_csv: bool) -> None:
    unlinked = list_unlinked_rows(app.database, Filters(plan=request.plan), app.today, app.rules, request.refs)
    proposed = [row for row in unlinked if row.candidates]
    if as_json:
        write_json(app.out, map(_as_json, unlinked), indent=app.width is not None)
        return
    if as_csv:
        write_csv(app.out, words.COLUMNS, _rows(unlinked))
    elif proposed:
        weights = (0, 3, 0, 3, 2)
        columns = [
            Column(title, weight=weight, wrap=weight > 0) for title, weight in zip(words.COLUMNS, weights, strict=True)
        ]
        write_table(app.out, columns, _rows(proposed), width=app.width, color=app.color)
    app.out.flush()
    app.say(words.proposed_count(len(proposed), len(unlinked)))


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
