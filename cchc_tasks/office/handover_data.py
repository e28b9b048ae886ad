"""Takes the data out of the file of a handover, within limits; no path in it is ever written to."""

from __future__ import annotations

import os
import shutil
import zipfile
import zlib
from pathlib import Path

from cchc_tasks.office import backup_words as words
from cchc_tasks.storage.backup_files import UnsoundError
from cchc_tasks.storage.copy_files import create_private

_SIGNATURE = b"PK\x03\x04"
_BLOCK = 1 << 20
_MAX_ENTRIES = 100
#: A database shrinks by 3 to 20 times; a small one may shrink by more without harm.
_MAX_RATIO = 200
_HARMLESS_BYTES = 64 << 20
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError, RuntimeError, KeyError)


def extract_data(file: Path, folder: Path) -> Path:
    """Return a copy of a database as it is, or the one in a handover's file, taken out into the folder.

    Raises UnsoundError where there is none in it, or where it is damaged or unpacks to more than it should; OSError.
    """
    with file.open("rb") as opened:
        if opened.read(len(_SIGNATURE)) != _SIGNATURE:
            return file
    taken = folder / "ban-giao.sqlite3"
    create_private(taken)
    try:
        with zipfile.ZipFile(file) as archive:
            _take_out(archive, _entry_of(archive, taken), taken)
    except _BROKEN as error:
        raise UnsoundError(words.DAMAGED_PACKAGE) from error
    return taken


def _entry_of(archive: zipfile.ZipFile, taken: Path) -> zipfile.ZipInfo:
    """The entry that holds the data; refused where it would fill the disk."""
    entries = archive.infolist()
    found = [entry for entry in entries if entry.filename == words.DATA_FILE]
    if len(found) != 1 or len(entries) > _MAX_ENTRIES:
        raise UnsoundError(words.NO_PACKAGE)
    size, free = found[0].file_size, shutil.disk_usage(taken.parent).free
    if size > max(_HARMLESS_BYTES, _MAX_RATIO * found[0].compress_size) or size > free:
        raise UnsoundError(words.unpacks_too_large(size))
    return found[0]


def _take_out(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, taken: Path) -> None:
    """Write the entry's bytes, of which there may be no more than declared; the archive's own checksum must hold."""
    with archive.open(entry) as part, taken.open("r+b") as whole:
        while block := part.read(_BLOCK):
            if whole.tell() + len(block) > entry.file_size:
                raise UnsoundError(words.DAMAGED_PACKAGE)
            whole.write(block)
        whole.flush()
        os.fsync(whole.fileno())
