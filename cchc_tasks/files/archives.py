"""Zip containers (docx, odt, xlsx, ods) opened within limits, in memory only.

    archive = open_archive(data)            # entry count, declared sizes, ratio, encryption
    archive.names                           # every entry, in the order of the central directory
    archive.read("word/document.xml")       # one entry: real size and checksum verified while reading
    archive.check()                         # for libraries that open the zip themselves: reads every entry in
                                            # chunks, keeps none, refuses DOCTYPE in whatever is XML
    parse_xml(data)                         # bytes → root element; no DTD, no entities, no network
    walk_xml(chunks, handlers)              # the same without a tree: blanks and repeats cost no memory

All of them raise UnreadableFileError.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING
from xml.parsers import expat

from cchc_tasks.errors import UnreadableFileError, problem

if TYPE_CHECKING:
    from lxml.etree import _Element

MAX_ENTRIES = 5_000
MAX_UNPACKED_BYTES = 128 * 1024 * 1024
#: A part that becomes a tree takes up to ten times its size in memory.
MAX_TREE_BYTES = 16 * 1024 * 1024
#: Office files shrink by 5 to 60 times; small ones may shrink by more without harm.
MAX_RATIO = 200
_HARMLESS_BYTES = 4 * 1024 * 1024
_CHUNK = 256 * 1024
_CENTRAL_ENTRY = b"PK\x01\x02"
_ENCRYPTED = 0x1 | 0x40
_PACKINGS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_DOCTYPE = b"<!DOCTYPE"
_BEFORE_XML = b"\xef\xbb\xbf\xff\xfe\0 \t\r\n"
#: What the standard library raises for archives that are cut off, overlap or contradict themselves.
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError, KeyError)


class SafeArchive:
    """An opened archive; what has been read of it counts against one budget."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self.names = tuple(archive.namelist())

    def __contains__(self, name: str) -> bool:
        return name in self.names

    def size_of_xml(self) -> int:
        """Return the bytes that all XML parts together unpack to, as declared."""
        return sum(entry.file_size for entry in self._archive.infolist() if entry.filename.endswith((".xml", ".rels")))

    def read(self, name: str, limit: int = MAX_UNPACKED_BYTES) -> bytes:
        """Return an entry's bytes.

        Raises UnreadableFileError where it is absent, damaged, larger than `limit`, or of another size than declared.
        """
        return b"".join(self.chunks(name, limit))

    def check(self) -> None:
        """Read every entry once and keep none; raise where one is damaged, too large, or XML with a DOCTYPE."""
        for name in self.names:
            _check_chunks(self.chunks(name, MAX_UNPACKED_BYTES))

    def chunks(self, name: str, limit: int = MAX_UNPACKED_BYTES) -> Iterator[bytes]:
        """Yield an entry's bytes in pieces; raises as `read` does."""
        size = 0
        try:
            with self._archive.open(name) as part:
                while chunk := part.read(_CHUNK):
                    size += len(chunk)
                    if size > limit:
                        raise UnreadableFileError(problem("read_file.unpacks_too_large", limit=limit))
                    yield chunk
        except _BROKEN:
            raise UnreadableFileError(problem("read_file.damaged_part", name=name)) from None


def open_archive(data: bytes) -> SafeArchive:
    """Return the archive in a file's bytes, checked by what its directory declares; nothing is unpacked yet.

    Raises UnreadableFileError where it is cut off or damaged, encrypted, or past one of the caps.
    """
    # Counted in the bytes: the standard library would first make an object of every entry.
    if data.count(_CENTRAL_ENTRY) > MAX_ENTRIES:
        raise UnreadableFileError(problem("read_file.too_many_parts", limit=MAX_ENTRIES))
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except _BROKEN:
        raise UnreadableFileError(problem("read_file.damaged_archive")) from None
    entries = archive.infolist()
    if any(entry.flag_bits & _ENCRYPTED for entry in entries):
        raise UnreadableFileError(problem("read_file.encrypted_part"))
    limit = min(MAX_UNPACKED_BYTES, max(_HARMLESS_BYTES, MAX_RATIO * len(data)))
    if sum(entry.file_size for entry in entries) > limit:
        raise UnreadableFileError(problem("read_file.unpacks_too_large", limit=limit))
    if any(entry.compress_type not in _PACKINGS for entry in entries):
        raise UnreadableFileError(problem("read_file.unknown_packing"))
    return SafeArchive(archive)


def parse_xml(data: bytes, name: str = "XML") -> _Element:
    """Return the root element of an XML part; `name` is only for the message.

    Entities are never resolved, nothing is fetched. Raises UnreadableFileError for a DOCTYPE, for XML that is
    not well formed, too large for a tree or nested deeper than 256 elements.
    """
    from lxml import etree

    if len(data) > MAX_TREE_BYTES:
        raise UnreadableFileError(problem("read_file.unpacks_too_large", limit=MAX_TREE_BYTES))
    _check_chunks(iter((data,)))
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise UnreadableFileError(problem("read_file.damaged_part", name=name)) from None
    # In an encoding that hides the mark from the look at the bytes, the tree still knows of it.
    if root.getroottree().docinfo.doctype:
        raise UnreadableFileError(problem("read_file.has_doctype"))
    return root


def _check_chunks(chunks: Iterator[bytes]) -> None:
    """Take all chunks of a part; raise where it is XML (UTF-8 or UTF-16) with a DOCTYPE, even one that two share."""
    is_xml: bool | None = None
    tail = b""
    for chunk in chunks:
        bare = chunk.replace(b"\0", b"")
        if is_xml is None and (begins := bare.lstrip(_BEFORE_XML)):
            is_xml = begins.startswith(b"<")
        if is_xml and _DOCTYPE in tail + bare:
            raise UnreadableFileError(problem("read_file.has_doctype"))
        tail = bare[-len(_DOCTYPE) :]


class XmlHandlers:
    """What a walk calls for each tag and for the characters between them; names keep their prefix."""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take an opening tag."""

    def end(self, name: str) -> None:
        """Take a closing tag."""

    def text(self, data: str) -> None:
        """Take characters; a long text may come in several pieces."""


def walk_xml(chunks: Iterable[bytes], handlers: XmlHandlers) -> None:
    """Walk an XML part with the handlers; raises UnreadableFileError for broken XML and for any DOCTYPE."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = handlers.start
    parser.EndElementHandler = handlers.end
    parser.CharacterDataHandler = handlers.text
    parser.StartDoctypeDeclHandler = _refuse_doctype
    try:
        for chunk in chunks:
            parser.Parse(chunk, False)
        parser.Parse(b"", True)
    except (expat.ExpatError, ValueError, LookupError):
        raise UnreadableFileError(problem("workbook.damaged_workbook")) from None


def _refuse_doctype(*_: object) -> None:
    raise UnreadableFileError(problem("read_file.has_doctype"))
