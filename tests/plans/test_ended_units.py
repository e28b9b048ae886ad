"""An amended plan beside units that changed: ended ones are named first, another name is the same unit."""

from __future__ import annotations

from datetime import date

from cchc_tasks.model.unit import Transfer, UnitAct
from cchc_tasks.plans.amending.views import counts_of
from cchc_tasks.units.unit_name_changes import rename_unit
from cchc_tasks.units.unit_reorganisation import abolish_unit
from tests.plans.amended import DAY, Amending, row_of
from tests.sample_office import DECISION

_ENDED, _HEIR = "Phòng PBGDPL", "Phòng HC và BTTP"


def _abolish(amending: Amending, day: date) -> None:
    office = amending.office
    asked = UnitAct(day, (DECISION,))
    abolish_unit(office.database, _ENDED, Transfer(rest=_HEIR), asked, office.act())


def test_units_that_ended_by_the_day_are_named_with_their_rows_before_work_goes_back_to_them(
    amending: Amending,
) -> None:
    _abolish(amending, DAY)
    report = amending.preview()
    (notice,) = [notice for notice in report.notices if notice.code == "ended_unit"]
    assert notice.message.startswith(f"«{_ENDED}» đã giải thể từ ngày 20/4/2022, nhiệm vụ chuyển cho «{_HEIR}»")
    assert notice.message.endswith("Nhiệm vụ 17, 46.")
    assert report.notices[0] == notice


def test_a_unit_that_ends_later_or_is_named_no_more_is_no_matter(amending: Amending) -> None:
    _abolish(amending, date(2022, 5, 1))
    assert "ended_unit" not in {notice.code for notice in amending.preview().notices}
    for no in ("17", "46"):
        row = row_of(amending.rows, no)
        row["lead"] = row["lead"].replace(_ENDED, _HEIR)
    later = amending.preview(on=date(2022, 6, 1))
    assert "ended_unit" not in {notice.code for notice in later.notices}


def test_another_name_of_the_same_unit_is_other_words_and_no_new_assignment(amending: Amending) -> None:
    office = amending.office
    rename_unit(office.database, _ENDED, "Phòng Phổ biến pháp luật", UnitAct(DAY, (DECISION,)), office.act())
    row = row_of(amending.rows, "17")
    row["lead"] = row["lead"].replace(_ENDED, "Phòng Phổ biến pháp luật")
    row_of(amending.rows, "24")["lead"] = "Phòng HC & BTTP"
    row_of(amending.rows, "19")["lead"] = "Thanh tra Sở"
    report = amending.apply()
    counts = {name: count for name, count in counts_of(report) if count}
    assert counts == {"giao lại": 1, "sửa chữ": 2}
    assert office.task("17").lead_units == ("Phòng Phổ biến pháp luật",)
