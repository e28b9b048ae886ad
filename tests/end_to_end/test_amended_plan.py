"""`import --update` as people run it: the difference first, then one change; who cannot be asked must say yes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.conftest import Run
from tests.end_to_end.test_acts import DECISION, PLAN, office
from tests.end_to_end.test_on_a_terminal import on_a_terminal
from tests.plans.amended import new_row, row_of, sample_rows, write_plan

__all__ = ["office"]


@pytest.fixture
def amended(tmp_path: Path) -> Path:
    """The sample plan with a task more, a task less and a later date."""
    title, rows = sample_rows()
    row_of(rows, "13")["deadline"] = "Quý III/2022"
    rows.remove(row_of(rows, "20"))
    rows.insert(rows.index(row_of(rows, "5")), new_row("4a", "Tổ chức hội thi tìm hiểu về chuyển đổi số"))
    return write_plan(tmp_path / "sua doi.csv", title, rows)


def test_the_difference_is_shown_and_nothing_stored_until_somebody_says_yes(office: Run, amended: Path) -> None:
    asked = office("import", "--update", amended, "--evidence", DECISION)
    assert asked.returncode == 2
    assert "đổi thời hạn\t13\tQuý II/2022 (30/06/2022)\tQuý III/2022 (30/09/2022)" in asked.stdout
    assert "--yes" in asked.stderr
    dry = office("import", "--update", amended, "--evidence", DECISION, "--dry-run", "--yes")
    assert (dry.returncode, dry.stdout) == (0, asked.stdout)
    assert "Xem trước, chưa lưu" in dry.stderr
    assert len(office("history", "--json").stdout.splitlines()) == 3
    done = office("import", "--update", amended, "--evidence", DECISION, "--yes")
    assert done.returncode == 0, done.stderr
    assert (
        "Đã sửa đổi CCHC-2022 từ ngày 20/4/2022: thêm 1, đưa ra 1, đổi thời hạn 1; 52 nhiệm vụ giữ nguyên."
        in done.stdout
    )
    assert "Lấy lại: cchc-tasks undo." in done.stdout
    again = office("import", "--update", amended, "--evidence", DECISION)
    assert (again.returncode, "không có gì khác" in again.stdout) == (0, True)


def test_every_looking_command_shows_the_old_plan_before_and_the_new_one_after(office: Run, amended: Path) -> None:
    looks = [("list",), ("overdue",), ("stats",), ("show", "13"), ("plans",)]

    def looked(*words: str) -> str:
        """What is shown, without the moment at which something was last recorded of a task."""
        return "\n".join(line for line in office(*words).stdout.splitlines() if "Cập nhật:" not in line)

    before = {look: looked(*look, "--as-of", "2022-04-19") for look in looks}
    old_now = {look: looked(*look) for look in looks}
    assert office("import", "--update", amended, "--evidence", DECISION, "--yes").returncode == 0
    assert {look: looked(*look, "--as-of", "2022-04-19") for look in looks} == before
    new_now = {look: looked(*look) for look in looks}
    assert all(new_now[look] != old_now[look] for look in looks[:4])
    removed = json.loads(office("plans", "--removed", "--json").stdout)
    assert [(gone["ref"], gone["left_on"], gone["document"]) for gone in removed] == [
        ("CCHC-2022/20", "2022-04-20", DECISION)
    ]
    assert "Sửa đổi kế hoạch" in office("history", "20").stdout
    assert office("plans", "--removed", "--as-of", "2022-04-19", "--json").stdout == "[]\n"
    assert office("db", "check").returncode == 0
    assert office("undo").returncode == 0
    assert {look: looked(*look) for look in looks[:3]} == {look: old_now[look] for look in looks[:3]}
    assert office("db", "check").returncode == 0
    assert office("redo").returncode == 0
    assert {look: looked(*look) for look in looks[:3]} == {look: new_now[look] for look in looks[:3]}


def test_the_difference_as_json(office: Run, amended: Path) -> None:
    shown = office("import", "--update", amended, "--evidence", DECISION, "--json")
    assert shown.returncode == 2
    found = json.loads(shown.stdout)
    assert (found["stored"], found["change"], found["effective_on"]) == (False, None, "2022-04-20")
    assert [row["no"] for row in found["added"]] == ["4a"]
    assert [gone["ref"] for gone in found["removed"]] == ["CCHC-2022/20"]
    (redated,) = found["redated"]
    assert (redated["ref"], redated["due_before"], redated["due_after"]) == (
        "CCHC-2022/13", ["2022-06-30"], ["2022-09-30"],
    )  # fmt: skip
    stored = json.loads(office("import", "--update", amended, "--evidence", DECISION, "--json", "--yes").stdout)
    assert stored["stored"]
    assert stored["change"] == json.loads(office("history", "--json").stdout)[0]["id"]


def test_what_is_not_sure_stops_the_import_until_it_is_settled(office: Run, tmp_path: Path) -> None:
    title, rows = sample_rows()
    twin = {**row_of(rows, "20"), "no": "20b"}
    rows.insert(rows.index(row_of(rows, "20")), twin)
    row_of(rows, "20")["no"] = "20a"
    path = write_plan(tmp_path / "chua ro.csv", title, rows)
    stopped = office("import", "--update", path, "--evidence", DECISION, "--yes")
    assert stopped.returncode == 5
    assert "không chắc\t20\t" in stopped.stdout
    assert "--match" in stopped.stderr
    settled = office("import", "--update", path, "--evidence", DECISION, "--yes", "--match", "20=20a")
    assert settled.returncode == 0, settled.stderr
    assert "thêm 1, đổi số 1" in settled.stdout


@pytest.mark.parametrize(
    ("arguments", "exit_code", "said"),
    [
        (("--update", PLAN), 2, "cần có văn bản"),
        (("--update", PLAN, "--evidence", "Quyết định số 215/QĐ-UBND"), 2, "--on NGÀY"),
        (("--update", PLAN, "--evidence", DECISION, "--on", "2022-07-16"), 2, "sau hôm nay"),
        (("--update", PLAN, "--evidence", DECISION, "--plan", "KHAC"), 4, "KHAC"),
        (("--update", PLAN, PLAN, "--evidence", DECISION), 2, "một tệp"),
        (("--update", "--results", PLAN, "--evidence", DECISION), 2, "--results"),
        (("--update", PLAN, "--evidence", DECISION, "--match", "20"), 2, "OLD=NEW"),
        ((PLAN, "--evidence", DECISION), 2, "--update"),
    ],
)
def test_what_cannot_be_meant_is_refused(office: Run, arguments: tuple[str, ...], exit_code: int, said: str) -> None:
    refused = office("import", *arguments)
    assert (refused.returncode, said in refused.stderr) == (exit_code, True), refused.stderr


def test_on_a_terminal_the_person_is_asked(office: Run, amended: Path, tmp_path: Path) -> None:
    command = ["import", "--update", str(amended), "--evidence", DECISION]
    today = {"CCHC_TASKS_TODAY": "2022-07-15"}
    shown = on_a_terminal(tmp_path / "home", command, columns=100, typed="k\n", **today)
    assert "đổi thời hạn" in shown
    assert len(json.loads(office("history", "--json").stdout)) == 1
    shown = on_a_terminal(tmp_path / "home", command, columns=100, typed="c\n", **today)
    assert "Đã sửa đổi CCHC-2022" in shown
    assert len(json.loads(office("history", "--json").stdout)) == 2
