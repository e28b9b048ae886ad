"""Writes values as TOML text that people can read and change."""

from __future__ import annotations

import re
from collections.abc import Mapping

_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")


def toml_string(text: str) -> str:
    """Return a basic string of TOML: quotes and backslashes escaped, and whatever no editor would show."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    shown = (
        letter if letter.isprintable() or "\ud800" <= letter <= "\udfff" else f"\\U{ord(letter):08X}"
        for letter in escaped
    )
    return '"' + "".join(shown) + '"'


def toml_value(value: object) -> str:
    """Return a value that TOML itself gave as text on one line; a table is written inline."""
    if isinstance(value, str):
        return toml_string(value)
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        return f"[{', '.join(map(toml_value, value))}]"
    if isinstance(value, Mapping):
        pairs = ", ".join(f"{_key(name)} = {toml_value(inner)}" for name, inner in value.items())
        return f"{{ {pairs} }}" if pairs else "{}"
    return str(value)  # numbers and days


def toml_lines(values: Mapping[str, object]) -> list[str]:
    """Return the lines of a file: a line for each value, then each table under its heading."""
    lines = [f"{_key(name)} = {toml_value(value)}" for name, value in values.items() if not isinstance(value, Mapping)]
    for name, table in values.items():
        if isinstance(table, Mapping):
            lines += ["", f"[{_key(name)}]"]
            lines += [f"{_key(inner)} = {toml_value(value)}" for inner, value in table.items()]
    return lines


def _key(name: str) -> str:
    return name if _BARE_KEY.fullmatch(name) else toml_string(name)
