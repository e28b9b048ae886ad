"""Copies as files: private, whole or not there at all, never over another one unasked."""

from __future__ import annotations

import errno
import filecmp
import os
import shutil
import tempfile
from contextlib import suppress
from pathlib import Path

#: What the system says where a disk, a quota or a permitted file size is at its end.
NO_SPACE = (errno.ENOSPC, errno.EFBIG, errno.EDQUOT)
_BLOCK = 1 << 20


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
            _rename_to_a_free_name(beside, target)
        sync_folder(target.parent)
    finally:
        beside.unlink(missing_ok=True)


def _rename_to_a_free_name(beside: Path, target: Path) -> None:
    """Rename without replacing: a second name is refused where there is one, which renaming itself is not."""
    try:
        target.hardlink_to(beside)
    except FileExistsError:
        raise
    except OSError:  # sticks and some network drives give a file one name only
        if os.path.lexists(target):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(target)) from None
        beside.replace(target)


def sync_folder(folder: Path) -> None:
    """Bring a folder's names to the disk, where the system can."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
