"""`config`: each setting's value and where it came from."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from cchc_tasks.cli.command import Command
from cchc_tasks.cli.table_output import OutputColumn
from cchc_tasks.database_address import shown_db
from cchc_tasks.days import day
from cchc_tasks.messages import settings_words as words

if TYPE_CHECKING:
    from cchc_tasks.cli.context import CommandContext
    from cchc_tasks.settings import Settings


@click.command("config", cls=Command, help="Cho biết từng giá trị cấu hình và nơi lấy giá trị đó.")
@click.option("--json", "as_json", is_flag=True, help="In JSON.")
@click.pass_obj
def config_command(context: CommandContext, as_json: bool) -> None:
    """Print every setting: name, meaning, value, origin; a database password is never shown."""
    settings = context.settings
    if as_json:
        context.write_json(_as_json(settings))
        return
    columns = [OutputColumn(title, weight=weight) for title, weight in zip(words.COLUMNS, (1, 1, 3, 2), strict=True)]
    columns[0].wrap = False
    context.write_table(columns, _rows(settings))


def _rows(settings: Settings) -> list[tuple[str, str, str, str]]:
    rows = []
    for name, meaning in words.MEANINGS.items():
        origin = settings.origins[name]
        rows.append((name, meaning, _value_text(settings, name), words.origin(origin.kind, origin.where)))
    return rows


def _value_text(settings: Settings, name: str) -> str:
    if name == "config":
        path = settings.config_file
        return path if settings.config_found else words.missing_file(path)
    if name == "db":
        return shown_db(settings.db)
    if name == "alarms":
        return words.alarms(settings.alarms)
    if name == "day_off_corrections":
        return words.day_off_corrections(sorted(settings.day_off_corrections.items()))
    if name in ("office", "report_periods", "scoring"):
        return _table_text(settings, name)
    if name == "actor" and settings.actor is None and settings.origins[name].kind == "account":
        return words.ASKED_OF_SERVER
    if name == "today" and settings.today is not None:
        return day(settings.today)
    return words.value(name, getattr(settings, name))


def _table_text(settings: Settings, name: str) -> str:
    from cchc_tasks.report_settings import PERIODS, Office, Scoring

    if name == "office":
        return words.office(settings.office or Office())
    if name == "report_periods":
        periods = settings.report_periods or PERIODS
        shown = [(r.name, _month_day(r.first), _month_day(r.last), _month_day(r.due)) for r in periods.rules]
        return words.report_periods(shown, periods.source)
    bands = settings.scoring or Scoring()
    return words.scoring([(f"{rate:f}", f"{points:f}") for rate, points in bands.bands], bands.source)


def _month_day(day: tuple[int, int] | None) -> str:
    return f"{day[1]}/{day[0]}" if day else ""


def _as_json(settings: Settings) -> dict[str, dict[str, object]]:
    values: dict[str, object] = {name: getattr(settings, name, None) for name in words.MEANINGS}
    values |= {
        "config": settings.config_file,
        "db": shown_db(settings.db),
        "today": settings.today and settings.today.isoformat(),
        "alarms": list(settings.alarms),
        "day_off_corrections": {when.isoformat(): kind for when, kind in sorted(settings.day_off_corrections.items())},
        **{name: _table_text(settings, name) for name in ("office", "report_periods", "scoring")},
    }
    return {
        name: {"value": value, "origin": settings.origins[name].kind, "where": settings.origins[name].where or None}
        for name, value in values.items()
    }
