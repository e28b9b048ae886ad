"""`report appendix`: the plan's table with its results."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from cchc_tasks.cli.app import App
from cchc_tasks.cli.commands import Command
from cchc_tasks.cli.reports.common import out_argument, report_options, requested, template_option
from cchc_tasks.services.reports.appendix import make_appendix
from cchc_tasks.wording import report_commands as words


@click.command("appendix", cls=Command, help=words.HELP_APPENDIX)
@out_argument
@click.option("--difficulty", is_flag=True, help=words.HELP_DIFFICULTY)
@click.option("--proposal", is_flag=True, help=words.HELP_PROPOSAL)
@template_option
@report_options
@click.pass_obj
def command(app: App, /, out: Path, difficulty: bool, proposal: bool, **options: Any) -> None:
    """Write the appendix; data quality is checked first and told."""
    with requested(app, out, options, difficulty=difficulty, proposal=proposal) as request:
        make_appendix(app.database, request)
