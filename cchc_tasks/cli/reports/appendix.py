"""`report appendix`: the plan's table with its results."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from cchc_tasks.cli.app import App
from cchc_tasks.cli.commands import Command
from cchc_tasks.cli.reports.checking import check_before
from cchc_tasks.cli.reports.common import out_argument, read_template, report_options, take_frame, template_option
from cchc_tasks.model.tasks import Task
from cchc_tasks.reporting.writing import kind_of, write_document
from cchc_tasks.services.reports.appendix import Wanted, result_appendix
from cchc_tasks.wording import report_commands as words
from cchc_tasks.wording.days import day_in_sentence


@click.command("appendix", cls=Command, help=words.HELP_APPENDIX)
@out_argument
@click.option("--difficulty", is_flag=True, help=words.HELP_DIFFICULTY)
@click.option("--proposal", is_flag=True, help=words.HELP_PROPOSAL)
@template_option
@report_options
@click.pass_obj
def command(app: App, /, out: Path, difficulty: bool, proposal: bool, template: Path | None, **options: Any) -> None:
    """Write the appendix; data quality is checked first and told."""
    kind_of(out)
    strict = options.pop("strict")
    filters, frame = take_frame(app, options)
    check_before(app, filters, frame, out, strict=strict)
    written = 0
    with app.progress() as progress:

        def count(_: Task) -> None:
            nonlocal written
            written += 1
            progress.show(words.WRITING, written)

        wanted = Wanted(difficulty, proposal, count)
        with result_appendix(app.database, filters, frame, wanted) as document:
            write_document(document, out, read_template(template))
    app.say(words.written(str(out), written, day_in_sentence(frame.as_of)))
