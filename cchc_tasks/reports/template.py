"""The office's own .docx template: somebody else's file until it is checked, like everything that is read."""

from __future__ import annotations

from pathlib import Path

from cchc_tasks.errors import UnreadableFileError
from cchc_tasks.files.archives import open_archive
from cchc_tasks.files.limits import MAX_FILE_BYTES
from cchc_tasks.messages import written_file_words as words


def checked_template(path: Path) -> bytes:
    """Return the bytes of a .docx template: small enough, whole, without a DOCTYPE.

    Raises UnreadableFileError where it cannot be read or is not what it should be.
    """
    try:
        if path.stat().st_size > MAX_FILE_BYTES:
            raise UnreadableFileError(*words.unreadable_template())
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableFileError(*words.no_template(str(path))) from error
    archive = open_archive(data)
    archive.check()
    if "word/document.xml" not in archive:
        raise UnreadableFileError(*words.unreadable_template())
    return data
