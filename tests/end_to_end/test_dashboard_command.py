"""`report dashboard` as people run it: one file or none, the same bytes, and a page even without charts."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.conftest import SAMPLES, Run

PLAN = SAMPLES / "ke_hoach_cchc_2022.txt"


@pytest.fixture
def run_office(run: Run) -> Run:
    """The command on a database in which the sample plan is."""
    run.given("import", PLAN, "--year", "2022", "--reported-on", "2022-06-15")
    return run


def test_a_page_is_written_and_told(run_office: Run, tmp_path: Path) -> None:
    done = run_office("report", "dashboard", "tinh hinh.html", "--as-of", "15/7/2022")
    assert (done.returncode, done.stdout) == (0, "")
    checked, *_, written = done.stderr.splitlines()
    assert checked.startswith("Kiểm tra số liệu trước khi báo cáo: ")
    assert written == "Đã ghi trang tình hình 54 nhiệm vụ đến ngày 15/7/2022 vào tinh hinh.html."
    page = (tmp_path / "tinh hinh.html").read_text(encoding="utf-8")
    assert page.startswith('<!DOCTYPE html>\n<html lang="vi">')
    assert page.count("<svg") == 8


@pytest.mark.only_on("sqlite", because="how Python was started is the subject")
def test_the_same_data_and_day_give_the_same_bytes(run_office: Run, tmp_path: Path) -> None:
    pages = []
    for seed in ("1", "2"):
        run_office.installed("report", "dashboard", f"{seed}.html", "--as-of", "2022-07-15", PYTHONHASHSEED=seed)
        pages.append((tmp_path / f"{seed}.html").read_bytes())
    assert pages[0] == pages[1]


@pytest.mark.only_on("sqlite", because="what is installed is the subject")
def test_without_the_drawing_library_the_tables_are_written_and_the_way_to_charts_is_told(
    run_office: Run, tmp_path: Path
) -> None:
    hidden = tmp_path / "hidden"
    hidden.mkdir()
    (hidden / "matplotlib.py").write_text("raise ImportError('not here')", encoding="utf-8")
    done = run_office.installed("report", "dashboard", "a.html", "--as-of", "2022-07-15", PYTHONPATH=str(hidden))
    assert done.returncode == 0
    assert "pip install 'cchc-tasks[charts]'" in done.stderr
    page = (tmp_path / "a.html").read_text(encoding="utf-8")
    assert "<svg" not in page
    assert "Trang này không có biểu đồ" in page
    assert "Tổng số 54 nhiệm vụ" in page


@pytest.mark.only_on("sqlite", because="the settings of the library are the subject")
def test_the_reader_s_own_settings_for_drawing_change_nothing(run_office: Run, tmp_path: Path) -> None:
    run_office("report", "dashboard", "a.html", "--as-of", "2022-07-15")
    settings = tmp_path / "matplotlibrc"
    settings.write_text("svg.fonttype: path\ntext.color: red\nfont.size: 40\naxes.facecolor: blue\n", encoding="utf-8")
    day = ("--as-of", "2022-07-15")
    done = run_office.installed("report", "dashboard", "b.html", *day, MATPLOTLIBRC=str(settings))
    assert done.returncode == 0
    assert (tmp_path / "a.html").read_bytes() == (tmp_path / "b.html").read_bytes()


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--period", "6 tháng/2022"], "Kỳ báo cáo từ ngày 15/12/2021 đến ngày 14/6/2022"),
        (["--from", "1/1/2022", "--to", "30/6/2022"], "Kỳ báo cáo từ ngày 01/01/2022 đến ngày 30/6/2022"),
        (["--as-of", "15/7/2022"], "Kỳ báo cáo từ ngày 15/6/2022 đến ngày 15/7/2022"),
    ],
    ids=str,
)
def test_the_period_is_the_one_that_was_asked_for(
    run_office: Run, tmp_path: Path, options: list[str], told: str
) -> None:
    assert run_office("report", "dashboard", "a.html", *options).returncode == 0
    assert told in (tmp_path / "a.html").read_text(encoding="utf-8")


def test_at_the_end_of_a_period_the_page_is_as_of_that_day(run_office: Run) -> None:
    period = ("--from", "1/1/2022", "--to")
    done = run_office("report", "dashboard", "a.html", *period, "30/6/2022", CCHC_TASKS_TODAY="2022-08-01")
    assert "đến ngày 30/6/2022 vào" in done.stderr
    running = run_office("report", "dashboard", "b.html", *period, "30/9/2022", CCHC_TASKS_TODAY="2022-08-01")
    assert "đến ngày 01/8/2022 vào" in running.stderr


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (["a.pdf"], 2, "a.pdf: ở đây chỉ ghi được loại tệp .html"),
        (["khong-co/a.html"], 2, "Không ghi được tệp khong-co/a.html"),
        (["a.html", "--from", "1/7/2022", "--to", "30/6/2022"], 2, "Ngày cuối kỳ báo cáo đứng trước ngày đầu"),
        (["a.html", "--plan", "CCHC-1999"], 4, "CCHC-1999"),
        (["a.html", "--unit", "Phòng không có"], 4, "Phòng không có"),
        (["a.html", "--days", "-1"], 2, "--days"),
        (["a.html", "--strict", "--as-of", "2022-07-15"], 1, "Không ghi a.html: còn điểm phải xử lý"),
    ],
    ids=str,
)
def test_what_cannot_be_done_is_told_and_leaves_no_file(
    run_office: Run, tmp_path: Path, arguments: list[str], code: int, told: str
) -> None:
    done = run_office("report", "dashboard", *arguments)
    assert done.returncode == code
    assert told in done.stderr
    assert "Traceback" not in done.stderr
    assert not [path for path in tmp_path.iterdir() if "a." in path.name and path.suffix in (".html", ".pdf")]


def test_a_frozen_page_carries_its_mark_out_of_sight_and_later_numbers_are_compared(
    run_office: Run, tmp_path: Path
) -> None:
    def write(*options: str) -> str:
        done = run_office("report", "dashboard", "a.html", "--overwrite", "--as-of", "2022-07-15", *options)
        assert done.returncode == 0
        return done.stderr

    assert "Đã chốt số liệu, mã " in write("--freeze")
    head, _, body = (tmp_path / "a.html").read_text(encoding="utf-8").partition("<body>")
    (mark,) = re.findall(r'<meta name="dcterms.identifier" content="([^"]+)">', head)
    (digest,) = re.findall(r'<meta name="sha256" content="([0-9a-f]{64})">', head)
    assert mark not in body
    assert digest not in body
    assert run_office("done", "13", "--on", "2022-06-28").returncode == 0
    told = write()
    assert "CCHC-2022, quá hạn: đã báo cáo 3, nay 2" in told
    assert "bớt CCHC-2022/13" in told


def test_an_office_without_a_plan_is_told_so(run: Run) -> None:
    done = run("report", "dashboard", "a.html", "--as-of", "2022-07-15")
    assert done.returncode == 0
    assert "Chưa có kế hoạch nào" in done.stderr


def test_several_plans_tell_their_tasks_apart(run_office: Run, tmp_path: Path) -> None:
    (tmp_path / "b.csv").write_text("STT,Nhiệm vụ,Thời gian hoàn thành\n1,Rà soát,Quý I/2022\n", encoding="utf-8")
    assert run_office("import", "b.csv", "--year", "2022", "--plan", "KH-2").returncode == 0
    run_office("report", "dashboard", "a.html", "--as-of", "2022-07-15")
    page = (tmp_path / "a.html").read_text(encoding="utf-8")
    assert ">CCHC-2022/10</a>" in page
    assert ">KH-2/1</a>" in page
