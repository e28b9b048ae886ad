"""Units over time on the command line: each act answers in one sentence, refusals say what to do, old days stay."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from tests.conftest import Run
from tests.end_to_end.test_first_use import talk
from tests.units.year2025 import ALL, ENVIRONMENT, FARMING, INSPECTION, MERGED, OFFICE, PLAN, RESOLUTION

JULY = {"CCHC_TASKS_TODAY": "2025-07-15"}
ACT = ("--from", "1/3/2025", "--evidence", RESOLUTION)


@pytest.fixture
def office(run: Run, tmp_path: Path) -> Run:
    """An office with six tasks on 15 July 2025."""
    (tmp_path / "ke hoach.csv").write_text(PLAN, encoding="utf-8")
    run.settings |= JULY
    run.given("import", "ke hoach.csv")
    return run


def by_unit(office: Run, *arguments: str) -> dict[str, int]:
    groups = json.loads(office("stats", "--by", "unit", "--json", *arguments).stdout)["groups"]
    return {group["name"]: group["total"] for group in groups}


def test_the_year_2025_from_merger_to_report(office: Run, tmp_path: Path) -> None:
    merged = office("units", "merge", ENVIRONMENT, "so nong nghiep va phat trien nong thon", "--into", MERGED, *ACT)
    assert merged.returncode == 0, merged.stderr
    assert merged.stdout == (
        f"Sáp nhập đơn vị «{ENVIRONMENT}» và «{FARMING}» vào «{MERGED}»; chuyển 3 nhiệm vụ cho «{MERGED}» "
        f"(CCHC-2025/1, 2, 5); {RESOLUTION}; từ ngày 01/3/2025. Lấy lại: cchc-tasks undo.\n"
    )
    assert f"Đã thêm đơn vị mới «{MERGED}»." in merged.stderr
    abolished = office("units", "abolish", INSPECTION, "--to", OFFICE, *ACT)
    assert "chuyển 3 nhiệm vụ cho «Văn phòng Sở» (CCHC-2025/2, 3, 6)" in abolished.stdout
    assert by_unit(office) == {ALL: 1, MERGED: 3, OFFICE: 2}
    before = ("--as-of", "28/2/2025")
    assert by_unit(office, *before) == {ALL: 1, ENVIRONMENT: 2, FARMING: 1, INSPECTION: 2, OFFICE: 1}
    assert by_unit(office, *before, "--units", "now") == {ALL: 1, MERGED: 3, OFFICE: 2}
    for kind, out, folder in (("assignments", "giao", True), ("letters", "doc", True), ("dashboard", "a.html", False)):
        done = office("report", kind, out, *before, "--units", "now")
        assert done.returncode == 0, done.stderr
        assert (tmp_path / out).is_dir() == folder
    assert len(list((tmp_path / "giao").iterdir())) == 3
    done = office("report", "worksheet", "bang", "--split-by", "unit", *before, "--units", "now")
    assert f"{MERGED}.xlsx" in done.stderr
    assert office("db", "check").returncode == 0
    history = office("history").stdout
    assert "Sáp nhập đơn vị" in history.splitlines()[2]
    assert "01/03/2025" in history.splitlines()[2]


def test_the_list_and_the_sheet_tell_what_became_of_units(office: Run) -> None:
    office("units", "merge", ENVIRONMENT, FARMING, "--into", MERGED, *ACT)
    office("units", "alias", MERGED, "SNNMT")
    listed = office("units", "list")
    assert listed.stderr == "3 đơn vị và 1 nhóm đang hoạt động, 2 đã kết thúc, vào ngày 15/7/2025.\n"
    rows = {row[0]: row for row in csv.reader(io.StringIO(office("units", "list", "--csv").stdout.lstrip("\ufeff")))}
    assert rows[ENVIRONMENT][2] == f"đã sáp nhập vào «{MERGED}» từ ngày 01/3/2025"
    assert rows[MERGED][1:] == ["đơn vị", "đang hoạt động", "SNNMT", "3"]
    found = {unit["name"]: unit for unit in json.loads(office("units", "list", "--json").stdout)}
    assert found[FARMING]["ended"] == {
        "how": "merged",
        "on": "2025-03-01",
        "document": RESOLUTION,
        "successors": [MERGED],
    }
    assert MERGED not in {
        unit["name"] for unit in json.loads(office("units", "list", "--as-of", "1/2/2025", "--json").stdout)
    }
    (sheet,) = json.loads(office("units", "show", "snnmt", "--json").stdout)
    assert [found["name"] for found in sheet["predecessors"]] == [ENVIRONMENT, FARMING]
    assert sheet["leads_open"] == ["CCHC-2025/1", "CCHC-2025/2", "CCHC-2025/5"]
    shown = office("units", "show", ENVIRONMENT).stdout
    assert shown.startswith(f"{ENVIRONMENT}\n  Tình trạng: đã sáp nhập vào «{MERGED}» từ ngày 01/3/2025\n")
    assert office("units", "show", "snnmt", "--csv").returncode == 0


@pytest.mark.parametrize(
    ("arguments", "exit_code", "said"),
    [
        (("rename", OFFICE, "Phòng A", "--from", "16/7/2025", "--evidence", RESOLUTION), 2, "sau hôm nay"),
        (("rename", OFFICE, "Phòng A", "--evidence", RESOLUTION), 2, "Chưa nói có hiệu lực từ ngày nào"),
        (("rename", OFFICE, "Phòng A", "--from", "1/3/2025"), 2, "cần có văn bản"),
        (("rename", OFFICE, "Phòng A", "--from", "1/3/2025", "--evidence", "giấy"), 2, "số, ký hiệu văn bản"),
        (("rename", "Văn phòng X", "Phòng A", *ACT), 4, "Không có đơn vị nào tên «Văn phòng X»"),
        (("rename", OFFICE, INSPECTION, *ACT), 5, "đang là tên của một đơn vị khác"),
        (("abolish", INSPECTION, *ACT), 2, "CCHC-2025/2, CCHC-2025/3, CCHC-2025/6"),
        (("abolish", INSPECTION, "--give", "3", *ACT), 2, "không đúng dạng MÃ=ĐƠN VỊ"),
        (("split", ENVIRONMENT, "--into", "Sở A", "--into", "Sở B", *ACT), 2, "Không có gì được ghi"),
        (("members", OFFICE, "--add", INSPECTION, *ACT), 5, "không phải nhóm"),
        (("members", ALL, *ACT), 2, "Chưa nói thêm hay bớt"),
        (("merge", ALL, "--into", OFFICE, *ACT), 5, "là một nhóm đơn vị"),
        (("show", "Phòng Lạ"), 4, "Không có đơn vị"),
        (("rename",), 2, "NAME"),
    ],
)
def test_what_cannot_be_done_is_refused_with_what_to_do(
    office: Run, arguments: tuple[str, ...], exit_code: int, said: str
) -> None:
    done = office("units", *arguments)
    assert (done.returncode, done.stdout) == (exit_code, "")
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert len(json.loads(office("history", "--json").stdout)) == 1


def test_a_split_says_by_options_where_each_task_goes(office: Run) -> None:
    split = ("units", "split", ENVIRONMENT, "--into", "Sở Đất đai", "--into", "Sở Môi trường", *ACT)
    done = office(*split, "--give", "CCHC-2025/1=sở đất đai", "--rest", "Sở Môi trường", "--json")
    answer = json.loads(done.stdout)
    assert {task["ref"] for task in answer["tasks"]} == {"CCHC-2025/1", "CCHC-2025/2", "CCHC-2025/5"}
    assert (answer["act"], answer["effective_on"]) == ("unit_split", "2025-03-01")
    assert by_unit(office)["Sở Đất đai"] == 1


def test_a_split_asks_on_a_terminal_where_each_task_goes(office: Run, tmp_path: Path) -> None:
    split = [
        "units",
        "split",
        ENVIRONMENT,
        "--into",
        "Sở Đất đai",
        "--into",
        "Sở Môi trường",
        *ACT,
        "--give",
        "2=so dat dai",
    ]
    environment = {**JULY, "CCHC_TASKS_ACTOR": "Người thử"}
    exit_code, shown = talk(tmp_path / "home", split, "9\n", "1\n", "so moi truong\n", **environment)
    assert exit_code == 0, shown
    assert "CCHC-2025/1 «Rà soát thủ tục đất đai» giao cho: 1) Sở Đất đai  2) Sở Môi trường" in shown
    assert "«9» không phải một trong các đơn vị trên." in shown
    assert by_unit(office) == {ALL: 1, FARMING: 1, INSPECTION: 2, OFFICE: 1, "Sở Môi trường": 1, "Sở Đất đai": 1}


def test_no_answer_stops_a_split_before_anything_is_written(office: Run, tmp_path: Path) -> None:
    split = ["units", "split", ENVIRONMENT, "--into", "Sở Đất đai", "--into", "Sở Môi trường", *ACT]
    environment = {**JULY, "CCHC_TASKS_ACTOR": "Người thử"}
    exit_code, shown = talk(tmp_path / "home", split, "1\n", "\n", **environment)
    assert exit_code == 2
    assert "còn 2 nhiệm vụ đang mở" in shown
    assert len(json.loads(office("history", "--json").stdout)) == 1


def test_members_are_told_in_tables_by_unit_with_both_totals(office: Run) -> None:
    done = office("units", "members", ALL, "--add", OFFICE, "--add", INSPECTION, *ACT)
    assert done.stdout.startswith(f"Thành viên của «{ALL}»: thêm «{OFFICE}» và «{INSPECTION}»; {RESOLUTION}")
    counted = office("stats", "--by", "unit")
    assert "2 nhiệm vụ có nhiều đơn vị được tính một lần cho mỗi đơn vị: tổng theo đơn vị 8, " in counted.stderr
    assert len(office("list", "--unit", OFFICE).stdout.splitlines()) == 2
    assert len(office("list", "--unit", OFFICE, "--in-groups").stdout.splitlines()) == 3
    assert "4. Tuyên truyền" in office("upcoming", "--days", "200", "--text").stdout.split(f"{OFFICE} (")[1]


def test_undo_and_redo_and_export_know_of_units(office: Run) -> None:
    office("units", "merge", ENVIRONMENT, FARMING, "--into", MERGED, *ACT)
    assert "Đã lấy lại thay đổi: «Sáp nhập đơn vị" in office("undo").stdout
    assert by_unit(office) == {ALL: 1, ENVIRONMENT: 2, FARMING: 1, INSPECTION: 2, OFFICE: 1}
    assert "Đã làm lại" in office("redo").stdout
    assert by_unit(office)[MERGED] == 3
    assert office("export", "ra.json").returncode == 0
    check = office("check")
    assert "đã kết thúc" not in check.stderr


def test_units_of_today_are_asked_for_only_where_units_are_shown(run: Run) -> None:
    refused = run("stats", "--units", "now")
    assert (refused.returncode, "--by unit" in refused.stderr) == (2, True)
