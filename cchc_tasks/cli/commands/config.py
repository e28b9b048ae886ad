"""`config`: each setting's value and where it came from."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from cchc_tasks.cli.command import Command
from cchc_tasks.cli.table_output import Column, write_json, write_table
from cchc_tasks.database_address import shown_db
from cchc_tasks.days import day
from cchc_tasks.messages import settings_words as wording

if TYPE_CHECKING:
    from typing import Protocol, TextIO

    from cchc_tasks.settings import Settings

    class Context(Protocol):
        """What this command needs of the command line's context object."""

        settings: Settings
        out: TextIO
        color: bool
        width: int | None


@click.command("config", cls=Command, help=wording.HELP)
@click.option("--json", "as_json", is_flag=True, help=wording.HELP_JSON)
@click.pass_obj
def command(context: Context, as_json: bool) -> None:
    """Print every setting: name, meaning, value, origin; a database password is never shown."""
    settings = context.settings
    if as_json:
        write_json(context.out, _as_json(settings), indent=context.width is not None)
        return
    columns = [Column(title, weight=weight) for title, weight in zip(wording.COLUMNS, (1, 1, 3, 2), strict=True)]
    columns[0].wrap = False
    write_table(context.out, columns, _rows(settings), width=context.width, color=context.color)


def _rows(settings: Settings) -> list[tuple[str, str, str, str]]:
    rows = []
    for name, meaning in wording.MEANINGS.items():
        origin = settings.origins[name]
        rows.append((name, meaning, _shown(settings, name), wording.origin(origin.kind, origin.where)))
    return rows


def _shown(settings: Settings, name: str) -> str:
    if name == "config":
        path = settings.config_file
        return path if settings.config_found else wording.missing_file(path)
    if name == "db":
        return shown_db(settings.db)
    if name == "alarms":
        return wording.alarms(settings.alarms)
    if name == "day_off_corrections":
        return wording.day_off_corrections(sorted(settings.day_off_corrections.items()))
    if name in ("office", "report_periods", "scoring"):
        return _shown_table(settings, name)
    if name == "actor" and settings.actor is None and settings.origins[name].kind == "account":
        return wording.ASKED_OF_SERVER
    if name == "today" and settings.today is not None:
        return day(settings.today)
    return wording.value(name, getattr(settings, name))


def _shown_table(settings: Settings, name: str) -> str:
    from cchc_tasks.report_settings import PERIODS, Office, Scoring

    if name == "office":
        return wording.office(settings.office or Office())
    if name == "report_periods":
        periods = settings.report_periods or PERIODS
        shown = [(r.name, _month_day(r.first), _month_day(r.last), _month_day(r.due)) for r in periods.rules]
        return wording.report_periods(shown, periods.source)
    bands = settings.scoring or Scoring()
    return wording.scoring([(f"{rate:f}", f"{points:f}") for rate, points in bands.bands], bands.source)


def _month_day(day: tuple[int, int] | None) -> str:
    return f"{day[1]}/{day[0]}" if day else ""


def _as_json(settings: Settings) -> dict[str, dict[str, object]]:
    values: dict[str, object] = {name: getattr(settings, name, None) for name in wording.MEANINGS}
    values |= {
        "config": settings.config_file,
        "db": shown_db(settings.db),
        "today": settings.today and settings.today.isoformat(),
        "alarms": list(settings.alarms),
        "day_off_corrections": {when.isoformat(): kind for when, kind in sorted(settings.day_off_corrections.items())},
        **{name: _shown_table(settings, name) for name in ("office", "report_periods", "scoring")},
    }
    return {
        name: {"value": value, "origin": settings.origins[name].kind, "where": settings.origins[name].where or None}
        for name, value in values.items()
    }
