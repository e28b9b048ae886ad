"""Plans that print names of units that are there no more: read, kept as printed, put up for review."""

from __future__ import annotations

from datetime import date

from cchc_tasks.messages.doubt_words import sentences
from tests.units.year2025 import ENVIRONMENT, FARMING, INSPECTION, MERGED, OFFICE, Year2025

NEXT = f"""Kế hoạch 2026;;
STT;Nhiệm vụ;Đơn vị chủ trì;Thời hạn
1;Việc đất đai;{ENVIRONMENT};Quý II/2026
2;Việc khác;{OFFICE};Quý III/2026
"""


def test_a_name_of_a_unit_that_has_ended_is_kept_and_put_up_for_review(year: Year2025) -> None:
    year.merge(ENVIRONMENT, FARMING)
    year.today = date(2026, 1, 5)
    report = year.plan(NEXT, "KH-2026", 2026)
    (task,) = report.for_review
    assert task.draft.no == "1"
    stored = year.task("KH-2026/1")
    assert stored.lead_units == (ENVIRONMENT,)
    (said,) = sentences(stored.doubts)
    assert said.startswith(f"«{ENVIRONMENT}» đã sáp nhập vào «{MERGED}» từ ngày 01/3/2025")
    assert year.by_unit(plan="KH-2026") == {ENVIRONMENT: 1, OFFICE: 1}


def test_giving_the_task_to_a_unit_that_goes_on_settles_the_doubt(year: Year2025) -> None:
    year.merge(ENVIRONMENT, FARMING)
    year.today = date(2026, 1, 5)
    year.plan(NEXT, "KH-2026", 2026)
    year.assign("KH-2026/1", lead=(MERGED,), on=date(2026, 1, 5))
    assert year.task("KH-2026/1").doubts == ()
    assert year.by_unit(plan="KH-2026") == {MERGED: 1, OFFICE: 1}


def test_a_unit_that_ended_after_the_plan_s_first_day_is_no_doubt_but_told(year: Year2025) -> None:
    year.abolish(INSPECTION, leave=True)
    text = f"Kế hoạch 2025;;\nSTT;Nhiệm vụ;Đơn vị chủ trì;Thời hạn\n1;Việc thanh tra;{INSPECTION};Quý II/2025\n"
    report = year.plan(text, "KH-2025", 2025)
    assert report.for_review == ()
    (notice,) = [notice for notice in report.notices if notice.code == "ended_unit"]
    assert notice.message.startswith(f"«{INSPECTION}» đã giải thể từ ngày 01/3/2025")
    assert notice.message.endswith("Nhiệm vụ 1.")


def test_a_former_name_of_a_unit_that_goes_on_is_no_doubt_and_means_that_unit(year: Year2025) -> None:
    year.rename(OFFICE, "Phòng Tổng hợp")
    year.today = date(2026, 1, 5)
    report = year.plan(NEXT, "KH-2026", 2026)
    assert report.for_review == ()
    assert year.by_unit(plan="KH-2026") == {ENVIRONMENT: 1, "Phòng Tổng hợp": 1}
    assert year.task("KH-2026/2").lead_units == (OFFICE,)
