"""An XML part of an office file, walked without building a tree: blanks and repeats cost no memory."""

from __future__ import annotations

from collections.abc import Iterable
from xml.parsers import expat

from cchc_tasks.errors import UnreadableFileError, problem


class Handlers:
    """What a walk calls for each tag and for the characters between them; names keep their prefix."""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take an opening tag."""

    def end(self, name: str) -> None:
        """Take a closing tag."""

    def text(self, data: str) -> None:
        """Take characters; a long text may come in several pieces."""


def parse_part(chunks: Iterable[bytes], handlers: Handlers) -> None:
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
