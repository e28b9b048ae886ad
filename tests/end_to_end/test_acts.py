"""Acts on the command line: one sentence of what is now true, how to take it back, and the exit codes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.conftest import SAMPLES, Run

PLAN = SAMPLES / "ke_hoach_cchc_2022.txt"
JULY = {"CCHC_TASKS_TODAY": "2022-07-15"}
DECISION = "Quyết định số 215/QĐ-UBND ngày 20/4/2022"


@pytest.fixture
def office(run: Run) -> Run:
    """The sample plan on 15 July 2022."""
    run.settings |= JULY
    run.given("import", PLAN, "--reported-on", "15/6/2022")
    return run


def test_an_act_answers_with_what_is_now_true_and_how_to_take_it_back(office: Run) -> None:
    done = office("done", "13", "--evidence", "Công văn số 41/STP-XDKT ngày 28/6/2022")
    assert done.stdout.startswith("CCHC-2022/13 «")
    assert "Đã hoàn thành; đúng hạn (tính đến 15/7/2022)" in done.stdout
    assert "Lấy lại: cchc-tasks undo." in done.stdout
    undone = office("undo")
    assert "Đã lấy lại thay đổi" in undone.stdout
    assert "quá hạn 15 ngày" in undone.stdout
    assert "cchc-tasks redo" in undone.stdout
    assert "đúng hạn" in office("redo").stdout


def test_several_tasks_are_answered_in_one_sentence(office: Run) -> None:
    done = office("done", "13", "19", "--on", "5/7")
    assert done.stdout == "CCHC-2022/13, 19: 2 đã hoàn thành. Lấy lại: cchc-tasks undo.\n"
    assert "«5/7» được hiểu là 05/07/2022 (năm của kế hoạch CCHC-2022)" in done.stderr


def test_handing_up_is_another_red(office: Run) -> None:
    evidence = "Tờ trình số 15/TTr-STP ngày 28/3/2022"
    done = office("submit", "10", "--milestone", "1", "--on", "2022-03-28", "--evidence", evidence, "--to", "UBND tỉnh")
    assert done.returncode == 0, done.stderr
    overdue = office("overdue", "--as-of", "2022-06-15").stdout
    assert "đã trình UBND tỉnh ngày 28/3/2022 (trình đúng hạn), chờ ban hành" in overdue
    assert "76 ngày" in overdue
    text = office("overdue", "--text").stdout.splitlines()
    assert text[-2] == "Đã trình, chờ ban hành (1):"


@pytest.mark.parametrize(
    ("arguments", "exit_code", "said"),
    [
        (("update", "33", "--status", "paused"), 2, "cần có văn bản"),
        (("update", "33"), 2, "Chưa nói cập nhật điều gì"),
        (("update", "33", "--note", "a", "--seq", "7"), 5, "Người khác vừa cập nhật"),
        (("done", "99"), 4, "Không có nhiệm vụ"),
        (("done", "10", "--milestone", "9"), 2, "không có mốc 9"),
        (("done", "13", "--on", "31/2/2022"), 2, "không phải một ngày"),
        (("done", "13", "--on", "2022-07-16"), 2, "sau hôm nay"),
        (("submit", "10", "--evidence", DECISION), 2, "chưa rõ mốc nào"),
        (("extend", "13", "--to", "sớm", "--reason", "a"), 2, "một ngày duy nhất"),
        (("resolve", "13", "--due", "1/9/2022"), 5, "đã có hạn"),
        (("resolve", "3"), 2, "--due và --anchor"),
        (("assign", "13", "--lead", "Phòng Lạ", "--evidence", DECISION), 4, "Chưa có đơn vị"),
        (("add", "KHAC-2022", "--title", "a", "--deadline", "Quý III/2022", "--evidence", DECISION), 4, "Không có kế"),
        (("edit", "13", "--title", "a"), 2, "cần có văn bản"),
        (("close", "13", "--result", "a", "--evidence", DECISION), 5, "thường xuyên"),
        (("review", "--accept"), 2, "nhiệm vụ nào"),
        (("redo",), 5, "không có lần hoàn tác"),
        (("undo", "--change", "12"), 4, "Không có thay đổi"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_what_is_refused_says_why_and_what_to_do(
    office: Run, arguments: tuple[str, ...], exit_code: int, said: str
) -> None:
    before = office("history", "--json").stdout
    refused = office(*arguments)
    assert refused.returncode == exit_code, refused.stderr
    assert said in refused.stderr
    assert "→" in refused.stderr
    assert refused.stdout == ""
    assert office("history", "--json").stdout == before


def test_a_returned_table_is_told_in_the_office_s_words(office: Run, tmp_path: Path) -> None:
    title = json.loads(office("show", "13", "--json").stdout)[0]["title"]
    table = tmp_path / "ket_qua.csv"
    table.write_text(f'STT,Nhiệm vụ,Kết quả thực hiện\n13,"{title}",Đã hoàn thành\n', encoding="utf-8")
    done = office("import", "--results", table, "--reported-on", "5/7/2022")
    assert "Tệp có 1/54 nhiệm vụ. Chỉ cập nhật kết quả; 53 nhiệm vụ còn lại giữ nguyên." in done.stdout
    assert "Lấy lại: cchc-tasks undo" in done.stderr
    again = office("import", "--results", table, "--reported-on", "5/7/2022", "--json")
    assert (json.loads(again.stdout)["unchanged"], json.loads(again.stdout)["stored"]) == (1, False)


def test_statistics_name_both_rates_with_numerator_and_denominator(office: Run) -> None:
    done = office("stats", "--as-of", "2022-06-15")
    assert "Tổng số 54 nhiệm vụ: đã hoàn thành 14" in done.stderr
    assert "Tỷ lệ hoàn thành trên tổng số nhiệm vụ: 26% (14/54)" in done.stderr
    found = json.loads(office("stats", "--by", "unit", "--as-of", "2022-06-15", "--json").stdout)
    assert found["rate_all"] == {"num": 14, "den": 54, "percent": 26}
    assert found["total"] == found["done"] + found["nothing_arisen"] + found["not_done"] == 54
    assert sum(group["total"] for group in found["groups"]) > 54
    by_unit = office("stats", "--by", "unit")
    assert "tổng theo đơn vị" in by_unit.stderr
    assert len({line.count("\t") for line in by_unit.stdout.splitlines()}) == 1


def test_the_statistics_in_a_spreadsheet_have_every_part(office: Run) -> None:
    rows = office("stats", "--csv").stdout.splitlines()
    assert any('trong đó đã trình, chờ ban hành",0' in row for row in rows)


def test_a_check_ends_with_1_only_when_asked(office: Run) -> None:
    done = office("check")
    assert (done.returncode, office("check", "--exit-code").returncode) == (0, 1)
    assert "điểm cần xem" in done.stderr
    assert "cchc-tasks done CCHC-2022/9 --milestone 1 --on NGÀY" in done.stdout


def test_the_history_shows_both_days_and_what_was_taken_back(office: Run) -> None:
    office("done", "13", "--on", "5/7/2022")
    office("undo")
    undo, done, imported = json.loads(office("history", "13", "--json").stdout)
    assert (undo["takes_back"], done["taken_back_by"]) == (done["id"], undo["id"])
    assert (done["effective_from"], done["recorded_at"][:4] >= "2026") == ("2022-07-05", True)
    assert imported["act"] == "import"
    shown = office("history", "13").stdout
    assert "05/07/2022" in shown
    assert "đã bị lấy lại" in shown


def test_ongoing_work_is_listed_with_what_it_did_and_then_confirmed(office: Run) -> None:
    january = {"CCHC_TASKS_TODAY": "2023-01-15"}
    listed = office("close", **january)
    assert "(đã hết kỳ)" in listed.stdout
    done = office("close", "15", "--evidence", "Báo cáo số 5/BC-STP ngày 05/01/2023", **january)
    assert done.returncode == 0, done.stderr
    assert office("close", **january).stdout.count("\n") == listed.stdout.count("\n") - 1


def test_acts_in_json_carry_the_change_and_the_tasks(office: Run) -> None:
    told = json.loads(office("update", "33", "--progress", "3/3", "--json").stdout)
    assert (told["act"], told["effective_on"]) == ("update", "2022-07-15")
    assert told["tasks"][0]["progress"] == {"done": 3, "total": 3}
    assert told["notes"]
    assert office("undo", "--change", told["change"]).returncode == 0


def test_plans_of_one_year_settle_a_day_without_a_year(office: Run) -> None:
    office("import", SAMPLES / "khac_phuc_2023.txt", "--year", "2022", "--plan", "KP-2022")
    done = office("done", "CCHC-2022/13", "--on", "5/7")
    assert "05/07/2022" in done.stderr
