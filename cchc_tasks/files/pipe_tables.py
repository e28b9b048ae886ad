"""Markdown with pipe tables → rows."""

from __future__ import annotations

import re

from cchc_tasks.files.markup import make_cell, make_line
from cchc_tasks.model.grid import Row

_RULE_CELL = r"\s*:?-{2,}:?\s*"
_RULE = re.compile(rf"^\s*\|?{_RULE_CELL}(?:\|{_RULE_CELL})+\|?\s*$", re.MULTILINE)
_PIPE = re.compile(r"(?<!\\)\|")


def has_pipe_table(text: str) -> bool:
    """Return whether the text has the line of dashes that stands under a pipe table's header."""
    return _RULE.search(text) is not None


def read_rows(text: str) -> list[Row]:
    """Return the rows of the tables and the lines of running text; escaped pipes stay in their cells."""
    rows: list[Row] = []
    table, in_table = 0, False
    for number, line in enumerate(text.splitlines(), start=1):
        bare = line.strip()
        if not bare or _RULE.match(bare):
            in_table = in_table and bool(bare)
        elif _PIPE.search(bare):
            table += not in_table
            in_table = True
            rows.append(Row(number, tuple(make_cell(cell, markdown=True) for cell in _cells(bare)), table))
        else:
            in_table = False
            rows.append(Row(number, (make_line(line),), table=0))
    return [row for row in rows if not row.is_blank]


def _cells(line: str) -> list[str]:
    cells = _PIPE.split(line)
    if line.startswith("|"):
        cells = cells[1:]
    if len(cells) > 1 and not cells[-1].strip():
        cells = cells[:-1]
    return cells
