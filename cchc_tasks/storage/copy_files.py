"""Copies as files: private, whole or not there at all, never over another one unasked."""

from __future__ import annotations

import errno
import filecmp
import os
import shutil
import sys
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from cchc_tasks.files.output import put_file

#: What the system says where a disk, a quota or a permitted file size is at its end.
NO_SPACE = (errno.ENOSPC, errno.EFBIG, errno.EDQUOT)
_BLOCK = 1 << 20
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
