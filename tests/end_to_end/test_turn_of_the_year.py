"""The turn of the year as a focal officer lives it: draft, look, correct, issue; shortfalls linked with last year."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from tests.conftest import SAMPLES, Run

_TODAY = {"CCHC_TASKS_TODAY": "2022-12-20"}


@pytest.fixture
def year(run: Run) -> Run:
    """The office of the sample plan in December, with the draft of the next year."""
    plan = SAMPLES / "ke_hoach_cchc_2022.txt"
    run.given("import", plan, "--year", "2022", "--reported-on", "15/6/2022", **_TODAY)
    assert run("rollover", "CCHC-2022", "--to", "CCHC-2023", "--year", "2023", **_TODAY).returncode == 0
    return run


def test_a_draft_is_listed_with_its_doubts_and_stays_out_of_every_other_answer(year: Run, tmp_path: Path) -> None:
    drafts = json.loads(year("plans", "--drafts", "--json", **_TODAY).stdout)
    assert [(d["code"], d["draft"], d["tasks"]) for d in drafts] == [("CCHC-2023", True, 44)]
    rows = json.loads(year("list", "--plan", "cchc-2023", "--json", **_TODAY).stdout)
    assert len(rows) == 44
    assert rows[0]["from"] == "CCHC-2022/2"
    assert rows[0]["phrases"] == [{"before": "Thường xuyên trong năm 2022", "after": "Thường xuyên trong năm 2023"}]
    listed = year("list", "--plan", "CCHC-2023", **_TODAY)
    assert "lặp lại từ CCHC-2022/2" in listed.stdout
    assert "rollover CCHC-2023 --drop" in listed.stderr
    for command in (["overdue"], ["upcoming"], ["stats"], ["check"], ["list"], ["calendar", tmp_path / "a.ics"]):
        silent = year(*command, CCHC_TASKS_TODAY="2023-06-30")
        assert silent.returncode == 0
        assert "CCHC-2023" not in silent.stdout
    assert "2023/" not in (tmp_path / "a.ics").read_text(encoding="utf-8")
    assert year("list", "--plan", "CCHC-2023", "--criterion", "3.1", **_TODAY).returncode == 2
    report = year("report", "assignments", tmp_path / "giao viec", "--plan", "CCHC-2023", **_TODAY)
    assert (report.returncode, "mới là dự thảo" in report.stderr) == (4, True)


def test_a_draft_corrected_in_a_spreadsheet_is_imported_over_itself(year: Run, tmp_path: Path) -> None:
    printed = year("list", "--plan", "CCHC-2023", "--csv", **_TODAY).stdout
    header, *rows = csv.reader(io.StringIO(printed.lstrip("\ufeff")))
    deadline = header.index("Thời gian hoàn thành")
    for row in rows:
        row[deadline] = row[deadline].replace("2022", "2023")
    corrected = tmp_path / "ke hoach 2023.csv"
    with corrected.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *rows])
    command = ["import", corrected, "--plan", "CCHC-2023", "--year", "2023", "--title", "Kế hoạch CCHC năm 2023"]
    preview = json.loads(year(*command, "--dry-run", "--json", CCHC_TASKS_TODAY="2023-01-15").stdout)
    assert {row["fate"] for row in preview["draft"]} == {"carried", "renewed"}
    assert year(*command, CCHC_TASKS_TODAY="2023-01-15").returncode == 0
    shown = year("show", "CCHC-2023/10", CCHC_TASKS_TODAY="2023-01-15").stdout
    assert "chuyển tiếp từ CCHC-2022/10" in shown


def test_a_draft_is_dropped_by_its_code(year: Run) -> None:
    dropped = year("rollover", "CCHC-2023", "--drop", **_TODAY)
    assert (dropped.returncode, "Lập dự thảo CCHC-2023" in dropped.stdout) == (0, True)
    assert "Không có dự thảo nào" in year("plans", "--drafts", **_TODAY).stderr
    assert year("rollover", "CCHC-2023", "--drop", **_TODAY).returncode == 4
    assert year("rollover", "CCHC-2022", **_TODAY).returncode == 2


def test_shortfalls_are_proposed_linked_and_shown_on_both_sides(year: Run) -> None:
    today = {"CCHC_TASKS_TODAY": "2023-04-10"}
    command = ["import", SAMPLES / "khac_phuc_2023.md", "--year", "2023", "--reported-on", "31/3/2023"]
    imported = year(*command, **today)
    assert "có thể từ CCHC-2022/35" in imported.stderr
    proposed = year("link", **today)
    assert [line.split("\t")[0] for line in proposed.stdout.splitlines()[1:]] == ["KP-2023/4"]
    assert "có thể từ CCHC-2022/35" in year("review", "--plan", "KP-2023", **today).stderr
    assert year("link", "KP-2023/4", "--accept", **today).returncode == 0
    linked = year("link", "KP-2023/3", "KP-2023/14", "--from", "CCHC-2022/24", **today)
    assert linked.stdout.startswith("KP-2023/3, 14: khắc phục từ CCHC-2022/24.")
    (row, old) = json.loads(year("show", "KP-2023/3", "CCHC-2022/24", "--json", **today).stdout)
    assert (row["criteria"], row["links"]) == (
        ["3.1.4", "7.3.2"],
        [{"kind": "remedies", "ref": "CCHC-2022/24"}],
    )
    assert [link["ref"] for link in old["links"] if link["kind"] == "remedied_by"] == ["KP-2023/3", "KP-2023/14"]
    assert "được khắc phục ở KP-2023/3" in year("show", "CCHC-2022/24", **today).stdout
    assert "khắc phục từ: CCHC-2022/24" in year("history", "KP-2023/3", **today).stdout
    listed = year("list", "--criterion", "7.3", **today).stdout
    assert [line.split("\t")[0] for line in listed.splitlines()[1:]] == ["3", "14"]
    assert year("link", "KP-2023/3", "--from", "KP-2023/4", **today).returncode == 2
    assert year("link", "KP-2023/3", "--from", "CCHC-2022/24", **today).returncode == 5
    assert year("undo", **today).returncode == 0
    assert "được khắc phục" not in year("show", "CCHC-2022/24", **today).stdout
