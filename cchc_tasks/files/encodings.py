"""Bytes of a text file → text: the bytes decide the encoding, and misread letters are refused."""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

from cchc_tasks.errors import UnreadableFileError, problem
from cchc_tasks.files.plausibility import SIGNATURES, looks_vietnamese, plausible_words, signature_of
from cchc_tasks.model.grid import Remark
from cchc_tasks.text import nfc

#: Byte order marks and what they announce; UTF-32's begins like UTF-16's and so stands first.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_LEGACY = "windows-1258"
_LEGACY_SHARE = 0.9
#: Characters that are never printed; some of them steer a terminal.
CONTROLS = re.compile(
    r"[\x01-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufeff\u200b\u2060\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)
_BINARY_SHARE = 0.02
#: What programs write where a letter was lost.
REPLACEMENT = "\ufffd"
_MISREAD_WORDS = ("utf8_twice", "tcvn3")


class DecodedText(NamedTuple):
    """The text (NFC, without byte order mark and control characters) and what is to be reported of it."""

    text: str
    remarks: tuple[Remark, ...]


def decode_text(data: bytes) -> DecodedText:
    """Return the text of a file's bytes.

    UTF-8, UTF-16 and UTF-32 with or without mark, and windows-1258 are read. Raises UnreadableFileError for
    binary data, for bytes that no table explains, and for text in TCVN3, VNI or twice encoded letters.
    """
    text, remarks = _decode(data)
    text = nfc(text)
    if not looks_vietnamese(text):
        raise UnreadableFileError(problem("read_file.misread_letters", name=signature_of(text)))
    if signature_of(text) == "question_marks":
        raise UnreadableFileError(problem("read_file.misread_letters", name="question_marks"))
    remarks += _suspicious_lines(text)
    return _without_controls(text, remarks)


def _decode(data: bytes) -> tuple[str, list[Remark]]:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _decode_strictly(data[len(mark) :], encoding), []
    if b"\0" in data:
        return _decode_unmarked_utf16(data), []
    try:
        return data.decode("utf-8"), []
    except UnicodeDecodeError as error:
        return _decode_legacy(data, error.start), [Remark(problem("read_file.decoded", encoding=_LEGACY))]


def _decode_strictly(data: bytes, encoding: str) -> str:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableFileError(
            problem("read_file.damaged_text", encoding=encoding, line=_line_of(data[: error.start], encoding))
        ) from None
    if "\0" in text:
        raise UnreadableFileError(problem("read_file.binary_data"))
    return text


def _decode_unmarked_utf16(data: bytes) -> str:
    for encoding in ("utf-16-le", "utf-16-be"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        latin = sum(letter.isascii() for letter in text)
        if "\0" not in text and latin > len(text) / 2 and looks_vietnamese(nfc(text)):
            return text
    raise UnreadableFileError(problem("read_file.binary_data"))


def _decode_legacy(data: bytes, bad_byte: int) -> str:
    """Return bytes that are not UTF-8 as windows-1258 when that makes Vietnamese of them."""
    if _share(data.decode("utf-8", errors="ignore")) >= _LEGACY_SHARE:
        raise UnreadableFileError(
            problem("read_file.damaged_text", encoding="utf-8", line=_line_of(data[:bad_byte], "utf-8"))
        )
    try:
        text = nfc(data.decode(_LEGACY))
    except UnicodeDecodeError:
        text = ""
    if _share(text) >= _LEGACY_SHARE:
        return text
    latin = data.decode("latin-1")
    controls = sum(1 for _ in CONTROLS.finditer(latin))
    if controls > _BINARY_SHARE * len(latin):
        raise UnreadableFileError(problem("read_file.binary_data"))
    name = signature_of(data.decode("windows-1252", errors="replace"))
    raise UnreadableFileError(
        problem("read_file.misread_letters", name=name) if name else problem("read_file.unknown_encoding")
    )


def _share(text: str) -> float:
    good, judged = plausible_words(text)
    return good / judged if judged else 0.0


def _line_of(before: bytes, encoding: str) -> int:
    return before.decode(encoding, errors="ignore").count("\n") + 1


def _suspicious_lines(text: str) -> list[Remark]:
    """Report the lines of a sound text in which a few words were damaged before it came to us."""
    tell_tales = [pattern for name, pattern in SIGNATURES if name in _MISREAD_WORDS]
    if REPLACEMENT not in text and not any(pattern.search(text) for pattern in tell_tales):
        return []
    return [
        Remark(problem("read_file.suspicious_text"), number)
        for number, line in enumerate(text.split("\n"), start=1)
        if REPLACEMENT in line or any(len(pattern.findall(line)) > 1 for pattern in tell_tales)
    ]


def _without_controls(text: str, remarks: list[Remark]) -> DecodedText:
    """Take control characters out of the text: none of them is printed, some steer a terminal."""
    if "\0" in text:
        raise UnreadableFileError(problem("read_file.binary_data"))
    found = [match.start() for match in CONTROLS.finditer(text)]
    if len(found) > _BINARY_SHARE * len(text):
        raise UnreadableFileError(problem("read_file.binary_data"))
    if found:
        line = text.count("\n", 0, found[0]) + 1
        remarks = [*remarks, Remark(problem("read_file.control_removed", count=len(found)), line)]
    return DecodedText(CONTROLS.sub("", text), tuple(remarks))
