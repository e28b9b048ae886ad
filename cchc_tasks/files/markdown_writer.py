"""Documents → .md: paragraphs, and tables with bars, as many editors and viewers show them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cchc_tasks.files.document import Block, Document, Paragraph, Run, Table, TableRow, TwoSides
from cchc_tasks.text_cells import clean

#: What would be read as markup inside a text; a bar would end the cell.
_MARKUP = re.compile(r"([\\`*_|<>\[\]])")
_ENTITY = re.compile(r"&(?=#?\w+;)")
#: What makes a line something else than a paragraph: a heading, a list, a quotation.
_LINE_MARKUP = re.compile(r"^(\s*)(#{1,6}\s|[-+]\s|\d+[.)]\s|>)")


def render_markdown(document: Document) -> Iterator[str]:
    """Yield the file's text piece by piece."""
    for part in document.parts:
        if part.only_in_spreadsheets:
            continue
        for block in part.blocks:
            yield from _pieces(block)


def _pieces(block: Block) -> Iterator[str]:
    if isinstance(block, Paragraph):
        if block.plain.strip():
            mark = "#" * block.level + " " if block.level else ""
            yield f"{mark}{''.join(map(_run, block.runs))}\n\n"
    elif isinstance(block, Table):
        yield _line([_escaped(column.title) for column in block.columns])
        yield _line(["---"] * len(block.columns))
        for row in block.rows:
            yield _line(_cells(row, len(block.columns)))
        yield "\n"
    elif isinstance(block, TwoSides):
        for side in (block.left, block.right):
            for paragraph in side:
                yield from _pieces(paragraph)


def _run(run: Run) -> str:
    text = _escaped(run.text).strip()
    if not text:
        return ""
    before = " " if run.text[:1].isspace() else ""
    after = " " if run.text[-1:].isspace() else ""
    # A hard break is two blanks at a line's end; a line that looks like a list is told from one by a backslash.
    lines = [_LINE_MARKUP.sub(r"\1\\\2", line.strip()) for line in text.split("\n")]
    mark = "**" * run.bold + "*" * run.italic
    return before + "  \n".join(f"{mark}{line}{mark}" if line else "" for line in lines) + after


def _cells(row: TableRow, columns: int) -> list[str]:
    cells = [_escaped(str(value)).strip().replace("\n", "<br>") for value in row.cells]
    if row.is_heading:
        cells = [f"**{cell}**" if cell else "" for cell in cells]
    return cells + [""] * (columns - len(cells))


def _line(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |\n"


def _escaped(text: str) -> str:
    return _MARKUP.sub(r"\\\1", _ENTITY.sub("&amp;", clean(text, keep_breaks=True)))
