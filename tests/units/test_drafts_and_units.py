"""Next year's draft prints the words of this year: whoever looks at it is told of units that ended meanwhile."""

from __future__ import annotations

from datetime import date

from cchc_tasks.messages.doubt_words import sentences
from cchc_tasks.model.filters import Filters
from cchc_tasks.model.timing import DueRules
from cchc_tasks.plans.rollover.draft_plans import draft_rows
from cchc_tasks.plans.rollover.year_rollover import RolloverReport, roll_over
from tests.units.year2025 import INSPECTION, OFFICE, Year2025

_PLAN = f"""Kế hoạch cải cách hành chính năm 2025;;
STT;Nhiệm vụ;Đơn vị chủ trì;Thời gian hoàn thành
1;Trực đường dây nóng;{INSPECTION};Thường xuyên
2;Số hóa hồ sơ;{OFFICE};Quý IV/2025
"""


def _roll(year: Year2025, *, dry_run: bool) -> RolloverReport:
    return roll_over(year.database, "TT-2025", "TT-2026", 2026, year.act(), DueRules(), dry_run=dry_run)


def _doubts(year: Year2025) -> dict[str, tuple[str, ...]]:
    return {row.task.no: sentences(row.doubts) for row in draft_rows(year.database, "TT-2026", Filters(), year.today)}


def test_a_preview_tells_every_doubt_that_the_draft_will_tell(year: Year2025) -> None:
    year.plan(_PLAN, "TT-2025")
    year.done("TT-2025/1", on=date(2025, 2, 1))
    year.abolish(INSPECTION, to=OFFICE)
    preview = {rolled.task.no: sentences(rolled.doubts) for rolled in _roll(year, dry_run=True).tasks}
    (said,) = preview["1"]
    assert said.startswith(f"«{INSPECTION}» đã giải thể từ ngày 01/3/2025, nhiệm vụ chuyển cho «{OFFICE}»")
    _roll(year, dry_run=False)
    assert _doubts(year) == preview


def test_a_draft_tells_of_units_that_ended_after_it_was_made(year: Year2025) -> None:
    year.plan(_PLAN, "TT-2025")
    year.today = date(2025, 12, 20)
    _roll(year, dry_run=False)
    assert _doubts(year)["1"] == ()
    year.today = date(2026, 1, 10)
    year.abolish(INSPECTION, date(2026, 1, 5), to=OFFICE)
    (said,) = _doubts(year)["1"]
    assert said.startswith(f"«{INSPECTION}» đã giải thể từ ngày 05/01/2026")
    year.undo()
    assert _doubts(year)["1"] == ()
