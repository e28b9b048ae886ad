"""Which office files are still as this program wrote them: whoever saves one in another program makes it their own.

Every program that saves a .docx or .xlsx puts its own name where a file tells its application (docProps/app.xml,
ECMA-376 part 1, 22.2): the name there, and not that of the file, says whose it is.
"""

from __future__ import annotations

import io
import lzma
import zipfile
import zlib
from pathlib import Path

_PART = "docProps/app.xml"
#: Ours has 200 bytes; nobody else's is read to its end.
_LONGEST = 4096
_PROPERTIES = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    "<Application>cchc-tasks {origin}</Application></Properties>"
)


def with_origin(data: bytes, origin: str) -> bytes:
    """Return an office file that says of itself what it was written as; `origin` is of letters, digits, blanks."""
    told = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(told, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            new.writestr(entry, _told(origin) if entry.filename == _PART else old.read(entry), zipfile.ZIP_DEFLATED)
    return told.getvalue()


def has_origin(file: Path, origin: str) -> bool:
    """Whether a file was written as that and by nobody else since; False for whatever cannot be read so."""
    try:
        if file.is_symlink() or not file.is_file():
            return False
        with zipfile.ZipFile(file) as archive:
            entry = archive.getinfo(_PART)
            return entry.file_size <= _LONGEST and archive.read(entry) == _told(origin)
    except (OSError, EOFError, KeyError, RuntimeError, ValueError, zipfile.BadZipFile, zlib.error, lzma.LZMAError):
        return False


def _told(origin: str) -> bytes:
    return _PROPERTIES.format(origin=origin).encode()
