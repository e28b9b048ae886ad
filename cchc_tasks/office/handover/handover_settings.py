"""The settings that whoever takes over goes on with: what the office has settled, not what belonged to one person."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path

from cchc_tasks.database_address import shown_db
from cchc_tasks.office.handover import words
from cchc_tasks.settings import FILE_NAMES
from cchc_tasks.toml_text import toml_lines, toml_string

#: What holds for one person or one machine: handed over as a comment, to be typed anew.
_PERSONAL = ("actor", "db", "backup_dir")


def config_text(config_file: str, organisation: str, day: str) -> str:
    """Return the text of a config.toml made from the one of this user, which was read before and is sound.

    Names that mean nothing to the program are left out, whatever they hold; no password goes along.
    """
    values = _values_of(Path(config_file))
    kept = {name: values[name] for name in FILE_NAMES if name in values and name not in _PERSONAL}
    if organisation:
        kept["org"] = organisation
    lines = [f"# {line}" for line in words.config_head(day)]
    lines += [f"# {name} = {toml_string(shown)}  # {why}" for name, shown, why in _personal(values)]
    return "\n".join([*lines, "", *toml_lines(kept)]).rstrip() + "\n"


def _personal(values: Mapping[str, object]) -> list[tuple[str, str, str]]:
    found = [("actor", words.OWN_NAME, words.WHY_ACTOR)]
    if isinstance(values.get("db"), str):
        found.append(("db", shown_db(str(values["db"])), words.WHY_DB))
    found.append(("backup_dir", str(values.get("backup_dir", words.OTHER_DISK)), words.WHY_BACKUP_DIR))
    return found


def _values_of(path: Path) -> dict[str, object]:
    if not path.is_file():
        return {}
    return tomllib.loads(path.read_text(encoding="utf-8-sig"))
