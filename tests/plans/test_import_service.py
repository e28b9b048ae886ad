"""Taking the sample plans in: what is stored, what is refused, and what the days then show."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from threading import Barrier, Thread
from typing import Any

import pytest

from cchc_tasks.errors import ConflictError, UnreadableFileError, UsageError
from cchc_tasks.model.acts import Act
from cchc_tasks.model.deadline import Period
from cchc_tasks.model.filters import Filters
from cchc_tasks.model.interpreted_plan import ImportRequest
from cchc_tasks.model.status import Kind, Status, Timing
from cchc_tasks.office.health import check_database
from cchc_tasks.plans.plan_import import import_plan
from cchc_tasks.plans.plan_lookup import find_tasks, list_plans, list_tasks
from cchc_tasks.storage.database import Database
from cchc_tasks.tracking.due_lists import list_overdue
from tests.conftest import SAMPLES
from tests.refusals import hint_text, says

GOLDEN = Path(__file__).parents[1] / "golden"
PLAN = SAMPLES / "ke_hoach_cchc_2022.txt"
REMEDY = SAMPLES / "khac_phuc_2023.txt"
JUNE = date(2022, 6, 15)


def _golden(name: str) -> Any:
    return json.loads((GOLDEN / name).read_text(encoding="utf-8"))


@pytest.fixture
def plan(database: Database, act: Act) -> Database:
    import_plan(database, ImportRequest(PLAN, reported_on=JUNE), act)
    return database


@pytest.fixture
def remedy(database: Database, act: Act) -> Database:
    request = ImportRequest(REMEDY, period=Period.of_year(2023), reported_on=date(2023, 3, 15))
    import_plan(database, request, act)
    return database


def test_the_statuses_of_the_sample_plan_are_read_as_a_person_reads_them(plan: Database) -> None:
    expected = {row["no"]: row for row in _golden("sample_statuses54.json")}
    for task in list_tasks(plan, Filters(), JUNE):
        row = expected[task.no]
        statuses = row["status"] if isinstance(row["status"], list) else [row["status"]]
        assert task.status in statuses, task.no
        count = row["progress"] and (row["progress"]["done"], row["progress"]["total"])
        assert (task.progress and (task.progress.done, task.progress.total)) == count, task.no
        if row["needs_review"]:
            assert task.doubts, task.no
    sure = {no for no, row in expected.items() if row["needs_review"] is False}
    assert sum(bool(task.doubts) for task in list_tasks(plan, Filters(), JUNE) if task.no in sure) <= 5


@pytest.mark.parametrize(
    ("day", "overdue"),
    [
        (date(2022, 6, 15), ["10"]),
        (date(2022, 6, 30), ["10"]),
        (date(2022, 7, 1), ["10", "13", "19"]),
        (date(2022, 7, 15), ["10", "13", "19"]),
    ],
)
def test_the_sample_plan_shows_who_is_late_on_a_day(plan: Database, day: date, overdue: list[str]) -> None:
    assert sorted(task.no for task, _ in list_overdue(plan, Filters(), day)) == overdue


def test_the_remedy_table_has_nothing_overdue_in_its_quarter_and_one_row_after_it(remedy: Database) -> None:
    assert list_overdue(remedy, Filters(), date(2023, 3, 15)) == []
    assert [task.no for task, _ in list_overdue(remedy, Filters(), date(2023, 4, 1))] == ["8"]


def test_no_ongoing_milestone_is_ever_overdue(plan: Database) -> None:
    for day in (date(2022, 7, 1), date(2023, 1, 15), date(2030, 1, 1)):
        for task, milestones in list_overdue(plan, Filters(), day):
            assert all(m.kind is not Kind.ONGOING for m in milestones), task.no


def test_ongoing_work_waits_to_be_closed_when_its_window_has_passed(plan: Database) -> None:
    (task,) = find_tasks(plan, ["2"], date(2023, 1, 15))
    assert task.timing is Timing.UNCLOSED


def test_a_series_reported_done_is_in_progress_when_the_next_period_begins(plan: Database) -> None:
    shown = [find_tasks(plan, ["17"], day)[0] for day in (JUNE, date(2022, 7, 15), date(2022, 10, 1))]
    assert [task.status for task in shown] == [Status.DONE, Status.IN_PROGRESS, Status.IN_PROGRESS]
    assert sum(m.closed for m in shown[0].milestones) == 2
    assert shown[2].timing is Timing.OVERDUE


def test_before_the_day_of_the_report_nothing_was_reported(plan: Database) -> None:
    tasks = list_tasks(plan, Filters(), date(2022, 6, 14))
    assert {task.status for task in tasks} == {Status.NOT_STARTED}


def test_without_a_day_nothing_is_concluded_about_being_in_time(database: Database, act: Act) -> None:
    report = import_plan(database, ImportRequest(PLAN), act)
    assert "no_reported_on" in {notice.code for notice in report.notices}
    (task,) = find_tasks(database, ["1"], date(2022, 3, 1))
    assert (task.status, task.timing) == (Status.DONE, Timing.DONE_UNDATED)


def test_units_are_split_as_a_person_splits_them(plan: Database) -> None:
    expected = {row["no"]: row for row in _golden("sample_units54.json")["rows"]}
    for task in list_tasks(plan, Filters(), JUNE):
        row = expected.get(task.no) or expected[int(task.no)]
        assert (list(task.lead_units), list(task.support_units)) == (row["lead_split"], row["support_split"]), task.no


def test_searching_takes_no_notice_of_case_and_accents(plan: Database) -> None:
    exact = list_tasks(plan, Filters(search="Sổ tay tra cứu"), JUNE)
    assert [task.no for task in exact] == ["13"]
    assert list_tasks(plan, Filters(search="so TAY tra cuu"), JUNE) == exact
    assert list_tasks(plan, Filters(search="100%_"), JUNE) == []


def test_a_unit_is_found_by_any_spelling_of_its_name(plan: Database) -> None:
    one = list_tasks(plan, Filters(unit="Phòng HC&BTTP", role="any"), JUNE)
    other = list_tasks(plan, Filters(unit="phong hc va bttp", role="any"), JUNE)
    assert one == other
    assert one


def test_today_s_tables_equal_the_history_after_an_import(plan: Database) -> None:
    assert check_database(plan, repair=False).sound


def test_the_same_file_is_not_taken_in_twice(plan: Database, act: Act) -> None:
    with pytest.raises(ConflictError, check=says("đã được nhập")):
        import_plan(plan, ImportRequest(PLAN, code="KHAC"), act)
    assert len(list_plans(plan)) == 1


def test_a_code_that_is_taken_is_refused(plan: Database, act: Act) -> None:
    with pytest.raises(ConflictError, check=says("CCHC-2022")):
        import_plan(plan, ImportRequest(REMEDY, code="cchc-2022", period=Period.of_year(2023)), act)


def test_a_dry_run_stores_nothing(database: Database, act: Act) -> None:
    report = import_plan(database, ImportRequest(PLAN, dry_run=True), act)
    assert (len(report.plan.tasks), report.stored) == (54, False)
    assert list_plans(database) == []


def test_a_title_without_a_year_asks_for_it(tmp_path: Path, database: Database, act: Act) -> None:
    file = tmp_path / "bang.csv"
    file.write_text("STT,Nhiệm vụ,Thời hạn\n1,Rà soát văn bản,Quý II\n", encoding="utf-8")
    with pytest.raises(UsageError) as asked:
        import_plan(database, ImportRequest(file), act)
    assert "--year" in hint_text(asked.value)


def test_a_title_whose_year_the_deadlines_contradict_is_not_believed(database: Database, act: Act) -> None:
    with pytest.raises(UsageError, check=says("2023")):
        import_plan(database, ImportRequest(REMEDY), act)


def test_a_report_from_the_future_is_refused(database: Database, act: Act) -> None:
    with pytest.raises(UsageError, check=says("sau hôm nay")):
        import_plan(database, ImportRequest(PLAN, reported_on=date(2026, 3, 3)), act)


def test_a_missing_file_is_named(tmp_path: Path, database: Database, act: Act) -> None:
    with pytest.raises(UnreadableFileError, check=says("khong-co")):
        import_plan(database, ImportRequest(tmp_path / "khong-co.csv"), act)


def test_numbers_that_repeat_are_called_by_their_section(tmp_path: Path, database: Database, act: Act) -> None:
    file = tmp_path / "lap so.csv"
    rows = ["STT,Nhiệm vụ,Đơn vị chủ trì,Thời hạn", "I,CÔNG TÁC CHỈ ĐẠO,,", "1,Ban hành kế hoạch,Văn phòng Sở,Quý I"]
    rows += ["II,CẢI CÁCH THỂ CHẾ,,", "1,Rà soát văn bản,Phòng A,Quý II", ",Không có số,Phòng A,Quý III"]
    file.write_text("\n".join(rows), encoding="utf-8")
    import_plan(database, ImportRequest(file, code="LAP", period=Period.of_year(2026)), act)
    assert [task.ref for task in list_tasks(database, Filters(), act.today)] == ["I.1", "II.1", "#3"]
    assert find_tasks(database, ["ii.1"], act.today)[0].title == "Rà soát văn bản"


def test_a_printed_progress_report_and_document_columns_are_kept(tmp_path: Path, database: Database, act: Act) -> None:
    file = tmp_path / "day du.csv"
    header = (
        "STT;Nhiệm vụ;Cơ quan chủ trì;Thời hạn;Tình hình thực hiện;Khó khăn, vướng mắc;Kiến nghị;Văn bản minh chứng;"
        "Cơ quan giao;Ghi chú"
    )
    row = "1;Rà soát;Phòng A;Quý II/2026;Đang thực hiện;Thiếu người;Bổ sung;Kế hoạch số 1/KH-STP;UBND tỉnh;Xem lại"
    file.write_text(f"{header}\n{row}\n", encoding="utf-8")
    import_plan(database, ImportRequest(file, code="DU", period=Period.of_year(2026)), act)
    (task,) = list_tasks(database, Filters(), act.today)
    kept = (task.difficulty, task.texts["proposal"], task.evidence, task.given_by, task.note)
    assert kept == ("Thiếu người", "Bổ sung", ("Kế hoạch số 1/KH-STP",), "UBND tỉnh", "Xem lại")


def test_of_two_imports_at_once_one_is_told_of_the_conflict(database: Database, act: Act) -> None:
    outcomes: list[str] = []
    ready = Barrier(2)

    def take_in(number: int) -> None:
        own = Database(database.location)
        ready.wait()
        try:
            import_plan(own, ImportRequest(PLAN, code=f"CUNG-{number}"), act)
            outcomes.append("in")
        except ConflictError:
            outcomes.append("conflict")
        finally:
            own.close()

    threads = [Thread(target=take_in, args=(number,)) for number in (1, 2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert sorted(outcomes) == ["conflict", "in"]
    assert check_database(database, repair=False).sound


def test_results_reported_before_the_plan_begins_are_refused(database: Database, act: Act) -> None:
    with pytest.raises(UsageError, check=says("trước khi kế hoạch bắt đầu")):
        import_plan(database, ImportRequest(PLAN, reported_on=date(2020, 6, 15)), act)


def test_a_second_plan_of_the_same_file_is_another_plan(database: Database, act: Act, tmp_path: Path) -> None:
    header = "STT,Nhiệm vụ,Đơn vị chủ trì,Thời gian hoàn thành\n"
    other = "TT,Nội dung công việc,Thời hạn,Cơ quan thực hiện\n"
    both = tmp_path / "hai kế hoạch.csv"
    both.write_text(
        f"Kế hoạch cải cách hành chính năm 2026,,,\n{header}1,Rà soát thủ tục,Văn phòng,31/3/2026\n"
        f"2,Công khai thủ tục,Văn phòng,30/6/2026\n{other}1,Chuyển đổi số,30/9/2026,Thanh tra\n",
        encoding="utf-8",
    )
    for table, code in ((1, "MOT"), (2, "HAI")):
        import_plan(database, ImportRequest(both, code=code, table=table, period=Period.of_year(2026)), act)
    assert [(plan.code, plan.tasks) for plan in list_plans(database)] == [("HAI", 1), ("MOT", 2)]
    with pytest.raises(ConflictError, check=says("đã được nhập")):
        import_plan(database, ImportRequest(both, code="BA", table=2, period=Period.of_year(2026)), act)


def test_columns_that_a_person_named_are_known_again_by_their_headers(
    database: Database, act: Act, tmp_path: Path
) -> None:
    def table(name: str, title: str, header: str = "Mã,Cái gì,Ai,Bao giờ") -> Path:
        path = tmp_path / f"{name}.csv"
        path.write_text(f"{header}\n1,{title},Văn phòng,31/3/2026\n2,Báo cáo,Thanh tra,30/6/2026\n", encoding="utf-8")
        return path

    period = Period.of_year(2026)
    mapping = {"no": "Mã", "title": "Cái gì", "lead": "Ai", "deadline": "Bao giờ"}
    first = table("một", "Rà soát")
    with pytest.raises(UnreadableFileError):
        import_plan(database, ImportRequest(first, code="MOT", period=period), act)
    import_plan(database, ImportRequest(first, code="MOT", period=period, mapping=mapping), act)
    second = ImportRequest(table("hai", "Công khai", "MÃ,Cái  gì,Ai,Bao giờ"), code="HAI", period=period)
    report = import_plan(database, second, act)
    first_row = report.plan.tasks[0].draft
    assert (first_row.title, first_row.lead) == ("Công khai", "Văn phòng")
    assert any(notice.code == "confirmed_mapping" and "--map" in notice.message for notice in report.notices)
    other = table("ba", "Khác", "Mã,Cái gì,Ai,Bao giờ,Thêm")
    with pytest.raises(UnreadableFileError):
        import_plan(database, ImportRequest(other, code="BA", period=period), act)
    assert check_database(database, repair=False).sound
