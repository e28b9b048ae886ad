"""Each command is started once as it is installed, and does what it does in the process of the tests.

Most tests run the program in their own process: this is what makes that the same thing.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from cchc_tasks.cli.main import group
from cchc_tasks.storage.database import Database
from tests import databases
from tests.conftest import SAMPLES
from tests.program import Run

pytestmark = pytest.mark.only_on("sqlite", because="the subject is the start of the program, which is the same")
PLAN = SAMPLES / "ke_hoach_cchc_2022.txt"
LETTER = "Quyết định số 215/QĐ-UBND ngày 20/4/2022"
EVIDENCE = ("--evidence", LETTER)
FROM = ("--from", "1/7/2022", *EVIDENCE)
#: A use of each command.
USES: dict[str, tuple[str | Path, ...]] = {
    "add": ("CCHC-2022", "--section", "I", "--title", "Việc mới", "--deadline", "Quý III/2022", *EVIDENCE),
    "assign": ("13", "--lead", "Thanh tra Sở", *EVIDENCE),
    "calendar": ("a.ics",),
    "check": (),
    "close": (),
    "completion": ("bash",),
    "config": (),
    "db backup": ("b.sqlite3",),
    "db check": (),
    "db copy": ("nguon.sqlite3", "c.sqlite3"),
    "db grant": ("an",),
    "db grants": (),
    "db handover": ("d.zip",),
    "db info": (),
    "db restore": ("nguon.sqlite3", "--yes"),
    "db revoke": ("an",),
    "db roles": (),
    "db upgrade": (),
    "deadline": ("Quý II/2022", "--year", "2022"),
    "done": ("13", "--on", "5/7/2022", *EVIDENCE),
    "edit": ("13", "--title", "Tên mới", *EVIDENCE),
    "export": ("e.json",),
    "extend": ("13", "--to", "Quý III/2022", "--reason", "chờ góp ý"),
    "history": ("13",),
    "import": (SAMPLES / "ke_hoach_cchc_2022.csv", "--plan", "KH-2", "--year", "2022", "--reported-on", "15/6/2022"),
    "indicators check": ("--period", "2022"),
    "indicators compare": ("2022", "--with-file", "thong ke.txt"),
    "indicators import": ("thong ke.txt", "--period", "2023"),
    "indicators list": ("--period", "2022"),
    "indicators set": ("--period", "2022", "I.1=30"),
    "link": (),
    "list": (),
    "orgs add": ("Sở Y tế",),
    "orgs list": (),
    "orgs rename": ("Cơ quan", "Sở Tư pháp"),
    "overdue": (),
    "plans": (),
    "redo": (),
    "report appendix": ("a.docx",),
    "report assignments": ("giao",),
    "report dashboard": ("a.html",),
    "report evidence": ("a.xlsx",),
    "report frozen": (),
    "report letters": ("thu",),
    "report statistics": ("b.docx", "--period", "Năm/2022"),
    "report worksheet": ("bang.xlsx",),
    "resolve": ("3", "--due", "1/9/2022"),
    "review": (),
    "rollover": ("CCHC-2022", "--to", "CCHC-2023", "--year", "2023"),
    "show": ("10",),
    "stats": ("--by", "unit"),
    "submit": ("10", "--milestone", "1", "--on", "2022-03-28", *EVIDENCE),
    "tui": (),
    "undo": (),
    "units abolish": ("Thanh tra Sở", "--to", "Văn phòng Sở", *FROM),
    "units alias": ("Thanh tra Sở", "TTS"),
    "units list": (),
    "units members": ("Các Phòng, Trung tâm thuộc Sở", "--add", "Thanh tra Sở", *FROM),
    "units merge": ("Thanh tra Sở", "--into", "Văn phòng Sở", *FROM),
    "units rename": ("Thanh tra Sở", "Thanh tra", *FROM),
    "units show": ("Thanh tra Sở",),
    "units split": ("Thanh tra Sở", "--into", "Phòng A", "--into", "Phòng B", "--rest", "Phòng A", *FROM),
    "upcoming": ("--days", "90"),
    "update": ("33", "--progress", "3/3"),
}
#: A file has no accounts, and nobody sits at a terminal.
REFUSED = {"db grant": 5, "db grants": 5, "db revoke": 5, "tui": 2}
#: What differs between two runs of one command: random names, digests, the moment.
VARIES = re.compile(
    r"\b\d{19}\b|\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b|\b[0-9a-f]{32,}\b|\b\d\d:\d\d(?::\d\d)?\b|\b\d{8}-\d{6}\b"
)


def commands(parent: click.Group, path: tuple[str, ...] = ()) -> Iterator[str]:
    context = click.Context(parent)
    for name in parent.list_commands(context):
        command = parent.get_command(context, name)
        if isinstance(command, click.Group):
            yield from commands(command, (*path, name))
        else:
            yield " ".join((*path, name))


@pytest.fixture
def office(run: Run) -> Run:
    """The sample plan in July, with an act to take back and one to do again, and numbers of the year."""
    run.settings["CCHC_TASKS_TODAY"] = "2022-07-15"
    (run.folder / "thong ke.txt").write_text(
        "STT\tChỉ tiêu thống kê\tĐơn vị tính\tSố liệu\tGhi chú\nI\tCông tác chỉ đạo điều hành CCHC\t\t\t\n"
        "1\tSố văn bản\tVăn bản\t02\t\n2\tSố cuộc họp\tCuộc\t5.380\tghi chú\n",
        encoding="utf-8",
    )

    def act(empty: Database) -> None:
        for command in (("import", PLAN, "--reported-on", "15/6/2022"),
                        ("indicators", "import", "thong ke.txt", "--period", "2022"),
                        ("done", "19", *EVIDENCE), ("undo",)):  # fmt: skip
            done = run("--db", empty.location, *command)
            assert done.returncode == 0, done.stderr

    databases.fill(Database(run.location), "an office for every command", act)
    shutil.copy(run.location, run.folder / "nguon.sqlite3")
    return run


def test_every_command_is_started_once() -> None:
    assert set(USES) == set(commands(group))


@pytest.mark.parametrize("command", USES)
def test_the_installed_command_does_what_main_does_here(office: Run, command: str) -> None:
    before = {path.relative_to(office.folder): path.read_bytes() for path in _files(office.folder)}
    found = []
    for run in (office, office.installed):
        for path in _files(office.folder):
            path.unlink()
        for path, content in before.items():
            (office.folder / path).write_bytes(content)
        done = run(*command.split(), *USES[command])
        written = sorted(VARIES.sub("#", str(path.relative_to(office.folder))) for path in _files(office.folder))
        found.append((done.returncode, VARIES.sub("#", done.stdout), VARIES.sub("#", done.stderr), written))
    assert found[0] == found[1]
    assert found[0][0] == REFUSED.get(command, 0), found[0]


def _files(folder: Path) -> list[Path]:
    # A library that draws keeps a list of the machine's fonts, in a cache that only the first process has to fill.
    return [path for path in folder.rglob("*") if path.is_file() and ".cache" not in path.parts]
