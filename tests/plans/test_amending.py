"""An amended plan: the difference is shown, applied as one change, seen from its day on, and taken back in one step."""

from __future__ import annotations

import random
from datetime import date
from typing import Any

import pytest

from cchc_tasks.errors import ConflictError, NotFoundError, UsageError
from cchc_tasks.model.status import Status
from cchc_tasks.office.health import check_database
from cchc_tasks.plans.amending.amendment_import import apply_amendment, preview_amendment, read_amendment
from cchc_tasks.plans.amending.views import counts_of, difference_lines
from cchc_tasks.plans.plan_history import list_changes, list_removed_tasks
from cchc_tasks.plans.plan_lookup import list_plans
from tests.plans.amended import BEFORE, DAY, Amending, is_section, new_row, row_of
from tests.refusals import says
from tests.sample_office import DECISION
from tests.tracking.test_undoing import state_of

LOOKED_AT = (date(2022, 1, 1), BEFORE, DAY, date(2022, 7, 15))


def amend_everything(amending: Amending) -> None:
    """One difference of each kind."""
    rows = amending.rows
    row_of(rows, "13")["deadline"] = "Quý III/2022"
    row_of(rows, "19")["lead"] = "Thanh tra Sở"
    row_of(rows, "33")["title"] += " và công khai"
    row_of(rows, "54")["no"] = "54a"
    rows.remove(row_of(rows, "20"))
    rows.insert(rows.index(row_of(rows, "5")), new_row("4a", "Tổ chức hội thi tìm hiểu về chuyển đổi số"))


def everything(amending: Amending) -> list[list[dict[str, Any]]]:
    return [state_of(amending.office, day) for day in LOOKED_AT]


def sound(amending: Amending) -> bool:
    return check_database(amending.office.database, repair=False).sound


def test_the_difference_is_told_before_anything_is_written(amending: Amending) -> None:
    amend_everything(amending)
    before = everything(amending)
    report = amending.preview()
    counts = {name: count for name, count in counts_of(report) if count}
    assert counts == {"thêm": 1, "đưa ra": 1, "đổi thời hạn": 1, "giao lại": 1, "sửa chữ": 1, "đổi số": 1}
    assert (report.unchanged, report.stored, report.day) == (49, False, DAY)
    redated = next(line for line in difference_lines(report) if line.what == "đổi thời hạn")
    assert redated[1:] == ("13", "Quý II/2022 (30/06/2022)", "Quý III/2022 (30/09/2022)")
    assert everything(amending) == before
    assert list_changes(amending.office.database)[0].act == "import"


def test_an_amendment_holds_from_its_day_on_and_the_days_before_show_the_old_plan(amending: Amending) -> None:
    amend_everything(amending)
    report = amending.apply()
    office = amending.office
    assert report.sentence == (
        "Sửa đổi kế hoạch CCHC-2022: thêm 1, đưa ra 1, đổi thời hạn 1, giao lại 1, sửa chữ 1, đổi số 1; "
        f"{DECISION}; từ ngày 20/4/2022"
    )
    refs, refs_before = [[task.ref for task in office.tasks(day)] for day in (DAY, BEFORE)]
    assert refs_before == [str(number) for number in range(1, 55)]
    assert refs[:6] == ["1", "2", "3", "4", "4a", "5"]
    assert {*refs_before} - {*refs} == {"20", "54"}
    assert (office.task("13", DAY).due, office.task("13", BEFORE).due) == (date(2022, 9, 30), date(2022, 6, 30))
    assert office.task("19", DAY).lead_units == ("Thanh tra Sở",)
    assert office.task("19", BEFORE).lead_units != ("Thanh tra Sở",)
    assert "13" in office.overdue(date(2022, 7, 15)) or office.task("13").due == date(2022, 9, 30)
    assert "13" not in office.overdue()
    source = office.task("13").source
    assert source is not None
    assert (source.file, source.sha256, source.row) == (report.file, report.sha256, report.changed[0].row.row)
    assert sound(amending)


def test_undo_takes_the_whole_amendment_back_and_redo_does_it_again(amending: Amending) -> None:
    before = everything(amending)
    amend_everything(amending)
    amending.apply(amending.file(title="KẾ HOẠCH CẢI CÁCH HÀNH CHÍNH NĂM 2022 (sửa đổi)"))
    after = everything(amending)
    assert after[0] == before[0]
    assert after[3] != before[3]
    assert len(list_changes(amending.office.database)) == 2
    assert sound(amending)
    amending.office.undo()
    assert everything(amending) == before
    assert sound(amending)
    amending.office.redo()
    assert everything(amending) == after
    assert sound(amending)


def test_the_same_file_again_changes_nothing(amending: Amending) -> None:
    assert amending.preview().is_empty
    amend_everything(amending)
    path = amending.file(title="Kế hoạch đã sửa")
    assert amending.apply(path).stored
    changes = len(list_changes(amending.office.database))
    again = amending.apply(path)
    assert (again.stored, again.is_empty, again.unchanged) == (False, True, 54)
    assert len(list_changes(amending.office.database)) == changes


def test_what_was_done_stays_done_and_the_calendar_s_entries_stay(amending: Amending) -> None:
    office = amending.office
    office.done("13", on=date(2022, 3, 30), evidence=("Công văn số 41/STP-XDKT ngày 30/3/2022",))
    before = office.task("13")
    amend_everything(amending)
    row_of(amending.rows, "13")["no"] = "13b"
    amending.apply()
    after = office.task("13b")
    assert (after.status, after.result_text, after.evidence) == (Status.DONE, before.result_text, before.evidence)
    assert [m.uid for m in after.milestones] == [m.uid for m in before.milestones]
    assert after.milestones[0].done_on == date(2022, 3, 30)
    assert after.milestones[0].revision > before.milestones[0].revision
    assert sound(amending)


def test_a_task_that_left_keeps_its_history_and_is_listed_with_the_document(amending: Amending) -> None:
    office = amending.office
    office.update("20", note="đã hỏi lại")
    amend_everything(amending)
    amending.apply()
    with pytest.raises(NotFoundError):
        office.task("20")
    (gone,) = list_removed_tasks(office.database, "CCHC-2022", DAY, date(2022, 12, 31))
    assert (gone.ref, gone.day, gone.document) == ("20", DAY, DECISION)
    assert list_removed_tasks(office.database, "CCHC-2022", None, BEFORE) == []
    assert [change.act for change in list_changes(office.database, "20")] == ["amend", "update", "import"]
    assert office.task("20", BEFORE).title == gone.title
    office.undo()
    assert list_removed_tasks(office.database, "CCHC-2022") == []


def test_a_task_that_left_is_out_on_the_days_of_its_later_words_too(amending: Amending) -> None:
    office = amending.office
    office.edit("20", title="Tên về sau", evidence=("Quyết định số 9/QĐ-STP ngày 01/6/2022",))
    amend_everything(amending)
    amending.apply()
    assert [t.ref for t in office.tasks(date(2022, 6, 2)) if t.ref == "20"] == []
    assert [found.ref for found in list_removed_tasks(office.database, "CCHC-2022")] == ["20"]
    office.undo()
    assert office.task("20").title == "Tên về sau"
    assert sound(amending)


def test_later_corrections_keep_what_they_set_and_take_the_rest(amending: Amending) -> None:
    office = amending.office
    office.edit("13", title="Tên về sau", evidence=("Quyết định số 9/QĐ-STP ngày 01/6/2022",))
    row = row_of(amending.rows, "13")
    row["deadline"], row["title"] = "Quý III/2022", row["title"] + " của Sở"
    report = amending.apply()
    assert (office.task("13").title, office.task("13").due) == ("Tên về sau", date(2022, 9, 30))
    assert office.task("13", DAY).title.endswith(" của Sở")
    assert report.stored
    assert sound(amending)


def test_tasks_are_known_again_when_every_number_moves(amending: Amending) -> None:
    ids = {task.title: task.task_id for task in amending.office.tasks()}
    rows = [row for row in amending.rows if not is_section(row)]
    amending.rows.insert(amending.rows.index(rows[3]), new_row("x", "Một việc hoàn toàn mới về lưu trữ"))
    for number, row in enumerate((row for row in amending.rows if not is_section(row)), 1):
        row["no"] = str(number)
    report = amending.apply()
    counts = dict(counts_of(report))
    assert (counts["thêm"], counts["đưa ra"], counts["đổi số"], counts["không chắc"]) == (1, 0, 51, 0)
    now = amending.office.tasks()
    assert {task.title: task.task_id for task in now if task.title in ids} == ids
    assert [task.no for task in now] == [str(number) for number in range(1, 56)]
    assert sound(amending)


def test_numbers_that_restart_in_every_section_need_the_section(amending: Amending) -> None:
    ids = [task.task_id for task in amending.office.tasks()]
    number = 0
    for row in amending.rows:
        number = 0 if is_section(row) else number + 1
        if number:
            row["no"] = str(number)
    amending.apply()
    row = next(row for row in amending.rows if row["no"] == "2" and not is_section(row))
    row["title"] = "Giao ban chuyên đề CCHC theo Kế hoạch Giám đốc Sở và chỉ đạo mới"
    report = amending.apply()
    assert [found.ref for found in report.changed] == ["I.2"]
    assert [task.task_id for task in amending.office.tasks()] == ids


def test_a_shuffled_plan_stands_in_its_new_order(amending: Amending) -> None:
    first = amending.rows[1 : next(i for i, row in enumerate(amending.rows) if i and is_section(row))]
    random.Random(7).shuffle(first)
    amending.rows[1 : len(first) + 1] = first
    report = amending.apply()
    assert (report.reordered, report.changed) == (True, ())
    assert [task.no for task in amending.office.tasks()][: len(first)] == [row["no"] for row in first]
    assert [task.no for task in amending.office.tasks(BEFORE)] == [str(number) for number in range(1, 55)]
    assert sound(amending)


def test_sections_come_move_and_change_their_titles(amending: Amending) -> None:
    office = amending.office
    sections = [row for row in amending.rows if is_section(row)]
    for section, numeral in zip(sections[1:], ("III", "IV", "V", "VI", "VII", "VIII"), strict=True):
        section["no"] = numeral
    sections[1]["title"] = "CẢI CÁCH THỂ CHẾ VÀ THI HÀNH PHÁP LUẬT"
    second = amending.rows.index(sections[1])
    amending.rows[second:second] = [{"no": "II", "title": "CÔNG TÁC MỚI"}, new_row("99", "Một việc mới")]
    ids = {task.no: task.task_id for task in office.tasks()}
    old = {task.no: task.section_title for task in office.tasks()}
    report = amending.apply()
    assert dict(counts_of(report))["chuyển phần"] == sum(t.section_no != "I" for t in office.tasks(BEFORE))
    titles = list(dict.fromkeys(task.section_title for task in office.tasks()))
    assert titles == [row["title"] for row in amending.rows if is_section(row)]
    assert {task.no: task.section_title for task in office.tasks(BEFORE)} == old
    assert {task.no: task.task_id for task in office.tasks() if task.no != "99"} == ids
    assert [task.no for task in office.tasks()] == [row["no"] for row in amending.rows if not is_section(row)]
    office.edit("99", section="III", evidence=(DECISION,))
    assert office.task("99").section_title == "CẢI CÁCH THỂ CHẾ VÀ THI HÀNH PHÁP LUẬT"
    assert sound(amending)


def test_what_is_not_sure_is_asked_and_not_guessed(amending: Amending) -> None:
    row_of(amending.rows, "20")["title"] = "Rà soát nhóm TTHC người dân hỏi nhiều, theo Kế hoạch mới của tỉnh năm nay"
    twin = {**row_of(amending.rows, "20"), "no": "20b"}
    amending.rows.insert(amending.rows.index(row_of(amending.rows, "20")), twin)
    row_of(amending.rows, "20")["no"] = "20a"
    report = amending.preview()
    assert [found.ref for found in report.unsure] == ["20"]
    assert {row.no for row in report.unsure[0].rows} == {"20a", "20b"}
    assert [found.ref for found in report.removed] == []
    before = everything(amending)
    with pytest.raises(ConflictError, check=says("không chắc")):
        amending.apply()
    assert everything(amending) == before
    task_id = amending.office.task("20").task_id
    settled = amending.apply(matches={"20": "20a"})
    assert [found.row.no for found in settled.added] == ["20b"]
    assert amending.office.task("20a").task_id == task_id


def test_a_person_settles_a_match_by_number_by_row_or_as_left_out(amending: Amending) -> None:
    amending.rows[amending.rows.index(row_of(amending.rows, "20"))] = new_row("77", "Một việc khác hẳn")
    path = amending.file()
    plain = amending.preview(path)
    assert ([t.ref for t in plain.removed], [t.row.no for t in plain.added]) == (["20"], ["77"])
    at_row = f"row:{plain.added[0].row.row}"
    for wanted in ("77", at_row):
        settled = amending.preview(path, matches={"20": wanted})
        assert ([t.ref for t in settled.changed], settled.removed, settled.added) == (["20"], (), ())
    left_out = amending.preview(path, matches={"21": "-"})
    assert "21" in [t.ref for t in left_out.removed]
    assert "21" in [t.row.no for t in left_out.added]
    with pytest.raises(NotFoundError, check=says("không có nhiệm vụ «500»")):
        amending.preview(path, matches={"20": "500"})
    with pytest.raises(NotFoundError):
        amending.preview(path, matches={"500": "77"})
    with pytest.raises(UsageError, check=says("trùng")):
        amending.preview(path, matches={"20": "77", "21": "77"})


def test_a_column_that_the_file_lacks_stays_and_results_are_not_taken(amending: Amending) -> None:
    from tests.plans.amended import write_plan

    rows = [{**row, "result": "" if is_section(row) else "Đã hoàn thành"} for row in amending.rows]
    path = write_plan(
        amending.folder / "it cot.csv", amending.title, rows, ("no", "title", "lead", "deadline", "result")
    )
    report = amending.preview(path)
    assert report.is_empty
    assert {"without_columns", "results_not_taken"} <= {notice.code for notice in report.notices}


def test_an_amendment_needs_a_document_and_a_day(amending: Amending) -> None:
    with pytest.raises(UsageError, check=says("cần có văn bản")):
        amending.preview(evidence=())
    with pytest.raises(UsageError, check=says("từ ngày nào")):
        amending.preview(evidence=("Quyết định số 215/QĐ-UBND",))
    with pytest.raises(UsageError, check=says("sau hôm nay")):
        amending.preview(on=date(2022, 12, 1))
    with pytest.raises(NotFoundError):
        amending.preview(code="KHAC-2022")
    early = amending.preview(on=date(2021, 12, 1))
    assert early.day == date(2022, 1, 1)
    assert "before_the_plan" in {notice.code for notice in early.notices}


def test_what_others_record_between_looking_and_applying_is_kept(amending: Amending) -> None:
    office = amending.office
    amend_everything(amending)
    path = amending.file()
    amendment = read_amendment(office.database, amending.request(path), office.act())
    preview_amendment(office.database, amendment)
    office.update("13", note="vừa ghi", actor="Người khác")
    office.edit("33", outputs="Báo cáo", evidence=("Quyết định số 9/QĐ-STP ngày 01/4/2022",))
    report = apply_amendment(office.database, amendment, office.act())
    assert report.stored
    assert office.task("13").note == "vừa ghi"
    assert office.task("33").outputs == row_of(amending.rows, "33")["outputs"]
    assert sound(amending)


def test_undoing_the_import_withdraws_an_amended_plan_too(amending: Amending) -> None:
    amend_everything(amending)
    amending.apply(amending.file(title="Kế hoạch đã sửa"))
    imported = list_changes(amending.office.database)[-1].change_id
    amending.office.undo(imported)
    assert list_plans(amending.office.database) == []
    assert amending.office.tasks() == []
    assert sound(amending)


def test_the_plan_s_own_title_changes_from_the_day_on(amending: Amending) -> None:
    amending.apply(amending.file(title="KẾ HOẠCH CẢI CÁCH HÀNH CHÍNH NĂM 2022 (sửa đổi)"))
    database = amending.office.database
    titles = [list_plans(database, day)[0].title for day in (BEFORE, DAY)]
    assert titles == [amending.title, "KẾ HOẠCH CẢI CÁCH HÀNH CHÍNH NĂM 2022 (sửa đổi)"]
    amending.office.undo()
    assert list_plans(database)[0].title == amending.title
    assert sound(amending)


def test_others_work_on_an_added_task_is_not_pulled_away(amending: Amending) -> None:
    amend_everything(amending)
    amending.apply()
    amending.office.update("4a", note="đã làm", actor="Người khác")
    with pytest.raises(ConflictError):
        amending.office.undo()
