"""A checksum inside each copy, so that a bit that flipped on a stick or on the way is noticed.

SQLite's own check sees what breaks its structure, and the comparison with the history what people see today; words
that stand in the history alone could change unnoticed. The sum lies in two header fields that SQLite leaves to
applications (its file format, 1.3.15 and 1.3.16: `user_version`, `application_id`), so that a copy stays one file
and any SQLite program can open it.
"""

from __future__ import annotations

import os
import zlib
from pathlib import Path
from typing import BinaryIO

_BLOCK = 1 << 20
_HEADER_BYTES = 100
_SUM = slice(60, 64)
_MARK = slice(68, 72)
_OURS = b"CCHC"


def seal(copy: Path) -> None:
    """Write the checksum into a copy that nobody has open, and bring it to the disk."""
    with copy.open("r+b") as file:
        header = bytearray(file.read(_HEADER_BYTES))
        header[_SUM], header[_MARK] = _checksum(bytes(header), file), _OURS
        file.seek(0)
        file.write(header)
        file.flush()
        os.fsync(file.fileno())


def is_as_sealed(copy: Path) -> bool | None:
    """Return whether a copy is what it was when it was made, None for a file without a seal."""
    with copy.open("rb") as file:
        header = file.read(_HEADER_BYTES)
        return header[_SUM] == _checksum(header, file) if header[_MARK] == _OURS else None


def _checksum(header: bytes, rest: BinaryIO) -> bytes:
    """The CRC-32 of the whole file, the seal itself left out."""
    bare = bytearray(header)
    bare[_SUM] = bare[_MARK] = bytes(4)
    found = zlib.crc32(bare)
    while block := rest.read(_BLOCK):
        found = zlib.crc32(block, found)
    return found.to_bytes(4, "big")
