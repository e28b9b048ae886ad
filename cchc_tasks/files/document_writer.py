"""Documents → files: the suffix says the kind, and an older file stays until the new one is complete."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

from cchc_tasks.errors import UsageError, problem
from cchc_tasks.files.document import Document
from cchc_tasks.files.office_packages import mark_origin
from cchc_tasks.files.output import NOTHING_REPLACED, Output

#: What a document can be written as, by the file's suffix.
KINDS = (".docx", ".xlsx", ".pdf", ".html", ".md")


def write_document(
    document: Document,
    path: Path,
    template: bytes | None = None,
    keep: Callable[[], None] = lambda: None,
    output: Output = NOTHING_REPLACED,
) -> None:
    """Write the document where `path` says, as what its suffix says.

    `keep` is called when the whole file is on the disk and before it gets its name: what it raises leaves no file.
    `template` is the office's own .docx, whose head and foot go around the document's blocks (.docx and .pdf). Raises
    UsageError where the file cannot be written, is of no known kind, or needs LibreOffice and there is none, and
    ConflictError for a file that must stay.
    """
    suffix = output.check(path, KINDS)
    if template is not None and suffix not in (".docx", ".pdf"):
        raise UsageError(problem("written_file.template_for_word_only"))
    output.write(path, _writers()[suffix](document, template), keep)


def _writers() -> dict[str, Callable[[Document, bytes | None], Callable[[BinaryIO], None]]]:
    return {".docx": _docx, ".pdf": _pdf, ".xlsx": _xlsx, ".html": _html, ".md": _markdown}


def _docx(document: Document, template: bytes | None) -> Callable[[BinaryIO], None]:
    data = _word_file(document, template)
    if origin := document.properties.get("origin"):
        data = mark_origin(data, origin)
    return lambda file: _write_all(file, data)


def _word_file(document: Document, template: bytes | None) -> bytes:
    if template is not None:
        from cchc_tasks.files.docx_template import fill_template

        return fill_template(document, template)
    from cchc_tasks.files.docx_writer import make_docx

    return make_docx(document)


def _pdf(document: Document, template: bytes | None) -> Callable[[BinaryIO], None]:
    from cchc_tasks.files.office_suite import TIME_LIMIT_SECONDS, convert, find_program

    program = find_program()
    if program is None:
        raise UsageError(problem("written_file.no_office_suite"))
    source = _word_file(document, template)
    # A long table takes its time: about a second for a hundred pages.
    seconds = TIME_LIMIT_SECONDS + len(source) / 10_000
    try:
        made = convert(source, "docx", "pdf:writer_pdf_Export", program, seconds)
    except OSError:
        raise UsageError(problem("written_file.no_office_suite")) from None
    except subprocess.TimeoutExpired:
        raise UsageError(problem("written_file.too_slow", seconds=round(seconds))) from None
    if made is None:
        raise UsageError(problem("written_file.not_converted"))
    return lambda file: _write_all(file, made)


def _xlsx(document: Document, _: bytes | None) -> Callable[[BinaryIO], None]:
    from cchc_tasks.files.xlsx_writer import write_xlsx

    return lambda file: write_xlsx(document, file)


def _html(document: Document, _: bytes | None) -> Callable[[BinaryIO], None]:
    from cchc_tasks.files.html_writer import render_html

    return lambda file: _write_pieces(file, render_html(document))


def _markdown(document: Document, _: bytes | None) -> Callable[[BinaryIO], None]:
    from cchc_tasks.files.markdown_writer import render_markdown

    return lambda file: _write_pieces(file, render_markdown(document))


def _write_all(file: BinaryIO, data: bytes) -> None:
    file.write(data)


def _write_pieces(file: BinaryIO, pieces: Iterator[str]) -> None:
    for piece in pieces:
        file.write(piece.encode("utf-8"))
