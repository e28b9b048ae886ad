"""The office's own .docx around a document: its head and foot stay as they are, what is between is ours.

A line of the template that says only «[NỘI DUNG]» is where the document's blocks go; the other marks are replaced
wherever they stand in the body, headers and footers of the template.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import docx
from docx.oxml.ns import qn

from cchc_tasks.errors import UnreadableFileError, UsageError, problem
from cchc_tasks.files.archives import open_archive
from cchc_tasks.files.document import Document
from cchc_tasks.files.docx_writer import block_elements, saved_bytes, set_properties
from cchc_tasks.files.limits import MAX_FILE_BYTES
from cchc_tasks.text_cells import clean

PLACE = "[NỘI DUNG]"


def checked_template(path: Path) -> bytes:
    """Return the bytes of a .docx template: small enough, whole, without a DOCTYPE.

    Raises UnreadableFileError where it cannot be read or is not what it should be.
    """
    try:
        if path.stat().st_size > MAX_FILE_BYTES:
            raise UnreadableFileError(problem("written_file.unreadable_template"))
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableFileError(problem("written_file.no_template", path=str(path))) from error
    archive = open_archive(data)
    archive.check()
    if "word/document.xml" not in archive:
        raise UnreadableFileError(problem("written_file.unreadable_template"))
    return data


def fill_template(document: Document, template: bytes) -> bytes:
    """Return the template as a .docx file with the document in the place that it marks.

    The template's page stays its own; parts follow each other, each on a new page. `document.marks` say what the other
    marks stand for. Raises UsageError for a file that is no .docx or has no place.
    """
    try:
        made = docx.Document(io.BytesIO(template))
    except (ValueError, KeyError, zipfile.BadZipFile) as error:
        raise UsageError(problem("written_file.unreadable_template")) from error
    body = made.element.body
    place = next((p for p in body.iter(qn("w:p")) if _words_of(p).strip() == PLACE), None)
    if place is None:
        raise UsageError(problem("written_file.no_place_in_template", mark=PLACE))
    section = made.sections[-1]
    width = int((section.page_width or 0) - (section.left_margin or 0) - (section.right_margin or 0)) // 635
    for number, part in enumerate(part for part in document.parts if not part.only_in_spreadsheets):
        for begins, element in enumerate(block_elements(part, width)):
            if number and not begins and element.tag == qn("w:p"):
                element.get_or_add_pPr().insert(0, element.makeelement(qn("w:pageBreakBefore"), {}))
            place.addprevious(element)
    place.getparent().remove(place)
    _replace_marks(_roots(made), document.marks)
    set_properties(made, document)
    return saved_bytes(made)


def _roots(made: Any) -> Iterable[Any]:
    yield made.element.body
    for section in made.sections:
        for own in (section.header, section.footer, section.first_page_header, section.first_page_footer):
            if not own.is_linked_to_previous:
                yield own._element


def _replace_marks(roots: Iterable[Any], marks: Mapping[str, str]) -> None:
    """Put the values into the paragraphs' texts; a mark that Word cut into several runs is found all the same."""
    for root in roots:
        for paragraph in root.iter(qn("w:p")):
            whole = _words_of(paragraph)
            for mark, value in marks.items():
                if mark in whole:
                    _replace(paragraph, mark, clean(value))


def _replace(paragraph: Any, mark: str, value: str) -> None:
    texts = list(paragraph.iter(qn("w:t")))
    while (start := "".join(t.text or "" for t in texts).find(mark)) >= 0:
        end, at, written = start + len(mark), 0, False
        for text in texts:
            own = text.text or ""
            first, last = max(0, start - at), min(len(own), end - at)
            at += len(own)
            if first >= last:
                continue
            text.text = own[:first] + ("" if written else value) + own[last:]
            text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            written = True
        if mark in value:
            return


def _words_of(paragraph: Any) -> str:
    return "".join(text.text or "" for text in paragraph.iter(qn("w:t")))
