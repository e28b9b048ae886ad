"""A folder of feeds through the installed command."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from cchc_tasks.calendars.published import entries_of
from tests.conftest import SAMPLES, SHARED, Run

VERIFIER = SHARED / "tools" / "verify_ics.py"
TODAY = {"CCHC_TASKS_TODAY": "2022-07-15"}


@pytest.fixture
def office(run: Run) -> Run:
    run.given("import", SAMPLES / "ke_hoach_cchc_2022.txt", "--year", "2022", "--reported-on", "2022-06-15", **TODAY)
    return run


def test_a_folder_holds_a_feed_a_unit_one_for_all_and_a_page(office: Run, tmp_path: Path) -> None:
    folder = tmp_path / "lich"
    done = office("calendar", folder, "--split-by", "unit", "--base-url", "https://lich.example.vn/cchc", **TODAY)
    assert done.returncode == 0, done.stderr
    names = {path.name for path in folder.iterdir()}
    assert "index.html" in names
    assert sum(name.startswith("tat-ca-") for name in names) == 1
    page = (folder / "index.html").read_text(encoding="utf-8")
    assert all(name in page for name in names - {"index.html"})
    assert "webcal://lich.example.vn/cchc/" in page
    assert "<script" not in page


def test_files_are_written_again_only_when_they_change(office: Run, tmp_path: Path) -> None:
    folder = tmp_path / "lich"
    office("calendar", folder, "--split-by", "unit", **TODAY)
    stamps = {path.name: path.stat().st_mtime_ns for path in folder.iterdir()}
    again = office("calendar", folder, "--split-by", "unit", **TODAY)
    assert "không tệp nào đổi" in again.stderr
    assert {path.name: path.stat().st_mtime_ns for path in folder.iterdir()} == stamps


def test_two_hash_seeds_and_time_zones_write_the_same_files(office: Run, tmp_path: Path) -> None:
    folders = []
    for seed, zone in (("1", "UTC"), ("2", "America/Los_Angeles")):
        folder = tmp_path / f"lich{seed}"
        elsewhere = {"PYTHONHASHSEED": seed, "TZ": zone}
        assert office.installed("calendar", folder, "--split-by", "unit", **elsewhere, **TODAY).returncode == 0
        folders.append({path.name: path.read_bytes() for path in folder.iterdir()})
    assert folders[0] == folders[1]


@pytest.mark.parametrize("options", [("--unit", "Văn phòng Sở"), ("--as-of", "2022-01-01"), ("--review",)])
def test_a_selection_would_call_off_the_rest_and_is_refused(
    office: Run, tmp_path: Path, options: tuple[str, ...]
) -> None:
    folder = tmp_path / "lich"
    done = office("calendar", folder, "--split-by", "unit", *options, **TODAY)
    assert done.returncode == 2
    assert not folder.exists()


def test_feed_options_need_a_folder_and_a_folder_must_be_writable(office: Run, tmp_path: Path) -> None:
    assert office("calendar", tmp_path / "a.ics", "--reports", **TODAY).returncode == 2
    (tmp_path / "tep").write_text("", encoding="utf-8")
    done = office("calendar", tmp_path / "tep" / "lich", "--split-by", "unit", **TODAY)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


def test_things_to_do_are_a_file_of_their_own_and_only_changes_are_bumped(office: Run, tmp_path: Path) -> None:
    out = tmp_path / "lich.ics"
    assert office("calendar", out, "--todo", **TODAY).returncode == 0
    path = tmp_path / "lich-viec.ics"
    first = entries_of(path.read_bytes())
    lines = {line for entry in first.values() for line in entry.lines}
    assert {"STATUS:COMPLETED", "STATUS:NEEDS-ACTION", "STATUS:IN-PROCESS", "PERCENT-COMPLETE:100"} <= lines
    assert not set(first) & set(entries_of(out.read_bytes()))
    undated = [entry for entry in first.values() if not entry.day]
    assert undated
    office("done", "13", "--on", "2022-07-01", "--evidence", "Công văn số 41/STP ngày 01/7/2022", **TODAY)
    assert office("calendar", out, "--todo", "--overwrite", **TODAY).returncode == 0
    second = entries_of(path.read_bytes())
    changed = [uid for uid in first if first[uid].octets != second[uid].octets]
    assert len(changed) == 1
    assert second[changed[0]].revision > first[changed[0]].revision
    assert "COMPLETED:20220701T050000Z" in second[changed[0]].lines


@pytest.mark.skipif(not VERIFIER.is_file(), reason="the checker of calendars is not beside the project")
def test_the_checker_accepts_things_to_do(office: Run, tmp_path: Path) -> None:
    office("calendar", tmp_path / "lich.ics", "--todo", **TODAY)
    checked = [sys.executable, VERIFIER, tmp_path / "lich-viec.ics", "--only", "rfc"]
    done = subprocess.run(checked, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
