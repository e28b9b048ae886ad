"""One rule for every file that a command writes: its kind by its name, nothing replaced unasked, some things never.

The commands are found in the program itself, so that a new one that writes a file is held to the rule, too.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import click
import pytest

from cchc_tasks.cli.main import group
from cchc_tasks.cli.output_argument import OutPath
from cchc_tasks.storage.backup_files import copy_database
from cchc_tasks.storage.database import Database
from tests.program import Printed, run
from tests.sample_office import Office

#: Parameters that are paths and are only read.
READ = {
    "import files", "db restore file", "indicators compare with_file", "indicators import file",
    *(f"report {kind} template" for kind in ("appendix", "statistics", "evidence", "assignments")),
}  # fmt: skip


class Door(NamedTuple):
    """A command that writes, the words before and after the place, and a name that fits; a folder's has no suffix."""

    command: str
    name: str
    more: tuple[str, ...] = ()
    before: tuple[str, ...] = ()

    @property
    def is_folder(self) -> bool:
        return not Path(self.name).suffix

    def __str__(self) -> str:
        return " ".join((self.command, *self.more, self.name))


DOORS = (
    Door("export", "a.json"),
    Door("calendar", "a.ics"),
    Door("calendar", "lich", ("--split-by", "unit")),
    Door("calendar", "lich"),
    *(
        Door(f"report {kind}", f"a.{end}")
        for kind in ("appendix", "statistics", "evidence")
        for end in ("docx", "xlsx")
    ),
    Door("report assignments", "a.docx"),
    Door("report assignments", "giao"),
    Door("report evidence", "kiem chung", ("--split-by", "unit")),
    Door("report letters", "don doc"),
    Door("report dashboard", "a.html"),
    Door("report worksheet", "a.xlsx"),
    Door("report worksheet", "gui", ("--split-by", "unit")),
    Door("db backup", "a.sqlite3"),
    Door("db handover", "a.zip"),
)
FILES = [door for door in DOORS if not door.is_folder]
FOLDERS = [door for door in DOORS if door.is_folder]
#: Commands that put their file, or their files, into a folder that is named.
INTO_FOLDERS = ("calendar", "report assignments", "db backup", "db handover")
TODAY = "2022-07-15"


def commands(found: click.Command, path: tuple[str, ...] = ()) -> Iterator[tuple[str, click.Command]]:
    """Every command of the program with its words."""
    yield " ".join(path), found
    if isinstance(found, click.Group):
        context = click.Context(found)
        for name in found.list_commands(context):
            below = found.get_command(context, name)
            assert below is not None
            yield from commands(below, (*path, name))


class Desk:
    """An office's database, a settings file and a folder to write into."""

    def __init__(self, database: Database, folder: Path) -> None:
        self.database = database
        self.folder = folder / "ra"
        self.folder.mkdir()
        self.config = folder / "config.toml"
        self.config.write_text("due_soon_days = 10\n", encoding="utf-8")

    def write(self, door: Door, name: str | Path = "", *more: str) -> Printed:
        """Let a command write, into the folder or to a place of one's own."""
        out = self.folder / (name or door.name)
        return run(*door.command.split(), *door.before, out, *door.more, *more, **self.place)

    @property
    def place(self) -> dict[str, str]:
        return {
            "CCHC_TASKS_DB": self.database.location,
            "CCHC_TASKS_ACTOR": "Người thử",
            "CCHC_TASKS_TODAY": TODAY,
            "CCHC_TASKS_CONFIG": str(self.config),
        }

    @property
    def names(self) -> list[str]:
        return sorted(path.name for path in self.folder.iterdir())


#: What is written is the same from both kinds of database; that it is refused or not is tried on both in one test.
ONE_KIND = pytest.mark.only_on("sqlite", because="the rule is one of files")


@pytest.fixture
def desk(database: Database, tmp_path: Path, door: Door) -> Desk:
    """The desk of an office in July; only a SQLite file is copied and packed as a file."""
    if door.command == "db backup" and not database.is_sqlite:
        pytest.skip("a server's data is copied by its administrator")
    Office(database)
    return Desk(database, tmp_path)


def test_every_command_that_takes_a_path_reads_it_or_is_held_to_the_rule() -> None:
    written = set()
    for path, command in commands(group):
        for parameter in command.params:
            if isinstance(parameter.type, OutPath):
                assert any("--overwrite" in other.opts for other in command.params), path
                written.add(path)
            elif isinstance(parameter.type, click.Path | click.File):
                assert f"{path} {parameter.name}" in READ, f"{path}: is {parameter.name} read, or an OutPath?"
            else:
                assert "OUT" not in (parameter.metavar or ""), path
    assert written == {door.command for door in DOORS}


def test_the_option_has_the_same_words_everywhere() -> None:
    options = [p for _, command in commands(group) for p in command.params if "--overwrite" in p.opts]
    assert len({option.help for option in options if isinstance(option, click.Option)}) == 1


@ONE_KIND
@pytest.mark.parametrize("door", FILES, ids=str)
def test_the_name_must_be_of_the_kind_that_is_written_and_the_right_one_is_told(desk: Desk, door: Door) -> None:
    right = Path(door.name).suffix
    for name in ("a.txt", "a.csv", "a" if door.command in ("export", "db backup") else "a.odt", f"a{right}.bak"):
        ended = desk.write(door, name)
        assert (ended.exit_code, right in ended.said, desk.names) == (2, True, []), (name, ended)
    assert desk.write(door, door.name.upper()).exit_code == 0
    assert desk.names == [door.name.upper()]


@ONE_KIND
@pytest.mark.parametrize("door", FOLDERS, ids=str)
def test_a_folder_has_no_file_s_name_and_is_no_file(desk: Desk, door: Door) -> None:
    split = (*door.more, "--split-by", "unit") if not door.more else ()
    for name in ("a.xlsx", "a.ics", "a.docx", "a.json", "a.7z"):
        ended = desk.write(door, name, *split)
        assert (ended.exit_code, desk.names) == (2, []), (name, ended)
    (desk.folder / "tep").write_text("của tôi", encoding="utf-8")
    ended = desk.write(door, "tep")
    assert (ended.exit_code, "thư mục" in ended.said) == (2, True)
    assert (desk.folder / "tep").read_text("utf-8") == "của tôi"
    assert desk.write(door, "tháng 7.2022").exit_code == 0
    assert (desk.folder / "tháng 7.2022").is_dir()


@pytest.mark.parametrize("door", FILES, ids=str)
def test_a_file_that_is_there_is_replaced_only_when_asked_and_keeps_its_permissions(desk: Desk, door: Door) -> None:
    target = desk.folder / door.name
    target.write_text("của tôi", encoding="utf-8")
    target.chmod(0o640)
    ended = desk.write(door)
    assert (ended.exit_code, "--overwrite" in ended.said, str(target) in ended.said) == (5, True, True)
    assert target.read_text("utf-8") == "của tôi"
    assert desk.write(door, "", "--overwrite").exit_code == 0
    assert b"c\xe1\xbb\xa7a t\xc3\xb4i" not in target.read_bytes()[:20]
    private = door.command.startswith("db ")
    assert stat.S_IMODE(target.stat().st_mode) == (0o600 if private else 0o640)
    assert desk.names == [door.name]


@ONE_KIND
@pytest.mark.parametrize("door", FILES, ids=str)
def test_what_is_no_plain_file_is_never_replaced(desk: Desk, door: Door) -> None:
    target = desk.folder / door.name
    for make in (
        lambda: target.mkdir(),
        lambda: os.mkfifo(target),
        lambda: target.symlink_to("khong co"),
        lambda: target.symlink_to(target.name),
        lambda: target.symlink_to("/dev/null"),
    ):
        make()
        inside = target.is_dir() and door.command in INTO_FOLDERS
        before = os.lstat(target).st_mode
        ended = desk.write(door, "", "--overwrite")
        assert (ended.exit_code in (2, 5), os.lstat(target).st_mode) == (not inside, before), ended
        if target.is_dir() and not target.is_symlink():
            for file in target.iterdir():
                file.unlink()
            target.rmdir()
        else:
            target.unlink()
    assert desk.names == []


@ONE_KIND
@pytest.mark.parametrize("door", FILES, ids=str)
def test_a_link_is_kept_and_the_file_that_it_leads_to_is_replaced(desk: Desk, door: Door, tmp_path: Path) -> None:
    far = tmp_path / "xa" / f"that{Path(door.name).suffix}"
    far.parent.mkdir()
    far.write_text("của tôi", encoding="utf-8")
    (desk.folder / door.name).symlink_to(far)
    assert desk.write(door).exit_code == 5
    assert desk.write(door, "", "--overwrite").exit_code == 0
    assert (desk.folder / door.name).is_symlink()
    assert len(far.read_bytes()) > 100
    assert [path.name for path in far.parent.iterdir()] == [far.name]


@ONE_KIND
@pytest.mark.parametrize("door", FILES, ids=str)
def test_a_link_to_a_file_of_another_kind_is_refused(desk: Desk, door: Door, tmp_path: Path) -> None:
    far = tmp_path / "cua toi.odt"
    far.write_text("của tôi", encoding="utf-8")
    (desk.folder / door.name).symlink_to(far)
    ended = desk.write(door, "", "--overwrite")
    assert (ended.exit_code, "liên kết" in ended.said, far.name in ended.said) == (2, True, True), ended
    assert far.read_text("utf-8") == "của tôi"


@pytest.mark.only_on("sqlite", because="a server's database is no file")
@pytest.mark.parametrize("door", FILES, ids=str)
def test_the_open_database_stays_whatever_name_it_goes_by(desk: Desk, door: Door, tmp_path: Path) -> None:
    suffix = Path(door.name).suffix
    live = tmp_path / f"du lieu moi{suffix}"
    copy_database(desk.database.location, live)
    desk.database = Database(str(live))
    (desk.folder / f"link{suffix}").symlink_to(live)
    (desk.folder / f"hard{suffix}").hardlink_to(live)
    (tmp_path / f"du-lieu{suffix}-wal").touch()
    roundabout = tmp_path / "ra" / ".." / live.name
    before = live.read_bytes()
    for name in (live, roundabout, f"link{suffix}", f"hard{suffix}", os.path.relpath(live, desk.folder)):
        ended = desk.write(door, name, "--overwrite")
        assert (ended.exit_code, "chính cơ sở dữ liệu" in ended.said) == (5, True), (name, ended)
    for journal in ("-wal", "-shm", "-journal"):
        ended = desk.write(door, Path(f"{live}{journal}"), "--overwrite")
        assert (ended.exit_code, "chính cơ sở dữ liệu" in ended.said) == (5, True), (journal, ended)
    assert live.read_bytes() == before
    assert run("db", "check", **desk.place).exit_code == 0


@ONE_KIND
@pytest.mark.parametrize("door", FILES, ids=str)
def test_the_settings_file_stays(desk: Desk, door: Door, tmp_path: Path) -> None:
    named = tmp_path / f"cau hinh{Path(door.name).suffix}"
    named.write_text("due_soon_days = 10\n", encoding="utf-8")
    desk.config = named
    (desk.folder / f"khac{named.suffix}").symlink_to(named)
    for name in (named, f"khac{named.suffix}"):
        ended = desk.write(door, name, "--overwrite")
        assert (ended.exit_code, "cấu hình" in ended.said) == (5, True), ended
    assert named.read_text("utf-8") == "due_soon_days = 10\n"


@pytest.mark.only_on("sqlite", because="the daily copies are of a file")
@pytest.mark.parametrize("door", [door for door in DOORS if door.name == "a.sqlite3"], ids=str)
def test_a_daily_copy_is_never_replaced(desk: Desk, door: Door) -> None:
    desk.config.write_text(f'backup_dir = "{desk.folder}"\n', encoding="utf-8")
    copy = desk.folder / f"{Path(desk.database.location).stem}-2022-07-01.sqlite3"
    copy_database(desk.database.location, copy)
    before = copy.read_bytes()
    ended = desk.write(door, copy.name, "--overwrite")
    assert (ended.exit_code, "bản sao hằng ngày" in ended.said) == (5, True)
    assert copy.read_bytes() == before


@ONE_KIND
@pytest.mark.parametrize("door", [door for door in DOORS if f"{door.command} template" in READ], ids=str)
def test_the_template_stays(desk: Desk, door: Door) -> None:
    if not door.name.endswith(".docx"):
        pytest.skip("a template is for documents")
    import docx

    template = docx.Document()
    template.add_paragraph("[NỘI DUNG]")
    template.save(str(desk.folder / door.name))
    before = (desk.folder / door.name).read_bytes()
    ended = desk.write(door, "", "--template", str(desk.folder / door.name), "--overwrite")
    assert (ended.exit_code, "nguồn" in ended.said) == (5, True), ended
    assert (desk.folder / door.name).read_bytes() == before


@ONE_KIND
@pytest.mark.parametrize("door", DOORS, ids=str)
def test_a_place_that_cannot_be_written_is_told_and_nothing_is_left(
    desk: Desk, door: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    nowhere = desk.folder / "khong co"
    if not door.is_folder:
        ended = desk.write(door, nowhere / door.name)
        assert (ended.exit_code, "Không ghi được" in ended.said, nowhere.exists()) == (2, True, False)

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    kept = desk.folder / door.name
    if door.is_folder:
        kept.mkdir()
    else:
        kept.write_text("của tôi", encoding="utf-8")
    monkeypatch.setattr("cchc_tasks.files.output.place", full)
    ended = desk.write(door, "", "--overwrite")
    assert (ended.exit_code, "ổ đĩa đầy" in ended.said) == (2, True), ended
    assert desk.names == [door.name]
    assert list(kept.iterdir()) == [] if door.is_folder else kept.read_text("utf-8") == "của tôi"


@pytest.mark.parametrize("door", [Door("db backup", "a.sqlite3"), Door("db handover", "a.zip")], ids=str)
def test_the_first_name_of_the_option_is_taken_and_the_present_one_told(desk: Desk, door: Door) -> None:
    (desk.folder / door.name).write_text("của tôi", encoding="utf-8")
    ended = desk.write(door, "", "--force")
    assert (ended.exit_code, "--overwrite" in ended.said) == (0, True)


def test_a_copy_of_a_database_is_held_to_the_rule(sqlite_database: Database, tmp_path: Path) -> None:
    Office(sqlite_database)
    live, source, target = Path(sqlite_database.location), tmp_path / "nguon.sqlite3", tmp_path / "dich.sqlite3"
    copy_database(str(live), source)

    def copied(to: Path, *more: str) -> Printed:
        place = {"CCHC_TASKS_DB": str(live), "CCHC_TASKS_ACTOR": "Người thử"}
        return run("db", "copy", source, to, *more, **place)

    ended = copied(tmp_path / "a.xlsx")
    assert (ended.exit_code, ".sqlite3" in ended.said, (tmp_path / "a.xlsx").exists()) == (2, True, False)
    target.write_text("của tôi", encoding="utf-8")
    ended = copied(target)
    assert (ended.exit_code, "--overwrite" in ended.said, target.read_text("utf-8")) == (5, True, "của tôi")
    for stays in (live, source):
        before = stays.read_bytes()
        assert copied(stays, "--overwrite").exit_code == 5
        assert stays.read_bytes() == before
    assert copied(target, "--overwrite").exit_code == 0
    assert run("--db", target, "db", "check", CCHC_TASKS_ACTOR="x").exit_code == 0


@pytest.mark.parametrize("name", ["a.xlsx", "a.JSON", "a.sqlite3.docx"])
@pytest.mark.parametrize("words", ["overdue", "db upgrade", "db info", "plans --json"])
def test_a_new_database_has_a_database_s_name(tmp_path: Path, words: str, name: str) -> None:
    ended = run("--db", tmp_path / "moi" / name, *words.split(), CCHC_TASKS_ACTOR="x")
    assert (ended.exit_code, ".sqlite3" in ended.said, list(tmp_path.iterdir())) == (2, True, [])


@pytest.mark.parametrize(
    "words", ["overdue", "db copy {} b.db", "db restore {} --yes", "db backup {}.db", "export {}.json"]
)
def test_a_name_that_no_system_takes_is_told(sqlite_database: Database, words: str) -> None:
    name = "a" * 300
    database = name if words == "overdue" else sqlite_database.location
    ended = run("--db", database, *words.format(name).split(), CCHC_TASKS_ACTOR="x")
    assert (ended.exit_code in (2, 6), ended.out) == (True, ""), ended


@pytest.mark.parametrize("name", ["a", "a.DB", "thang 7.2022", "a.sqlite"])
def test_a_new_database_needs_no_suffix(tmp_path: Path, name: str) -> None:
    assert run("--db", tmp_path / name, "plans", CCHC_TASKS_ACTOR="x").exit_code == 0
    assert (tmp_path / name).is_file()


def test_a_copy_is_not_restored_under_the_name_of_another_kind_of_file(
    sqlite_database: Database, tmp_path: Path
) -> None:
    copy_database(sqlite_database.location, tmp_path / "sao.sqlite3")
    ended = run("--db", tmp_path / "a.xlsx", "db", "restore", tmp_path / "sao.sqlite3", "--yes")
    assert (ended.exit_code, ".sqlite3" in ended.said, (tmp_path / "a.xlsx").exists()) == (2, True, False)


def test_a_database_that_is_there_is_opened_whatever_its_name(sqlite_database: Database, tmp_path: Path) -> None:
    copy_database(sqlite_database.location, tmp_path / "cu.xlsx")
    assert run("--db", tmp_path / "cu.xlsx", "plans", CCHC_TASKS_ACTOR="x").exit_code == 0


@pytest.mark.parametrize("journal", ["-wal", "-journal", "-shm"])
@pytest.mark.parametrize("words", [("db", "backup"), ("db", "copy", "nguon")], ids=["backup", "copy"])
def test_no_database_is_put_where_another_one_s_journal_would_be_taken_for_its_own(
    sqlite_database: Database, tmp_path: Path, words: tuple[str, ...], journal: str
) -> None:
    Office(sqlite_database)
    target = tmp_path / "dich.sqlite3"
    Path(f"{target}{journal}").write_bytes(b"dang dung")
    command = [sqlite_database.location if word == "nguon" else word for word in words]
    place = {"CCHC_TASKS_DB": sqlite_database.location, "CCHC_TASKS_ACTOR": "Người thử"}
    for more in ((), ("--overwrite",)):
        ended = run(*command, target, *more, **place)
        assert (ended.exit_code, f"dich.sqlite3{journal}" in ended.said, target.exists()) == (5, True, False), ended
