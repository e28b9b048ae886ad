"""Office files as packages (zip): the same contents give the same bytes, and each says which program wrote it.

Every program that saves a .docx or .xlsx puts its own name where a file tells its application (docProps/app.xml,
ECMA-376 part 1, 22.2): the name there, and not that of the file, says whose it is.
"""

from __future__ import annotations

import io
import lzma
import re
import zipfile
import zlib
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import BinaryIO

from cchc_tasks.files.document import Document

_STAMP = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(?=</dcterms:)")
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)
_OWNER_ONLY = 0o100600 << 16


def make_dated_docx(document: Document, day: date) -> bytes:
    """Return a document as a .docx file, made on the day as far as the file tells."""
    from cchc_tasks.files.docx_writer import make_docx

    return _without_moments(make_docx(document), day)


def make_dated_xlsx(document: Document, day: date) -> bytes:
    """Return a document as a workbook, made on the day as far as the file tells."""
    from cchc_tasks.files.xlsx_writer import write_xlsx

    made = io.BytesIO()
    write_xlsx(document, made)
    return _without_moments(made.getvalue(), day)


def write_archive(file: BinaryIO, parts: Iterable[tuple[str, BinaryIO]], day: date) -> None:
    """Write named files into an archive in their order, each dated on the day and for its owner's eyes only."""
    moment = max((day.year, day.month, day.day, 0, 0, 0), _FIRST_DAY)  # an archive knows no earlier day
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts:
            with archive.open(_entry(name, moment), "w", force_zip64=True) as part:
                while block := content.read(1 << 20):
                    part.write(block)


def _entry(name: str, moment: tuple[int, int, int, int, int, int]) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, moment)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.create_system = 3  # Unix: whatever the machine, the same bytes
    entry.external_attr = _OWNER_ONLY
    return entry


def _without_moments(data: bytes, day: date) -> bytes:
    fixed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(fixed, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "docProps/core.xml":
                content = _STAMP.sub(rb"\g<1>" + day.isoformat().encode() + b"T00:00:00Z", content)
            new.writestr(_entry(name, _FIRST_DAY), content)
    return fixed.getvalue()


_PART = "docProps/app.xml"
#: Ours has 200 bytes; nobody else's is read to its end.
_LONGEST = 4096
_PROPERTIES = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    "<Application>cchc-tasks {origin}</Application></Properties>"
)


def mark_origin(data: bytes, origin: str) -> bytes:
    """Return an office file that says of itself what it was written as; `origin` is of letters, digits, blanks."""
    marked = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(marked, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            new.writestr(
                entry, _properties(origin) if entry.filename == _PART else old.read(entry), zipfile.ZIP_DEFLATED
            )
    return marked.getvalue()


def has_origin(file: Path, origin: str) -> bool:
    """Whether a file was written as that and by nobody else since; False for whatever cannot be read so."""
    try:
        if file.is_symlink() or not file.is_file():
            return False
        with zipfile.ZipFile(file) as archive:
            entry = archive.getinfo(_PART)
            return entry.file_size <= _LONGEST and archive.read(entry) == _properties(origin)
    except (OSError, EOFError, KeyError, RuntimeError, ValueError, zipfile.BadZipFile, zlib.error, lzma.LZMAError):
        return False


def _properties(origin: str) -> bytes:
    return _PROPERTIES.format(origin=origin).encode()
