"""The formats of files that are read: content, not the name, tells the format and its reader."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

from cchc_tasks.errors import UnreadableFileError, problem, system_problem
from cchc_tasks.files.archives import open_archive
from cchc_tasks.files.limits import MAX_FILE_BYTES
from cchc_tasks.files.text_reader import read_grids
from cchc_tasks.model.grid import Grid

Reader = Callable[[bytes], tuple[Grid, ...]]


class Format(NamedTuple):
    """A kind of file, how its bytes show it, and its reader (None: refused by name)."""

    kind: str
    matches: Callable[[bytes], bool]
    reader: Reader | None = None


_OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def _reader(module: str) -> Reader:
    """The reader in a module that is loaded when a file needs it: document libraries are slow to load."""
    return lambda data: import_module(f"cchc_tasks.files.{module}_reader").read_grids(data)


def _begins(*marks: bytes) -> Callable[[bytes], bool]:
    return lambda data: data.startswith(marks)


def _holds(part: str) -> Callable[[bytes], bool]:
    """Whether a zip archive has an entry under a folder or name; nothing is unpacked."""
    return lambda data: (
        data.startswith(b"PK\x03\x04") and any(name.startswith(part) for name in open_archive(data).names)
    )


def _opendocument(kind: bytes) -> Callable[[bytes], bool]:
    """Whether a zip archive says what it is: at its head, else in its list of parts."""

    def matches(data: bytes) -> bool:
        if not data.startswith(b"PK\x03\x04"):
            return False
        if b"mimetypeapplication/vnd.oasis.opendocument" in data[:200]:
            return kind in data[:200]
        archive = open_archive(data)
        declared = (archive.read(name) for name in ("mimetype", "META-INF/manifest.xml") if name in archive)
        return "content.xml" in archive and any(kind in part for part in declared)

    return matches


def _ole2(stream: str) -> Callable[[bytes], bool]:
    return lambda data: data.startswith(_OLE2) and stream.encode("utf-16-le") in data


def _head(data: bytes) -> bytes:
    return data[:4096].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()


def _html(data: bytes) -> bool:
    head = _head(data)
    if head.startswith((b"<!doctype html", b"<html", b"<head", b"<body", b"<table")) or b"<html" in head:
        return True
    return head.startswith((b"<meta", b"<style", b"<div", b"<p", b"<center", b"<font", b"<!--")) and b"<td" in data


def _xml(data: bytes) -> bool:
    return _head(data).startswith(b"<?xml") and not _html(data)


#: The first row that matches names the file; text is what no other row claims.
FORMATS: tuple[Format, ...] = (
    Format("docx", _holds("word/"), _reader("docx")),
    Format("xlsb", _holds("xl/workbook.bin")),
    Format("xlsx", _holds("xl/"), _reader("xlsx")),
    Format("odt", _opendocument(b"opendocument.text"), _reader("odt")),
    Format("ods", _opendocument(b"opendocument.spreadsheet"), _reader("ods")),
    Format("zip", _begins(b"PK\x03\x04", b"PK\x05\x06")),
    Format("doc", _ole2("WordDocument"), _reader("doc")),
    Format("xls", _ole2("Workbook"), _reader("xls")),
    Format("xls", _ole2("Book"), _reader("xls")),
    Format("old_office", _begins(_OLE2)),
    Format("pdf", _begins(b"%PDF"), _reader("pdf")),
    Format("rtf", _begins(b"{\\rtf")),
    Format("image", _begins(b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*", b"BM")),
    Format("archive", _begins(b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!", b"BZh")),
    Format("xml", _xml),
    Format("html", _html, _reader("html")),
    Format("mht", lambda data: data[:200].lstrip().lower().startswith(b"mime-version:")),
    Format("text", lambda _: True, read_grids),
)


def read_bytes(path: Path) -> bytes:
    """Return a file's bytes, at most one more than may be read: enough to refuse it. Raises UnreadableFileError."""
    try:
        with path.open("rb") as file:
            return file.read(MAX_FILE_BYTES + 1)
    except OSError as error:
        raise UnreadableFileError(
            problem("read_file.cannot_open", path=str(path), cause=system_problem(error))
        ) from error


def read_grids_from_bytes(data: bytes, name: str) -> tuple[Grid, ...]:
    """Return what a file's bytes hold, a grid for the text or for each sheet; `name` is only for messages.

    Raises UnreadableFileError naming what the file is and the next step.
    """
    if not data:
        raise UnreadableFileError(problem("read_file.empty_file"))
    if len(data) > MAX_FILE_BYTES:
        raise UnreadableFileError(problem("read_file.file_too_large", limit=MAX_FILE_BYTES))
    if data.startswith(_OLE2) and "EncryptedPackage".encode("utf-16-le") in data:
        raise UnreadableFileError(problem("read_file.encrypted_part"))
    found = next(kind for kind in FORMATS if kind.matches(data))
    if found.reader is None:
        raise UnreadableFileError(problem("read_file.refused_format", kind=found.kind, name=name))
    return found.reader(data)
