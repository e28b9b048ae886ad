"""Text files → Grid: OCR pages, pipe tables, delimited text."""

from __future__ import annotations

from cchc_tasks.errors import UnreadableFileError, problem
from cchc_tasks.files import delimited, pipe_tables
from cchc_tasks.files.encodings import decode_text
from cchc_tasks.files.limits import check_limits
from cchc_tasks.model.grid import Grid


def read_grids(data: bytes) -> tuple[Grid, ...]:
    """Return the one grid of a text file's bytes; rows are numbered by lines of the file.

    Raises UnreadableFileError where the bytes are no text, the text is blank or its quotes are not closed.
    """
    text, remarks = decode_text(data)
    if not text.strip():
        raise UnreadableFileError(problem("read_file.blank_file"))
    if pipe_tables.has_pipe_table(text):
        return (Grid(check_limits(pipe_tables.read_rows(text)), remarks=remarks),)
    rows, repairs = delimited.read_rows(text)
    return (Grid(check_limits(rows), remarks=(*remarks, *repairs)),)
