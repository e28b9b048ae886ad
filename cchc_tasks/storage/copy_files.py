"""Writes copies as files: private, complete or absent, never over another file unasked, sealed by a checksum.

The seal tells of a bit that flipped on a stick or on the way: SQLite's own check sees what breaks its structure, and
the comparison with the history what people see today; words that stand in the history alone could change unnoticed.
The sum lies in two header fields that SQLite leaves to applications (its file format, 1.3.15 and 1.3.16:
`user_version`, `application_id`), so that a copy stays one file and any SQLite program can open it.
"""

from __future__ import annotations

import errno
import filecmp
import os
import shutil
import sys
import zlib
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from cchc_tasks.files.output import put_file

#: What the system says where a disk, a quota or a permitted file size is at its end.
NO_SPACE = (errno.ENOSPC, errno.EFBIG, errno.EDQUOT)
_BLOCK = 1 << 20
_HEADER_BYTES = 100
_SUM = slice(60, 64)
_MARK = slice(68, 72)
_OURS = b"CCHC"
#: The file in a working folder that is held as long as somebody works there.
IN_USE = ".dang-dung"


def create_private(path: Path) -> None:
    """Make an empty file that only its owner may read; raises FileExistsError where there is one."""
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))


def publish(local: Path, target: Path, *, overwrite: bool) -> None:
    """Copy a finished file to its place, which may be on a network drive or a stick, for its owner's eyes only.

    It is read back and compared before it gets its name. Raises FileExistsError where the target is there and is not
    to be replaced, OSError where writing fails.
    """

    def copy(file: BinaryIO) -> None:
        with local.open("rb") as whole:
            shutil.copyfileobj(whole, file, _BLOCK)

    def compare(written: Path) -> None:
        if not filecmp.cmp(local, written, shallow=False):
            raise OSError(errno.EIO, os.strerror(errno.EIO))

    put_file(target, copy, compare, overwrite=overwrite, private=True)


def hold(mark: BinaryIO) -> None:
    """Mark a file as in use for as long as it is open, however its process ends; Windows knows no such mark."""
    if sys.platform != "win32":
        import fcntl

        with suppress(OSError):
            fcntl.flock(mark, fcntl.LOCK_EX | fcntl.LOCK_NB)


def is_held(file: Path) -> bool | None:
    """Return whether a process has marked the file as in use, None where nobody can tell."""
    if sys.platform == "win32":
        return None
    import fcntl

    try:
        with file.open("rb") as mark:
            fcntl.flock(mark, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except OSError:
        return None
    return False


def sync_file(file: Path) -> None:
    """Bring a file's contents to the disk."""
    with file.open("r+b") as whole:
        os.fsync(whole.fileno())


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
