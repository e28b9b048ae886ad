"""What units are called: by the day, by aliases, by names that were used before or are used again."""

from __future__ import annotations

from datetime import date

import pytest

from cchc_tasks.errors import ConflictError, NotFoundError, UsageError
from cchc_tasks.model.filters import Filters
from cchc_tasks.model.unit import UnitAct
from cchc_tasks.plans.plan_history import Change, list_changes
from cchc_tasks.plans.plan_lookup import list_tasks
from cchc_tasks.tracking.suggestions import suggest_units
from cchc_tasks.units.unit_lookup import list_units, unit_sheet
from cchc_tasks.units.unit_name_changes import rename_unit
from tests.refusals import hint_text, says
from tests.units.year2025 import ENVIRONMENT, FARMING, INSPECTION, MARCH, OFFICE, RESOLUTION, Year2025

BEFORE = date(2025, 2, 28)


def led_by(year: Year2025, name: str, day: date | None = None) -> list[str]:
    return [task.ref for task in list_tasks(year.database, Filters(unit=name), day or year.today)]


def test_old_days_show_the_old_name_and_printed_words_stay(year: Year2025) -> None:
    year.rename(OFFICE, "Văn phòng Sở Nội vụ")
    assert OFFICE in year.by_unit(BEFORE)
    assert "Văn phòng Sở Nội vụ" in year.by_unit(MARCH)
    assert OFFICE not in year.by_unit(MARCH)
    assert year.task("1").support_text == OFFICE


def test_a_unit_is_found_by_its_old_its_new_and_its_other_name(year: Year2025) -> None:
    year.rename(ENVIRONMENT, "Sở Môi trường")
    year.alias("so moi truong", "STNMT")
    for name in (ENVIRONMENT, "so moi truong", "stnmt"):
        assert led_by(year, name) == ["1", "5"]


def test_a_name_means_the_unit_that_had_it_on_the_day_looked_at(year: Year2025) -> None:
    year.rename(OFFICE, "Phòng Tổng hợp")
    year.assign("4", lead=("Phòng Mới",), new_units=True, on=date(2025, 3, 15))
    year.rename("Phòng Mới", OFFICE, date(2025, 4, 1))
    assert led_by(year, OFFICE, date(2025, 2, 1)) == ["6"]
    assert led_by(year, OFFICE, date(2025, 3, 20)) == ["6"]
    assert led_by(year, OFFICE, date(2025, 4, 1)) == ["4"]


def test_names_that_a_change_taken_back_gave_are_known_no_more(year: Year2025) -> None:
    year.assign("1", lead=("Phòng Gõ Nhầm",), new_units=True)
    year.undo()
    with pytest.raises(NotFoundError):
        led_by(year, "Phòng Gõ Nhầm")
    assert "Phòng Gõ Nhầm" not in {offer.value for offer in suggest_units(year.database, "")}
    assert "Phòng Gõ Nhầm" not in {unit.name for unit in list_units(year.database, year.today)}
    year.redo()
    assert led_by(year, "Phòng Gõ Nhầm") == ["1"]


def test_an_import_that_is_taken_back_leaves_units_that_others_use(year: Year2025) -> None:
    year.plan(f"Kế hoạch 2025;;\nSTT;Nhiệm vụ;Đơn vị chủ trì;Thời hạn\n1;Việc chung;{OFFICE};Quý IV/2025\n", "KHAC")
    year.undo(actor="Người nhập")
    year.undo(actor="Người nhập")
    assert list_units(year.database, year.today) == []
    year.redo(actor="Người nhập")
    year.plan(f"Kế hoạch 2025;;\nSTT;Nhiệm vụ;Đơn vị chủ trì;Thời hạn\n1;Việc khác;{OFFICE};Quý IV/2025\n", "KHAC-2")
    imported = next(c for c in _imports(year) if "CCHC-2025" in c.sentence and not c.taken_back_by)
    year.undo(imported.change_id)
    assert [unit.name for unit in list_units(year.database, year.today)] == [OFFICE]
    assert year.by_unit() == {OFFICE: 1}


def _imports(year: Year2025) -> list[Change]:
    return [change for change in list_changes(year.database) if change.act in ("import", "redo")]


def test_a_unit_made_again_after_it_was_taken_back_is_the_same_unit(year: Year2025) -> None:
    year.assign("1", lead=("Phòng Mới",), new_units=True)
    (before,) = [unit for unit in list_units(year.database, year.today) if unit.name == "Phòng Mới"]
    year.undo()
    year.assign("2", lead=("phòng mới",), new_units=True)
    (after,) = [unit for unit in list_units(year.database, year.today) if unit.name == "phòng mới"]
    assert before.unit_id == after.unit_id


def test_the_sheet_tells_names_by_date_with_their_documents(year: Year2025) -> None:
    year.rename(FARMING, "Sở Nông nghiệp")
    year.alias("Sở Nông nghiệp", "SNN")
    sheet = unit_sheet(year.database, "snn", year.today)
    assert [(name.name, name.day, name.document) for name in sheet.names] == [
        (FARMING, date(2025, 1, 1), ""),
        ("SNN", date(2025, 1, 1), ""),
        ("Sở Nông nghiệp", MARCH, RESOLUTION),
    ]
    assert sheet.leads == ("CCHC-2025/2",)
    assert unit_sheet(year.database, FARMING, BEFORE).summary.name == FARMING


def test_taking_a_new_name_back_and_giving_it_again(year: Year2025) -> None:
    year.rename(OFFICE, "Phòng Tổng hợp")
    year.undo()
    assert OFFICE in year.by_unit()
    year.redo()
    assert "Phòng Tổng hợp" in year.by_unit()


def test_a_name_that_another_unit_took_meanwhile_is_not_given_back(year: Year2025) -> None:
    year.rename(OFFICE, "Phòng Tổng hợp")
    year.rename(INSPECTION, OFFICE, date(2025, 4, 1))
    (renamed,) = [c for c in list_changes(year.database) if c.sentence.startswith(f"Đổi tên đơn vị «{OFFICE}»")]
    with pytest.raises(ConflictError, check=says("hai đơn vị cùng mang tên")):
        year.undo(renamed.change_id)
    assert "Phòng Tổng hợp" in year.by_unit()


@pytest.mark.parametrize(
    ("name", "new", "day", "evidence", "error", "said"),
    [
        (OFFICE, "Phòng A", date(2025, 7, 16), RESOLUTION, UsageError, "sau hôm nay"),
        (OFFICE, "Phòng A", None, RESOLUTION, UsageError, "từ ngày nào"),
        (OFFICE, "Phòng A", MARCH, "", UsageError, "cần có văn bản"),
        (OFFICE, "Phòng A", MARCH, "giấy tay", UsageError, "số, ký hiệu"),
        (OFFICE, "Phòng A", MARCH, "Quyết định số 1/QĐ-UBND ngày 1/8/2025", UsageError, "sau hôm nay"),
        (OFFICE, "Phòng A", date(2024, 12, 31), RESOLUTION, ConflictError, "trước khi có đơn vị"),
        (OFFICE, "van phong so", MARCH, RESOLUTION, None, ""),
        (OFFICE, OFFICE, MARCH, RESOLUTION, ConflictError, "đã có tên"),
        (OFFICE, "thanh tra so", MARCH, RESOLUTION, ConflictError, "đang là tên"),
        (OFFICE, "  ", MARCH, RESOLUTION, UsageError, "để trống"),
        (OFFICE, "Các phòng thuộc Sở", MARCH, RESOLUTION, UsageError, "không đọc được là tên của một đơn vị"),
        (OFFICE, "Phòng A; Phòng B", MARCH, RESOLUTION, UsageError, "không đọc được là tên của một đơn vị"),
        ("Văn phòng Xở", "Phòng A", MARCH, RESOLUTION, NotFoundError, "Không có đơn vị"),
    ],
)
def test_a_name_that_cannot_be_given_is_refused_in_a_sentence(
    local_year: Year2025, name: str, new: str, day: date | None, evidence: str, error: type[Exception], said: str
) -> None:
    asked = UnitAct(day, (evidence,) if evidence else ())
    if error is None:
        assert rename_unit(local_year.database, name, new, asked, local_year.act()).kind == "unit_rename"
        return
    with pytest.raises(error, check=says(said)) as refused:
        rename_unit(local_year.database, name, new, asked, local_year.act())
    if error is NotFoundError:
        assert OFFICE in hint_text(refused.value)
    assert OFFICE in local_year.by_unit()
