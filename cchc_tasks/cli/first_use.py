"""The two questions of the first use, before there is a configuration file: the person's name and the data's place.

Loaded only then. Nothing is written before every question is answered.
"""

from __future__ import annotations

import os
import re
import sys
import tempfile
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cchc_tasks.cli import first_use_words as words
from cchc_tasks.database_address import shown_db
from cchc_tasks.errors import AppError
from cchc_tasks.messages.problem_messages import explanation_of
from cchc_tasks.messages.system_words import system_cause
from cchc_tasks.sentences import Words
from cchc_tasks.settings import SettingOrigin, typed_place
from cchc_tasks.storage.backup_files import refuse_other_kind
from cchc_tasks.storage.connection import refuse_network_drive
from cchc_tasks.storage.database import Database
from cchc_tasks.text import nfc, squeeze
from cchc_tasks.text_cells import clean
from cchc_tasks.toml_text import toml_string

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cchc_tasks.cli.context import CommandContext

#: What arrow keys leave in a line that knows no editing.
_KEYS = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|O.)")


def ask_first_settings(context: CommandContext) -> None:
    """Ask for what no setting says, use the answers in this run and write them down for the next ones.

    Asks nothing where the person was named by --actor or CCHC_TASKS_ACTOR: a login name is only what Enter answers.
    """
    settings = context.settings
    named = settings.origins["actor"]
    if named.kind == "option" or named.where == "CCHC_TASKS_ACTOR":
        return
    context.say(words.WELCOME)
    answers = {"actor": _ask_name(context)}
    if settings.origins["db"].kind == "default" and not Path(settings.db).exists():
        answers["db"] = _ask_place(context)
    is_written = _write_settings(context, answers)
    for name, value in answers.items():
        setattr(settings, name, value)
        settings.origins[name] = SettingOrigin("file", settings.config_file) if is_written else SettingOrigin("default")
    settings.config_found = is_written
    context.database.location = settings.db


def _ask(context: CommandContext, text: str, default: str) -> str:
    """Return what was typed, the default for Enter alone; raises click.Abort where nobody answers any more."""
    context.err.write(words.question(text, clean(default)))
    context.err.flush()
    try:
        typed = sys.stdin.readline()
    except KeyboardInterrupt:
        typed = ""
    if not typed:
        context.err.write("\n")
        raise click.Abort
    return typed.rstrip("\r\n") or default


def _ask_name(context: CommandContext) -> str:
    while True:
        name = _readable(_ask(context, words.NAME, context.settings.actor or ""))
        if name and "\ufffd" not in name:
            return name
        context.say(*words.name_wanted())


def _readable(typed: str) -> str:
    """Return a name on one line, composed, without characters that no name has."""
    letters = (letter for letter in _KEYS.sub("", typed) if letter.isspace() or unicodedata.category(letter)[0] != "C")
    return squeeze(nfc("".join(letters)))


def _ask_place(context: CommandContext) -> str:
    while True:
        typed = _KEYS.sub("", _ask(context, words.PLACE, context.settings.db)).strip()
        place = typed_place(typed, context.environ)
        try:
            problem = _problem_of(place)
        except AppError as error:
            problem = explanation_of(error)
        if not problem:
            return place
        context.say(*problem)


def _problem_of(place: str) -> tuple[Words, Words] | None:
    """Return why the data cannot lie there, None where it can; raises AppError for what the storage refuses."""
    if not Database(place).is_sqlite:
        return words.holds_a_password() if shown_db(place) != place else None
    refuse_network_drive(place)
    path = Path(place)
    refuse_other_kind(path)
    if path.exists() and not path.is_file():
        return words.no_file(place)
    folder = next(parent for parent in path.parents if parent.exists())
    if not folder.is_dir() or not os.access(folder, os.W_OK | os.X_OK):
        return words.cannot_write(str(folder))
    return None


def _write_settings(context: CommandContext, answers: Mapping[str, str]) -> bool:
    """Write the answers to the configuration file and say so; return whether that was done."""
    path = context.settings.config_file
    lines = [f"# {words.FILE_COMMENT}", *(f"{name} = {toml_string(value)}" for name, value in answers.items())]
    try:
        _write_new(Path(path), ("\n".join(lines) + "\n").encode())
    except UnicodeEncodeError:  # a path in an encoding that TOML does not know
        context.say(words.not_written(path, words.ODD_PATH))
    except OSError as error:
        taken = isinstance(error, FileExistsError) and os.path.lexists(path)
        context.say(words.written_by_another(path) if taken else words.not_written(path, system_cause(error)))
    else:
        context.say(words.written(path))
        return True
    return False


def _write_new(path: Path, content: bytes) -> None:
    """Write a file that only its owner may read: all of it or nothing, and never over another one.

    Raises FileExistsError where there is one, OSError.
    """
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    written = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        _claim_name(written, path, content)
    finally:
        written.unlink(missing_ok=True)


def _claim_name(written: Path, path: Path, content: bytes) -> None:
    """Give a written file its name; raises FileExistsError where another file has it."""
    try:
        if os.name == "nt":
            written.rename(path)  # which refuses to replace a file there, and there only
        else:
            path.hardlink_to(written)
    except FileExistsError:
        raise
    except OSError:  # a file system without hard links
        with os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
            file.write(content)
