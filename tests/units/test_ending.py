"""Units that end: their open tasks go with them in one change, what is finished stays, nothing is guessed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from cchc_tasks.errors import AppError, ConflictError, NotFoundError, UsageError
from cchc_tasks.model.filters import Filters
from cchc_tasks.model.status import Status
from cchc_tasks.model.unit import Transfer, UnitAct
from cchc_tasks.office.health import check_database
from cchc_tasks.plans.plan_history import list_changes
from cchc_tasks.tracking.data_check import check_plans
from cchc_tasks.units.unit_lookup import list_units, unit_sheet
from cchc_tasks.units.unit_reorganisation import abolish_unit
from tests.refusals import hint_text, says
from tests.units.year2025 import (
    ALL,
    ENVIRONMENT,
    FARMING,
    INSPECTION,
    MARCH,
    MERGED,
    OFFICE,
    RESOLUTION,
    Year2025,
)

BEFORE = date(2025, 2, 28)


def leads(year: Year2025, day: date | None = None) -> dict[str, str]:
    return {ref: year.task(ref, day).lead_text for ref in ("1", "2", "3", "4", "5", "6")}


def test_a_merger_hands_open_tasks_over_from_its_day_and_leaves_finished_ones(year: Year2025) -> None:
    year.done("5", on=date(2025, 1, 20))
    before = leads(year, BEFORE)
    outcome = year.merge(ENVIRONMENT, FARMING)
    assert "chuyển 2 nhiệm vụ cho «Sở Nông nghiệp và Môi trường» (CCHC-2025/1, 2)" in outcome.sentence
    assert leads(year, BEFORE) == before
    assert leads(year, MARCH) == before | {"1": MERGED, "2": MERGED}
    assert year.task("5").lead_text == ENVIRONMENT
    assert year.by_unit() == {ALL: 1, MERGED: 2, ENVIRONMENT: 1, INSPECTION: 2, OFFICE: 1}
    assert len([c for c in list_changes(year.database) if not c.taken_back_by]) == 3
    assert check_database(year.database, repair=False).sound


def test_the_rest_of_a_cell_is_kept_as_it_is_printed(year: Year2025) -> None:
    year.abolish(INSPECTION, to=ENVIRONMENT)
    assert year.task("6").lead_text == f"{OFFICE};\n{ENVIRONMENT}"
    assert year.task("6").lead_units == (OFFICE, ENVIRONMENT)
    assert year.task("2").support_units == (ENVIRONMENT,)


def test_a_unit_that_takes_over_both_sides_of_a_task_does_not_support_itself(year: Year2025) -> None:
    year.merge(ENVIRONMENT, FARMING)
    task = year.task("2")
    assert (task.lead_units, task.support_units, task.support_text) == ((MERGED,), (INSPECTION,), INSPECTION)


def test_units_merge_into_one_of_themselves_which_goes_on(year: Year2025) -> None:
    year.merge(FARMING, ENVIRONMENT, into=FARMING)
    states = {unit.name: unit.ended for unit in list_units(year.database, year.today)}
    assert states[FARMING] == ""
    assert states[ENVIRONMENT] == f"đã sáp nhập vào «{FARMING}» từ ngày 01/3/2025"
    assert leads(year)["1"] == FARMING


def test_work_that_is_over_stays_where_it_was(year: Year2025) -> None:
    year.update("1", status=Status.DROPPED, on=date(2025, 2, 1), evidence=(RESOLUTION,))
    year.update("5", status=Status.PAUSED, on=date(2025, 2, 1), evidence=(RESOLUTION,))
    year.merge(ENVIRONMENT)
    assert leads(year)["1"] == ENVIRONMENT
    assert leads(year)["5"] == MERGED


def test_a_task_of_periods_goes_over_although_the_period_that_has_begun_is_finished(year: Year2025) -> None:
    year.done("3", on=date(2025, 2, 15))
    year.abolish(INSPECTION, to=OFFICE)
    assert year.task("3", MARCH).lead_text == OFFICE


def test_words_that_took_effect_later_go_over_too(year: Year2025) -> None:
    year.assign("4", lead=(ENVIRONMENT,), on=date(2025, 6, 1))
    year.merge(ENVIRONMENT)
    assert year.task("4", date(2025, 5, 1)).lead_text == ALL
    assert year.task("4", date(2025, 6, 1)).lead_text == MERGED


def test_a_split_writes_nothing_until_the_way_of_every_open_task_is_said(year: Year2025) -> None:
    recorded, before = len(list_changes(year.database)), leads(year)
    with pytest.raises(UsageError, check=says("còn 1 nhiệm vụ đang mở chưa rõ giao cho ai: CCHC-2025/5")) as refused:
        year.split(ENVIRONMENT, "Sở Đất đai", "Sở Môi trường", _1="Sở Đất đai", _2="so moi truong")
    assert refused.value.exit_code == 2
    assert (len(list_changes(year.database)), leads(year)) == (recorded, before)


def test_a_split_hands_each_task_where_it_was_said(year: Year2025) -> None:
    year.split(ENVIRONMENT, "Sở Đất đai", "Sở Môi trường", _1="so dat dai", rest="Sở Môi trường")
    assert leads(year) | {"2": year.task("2").support_text} == {
        "1": "Sở Đất đai",
        "2": f"Sở Môi trường, {INSPECTION}",
        "3": INSPECTION,
        "4": ALL,
        "5": "Sở Môi trường",
        "6": f"{OFFICE};\n{INSPECTION}",
    }
    sheet = unit_sheet(year.database, ENVIRONMENT, year.today)
    assert [(found.name, found.kind) for found in sheet.successors] == [
        ("Sở Đất đai", "split"),
        ("Sở Môi trường", "split"),
    ]


def test_a_unit_that_gives_a_part_away_goes_on(year: Year2025) -> None:
    year.split(ENVIRONMENT, ENVIRONMENT, "Sở Đất đai", _1="Sở Đất đai", rest=ENVIRONMENT)
    assert leads(year)["1"] == "Sở Đất đai"
    assert leads(year)["5"] == ENVIRONMENT
    assert not unit_sheet(year.database, ENVIRONMENT, year.today).summary.ended
    (before,) = unit_sheet(year.database, "Sở Đất đai", year.today).predecessors
    assert (before.name, before.kind) == (ENVIRONMENT, "divided")


def test_the_official_example_of_2025(year: Year2025) -> None:
    """Sở TNMT goes into Sở Nông nghiệp và Môi trường; Thanh tra Sở is abolished, its tasks go to Văn phòng Sở."""
    year.done("5", on=date(2025, 1, 20))
    year.merge(ENVIRONMENT, FARMING)
    year.abolish(INSPECTION, to=OFFICE)
    assert year.by_unit(BEFORE) == {ALL: 1, ENVIRONMENT: 2, FARMING: 1, INSPECTION: 2, OFFICE: 1}
    assert year.by_unit() == {ALL: 1, ENVIRONMENT: 1, MERGED: 2, OFFICE: 2}
    assert year.by_unit(BEFORE, now=True) == {ALL: 1, MERGED: 3, OFFICE: 2}
    assert year.task("6").lead_units == (OFFICE,)
    assert [f for f in check_plans(year.database, Filters(), year.today, MARCH) if f.code == "ended_unit"] == []


def test_an_abolished_unit_keeps_its_tasks_only_on_purpose_and_check_says_so(year: Year2025) -> None:
    with pytest.raises(UsageError, check=says("còn 3 nhiệm vụ đang mở")):
        year.abolish(INSPECTION)
    outcome = year.abolish(INSPECTION, leave=True)
    assert "để lại 3 nhiệm vụ" in outcome.sentence
    found = [f for f in check_plans(year.database, Filters(), year.today, MARCH) if f.code == "ended_unit"]
    assert [f.ref for f in found] == ["CCHC-2025/2", "CCHC-2025/3", "CCHC-2025/6"]
    assert found[1].message == f"«{INSPECTION}» đã giải thể từ ngày 01/3/2025, nhiệm vụ vẫn đang mở."
    assert f'--lead "{OFFICE}" --lead "TÊN ĐƠN VỊ"' in found[2].command
    with pytest.raises(ConflictError, check=says("đã giải thể")):
        year.assign("1", lead=(INSPECTION,), on=date(2025, 3, 2))


def test_taking_a_merger_back_and_doing_it_again_leads_to_the_same_days(year: Year2025) -> None:
    before = (leads(year), year.by_unit(), list_units(year.database, year.today))
    year.merge(ENVIRONMENT, FARMING)
    after = (leads(year), year.by_unit(), list_units(year.database, year.today))
    year.undo()
    assert (leads(year), year.by_unit(), list_units(year.database, year.today)) == before
    year.redo()
    assert (leads(year), year.by_unit(), list_units(year.database, year.today)) == after
    assert check_database(year.database, repair=False).sound


def test_a_merger_on_which_others_have_gone_on_is_taken_back_after_them(year: Year2025) -> None:
    merged = year.merge(ENVIRONMENT, FARMING)
    later = year.assign("1", lead=(OFFICE,), actor="Người khác")
    with pytest.raises(ConflictError, check=says("dựa trên nội dung này")) as refused:
        year.undo(merged.change_id)
    assert str(later.change_id) in hint_text(refused.value)
    year.undo(later.change_id)
    year.rename(MERGED, "Sở Nông Môi", date(2025, 5, 1))
    with pytest.raises(ConflictError, check=says("Đổi tên đơn vị")):
        year.undo(merged.change_id)
    year.undo()
    year.undo(merged.change_id)
    assert leads(year)["1"] == ENVIRONMENT


def test_what_was_reported_after_the_merger_survives_its_being_taken_back(year: Year2025) -> None:
    merged = year.merge(ENVIRONMENT, FARMING)
    year.update("1", status=Status.IN_PROGRESS, note="đang làm", actor="Người khác")
    year.undo(merged.change_id)
    assert (year.task("1").lead_text, year.task("1").note) == (ENVIRONMENT, "đang làm")


def test_doing_a_merger_again_is_refused_where_the_unit_has_ended_otherwise(year: Year2025) -> None:
    year.merge(ENVIRONMENT)
    year.undo()
    asked = UnitAct(date(2025, 4, 1), (RESOLUTION,))
    abolish_unit(year.database, ENVIRONMENT, Transfer(leave=True), asked, year.act("Người khác"))
    with pytest.raises(ConflictError, check=says("đã giải thể")):
        year.redo()


def test_calendars_follow_by_themselves(year: Year2025) -> None:
    before = {m.uid: m.revision for m in year.task("1").milestones}
    year.merge(ENVIRONMENT, FARMING)
    after = {m.uid: m.revision for m in year.task("1").milestones}
    assert {uid: revision + 1 for uid, revision in before.items()} == after


def test_a_unit_that_has_ended_is_renamed_merged_or_split_no_more(local_year: Year2025) -> None:
    local_year.merge(ENVIRONMENT, FARMING)
    for act in (
        lambda: local_year.rename(ENVIRONMENT, "Sở A", date(2025, 4, 1)),
        lambda: local_year.merge(ENVIRONMENT, into=OFFICE, day=date(2025, 4, 1)),
        lambda: local_year.merge(OFFICE, into=ENVIRONMENT, day=date(2025, 4, 1)),
        lambda: local_year.abolish(ENVIRONMENT, leave=True, day=date(2025, 2, 1)),
        lambda: local_year.members((ENVIRONMENT,)),
    ):
        with pytest.raises(ConflictError, check=says("đã sáp nhập vào")):
            act()


def test_groups_and_units_are_not_mixed_up(local_year: Year2025) -> None:
    refused: list[tuple[Callable[[], object], type[AppError], str]] = [
        (lambda: local_year.merge(ALL), ConflictError, "là một nhóm"),
        (lambda: local_year.merge(OFFICE, into=ALL), ConflictError, "là một nhóm"),
        (lambda: local_year.merge(OFFICE, into="Các phòng mới"), UsageError, "không đọc được là tên của một đơn vị"),
        (lambda: local_year.merge(OFFICE, into=OFFICE), UsageError, "Chưa nói đơn vị nào"),
        (lambda: local_year.split(OFFICE, "Phòng A"), UsageError, "ít nhất hai"),
        (lambda: local_year.abolish(OFFICE, to=OFFICE), UsageError, "chính là đơn vị giải thể"),
        (lambda: local_year.abolish(INSPECTION, to="Phòng Lạ"), NotFoundError, "Phòng Lạ"),
        (lambda: local_year.abolish(INSPECTION, _1=OFFICE), UsageError, "không phải nhiệm vụ đang mở"),
        (lambda: local_year.split(ENVIRONMENT, "A", "Sở B", _1="Sở C", rest="Sở B"), NotFoundError, "sau khi tách"),
    ]
    recorded = len(list_changes(local_year.database))
    for act, error, said in refused:
        with pytest.raises(error, check=says(said)):
            act()
    assert len(list_changes(local_year.database)) == recorded


def test_tasks_of_which_nothing_has_arisen_stay_and_are_named_while_something_may(year: Year2025) -> None:
    year.update("3", status=Status.NOTHING_ARISEN, on=date(2025, 2, 20))
    year.update("5", status=Status.NOTHING_ARISEN, on=date(2025, 1, 20))
    said = year.abolish(INSPECTION, to=OFFICE).notes
    assert [line for line in said if str(line).startswith("CCHC-2025/3 đã báo không phát sinh")]
    assert year.task("3").lead_units == (INSPECTION,)
    said = year.merge(ENVIRONMENT, FARMING).notes
    assert not [line for line in said if "không phát sinh" in line], "the days of task 5 are over"
