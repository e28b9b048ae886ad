"""Files that commands write: beside the target first, then renamed over it, so that nothing is half-written."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from cchc_tasks.errors import UsageError
from cchc_tasks.wording.files import cannot_write
from cchc_tasks.wording.system import system_cause


def write_file(path: Path, write: Callable[[BinaryIO], None], keep: Callable[[], None] = lambda: None) -> None:
    """Let `write` fill a new file and put it in the place of `path`; an older file stays whole until then.

    `keep` is called when the new file is whole, before it gets its name: what it raises leaves no file behind. Raises
    UsageError with the cause where the folder is missing, forbidden or full.
    """
    beside = ""
    try:
        descriptor, beside = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        with os.fdopen(descriptor, "wb") as file:
            write(file)
            file.flush()
            os.fsync(file.fileno())
        keep()
        mode = path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask()
        Path(beside).chmod(mode)
        Path(beside).replace(path)
    except OSError as error:
        raise UsageError(*cannot_write(str(path), system_cause(error))) from error
    finally:
        if beside:
            Path(beside).unlink(missing_ok=True)


def _umask() -> int:
    """The process's mask for new files; it can only be read by setting it."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
