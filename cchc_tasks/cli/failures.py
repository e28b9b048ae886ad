"""Failures as a person reads them: click's errors in Vietnamese, a damaged database, a log of unexpected errors."""

from __future__ import annotations

import os
import tempfile
import traceback
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cchc_tasks.cli import words
from cchc_tasks.errors import DatabaseError

if TYPE_CHECKING:
    from cchc_tasks.storage.database import Database


def explain_click(error: click.ClickException) -> tuple[str, str]:
    """Return message and hint for wrong usage that click noticed."""
    if isinstance(error, click.NoSuchOption):
        return words.no_such_option(error.option_name, error.possibilities or ())
    if isinstance(error, click.MissingParameter):
        return words.missing(_parameter_name(error.param))
    if isinstance(error, click.BadOptionUsage):
        return words.value_wanted(error.option_name)
    if isinstance(error, click.BadParameter):
        return words.bad_value(_parameter_name(error.param), _accepted_values(error.param))
    if isinstance(error, click.UsageError) and "unexpected extra" in error.message:
        return words.too_many_words()
    return words.wrong_usage()


def _accepted_values(parameter: click.Parameter | None) -> str:
    """Return which values a parameter takes, as a sentence; empty where any text will do."""
    kind = parameter.type if parameter else None
    if isinstance(kind, click.Choice):
        return words.one_of([str(choice) for choice in kind.choices])
    if isinstance(kind, click.IntRange):
        return words.whole_number(kind.min, kind.max)
    return ""


def _parameter_name(parameter: click.Parameter | None) -> str:
    if parameter is None:
        return ""
    return (
        parameter.opts[-1]
        if parameter.param_type_name == "option"
        else (parameter.metavar or parameter.name or "").upper()
    )


def refuse_damaged(database: Database) -> None:
    """Raise DatabaseError where something failed because the database holds what the program never wrote."""
    from cchc_tasks.messages import database_words
    from cchc_tasks.office.health import is_damaged

    if is_damaged(database):
        raise DatabaseError(*database_words.damaged(database.shown_location, database_words.UNREADABLE_VALUE))


def state_folder(environ: Mapping[str, str]) -> Path:
    """Return the user's folder for what the program keeps of its own, without making it."""
    return Path(environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state") / "cchc-tasks"


def log_bug(error: BaseException, environ: Mapping[str, str]) -> str:
    """Write the traceback to a file of its own and return its path, empty where none can be written."""
    folder = state_folder(environ)
    name = f"loi-{datetime.now(UTC):%Y%m%d-%H%M%S}-{os.getpid()}.log"
    for place in (folder, Path(tempfile.gettempdir())):
        try:
            place.mkdir(parents=True, exist_ok=True)
            log = place / name
            log.write_text("".join(traceback.format_exception(error)), encoding="utf-8")
        except OSError:
            continue
        return str(log)
    return ""
