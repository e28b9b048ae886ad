"""Frozen reports: numbers are kept with their file, and later it is told which are others and why."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import docx
import openpyxl
import pytest

from cchc_tasks.errors import ConflictError, UsageError
from cchc_tasks.model.filters import Filters
from cchc_tasks.model.status import Status
from cchc_tasks.reports.frozen_numbers import (
    filters_of,
    find_differences,
    keep_frozen_report,
    list_frozen_reports,
    new_frozen_report,
    take_snapshot,
)
from cchc_tasks.reports.report_frame import ReportFrame
from cchc_tasks.reports.result_appendix import make_appendix
from cchc_tasks.tracking.task_statistics import compute_statistics
from tests.refusals import says
from tests.reports.making import DAY, asked
from tests.sample_office import DECISION, Office

FRAME = ReportFrame(DAY, date(2021, 12, 15), DAY)


def freeze(office: Office, path: Path) -> list[str]:
    request, said = asked(path, FRAME, freeze=office.act())
    make_appendix(office.database, request)
    return said


def test_the_kept_numbers_are_those_of_the_statistics(office: Office, tmp_path: Path) -> None:
    freeze(office, tmp_path / "a.docx")
    (kept,) = list_frozen_reports(office.database)
    counts = compute_statistics(office.database, Filters(), DAY).counts
    assert kept.snapshot.numbers == {"CCHC-2022": {name: getattr(counts, name) for name in counts.__slots__}}
    assert len(kept.snapshot.tasks) == counts.total + counts.dropped


def test_id_and_hash_stand_in_the_files_properties_and_nowhere_on_the_page(office: Office, tmp_path: Path) -> None:
    for name in ("a.docx", "a.xlsx", "a.html"):
        freeze(office, tmp_path / name)
        kept = list_frozen_reports(office.database)[0]
        if name.endswith(".docx"):
            made = docx.Document(str(tmp_path / name))
            assert (made.core_properties.identifier, made.core_properties.keywords) == (kept.uid, kept.sha256)
            page = "\n".join(paragraph.text for paragraph in made.paragraphs)
        elif name.endswith(".xlsx"):
            book = openpyxl.load_workbook(tmp_path / name)
            assert (book.properties.identifier, book.properties.keywords) == (kept.uid, kept.sha256)
            page = "\n".join(str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row)
        else:
            text = (tmp_path / name).read_text(encoding="utf-8")
            head, _, page = text.partition("<body>")
            assert kept.uid in head
        assert kept.uid not in page
        assert kept.sha256 not in page


def test_a_later_run_tells_what_was_reported_what_it_is_now_and_why(office: Office, tmp_path: Path) -> None:
    freeze(office, tmp_path / "a.docx")
    request, said = asked(tmp_path / "b.xlsx", FRAME)
    make_appendix(office.database, request)
    assert any("đúng như báo cáo đã chốt" in line for line in said)
    done = office.done("10", on=date(2022, 6, 10), evidence=(DECISION,))
    request, said = asked(tmp_path / "b.xlsx", FRAME)
    make_appendix(office.database, request)
    told = "\n".join(map(str, said))
    assert "CCHC-2022, quá hạn: đã báo cáo 1, nay 0" in told
    assert f"bớt CCHC-2022/10: {done.sentence}" in told
    sheet = openpyxl.load_workbook(tmp_path / "b.xlsx")["Đối chiếu số đã báo cáo"]
    rows = [row for row in sheet.iter_rows(values_only=True) if row[1] == "Quá hạn"]
    assert [row[2:4] for row in rows] == [("1", "0")]
    assert done.sentence in str(rows[0][4])


def test_every_difference_is_the_difference_of_the_two_counts(office: Office) -> None:
    before = take_snapshot(office.database, "appendix", Filters(), FRAME)
    keep_frozen_report(office.database, new_frozen_report(before, FRAME, office.act()), office.act())
    office.done("10", "13", on=date(2022, 6, 10), evidence=(DECISION,))
    office.update("19", status=Status.PAUSED, on=date(2022, 6, 1), evidence=(DECISION,))
    now = take_snapshot(office.database, "appendix", Filters(), FRAME)
    (kept,) = list_frozen_reports(office.database)
    for change in find_differences(office.database, kept, now):
        entered = sum(cause.entered for cause in change.causes)
        assert int(change.now) - int(change.reported) == entered - (len(change.causes) - entered)
        assert all(cause.changes for cause in change.causes)


def test_freezing_is_an_act_that_can_be_taken_back_and_done_again(office: Office, tmp_path: Path) -> None:
    freeze(office, tmp_path / "a.docx")
    (kept,) = list_frozen_reports(office.database)
    office.undo()
    assert list_frozen_reports(office.database) == []
    office.redo()
    assert [again.uid for again in list_frozen_reports(office.database)] == [kept.uid]


def test_an_entry_between_the_numbers_and_the_file_leaves_no_file(office: Office, tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    request, _ = asked(path, FRAME, freeze=office.act())
    recorded: list[object] = []

    def somebody_records(_label: str, _done: int) -> None:
        if not recorded:
            recorded.append(office.update("13", note="vừa ghi"))

    object.__setattr__(request, "progress", somebody_records)
    with pytest.raises(ConflictError, check=says("vừa cập nhật")):
        make_appendix(office.database, request)
    assert not path.exists()
    assert list_frozen_reports(office.database) == []


def test_a_file_that_cannot_be_written_freezes_nothing(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(UsageError):
        freeze(office, tmp_path / "a.docx")
    monkeypatch.undo()
    assert list_frozen_reports(office.database) == []


def test_a_selection_is_kept_with_the_numbers(office: Office) -> None:
    chosen = Filters(plan="CCHC-2022", due_from=date(2022, 1, 1), search="so hoa")
    snapshot = take_snapshot(office.database, "appendix", chosen, FRAME)
    assert filters_of(snapshot) == chosen
    assert filters_of(take_snapshot(office.database, "appendix", Filters(), FRAME)) == Filters()
