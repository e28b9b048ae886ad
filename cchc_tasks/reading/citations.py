"""Reads a document cited in an evidence cell: its number and symbol, day, subject, and where it is kept.

What the text does not give stays empty; a text in which no document is recognised is kept whole, as it was typed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from cchc_tasks.model.readings import DocumentReference
from cchc_tasks.reading.document_references import find_documents, read_document
from cchc_tasks.text import nfc, squeeze

#: «của UBND tỉnh», between the number and what the document is about.
_ISSUER = re.compile(r"\s*,?\s*(của\s+.+?)(?=\s*[,;:(]|\s+(?:về|v/v)\b|\s+lưu\b|\s*$)", re.IGNORECASE)
_ABOUT = re.compile(r"(?<!\w)(?:v/v|về)(?!\w)", re.IGNORECASE)
_KEPT = re.compile(r"(?<!\w)(?:nơi\s+lưu(?:\s+trữ)?\s*:?|lưu(?:\s+trữ)?\s*(?:tại|ở|:))\s*(.+)$", re.IGNORECASE)
_PARTS = re.compile(r";(?!\s*(?:về|v/v|của|nơi\s+lưu|lưu)(?!\w))", re.IGNORECASE)
_BRACKETS = re.compile(r"\(([^()]*)\)")
_BEFORE_DAY = re.compile(r"[\s,(]*(?:(?:ký|ban hành)\s+)?(?:ngày\s*:?)?\s*$", re.IGNORECASE)
_AND = re.compile(r"(?:^|[\s,])(?:và|cùng|&)\s*$", re.IGNORECASE)
_AND_OR_COMMA = re.compile(r"(?:[,.]|\bvà)\s*$", re.IGNORECASE)
_EDGES_BUT_BRACKETS = " \t,;:.–-"
_EDGES = f"{_EDGES_BUT_BRACKETS}()"


@dataclass(frozen=True, slots=True)
class Citation:
    """One document that somebody cited: `named` its type, number and symbol (and issuer) as typed.

    `day` as typed, `issued_on` that day as a date where it is one. `about` is the trích yếu, `kept` where the document
    is kept. `recognised` is false for a text in which no document was found; then `named` is that text.
    """

    named: str
    day: str = ""
    issued_on: date | None = None
    about: str = ""
    kept: str = ""
    recognised: bool = True


def read_citations(text: str) -> tuple[Citation, ...]:
    """Return the documents that an evidence text cites, in the order in which it names them.

    Parts between semicolons are read on their own, unless they go on about the document before («…; lưu tại …»).
    Words before a document, and words behind it that say neither what it is about nor where it is kept, stay with its
    name. A part without a document is one of its own, not recognised.
    """
    parts = (squeeze(part) for part in _PARTS.split(nfc(text)))
    return tuple(citation for part in parts if part for citation in _read(part))


def _read(part: str) -> Iterator[Citation]:
    found = list(find_documents(part))
    if not found and (alone := read_document(part)) is not None:
        found = [alone]
    if not found:
        named, kept = _kept(part)
        yield Citation(named if named or kept else part, kept=kept, recognised=False)
        return
    before = part[: found[0].start].strip(_EDGES)
    found = _cited_on_their_own(part, found)
    for place, reference in enumerate(found):
        end = found[place + 1].start if place + 1 < len(found) else len(part)
        named, behind = _named(reference), part[reference.end : end]
        issuer = _ISSUER.match(behind)
        if issuer:
            named, behind = f"{named} {issuer[1].strip()}", behind[issuer.end() :]
        behind, kept = _kept(behind)
        more, about = _about(_AND.sub("", behind.strip()).strip(_EDGES_BUT_BRACKETS))
        named = " ".join(filter(None, (before if place == 0 else "", named, more)))
        yield Citation(squeeze(named), squeeze(reference.date_text or ""), reference.issued_on, about, kept)


def _cited_on_their_own(part: str, found: list[DocumentReference]) -> list[DocumentReference]:
    """Leave out documents that another one is about: «Công văn số 5/… về việc thực hiện Kế hoạch số 14/…»."""
    for place, (before, after) in enumerate(pairwise(found), start=1):
        between = part[before.end : after.start]
        if _ABOUT.search(between) and not _AND_OR_COMMA.search(between):
            return found[:place]
    return found


def _named(reference: DocumentReference) -> str:
    """The reference without its day."""
    day = reference.date_text
    whole = reference.text.removesuffix(")") if day and reference.text.endswith(f"{day})") else reference.text
    return _BEFORE_DAY.sub("", whole[: -len(day)]) if day and whole.endswith(day) else reference.text


def _about(text: str) -> tuple[str, str]:
    """The words that stay with the document's name, and those that say what it is about: «về …», or in brackets."""
    bracketed = _BRACKETS.fullmatch(text)
    if bracketed:
        return "", squeeze(bracketed[1])
    shown = _ABOUT.search(text)
    if shown is None:
        return text, ""
    return text[: shown.start()].strip(_EDGES), text[shown.start() :].strip(_EDGES_BUT_BRACKETS)


def _kept(text: str) -> tuple[str, str]:
    """The text without the words that say where the document is kept, and those words."""
    found = _KEPT.search(text)
    return (text[: found.start()].rstrip(f"{_EDGES_BUT_BRACKETS}("), found[1].strip(_EDGES)) if found else (text, "")
