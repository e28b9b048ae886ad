"""A field that is added to the table of fields is carried everywhere: a program with two more fields is tried.

The copy gets what a new field needs and no more: its row in `model/fields.py`, a migration, and the words of its
header in `reading/tables/field_headers.py`.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT

#: A text that a unit reports, and one that the plan prints.
ROWS = """
    TaskField(
        "obstacle_owner", "Cơ quan tháo gỡ", Origin.REPORTED, in_files=True, searched=True,
        option=FieldOption("update"), worksheet=FieldColumn(18), appendix=FieldColumn(2.6, on_request=True),
    ),
    TaskField(
        "parent_code", "Mã nhiệm vụ cấp trên", Origin.PRINTED, in_files=True, searched=True,
        option=FieldOption("edit"), appendix=FieldColumn(2, if_used=True),
    ),
"""
HEADERS = """
    ("obstacle_owner", r".*thao go.*"),
    ("parent_code", r"ma nhiem vu cap tren"),
"""
MIGRATION = """
import sqlalchemy as sa
from alembic import op

revision = "{new}"
down_revision = "{old}"


def upgrade() -> None:
    for table, name in (("task_now", "obstacle_owner"), ("task_version", "parent_code")):
        op.add_column(table, sa.Column(name, sa.Text, nullable=False, server_default=""))
"""
PLAN = """Kế hoạch cải cách hành chính năm 2022
STT,Mã nhiệm vụ cấp trên,Nhiệm vụ,Đơn vị chủ trì,Thời gian hoàn thành,Kết quả thực hiện,Cơ quan tháo gỡ
1,KH-A1,Việc một,Văn phòng,Quý II/2022,Đang làm,
2,KH-A2,Việc hai,Văn phòng,Quý III/2022,,Sở Nội vụ
"""
#: Runs the commands that it reads in one program and writes what each printed; «fill» and «form» stand for people.
DRIVER = """
import contextlib, io, json, os, sys

os.environ.update(CCHC_TASKS_TODAY="2022-07-15", CCHC_TASKS_DB=os.path.abspath("a.sqlite3"))


def fill(path, heading, text):
    import openpyxl

    book = openpyxl.load_workbook(path)
    names = [cell.value for cell in book.active[4]]
    book.active.cell(5, names.index(heading) + 1).value = text
    book.save(path)
    print(json.dumps(names))


def form(_):
    from cchc_tasks.tui.forms.act_forms import ACT_FORMS

    print(json.dumps([[field.name, field.label] for field in ACT_FORMS["update"].fields(())]))


from cchc_tasks.cli.main import main

answers = []
for args in json.load(sys.stdin):
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = {"fill": fill, "form": form}[args[0]](*args[1:]) if args[0] in ("fill", "form") else main(args)
    answers.append([code or 0, out.getvalue(), err.getvalue()])
print(json.dumps(answers))
"""


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., list[str]]:
    """A copy of the program with two more fields; given commands, it returns what each of them printed."""
    place = tmp_path_factory.mktemp("thêm trường")
    for name in ("cchc_tasks", "migrations"):
        shutil.copytree(ROOT / name, place / name, ignore=shutil.ignore_patterns("__pycache__"))
    _insert(place / "cchc_tasks/model/fields.py", "FIELDS = (\n", ROWS)
    _insert(place / "cchc_tasks/reading/tables/field_headers.py", "_WORDS: tuple[tuple[str, str], ...] = (\n", HEADERS)
    connection = place / "cchc_tasks/storage/connection.py"
    text = connection.read_text()
    head = re.search(r'^HEAD = "(\d+)"$', text, re.MULTILINE)
    assert head
    connection.write_text(text.replace(head[0], 'HEAD = "9999"'))
    (place / "migrations/versions/9999_more.py").write_text(MIGRATION.format(new="9999", old=head[1]))
    (place / "kh.csv").write_text(PLAN)
    (place / "kh2.csv").write_text(PLAN.replace("KH-A2", "KH-C2"))

    def run(*commands: str | list[str]) -> list[str]:
        asked = [command if isinstance(command, list) else command.split() for command in commands]
        done = subprocess.run(
            [sys.executable, "-c", DRIVER], input=json.dumps(asked), capture_output=True, text=True, cwd=place,
            env={"PYTHONPATH": str(place), "HOME": str(place), "PATH": ""}, timeout=300,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        answers = json.loads(done.stdout.splitlines()[-1])
        assert all(code == 0 for code, _, _ in answers), answers
        return [out or err for _, out, err in answers]

    run("import kh.csv --year 2022")
    return run


def _insert(path: Path, behind: str, text: str) -> None:
    content = path.read_text()
    assert content.count(behind) == 1, (path, behind)
    path.write_text(content.replace(behind, behind + text.lstrip("\n")))


def _tasks(printed: str) -> dict[str, Any]:
    return {task["ref"]: task for task in json.loads(printed)}


def test_a_file_brings_it_and_an_act_sets_it_searches_find_it_and_undo_takes_it_back(
    program: Callable[..., list[str]],
) -> None:
    document = "Quyết định số 1/QĐ-UBND ngày 2/7/2022"
    listed, *_, shown, found, other, history, before, undone, after = program(
        "list --json",
        ["update", "1", "--obstacle-owner", "UBND tỉnh"],
        ["edit", "1", "--parent-code", "KH-B9", "--evidence", document],
        "show 1",
        ["list", "--search", "so noi vu", "--json"],
        ["list", "--search", "kh-b9", "--json"],
        "history 1",
        "list --as-of 1/7/2022 --json",
        "undo",
        "list --json",
    )
    assert (_tasks(listed)["CCHC-2022/2"]["obstacle_owner"], _tasks(listed)["CCHC-2022/2"]["parent_code"]) == (
        "Sở Nội vụ",
        "KH-A2",
    )
    assert "Cơ quan tháo gỡ: UBND tỉnh" in shown
    assert "Mã nhiệm vụ cấp trên: KH-B9" in shown
    assert (list(_tasks(found)), list(_tasks(other))) == (["CCHC-2022/2"], ["CCHC-2022/1"])
    assert "cơ quan tháo gỡ: UBND tỉnh" in history
    assert "mã nhiệm vụ cấp trên «KH-B9»" in history
    assert [_tasks(before)["CCHC-2022/1"][name] for name in ("obstacle_owner", "parent_code")] == [None, "KH-A1"]
    assert "Đã lấy lại" in undone
    assert [_tasks(after)["CCHC-2022/1"][name] for name in ("obstacle_owner", "parent_code")] == ["UBND tỉnh", "KH-A1"]


def test_worksheets_carry_it_out_and_in_and_the_appendix_and_the_export_show_it(
    program: Callable[..., list[str]], tmp_path: Path
) -> None:
    sheet, page, out = (str(tmp_path / name) for name in ("w.xlsx", "a.md", "e.json"))
    _, heads, told, tasks, *_, sound = program(
        f"report worksheet {sheet}",
        ["fill", sheet, "Cơ quan tháo gỡ", "Bộ Nội vụ"],
        f"import --results {sheet} --json",
        "list --json",
        f"report appendix {page} --obstacle-owner",
        f"export {out}",
        "db check",
    )
    assert "Cơ quan tháo gỡ" in json.loads(heads)
    assert json.loads(told)["updated"], told
    assert _tasks(tasks)["CCHC-2022/1"]["obstacle_owner"] == "Bộ Nội vụ"
    header, *rows = [line for line in Path(page).read_text().splitlines() if line.startswith("| ")]
    assert "Mã nhiệm vụ cấp trên" in header
    assert "Cơ quan tháo gỡ" in header
    assert any("Bộ Nội vụ" in row and "KH-A1" in row for row in rows)
    exported = json.loads(Path(out).read_text())
    assert exported["tasks"][0]["obstacle_owner"] == "Bộ Nội vụ"
    assert {row["parent_code"] for row in exported["history"]["task_version"]} >= {"KH-A1", "KH-A2"}
    assert "khớp" in sound


def test_an_amended_plan_changes_it_next_years_draft_keeps_it_and_the_form_asks_for_it(
    program: Callable[..., list[str]],
) -> None:
    document = "Quyết định số 2/QĐ-UBND ngày 5/7/2022"
    told, amended, _, draft, form = program(
        ["import", "kh2.csv", "--update", "--evidence", document, "--yes", "--json"],
        "list --json",
        "rollover CCHC-2022 --to CCHC-2023 --year 2023",
        "list --plan CCHC-2023 --json",
        ["form", "update"],
    )
    (changed,) = [row for row in json.loads(told)["reworded"] if row["ref"] == "CCHC-2022/2"]
    assert (changed["column"], changed["before"], changed["after"]) == ("parent_code", "KH-A2", "KH-C2")
    assert _tasks(amended)["CCHC-2022/2"]["parent_code"] == "KH-C2"
    assert _tasks(draft)["CCHC-2023/2"]["parent_code"] == "KH-C2"
    assert ["obstacle_owner", "Cơ quan tháo gỡ"] in json.loads(form)
