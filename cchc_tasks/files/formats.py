"""What a file really is, told from its content and not from its name, and who reads it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

from cchc_tasks.errors import UnreadableFileError
from cchc_tasks.files.archives import open_archive
from cchc_tasks.files.grid import MAX_FILE_BYTES, Grid
from cchc_tasks.files.text_reader import read_grids
from cchc_tasks.messages import table_file_words as wording
from cchc_tasks.messages import word_file_words as words
from cchc_tasks.model.draft import Draft
from cchc_tasks.plans.other_plans import FilePlan, with_other_plans
from cchc_tasks.plans.sheet_choice import choose_draft
from cchc_tasks.plans.table_draft import KnownMappings

Reader = Callable[[bytes], tuple[Grid, ...]]


class Format(NamedTuple):
    """A kind of file: what people call it, how its bytes show it, and its reader (None: refused by name)."""

    name: str
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
        told = (archive.read(name) for name in ("mimetype", "META-INF/manifest.xml") if name in archive)
        return "content.xml" in archive and any(kind in said for said in told)

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
    Format("tài liệu Word (.docx)", _holds("word/"), _reader("docx")),
    Format("bảng tính Excel nhị phân (.xlsb)", _holds("xl/workbook.bin")),
    Format("bảng tính Excel (.xlsx)", _holds("xl/"), _reader("xlsx")),
    Format("văn bản OpenDocument (.odt)", _opendocument(b"opendocument.text"), _reader("odt")),
    Format("bảng tính OpenDocument (.ods)", _opendocument(b"opendocument.spreadsheet"), _reader("ods")),
    Format("tệp nén (.zip)", _begins(b"PK\x03\x04", b"PK\x05\x06")),
    Format("tài liệu Word 97–2003 (.doc)", _ole2("WordDocument"), _reader("doc")),
    Format("bảng tính Excel 97–2003 (.xls)", _ole2("Workbook"), _reader("xls")),
    Format("bảng tính Excel 5.0/95 (.xls)", _ole2("Book"), _reader("xls")),
    Format("tài liệu Office kiểu cũ", _begins(_OLE2)),
    Format("tài liệu PDF", _begins(b"%PDF"), _reader("pdf")),
    Format("tài liệu RTF", _begins(b"{\\rtf")),
    Format("ảnh", _begins(b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*", b"BM")),
    Format("tệp nén", _begins(b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!", b"BZh")),
    Format("tệp XML (Word 2003, OpenDocument phẳng)", _xml),
    Format("trang web (.html)", _html, _reader("html")),
    Format("trang web lưu trọn (.mht)", lambda data: data[:200].lstrip().lower().startswith(b"mime-version:")),
    Format("văn bản", lambda _: True, read_grids),
)


def read_draft(
    path: Path, *, mapping: Mapping[str, str] | None = None, sheet: str | None = None, table: int | None = None
) -> Draft:
    """Return the plan in a file; see `read_draft_from_bytes`."""
    return read_draft_from_bytes(path.read_bytes(), path.name, mapping=mapping, sheet=sheet, table=table)


def read_draft_from_bytes(
    data: bytes,
    name: str,
    *,
    mapping: Mapping[str, str] | None = None,
    sheet: str | None = None,
    table: int | None = None,
    known: KnownMappings | None = None,
) -> Draft:
    """Return the plan in a file's bytes; `name` is only for messages.

    `mapping` says which header words are which field, `known` what was confirmed of the same headers before,
    `sheet` and `table` choose among several. Raises
    UnreadableFileError naming what the file is and the next step, UsageError for a field that does not exist.
    """
    return choose_draft(read_grids_from_bytes(data, name), mapping, sheet, table, known)


def read_drafts_from_bytes(data: bytes, name: str, known: KnownMappings | None = None) -> list[FilePlan]:
    """Return every plan that a file holds, the one that `read_draft_from_bytes` chooses first; raises as it does."""
    grids = read_grids_from_bytes(data, name)
    return with_other_plans(grids, choose_draft(grids, known=known), known)


def read_grids_from_bytes(data: bytes, name: str) -> tuple[Grid, ...]:
    """Return what a file's bytes hold, a grid for the text or for each sheet; `name` is only for messages.

    Raises UnreadableFileError naming what the file is and the next step.
    """
    if not data:
        raise UnreadableFileError(*wording.empty_file())
    if len(data) > MAX_FILE_BYTES:
        raise UnreadableFileError(*wording.file_too_large(MAX_FILE_BYTES))
    if data.startswith(_OLE2) and "EncryptedPackage".encode("utf-16-le") in data:
        raise UnreadableFileError(*words.encrypted_part())
    found = next(kind for kind in FORMATS if kind.matches(data))
    if found.reader is None:
        raise UnreadableFileError(*words.refused_format(f"{found.name} ({name})" if name else found.name))
    return found.reader(data)
