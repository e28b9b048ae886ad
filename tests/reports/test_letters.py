"""Chasing letters: numbers that agree with the statistics, nothing invented, nobody named who owes nothing."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_tasks.errors import UsageError
from cchc_tasks.model.filters import Filters
from cchc_tasks.report_settings import Office
from cchc_tasks.reports.chasing_letters import make_letters, write_letters
from cchc_tasks.reports.report_folder import WrittenFile
from cchc_tasks.reports.report_frame import ReportFrame
from cchc_tasks.storage.database import Database
from cchc_tasks.tracking.data_check import check_plans
from cchc_tasks.tracking.due_lists import list_overdue, list_upcoming
from cchc_tasks.tracking.task_statistics import compute_statistics
from cchc_tasks.tracking.task_units import slug_of, unit_slugs
from tests.refusals import hint_text, message_text, says
from tests.reports.making import asked
from tests.sample_office import DECISION
from tests.sample_office import Office as SampleOffice

JULY = date(2022, 7, 15)
AUTUMN = date(2022, 9, 20)
NAMED = Office("Sở Mẫu", "UBND tỉnh Mẫu", "SM", "Tỉnh Mẫu", letter_signer="Người Ký")


def letters(
    database: Database,
    out: Path,
    day: date,
    office: Office | None = None,
    filters: Filters | None = None,
    **more: object,
) -> tuple[list[WrittenFile], list[str]]:
    request, said = asked(out, ReportFrame(day, office=office or Office()), filters, **more)
    return write_letters(database, request), said


W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def texts(path: Path) -> list[str]:
    """Every paragraph of the document, those of tables too, in order."""
    paragraphs = docx.Document(str(path)).element.body.iter(f"{W}p")
    return ["".join(text.text or "" for text in paragraph.iter(f"{W}t")) for paragraph in paragraphs]


def table_rows(path: Path, place: int) -> list[list[str]]:
    """The rows of a ruled table without those of headings; heads and feet of letters are no ruled tables."""
    ruled = [t for t in docx.Document(str(path)).tables if t._tbl.tblPr.find(f"{W}tblBorders") is not None]
    rows = [[cell.text for cell in row.cells] for row in ruled[place].rows]
    return [row for row in rows[1:] if row[1] != row[2]]


def test_the_numbers_are_those_of_the_statistics_and_of_the_lists(office: SampleOffice, tmp_path: Path) -> None:
    office.submit("10", milestone=1, on=date(2022, 3, 28), evidence=("Tờ trình số 15/TTr-STP ngày 28/3/2022",))
    for day in (date(2022, 6, 20), JULY, AUTUMN, date(2022, 12, 30)):
        written, _ = letters(office.database, tmp_path / day.isoformat(), day)
        letter, *slips = written
        counts = compute_statistics(office.database, Filters(), day).counts
        overdue = list_overdue(office.database, Filters(), day)
        soon = list_upcoming(office.database, Filters(), day, 15)
        owing = [f for f in check_plans(office.database, Filters(), day, _since(day)) if f.code == "not_reported"]
        assert letter.counts["overdue"] == counts.overdue == len(overdue)
        assert letter.counts["submitted"] == counts.overdue_submitted
        assert letter.counts["due_soon"] == len(soon)
        assert letter.counts["not_reported"] == len(owing)
        groups = compute_statistics(office.database, Filters(), day, "unit").groups
        expected = {group.name: group.counts.overdue for group in groups if group.counts.overdue}
        assert {slip.unit: slip.counts["overdue"] for slip in slips if slip.counts["overdue"]} == expected
        details = table_rows(letter.path, 1)
        shown = [row for row in details if row[4].startswith("quá hạn")]
        assert len(shown) == sum(len(found) * max(1, len(task.lead_units)) for task, found in overdue)


def _since(day: date) -> date:
    return ReportFrame(day).periods.start_of(day)


def test_a_day_before_the_period_is_no_report(office: SampleOffice, tmp_path: Path) -> None:
    written, _ = letters(office.database, tmp_path / "a", AUTUMN)
    owing = [t for t in office.tasks(AUTUMN) if t.status not in ("done", "nothing_arisen")]
    assert written[0].counts["not_reported"] == len(owing)
    told = texts(written[0].path)
    assert any(f"chưa báo cáo kỳ này (kể từ ngày 15/9/2022) {len(owing)}" in line for line in told)
    assert "Báo cáo gần nhất ngày 15/6/2022." in told


def test_work_handed_up_in_time_is_told_as_another_red(office: SampleOffice, tmp_path: Path) -> None:
    evidence = ("Tờ trình số 15/TTr-STP ngày 28/3/2022",)
    office.submit("10", milestone=1, on=date(2022, 3, 28), evidence=evidence, to="UBND tỉnh")
    written, _ = letters(office.database, tmp_path / "a", JULY)
    overdue = written[0].counts["overdue"]
    sentence = f"quá hạn {overdue:02d}, trong đó 01 đã trình đúng hạn, chờ cấp có thẩm quyền ban hành"
    told = texts(written[0].path)
    assert any(sentence in line for line in told)
    assert any("đã trình UBND tỉnh ngày 28/3/2022 (trình đúng hạn), chờ ban hành" in line for line in told)
    assert any("Đối với nhiệm vụ đã trình, chưa được ban hành" in line for line in told)


def test_the_letter_is_laid_out_by_the_decree(office: SampleOffice, tmp_path: Path) -> None:
    written, _ = letters(office.database, tmp_path / "a", JULY, NAMED, answer_by=date(2022, 7, 30))
    made = docx.Document(str(written[0].path))
    portrait, landscape = made.sections
    assert (round(portrait.page_width.mm), round(portrait.page_height.mm)) == (210, 297)
    assert (round(landscape.page_width.mm), round(landscape.page_height.mm)) == (297, 210)
    told = texts(written[0].path)
    for expected in (
        "UBND TỈNH MẪU", "SỞ MẪU", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc",
        "Kính gửi: Các phòng, đơn vị thuộc Sở", "Nơi nhận:", "TL. GIÁM ĐỐC", "CHÁNH VĂN PHÒNG", "Người Ký",
        "Phụ lục", "(Cập nhật đến ngày 15/7/2022)",
    ):  # fmt: skip
        assert expected in told
    assert any(line.startswith("Số:  ") and line.endswith("/SM-VP") for line in told)
    assert any(line.startswith("V/v đôn đốc thực hiện Kế hoạch cải cách hành chính năm 2022") for line in told)
    assert any(line.startswith("Tỉnh Mẫu, ngày   ") for line in told)
    asked_for = "Báo cáo kết quả bằng văn bản, gửi về Văn phòng chậm nhất ngày 30/7/2022 để tổng hợp"
    assert any(asked_for in line for line in told)
    assert any(line.startswith("(Kèm theo Công văn số") and line.endswith("của Sở Mẫu)") for line in told)
    (nation,) = made.tables[0].cell(0, 1).paragraphs[0].runs
    assert nation.bold
    assert 12 <= nation.font.size.pt <= 13
    assert made.core_properties.author == "Sở Mẫu"


def test_what_nobody_said_is_left_for_the_pen_and_told_once(office: SampleOffice, tmp_path: Path) -> None:
    written, said = letters(office.database, tmp_path / "a", JULY)
    told = texts(written[0].path)
    assert any(line.startswith("Số:") and not any(letter.isalnum() for letter in line[3:]) for line in told)
    assert not any("chậm nhất" in line for line in told)
    assert sum("[office]" in line and "letter_signer" in line for line in said) == 1
    number = {"number": "512", "signed_on": date(2022, 7, 5)}
    request, said = asked(tmp_path / "b", ReportFrame(JULY, office=NAMED, **number))  # type: ignore[arg-type]
    path = write_letters(office.database, request)[0].path
    assert "Số: 512/SM-VP" in texts(path)
    assert "Tỉnh Mẫu, ngày 05 tháng 7 năm 2022" in texts(path)
    assert not any("[office]" in line or "--signed-on" in line for line in said)


def test_units_that_owe_nothing_get_no_slip_and_are_not_named(office: SampleOffice, tmp_path: Path) -> None:
    written, _ = letters(office.database, tmp_path / "a", JULY)
    units = {unit for task in office.tasks() for unit in task.lead_units}
    chased = {file.unit for file in written[1:]}
    assert chased
    assert chased < units
    told = "\n".join(line for row in table_rows(written[0].path, 0) for line in row)
    assert all((unit in told) == (unit in chased) for unit in units)
    assert sorted(path.name for path in (tmp_path / "a").iterdir()) == sorted(file.path.name for file in written)


def test_nothing_to_chase_makes_no_letter(office: SampleOffice, tmp_path: Path) -> None:
    for day in (date(2021, 12, 31), JULY):
        filters = Filters(status="nothing_arisen") if day == JULY else Filters()
        written, said = letters(office.database, tmp_path / "a", day, filters=filters)
        assert written == []
        assert "không lập công văn" in said[-1]
        assert not (tmp_path / "a").exists()


def test_work_led_together_counts_once_for_each_unit_and_once_in_all(office: SampleOffice, tmp_path: Path) -> None:
    both = ("Thanh tra Sở", "Phòng PBGDPL")
    office.assign("13", lead=both, evidence=(DECISION,), on=date(2022, 7, 1))
    written, _ = letters(office.database, tmp_path / "a", JULY)
    letter, *slips = written
    assert {slip.unit for slip in slips} >= set(both)
    assert sum(slip.counts["overdue"] for slip in slips) == letter.counts["overdue"] + 1
    summary = {row[1]: row[2] for row in table_rows(letter.path, 0)}
    assert summary["Cộng theo đơn vị"] == str(letter.counts["overdue"] + 1)
    assert summary["Tổng số nhiệm vụ (mỗi nhiệm vụ tính một lần)"] == str(letter.counts["overdue"])
    # Before the document nobody else led it.
    before, _ = letters(office.database, tmp_path / "b", date(2022, 6, 30), filters=Filters(unit=both[0]))
    assert all(file.counts["overdue"] == 0 for file in before)


def test_a_filter_on_a_unit_leaves_its_slip_alone(office: SampleOffice, tmp_path: Path) -> None:
    unit = next(task.lead_units[0] for task, _ in list_overdue(office.database, Filters(), JULY))
    written, _ = letters(office.database, tmp_path / "a", JULY, filters=Filters(unit=unit.upper()))
    assert [file.unit for file in written] == ["", unit]
    assert f"Kính gửi: {unit}" in texts(written[0].path)


def test_hostile_words_stay_words(office: SampleOffice, tmp_path: Path) -> None:
    hostile = "Phòng ../../<b>A</b>\t=1+1\u202e"
    office.assign("13", lead=(hostile,), new_units=True, evidence=(DECISION,), on=date(2022, 7, 1))
    office.assign("19", lead=("Phòng b A b 1 1",), new_units=True, evidence=(DECISION,), on=date(2022, 7, 1))
    out = tmp_path / "a"
    written, _ = letters(office.database, out, JULY)
    assert all(file.path.parent == out and file.path.is_file() for file in written)
    assert len({file.path.name.casefold() for file in written}) == len(written)
    assert sorted(tmp_path.glob("*.docx")) == []
    for file in written:
        assert "\u202e" not in "".join(texts(file.path))


def test_a_file_that_cannot_be_written_tells_which_were(
    office: SampleOffice, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "a"
    written, _ = letters(office.database, out, AUTUMN)
    letter, first, second, *_ = written
    for file in written:
        file.path.unlink()

    def place(beside: Path, target: Path, **_: bool) -> None:
        if target == second.path:
            raise OSError(28, "No space left on device")
        beside.rename(target)

    monkeypatch.setattr("cchc_tasks.files.output.place", place)
    with pytest.raises(UsageError) as refused:
        letters(office.database, out, AUTUMN)
    assert f"Đã ghi xong trước đó: {letter.path.name}, {first.path.name}." in message_text(refused.value)
    assert second.path.name in message_text(refused.value)
    assert sorted(path.name for path in out.iterdir()) == sorted((letter.path.name, first.path.name))


def test_where_a_file_can_have_no_place_none_is_written(office: SampleOffice, tmp_path: Path) -> None:
    out = tmp_path / "a"
    written, _ = letters(office.database, out, AUTUMN)
    for file in written:
        file.path.unlink()
    (written[2].path / "day").mkdir(parents=True)
    with pytest.raises(UsageError, check=says(written[2].path.name)):
        letters(office.database, out, AUTUMN)
    assert [path.name for path in out.iterdir()] == [written[2].path.name]


@pytest.mark.parametrize("name", ["tep.docx", "tep/con", "x" * 300])
def test_what_cannot_be_a_folder_is_refused(office: SampleOffice, tmp_path: Path, name: str) -> None:
    (tmp_path / "tep").write_text("", encoding="utf-8")
    with pytest.raises(UsageError) as refused:
        letters(office.database, tmp_path / name, JULY)
    assert hint_text(refused.value)


def test_slips_of_an_earlier_time_are_told(office: SampleOffice, tmp_path: Path) -> None:
    letters(office.database, tmp_path, AUTUMN)
    written, said = letters(office.database, tmp_path, JULY)
    stale = [line for line in said if "của lần trước" in line]
    assert len(stale) == 1
    assert all(file.path.name not in stale[0] for file in written)


def test_the_maker_counts_each_chased_task_once(office: SampleOffice, tmp_path: Path) -> None:
    request, _ = asked(tmp_path / "a", ReportFrame(JULY))
    assert make_letters(office.database, request) == len(list_overdue(office.database, Filters(), JULY))


@given(st.lists(st.text(max_size=200), max_size=12))
def test_file_names_are_plain_and_no_two_alike(names: list[str]) -> None:
    found = unit_slugs(enumerate(names))
    assert len(set(found.values())) == len(names)
    for slug in found.values():
        assert slug.isascii()
        assert slug.strip("-") == slug
        assert set(slug) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
        assert 0 < len(slug) <= 100
    # A unit that comes later changes nobody's name.
    assert unit_slugs([*enumerate(names), (len(names), "Văn phòng Sở")]).items() >= found.items()


def test_a_file_name_reads_as_the_unit() -> None:
    assert slug_of("Phòng XD, KT và TDTHPL") == "phong-xd-kt-va-tdthpl"
    assert slug_of("Đội Kiểm tra/../số 1") == "doi-kiem-tra-so-1"
    assert slug_of("…") == "don-vi"
    assert unit_slugs([(1, "Chưa ghi đơn vị")]) == {1: "chua-ghi-don-vi-2"}
    assert unit_slugs([(2, "Tổ 1."), (1, "Tổ 1"), (3, "Tổ 1-2")]) == {1: "to-1", 2: "to-1-2", 3: "to-1-2-2"}
