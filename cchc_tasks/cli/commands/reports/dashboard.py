"""`report dashboard`: one page for leaders, a file that opens in any browser, prints, and reads on a phone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from cchc_tasks.cli.command import Command, units_option
from cchc_tasks.cli.commands.reports.common import report_options, requested
from cchc_tasks.cli.context import App
from cchc_tasks.cli.output_argument import out_argument
from cchc_tasks.reports.dashboard import words
from cchc_tasks.reports.dashboard.dashboard_report import make_dashboard


@click.command("dashboard", cls=Command, help=words.HELP)
@out_argument()
@click.option("--days", type=click.IntRange(min=0, max=3660), help=words.HELP_DAYS)
@units_option
@report_options()
@click.pass_obj
def command(app: App, /, out: Path, days: int | None, **options: Any) -> None:
    """Write the page; data quality is checked first and told, and without the library for charts tables alone."""
    ahead = app.settings.due_soon_days if days is None else days
    with requested(app, out, options, days_ahead=ahead) as request:
        make_dashboard(app.database, request)
