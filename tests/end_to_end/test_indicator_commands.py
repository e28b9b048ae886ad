"""`indicators` as people run it: a file goes in, values are typed, the CSV comes back, two periods are compared."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from tests.conftest import SAMPLES, Run

APPENDIX = """\
STT\tChỉ tiêu thống kê\tKết quả thống kê\t\tGhi chú
\t\tĐơn vị tính\tSố liệu\t
I\tCông tác chỉ đạo điều hành\t\t\t
1\tTỷ lệ hoàn thành Kế hoạch CCHC năm\t%\t100\tKế hoạch số 02/KH-STP
\tSố nhiệm vụ đề ra trong kế hoạch\tNhiệm vụ\t25\t
\tSố nhiệm vụ đã hoàn thành\tNhiệm vụ\t25\t
II\tCải cách thể chế\t\t\t
1\tThống kê TTHC\t\t\t
\tTổng số TTHC đang có hiệu lực:\tThủ tục\t5.380\t
\t- Số TTHC áp dụng tại cơ quan:\tThủ tục\t5.378\t
\t- Số TTHC áp dụng tại đơn vị:\tThủ tục\t02\t
Số người hài lòng\tNgười\t922 nội dung\t
"""


@pytest.fixture
def appendix(tmp_path: Path) -> Path:
    path = tmp_path / "thong ke.txt"
    path.write_text(APPENDIX, encoding="utf-8")
    return path


@pytest.fixture
def kept(run: Run, appendix: Path) -> Run:
    """The command, after the appendix of 2025 went in."""
    done = run("indicators", "import", appendix, "--period", "2025")
    assert done.returncode == 0, done.stderr
    return run


def listed(run: Run, period: str) -> list[dict[str, str]]:
    found: list[dict[str, str]] = json.loads(run("indicators", "list", "--period", period, "--json").stdout)
    return found


def test_an_import_says_what_was_read_what_was_put_right_and_how_to_go_on(run: Run, appendix: Path) -> None:
    dry = run("indicators", "import", appendix, "--period", "2025", "--dry-run")
    assert dry.returncode == 0
    assert "Xem trước, chưa lưu. Đọc được 8 chỉ tiêu, 7 chỉ tiêu có số liệu; nhập vào năm 2025." in dry.stdout
    assert listed(run, "2025") == []
    done = run("indicators", "import", appendix, "--period", "2025")
    assert "Trong đó: dòng mới 8, đổi 0, giữ nguyên 0." in done.stdout
    assert "dòng 12: dòng «Số người hài lòng» thiếu một ô (cột STT)" in done.stderr
    assert "Lấy lại: cchc-tasks undo." in done.stderr
    assert "cchc-tasks indicators list --period 2025" in done.stderr


def test_a_list_is_the_contract_s_objects_in_printed_order(kept: Run) -> None:
    lines = listed(kept, "2025")
    assert [list(line) for line in lines] == [["section", "no", "name", "parent", "unit", "value", "note"]] * 8
    assert lines[0]["note"] == "Kế hoạch số 02/KH-STP"
    assert [line["value"] for line in lines] == ["100", "25", "25", "", "5.380", "5.378", "02", "922 nội dung"]
    assert lines[5]["parent"] == "Tổng số TTHC đang có hiệu lực:"
    table = kept("indicators", "list", "--period", "2025").stdout.splitlines()
    assert table[0] == "Mã dòng\tSTT\tChỉ tiêu thống kê\tĐơn vị tính\tSố liệu\tGhi chú"
    assert "II.1-1-1\t\t- Số TTHC áp dụng tại cơ quan:\tThủ tục\t5.378\t" in table


def test_values_are_typed_and_taken_back(kept: Run) -> None:
    done = kept("indicators", "set", "--period", "2025", "I.1-2=30", "II.1-1-2=")
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == [
        "I.1-2 «Số nhiệm vụ đã hoàn thành»: 25 → 30",
        "II.1-1-2 «Số TTHC áp dụng tại đơn vị:»: 02 → (trống)",
    ]
    assert "I.1-2 «Số nhiệm vụ đã hoàn thành»: 30 nhiều hơn I.1-1 «Số nhiệm vụ đề ra trong kế hoạch»" in done.stderr
    checked = kept("indicators", "check", "--period", "2025", "--exit-code")
    assert checked.returncode == 1
    assert len(checked.stdout.splitlines()) == 2
    assert kept("undo").returncode == 0
    assert listed(kept, "2025")[2]["value"] == "25"
    assert kept("indicators", "check", "--period", "2025", "--exit-code").returncode == 0
    assert kept("redo").returncode == 0
    assert listed(kept, "2025")[2]["value"] == "30"
    assert "Ghi số liệu thống kê năm 2025" in kept("history").stdout
    assert kept("db", "check").returncode == 0


def test_the_csv_comes_back_as_it_was_edited(kept: Run, tmp_path: Path) -> None:
    text = kept("indicators", "list", "--period", "2025", "--csv").stdout
    rows = list(csv.reader(io.StringIO(text.lstrip("\ufeff"))))
    assert rows[0] == ["STT", "Chỉ tiêu thống kê", "Đơn vị tính", "Số liệu", "Ghi chú", "Mã dòng"]
    next(row for row in rows if row[5] == "II.1-1-1")[3] = "5.377"
    edited = tmp_path / "da sua.csv"
    with edited.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(rows)
    done = kept("indicators", "import", edited, "--period", "2025", "--json")
    report = json.loads(done.stdout)
    assert [(row["code"], row["before"]["value"], row["after"]["value"]) for row in report["changed"]] == [
        ("II.1-1-1", "5.378", "5.377")
    ]
    assert (report["stored"], report["added"], report["missing"], report["notices"]) == (True, 0, [], [])
    assert "cộng lại là 5.379" in report["warnings"][0]


def test_a_new_period_has_the_form_and_nobody_s_values(kept: Run) -> None:
    done = kept("indicators", "list", "--period", "6 tháng/2026", "--json")
    assert {line["value"] for line in json.loads(done.stdout)} == {""}
    assert "đây là biểu của năm 2025" in done.stderr
    typed = kept("indicators", "set", "--period", "2025-12-15..2026-06-14", "I.1-1=12")
    assert "đã lấy các dòng của năm 2025" in typed.stderr
    assert [line["value"] for line in listed(kept, "6 tháng/2026")[:3]] == ["", "12", ""]


def test_two_periods_and_a_file_stand_side_by_side(kept: Run, appendix: Path) -> None:
    kept("indicators", "set", "--period", "2026", "I.1-1=30", "II.1-1=5.390")
    done = kept("indicators", "compare", "2025", "2026", "--changed")
    assert "I.1-1\tSố nhiệm vụ đề ra trong kế hoạch\tNhiệm vụ\t25\t30\t+5" in done.stdout.splitlines()
    assert "II.1-1\tTổng số TTHC đang có hiệu lực:\tThủ tục\t5.380\t5.390\t+10" in done.stdout.splitlines()
    assert "8 chỉ tiêu" in done.stderr
    found = json.loads(kept("indicators", "compare", "2026", "--with-file", appendix, "--json").stdout)
    assert [side["name"] for side in found["sides"]] == ["năm 2026", "thong ke.txt"]
    assert (found["lines"][1]["values"], found["lines"][1]["difference"]) == (["30", "25"], "-5")


@pytest.mark.parametrize(
    ("arguments", "exit_code", "said"),
    [
        (("list",), 2, "Chưa nói số liệu của kỳ nào"),
        (("list", "--period", "hôm nay"), 2, "không phải một kỳ báo cáo"),
        (("list", "--period", "Quý V/2025"), 2, "Quý I/2022"),
        (("list", "--period", "2025-12-31..2025-01-01"), 2, "2025-12-31..2025-01-01"),
        (("set", "--period", "2025"), 2, "I.2-1=02"),
        (("set", "--period", "2025", "I.1"), 2, "«I.1» chưa có số liệu"),
        (("set", "--period", "2025", "Số TTHC=1"), 2, "3 chỉ tiêu"),
        (("set", "--period", "2025", "V.9=1"), 4, "«V.9»"),
        (("compare", "2025"), 2, "hai bên"),
        (("compare", "2025", "2026"), 4, "năm 2026"),
        (("compare", "2025", "2026", "2027"), 2, "hai bên"),
        (("compare", "2025", "--with-org", "Sở Y tế"), 4, "Sở Y tế"),
        (("import", SAMPLES / "ke_hoach_cchc_2022.txt", "--period", "2025"), 3, "bảng nhiệm vụ của kế hoạch"),
        (("import", "khong co.docx", "--period", "2025"), 3, "khong co.docx"),
        (("nhap",), 2, "nhap"),
    ],
)
def test_what_cannot_be_done_is_said_and_nothing_changes(
    kept: Run, arguments: tuple[str, ...], exit_code: int, said: str
) -> None:
    done = kept("indicators", *arguments)
    assert done.returncode == exit_code
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert len(json.loads(kept("history", "--json").stdout)) == 1


def test_an_appendix_given_to_import_is_sent_here(run: Run, appendix: Path) -> None:
    done = run("import", appendix, "--year", "2025")
    assert done.returncode == 3
    assert "cchc-tasks indicators import" in done.stderr


def test_text_of_a_file_is_never_a_formula_nor_a_control_sequence(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "doc hai.csv"
    rows = [("STT", "Chỉ tiêu", "Đơn vị tính", "Số liệu", "Ghi chú"), ("1", "=HYPERLINK(1)\x1b[31m", "", "+1", "@a")]
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    run("indicators", "import", path, "--period", "2025")
    table = run("indicators", "list", "--period", "2025")
    assert "\x1b" not in table.stdout + table.stderr
    text = run("indicators", "list", "--period", "2025", "--csv").stdout
    (cells,) = list(csv.reader(io.StringIO(text)))[1:]
    assert not any(cell.startswith(("=", "+", "@")) for cell in cells)
    path.write_text(text, encoding="utf-8")
    again = json.loads(run("indicators", "import", path, "--period", "2025", "--json").stdout)
    assert again["changed"] == []
