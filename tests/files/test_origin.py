"""Which office files are still as the program wrote them."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from cchc_tasks.files.office_packages import has_origin, mark_origin

ORIGIN = "letters 1 VP"


def office_file() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("docProps/app.xml", "<Properties/>")
        archive.writestr("word/document.xml", "<document/>")
    return mark_origin(made.getvalue(), ORIGIN)


def test_a_file_is_known_by_what_it_says_of_itself(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(office_file())
    assert (has_origin(path, ORIGIN), has_origin(path, "letters 2 VP")) == (True, False)


@pytest.mark.parametrize("place", range(0, 220, 3))
def test_a_damaged_file_is_nobody_s_and_stops_nothing(tmp_path: Path, place: int) -> None:
    data = bytearray(office_file())
    data[place % len(data) : place % len(data) + 8] = b"\xff" * 8
    path = tmp_path / "a.docx"
    path.write_bytes(data)
    assert has_origin(path, ORIGIN) in (True, False)
    path.write_bytes(data[: len(data) - place])
    assert has_origin(path, ORIGIN) in (True, False)
