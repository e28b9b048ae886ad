"""Findings point at their task and at the command that settles them, and go when it has been run."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from cchc_tasks.model.doubts import Code
from cchc_tasks.model.filters import Filters
from cchc_tasks.report_settings import period_start
from cchc_tasks.tracking.data_check import Finding, check_plans
from cchc_tasks.tracking.due_lists import list_overdue
from cchc_tasks.tracking.due_message import message_lines
from cchc_tasks.tracking.review_queue import accept_readings
from tests.plans.amended import Amending, row_of
from tests.sample_office import DECISION, Office

SINCE = date(2022, 6, 15)


def found(office: Office, code: str, day: date | None = None, since: date = SINCE) -> list[str]:
    return [finding.ref.partition("/")[2] for finding in findings(office, day, since) if finding.code == code]


def findings(office: Office, day: date | None = None, since: date = SINCE) -> list[Finding]:
    return check_plans(office.database, Filters(), day or office.today, since)


def test_what_is_done_without_day_or_document_is_found_until_it_has_them(office: Office) -> None:
    assert "9" in found(office, "done_without_day")
    assert "9" in found(office, "done_without_evidence")
    office.done("9", evidence=("Kế hoạch số 03/KH-STP ngày 20/01/2022",))
    assert "9" not in found(office, "done_without_day") + found(office, "done_without_evidence")


def test_a_doubtful_reading_is_found_until_somebody_accepts_it(office: Office) -> None:
    doubtful = found(office, "review")
    office.accept(doubtful[0])
    assert found(office, "review") == doubtful[1:]


def test_a_name_that_somebody_found_right_is_no_unknown_unit_while_other_doubts_are_open(
    office: Office, tmp_path: Path
) -> None:
    amending = Amending(office, tmp_path)
    row_of(amending.rows, "13").update({"lead": "Đồng chí phụ trách", "deadline": "Trước tháng 9/2022"})
    amending.apply()
    assert found(office, "unknown_unit") == ["13"]
    codes = [doubt.code for doubt in office.task("13").doubts]
    accept_readings(office.database, office.asked("13"), only=(codes.index(Code.UNKNOWN_UNIT) + 1,))
    assert "13" in found(office, "review")
    assert found(office, "unknown_unit") == []


def test_waiting_for_a_document_is_no_fault(office: Office) -> None:
    awaited = {task.ref for task in office.tasks(kind="triggered")}
    assert awaited.isdisjoint(found(office, "unread") + found(office, "fixed_without_date"))


def test_an_empty_deadline_and_one_outside_the_plan_are_found(office: Office) -> None:
    office.edit("13", deadline="", evidence=(DECISION,))
    office.edit("19", deadline="Quý I/2023", evidence=(DECISION,))
    assert found(office, "unread") == ["13"]
    assert "19" in found(office, "outside_plan")
    office.resolve("13", due=date(2022, 9, 1))
    assert found(office, "unread") == []


def test_ongoing_work_is_found_when_its_window_has_ended(office: Office) -> None:
    assert found(office, "unclosed") == []
    assert "15" in found(office, "unclosed", date(2023, 1, 15))


def test_who_has_not_reported_this_period_is_found_by_the_last_report(office: Office) -> None:
    assert found(office, "not_reported") == []
    late = found(office, "not_reported", since=date(2022, 7, 1))
    assert "33" in late
    office.update("33", progress="3/3")
    assert "33" not in found(office, "not_reported", since=date(2022, 7, 1))


def test_reporting_periods_begin_on_the_fifteenth_of_every_third_month() -> None:
    assert period_start(date(2022, 6, 14)) == date(2022, 3, 15)
    assert period_start(date(2022, 6, 15)) == date(2022, 6, 15)
    assert period_start(date(2022, 1, 1)) == date(2021, 12, 15)


def test_each_finding_names_a_command(office: Office) -> None:
    for finding in findings(office, since=date(2022, 7, 1)):
        assert finding.command.startswith("cchc-tasks ")
        assert finding.ref in finding.command


def test_a_message_lists_by_unit_and_what_waits_to_be_issued_last(office: Office) -> None:
    office.submit("10", milestone=1, evidence=("Tờ trình số 15/TTr-STP ngày 28/3/2022",), to="UBND tỉnh")
    chosen = list_overdue(office.database, Filters(), office.today)
    lines = list(message_lines("overdue", chosen, office.today, several_plans=False))
    assert lines[0] == "VIỆC QUÁ HẠN đến ngày 15/7/2022: 3 mốc, trong đó 1 đã trình, chờ ban hành"
    assert lines[-2] == "Đã trình, chờ ban hành (1):"
    assert lines[-1].endswith("quá hạn 106 ngày; đã trình UBND tỉnh ngày 28/3/2022 (trình đúng hạn), chờ ban hành")
    assert all("\n" not in line for line in lines)
    units = [line for line in lines if line.endswith("):")][:-1]
    assert units == sorted(units)


def test_a_message_says_how_many_milestones_stand_under_several_units(office: Office) -> None:
    office.assign("13", lead=("Văn phòng Sở", "Thanh tra Sở"), evidence=("Quyết định số 9/QĐ-STP ngày 1/7/2022",))
    chosen = list_overdue(office.database, Filters(), office.today)
    lines = list(message_lines("overdue", chosen, office.today, several_plans=False))
    assert sum(line.startswith("- 13.") for line in lines) == 2
    assert lines[-1] == "Ghi chú: 1 mốc do nhiều đơn vị cùng chủ trì được nêu ở từng đơn vị."
