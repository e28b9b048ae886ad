"""`report dashboard`: one page for leaders, a file that opens in any browser, prints, and reads on a phone."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import click

from cchc_tasks.cli.app import App
from cchc_tasks.cli.commands import Command, filter_options, take_filters
from cchc_tasks.cli.dates import typed_day
from cchc_tasks.errors import UsageError
from cchc_tasks.model.periods import period_start
from cchc_tasks.wording import dashboard as words
from cchc_tasks.wording.lists import no_plan_yet


@click.command("dashboard", cls=Command, help="Trang cho lãnh đạo: một tệp .html, xem bằng trình duyệt, in A4.")
@click.argument("out", metavar="OUT.html", type=click.Path(path_type=Path))
@filter_options
@click.option("--from", "first", metavar="DATE", help="Ngày đầu kỳ báo cáo (mặc định: kỳ chứa ngày xem).")
@click.option("--to", "last", metavar="DATE", help="Ngày cuối kỳ báo cáo (mặc định: ngày xem).")
@click.option("--days", type=click.IntRange(min=0, max=3660), help="Số ngày nhìn trước (mặc định: 15).")
@click.pass_obj
def command(app: App, /, out: Path, **options: Any) -> None:
    """Write the page; without the library for charts, the tables alone."""
    if out.suffix.lower() not in (".html", ".htm"):
        raise UsageError(*words.wrong_suffix(str(out)))
    from cchc_tasks.outfile import write_file
    from cchc_tasks.reporting.dashboard import has_charts, write_dashboard
    from cchc_tasks.services.dashboard import DashboardRequest, dashboard

    days = options.pop("days")
    ahead = app.settings.due_soon_days if days is None else days
    first, last = (_day(app, options.pop(name), options["plan"]) for name in ("first", "last"))
    if last is not None and options["as_of"] is None:
        # The state at the end of a period that is over; of one that is not, as it is today.
        options["as_of"] = min(last, app.today).isoformat()
    filters, day = take_filters(app, options)
    period = _period(first, last, day)
    shown = dashboard(app.database, DashboardRequest(filters, day, *period, ahead, app.rules, app.rates))
    write_file(out, lambda file: write_dashboard(file, shown))
    app.say(words.written(str(out), len(shown.tasks), day))
    if not shown.plans:
        app.say(no_plan_yet())
    if not has_charts():
        app.say(words.charts_missing_hint())


def _day(app: App, text: str | None, plan: str) -> date | None:
    return typed_day(app, text, plan) if text else None


def _period(first: date | None, last: date | None, day: date) -> tuple[date, date]:
    """The reporting period: what was asked for, else from the beginning of the one that the last day lies in."""
    ends = last or day
    begins = first or period_start(min(ends, day))
    if begins > ends:
        raise UsageError(*words.period_backwards(begins, ends))
    return begins, ends
