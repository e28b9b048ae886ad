"""`tui`: the screen, which plain `cchc-tasks` opens on a terminal, too."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cchc_tasks.cli.act_options import plan_option
from cchc_tasks.cli.command import Command
from cchc_tasks.cli.context import CommandContext
from cchc_tasks.cli.date_input import parse_day, shown_moment
from cchc_tasks.cli.failures import refuse_damaged, state_folder
from cchc_tasks.cli.words import no_terminal
from cchc_tasks.errors import UsageError
from cchc_tasks.model.filters import Filters
from cchc_tasks.storage.database import Database

if TYPE_CHECKING:
    from cchc_tasks.tui.environment import ScreenEnvironment

#: How long a screen waits for another writer before it says so: nobody looks at a still picture for longer.
_PATIENCE = 2.0


def can_show(environ: Mapping[str, str]) -> bool:
    """Return whether there is a terminal that can show the screen."""
    terminal = all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout, sys.stderr))
    return terminal and environ.get("TERM", "dumb" if os.name != "nt" else "") != "dumb"


@click.command("tui", cls=Command, help="Màn hình làm việc: việc quá hạn, vì sao, ghi kết quả, hoàn tác.")
@click.option("--read-only", is_flag=True, help="Chỉ xem, không ghi gì.")
@click.option("--ascii", "ascii_signs", is_flag=True, help="Ký hiệu chỉ bằng ASCII, cho cửa sổ thiếu phông.")
@plan_option
@click.pass_obj
def screen_command(context: CommandContext, /, read_only: bool, ascii_signs: bool, plan: str) -> None:
    """Open the screen on a terminal that can show it."""
    if not can_show(context.environ):
        raise UsageError(*no_terminal())
    # With the Kitty protocol several terminals drop or double what an input method commits.
    os.environ.setdefault("TEXTUAL_DISABLE_KITTY_KEY", "1")
    from cchc_tasks.tui.app import TasksApp

    with context.database.reading():  # an error is raised here, where it can still be printed
        pass
    if not (read_only or context.database.is_sqlite):
        read_only = _may_only_read(context)
    if plan:  # what was remembered may be gone, what was asked for must be there
        from cchc_tasks.tracking.screen_list import list_ids

        list_ids(context.database, Filters(plan=plan), context.today, context.rules)
    context.database.patience = _PATIENCE
    screen = TasksApp(screen_environment(context), plan=plan, read_only=read_only, ascii_signs=ascii_signs)
    try:
        screen.run()
    except OSError:
        if not screen.return_code:  # the terminal is gone: there is nothing left to restore
            raise
    if screen.failure is not None:
        refuse_damaged(context.database)
        raise screen.failure
    if screen.return_code:
        context.exit(screen.return_code)


def _may_only_read(context: CommandContext) -> bool:
    """Return whether the account of a server may only read, and say so before the screen opens."""
    from cchc_tasks.office.access_grants import may_only_read
    from cchc_tasks.office.words import opened_read_only

    login = may_only_read(context.database)
    if login:
        context.say(opened_read_only(login))
    return bool(login)


def screen_environment(context: CommandContext) -> ScreenEnvironment:
    """Return what the screen needs of the settings, the clock and the database."""
    from cchc_tasks.tui.environment import ScreenEnvironment

    return ScreenEnvironment(
        database=context.database,
        today=lambda: context.today,
        clock=lambda: f"{context.now:%H:%M}",
        act=context.act,
        rules=context.rules,
        rates=context.rates,
        frame=context.frame,
        alarms=context.settings.alarms,
        is_day_off=context.is_day_off,
        parse_day=_day_in_plan,
        shown_moment=shown_moment,
        output=lambda overwrite: context.output(overwrite=overwrite),
        state_folder=state_folder(context.environ),
        files_folder=Path.cwd(),
    )


def _day_in_plan(database: Database, text: str, code: str) -> date:
    """The day that was typed; one without a year is in the plan's, and is shown with it in the answer."""
    found = parse_day(text)
    if found is None:
        from cchc_tasks.plans.plan_lookup import list_plans

        years = {year for p in list_plans(database) if p.code == code for year in (p.first.year, p.last.year)}
        found = parse_day(text, years.pop()) if len(years) == 1 else None
    if found is None:
        from cchc_tasks.cli.date_input_words import year_wanted

        raise UsageError(*year_wanted(text, []))
    return found
