"""Word 97–2003 documents (.doc) → Grid, by way of LibreOffice where it is installed."""

from __future__ import annotations

import subprocess

from cchc_tasks.errors import UnreadableFileError, problem
from cchc_tasks.files.limits import MAX_FILE_BYTES
from cchc_tasks.files.office_suite import TIME_LIMIT_SECONDS, convert, find_program
from cchc_tasks.model.grid import Grid, Remark


def read_grids(data: bytes) -> tuple[Grid, ...]:
    """Return the one grid of a .doc file.

    Raises UnreadableFileError where LibreOffice is not installed, cannot read the file, or takes too long.
    """
    program = find_program()
    if program is None:
        raise UnreadableFileError(problem("word_file.old_word_file"))
    converted = convert_to_docx(data, program)
    from cchc_tasks.files import docx_reader

    (grid,) = docx_reader.read_grids(converted)
    return (Grid(grid.rows, grid.name, (Remark(problem("word_file.converted")), *grid.remarks)),)


def convert_to_docx(data: bytes, program: str, seconds: float = TIME_LIMIT_SECONDS) -> bytes:
    """Return a .doc file's bytes as those of a .docx file; raises UnreadableFileError."""
    try:
        made = convert(data, "doc", "docx:Office Open XML Text", program, seconds, MAX_FILE_BYTES)
    except OSError:
        raise UnreadableFileError(problem("word_file.old_word_file")) from None
    except subprocess.TimeoutExpired:
        raise UnreadableFileError(problem("word_file.conversion_too_slow", seconds=round(seconds))) from None
    if made is None:
        raise UnreadableFileError(problem("word_file.not_converted"))
    return made
