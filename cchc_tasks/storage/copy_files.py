"""Copies as files: private, whole or not there at all, never over another one unasked."""

from __future__ import annotations

import errno
import filecmp
import os
import shutil
import sys
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

#: What the system says where a disk, a quota or a permitted file size is at its end.
NO_SPACE = (errno.ENOSPC, errno.EFBIG, errno.EDQUOT)
_BLOCK = 1 << 20
#: The file in a working folder that is held as long as somebody works there.
IN_USE = ".dang-dung"


def create_private(path: Path) -> None:
    """Make an empty file that only its owner may read; raises FileExistsError where there is one."""
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))


def publish(local: Path, target: Path, *, overwrite: bool) -> None:
    """Copy a finished file to its place, which may be on a network drive or a stick.

    It is written under another name beside the target, brought to the disk, read back and compared, then renamed.
    Raises FileExistsError where the target is there and is not to be replaced, OSError where writing fails.
    """
    descriptor, name = tempfile.mkstemp(prefix=".cchc-tasks-", suffix=".tmp", dir=target.parent)
    beside = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file, local.open("rb") as whole:
            shutil.copyfileobj(whole, file, _BLOCK)
            file.flush()
            os.fsync(file.fileno())
        if not filecmp.cmp(local, beside, shallow=False):
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        if overwrite:
            beside.replace(target)
        else:
            rename_to_a_free_name(beside, target)
        sync_folder(target.parent)
    finally:
        beside.unlink(missing_ok=True)


def rename_to_a_free_name(beside: Path, target: Path) -> None:
    """Rename without replacing: a second name is refused where there is one, which renaming itself is not.

    Raises FileExistsError.
    """
    try:
        target.hardlink_to(beside)
    except FileExistsError:
        raise
    except OSError:  # sticks and some network drives give a file one name only
        if os.path.lexists(target):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(target)) from None
        beside.replace(target)


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


def sync_folder(folder: Path) -> None:
    """Bring a folder's names to the disk, where the system can."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
