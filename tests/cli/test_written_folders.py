"""Folders of many files: what is ours and belongs nowhere any more is told, goes when that is asked; the rest stays."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import docx
import pytest
from openpyxl import load_workbook

from cchc_tasks.storage.database import Database
from tests import databases
from tests.program import Printed, run
from tests.sample_office import DECISION, Office

UNIT = "Phòng XD, KT và TDTHPL"


class Folder(NamedTuple):
    """A report of many files: its command, and how the name of the unit's file is made."""

    command: tuple[str, ...]
    slug: str


KINDS = (
    Folder(("report", "letters"), "phong-xd-kt-va-tdthpl"),
    Folder(("report", "assignments"), "phong-xd-kt-va-tdthpl"),
    Folder(("report", "evidence", "--split-by", "unit"), "phong-xd-kt-va-tdthpl"),
    Folder(("report", "worksheet", "--split-by", "unit"), UNIT),
)


class Desk:
    """An office in July with a folder into which one kind of report goes."""

    def __init__(self, database: Database, kind: Folder, folder: Path) -> None:
        self.office = Office(database)
        self.kind = kind
        self.folder = folder

    def write(self, *more: str, today: str = "2022-07-15") -> Printed:
        place = {"CCHC_TASKS_DB": self.office.database.location, "CCHC_TASKS_ACTOR": "x", "CCHC_TASKS_TODAY": today}
        ended = run(*self.kind.command, self.folder, *more, **place)
        assert ended.exit_code in (0, 5), ended
        return ended

    def begin(self) -> None:
        """Have in the folder what the first report puts there; it is written once a process."""
        written = databases.files().folder / "-".join(self.kind.command)
        if not written.exists():
            self.write()
            shutil.copytree(self.folder, written)
        shutil.copytree(written, self.folder, dirs_exist_ok=True)

    @property
    def of_unit(self) -> Path:
        """The file of the unit that will have nothing any more."""
        (found,) = (path for path in self.folder.iterdir() if self.kind.slug in path.name)
        return found

    def take_tasks_away(self) -> None:
        """Give what the unit had to another one."""
        for task in self.office.tasks():
            if UNIT in task.lead_text or UNIT in task.support_text:
                self.office.assign(task.ref, lead=("Văn phòng Sở",), support=(), evidence=(DECISION,))


@pytest.fixture(params=KINDS, ids=lambda kind: " ".join(kind.command))
def kind(request: pytest.FixtureRequest) -> Folder:
    found: Folder = request.param
    return found


@pytest.fixture
def desk(kind: Folder, sqlite_database: Database, tmp_path: Path) -> Desk:
    """An office with a SQLite file: which files are ours is a matter of the files."""
    return Desk(sqlite_database, kind, tmp_path / "gui")


def edited(path: Path) -> None:
    """Save a file as another program does, with nothing in it changed."""
    file: Any = docx.Document(str(path)) if path.suffix == ".docx" else load_workbook(path)
    if path.suffix == ".docx":
        app = next(part for part in file.part.package.iter_parts() if part.partname == "/docProps/app.xml")
        app._blob = b"<Properties><Application>Microsoft Office Word</Application></Properties>"
    file.save(str(path))


def test_what_is_there_is_told_all_at_once_and_nothing_is_written(desk: Desk) -> None:
    desk.begin()
    before = {path: path.read_bytes() for path in desk.folder.iterdir()}
    ended = desk.write()
    assert (ended.exit_code, "--overwrite" in ended.said) == (5, True)
    assert {path: path.read_bytes() for path in desk.folder.iterdir()} == before
    first = min(before)
    first.unlink()
    assert desk.write().exit_code == 5
    assert not first.exists()


def test_ours_of_a_unit_that_has_none_any_more_is_told_and_goes_with_overwrite(
    kind: Folder, database: Database, tmp_path: Path
) -> None:
    desk = Desk(database, kind, tmp_path / "gui")
    desk.begin()
    stale, kept = desk.of_unit, desk.folder / "cua toi.docx"
    kept.write_text("của tôi", encoding="utf-8")
    desk.take_tasks_away()
    refused = desk.write()
    assert (refused.exit_code, stale.name in refused.said, stale.exists()) == (5, True, True)
    ended = desk.write("--overwrite")
    assert (ended.exit_code, stale.name in ended.said, "Đã bỏ" in ended.said, stale.exists()) == (0, True, True, False)
    assert kept.read_text("utf-8") == "của tôi"


def test_without_overwrite_it_is_told_and_stays(desk: Desk) -> None:
    desk.begin()
    stale = desk.of_unit
    desk.take_tasks_away()
    for path in desk.folder.iterdir():
        if path != stale:
            path.unlink()
    ended = desk.write()
    assert (ended.exit_code, stale.name in ended.said, "--overwrite" in ended.said, stale.exists()) == (
        0,
        True,
        True,
        True,
    )


@pytest.mark.parametrize(
    "make",
    [
        edited,
        lambda path: path.write_bytes(b"tay"),
        lambda path: (path.rename(path.with_suffix(".cu")), path.symlink_to(path.with_suffix(".cu"))),
        lambda path: (path.unlink(), path.mkdir()),
    ],
    ids=["saved by another program", "another file", "a link", "a folder"],
)
def test_what_is_not_as_it_was_written_is_never_removed_whatever_its_name(
    desk: Desk, make: Callable[[Path], object]
) -> None:
    desk.begin()
    stale = desk.of_unit
    make(stale)
    desk.take_tasks_away()
    ended = desk.write("--overwrite")
    assert (ended.exit_code, "--overwrite" in ended.said, stale.exists()) == (0, False, True), ended


def test_files_of_another_selection_are_others_business(desk: Desk) -> None:
    desk.begin()
    stale = desk.of_unit
    others = desk.write("--unit", "van phong so", "--overwrite")
    assert (others.exit_code, stale.exists()) == (0, True)
