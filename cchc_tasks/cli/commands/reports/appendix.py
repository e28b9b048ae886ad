"""`report appendix`: the plan's table with its results."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from cchc_tasks.cli.act_options import Decorated, option_named
from cchc_tasks.cli.command import Command
from cchc_tasks.cli.commands.reports.common import report_options, requested, template_option
from cchc_tasks.cli.context import App
from cchc_tasks.cli.output_argument import out_argument
from cchc_tasks.model.fields import APPENDIX_FIELDS
from cchc_tasks.reports import words
from cchc_tasks.reports.result_appendix import make_appendix

_ON_REQUEST = {field.name: field.heading for field in APPENDIX_FIELDS if field.appendix and field.appendix.on_request}


def _column_options(command: Decorated) -> Decorated:
    """Add an option for each column that is left out unless it is asked for."""
    for name, heading in reversed(_ON_REQUEST.items()):
        command = click.option(option_named(name), is_flag=True, help=words.help_column(heading))(command)
    return command


@click.command("appendix", cls=Command, help=words.HELP_APPENDIX)
@out_argument()
@_column_options
@template_option
@report_options()
@click.pass_obj
def command(app: App, /, out: Path, **options: Any) -> None:
    """Write the appendix; data quality is checked first and told."""
    columns = [name for name in _ON_REQUEST if options.pop(name)]
    with requested(app, out, options, columns=columns) as request:
        make_appendix(app.database, request)
