"""What went wrong, for the person: click's complaints in Vietnamese, and a log of what nobody foresaw."""

from __future__ import annotations

import os
import tempfile
import traceback
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import click

from cchc_tasks.wording import cli as words


def explain_click(error: click.ClickException) -> tuple[str, str]:
    """Return message and hint for wrong usage that click noticed."""
    if isinstance(error, click.NoSuchOption):
        return words.no_such_option(error.option_name, error.possibilities or ())
    if isinstance(error, click.MissingParameter):
        return words.missing(_name(error.param))
    if isinstance(error, click.BadParameter):
        choices = getattr(getattr(error.param, "type", None), "choices", None)
        detail = f"chọn một trong {', '.join(choices)}." if choices else error.message
        return words.bad_value(_name(error.param), detail)
    return words.wrong_usage(error.format_message())


def _name(parameter: click.Parameter | None) -> str:
    if parameter is None:
        return ""
    return (
        parameter.opts[-1]
        if parameter.param_type_name == "option"
        else (parameter.metavar or parameter.name or "").upper()
    )


def log_bug(error: BaseException, environ: Mapping[str, str]) -> str:
    """Write the traceback to a file of its own and return its path, empty where none can be written."""
    folder = Path(environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state") / "cchc-tasks"
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
