"""The statistics appendix by period: what a file or a person says of it, and how it is taken back."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cchc_tasks.errors import NotFoundError, UsageError
from cchc_tasks.indicators.indicator_comparison import Side, compare, side_of, side_of_file
from cchc_tasks.indicators.indicator_import import IndicatorsReport, IndicatorsRequest, import_indicators
from cchc_tasks.indicators.keyed_lines import key_lines, merge_lines
from cchc_tasks.indicators.period_form import contradiction_lines, form_of, indicators_of, periods_of
from cchc_tasks.indicators.typed_values import SetReport, Setting, find_line, set_indicators
from cchc_tasks.model.acts import Act
from cchc_tasks.model.deadline import Period
from cchc_tasks.model.filters import Filters
from cchc_tasks.model.indicator import Indicator
from cchc_tasks.office.full_export import export_document
from cchc_tasks.office.health import check_database, database_info
from cchc_tasks.office.organisation_names import add_organisation, organisation_names
from cchc_tasks.plans.plan_history import list_changes
from cchc_tasks.plans.plan_lookup import PRINTED_DAYS
from cchc_tasks.storage.database import Database
from cchc_tasks.tracking.undo_redo import redo_change, undo_change
from tests.conftest import Fresh
from tests.program import run_here
from tests.refusals import message_text, says
from tests.sample_office import Office

HEADER = ("STT", "Chỉ tiêu thống kê", "Đơn vị tính", "Số liệu", "Ghi chú")
ROWS = (
    ("I", "Công tác chỉ đạo điều hành", "", "", ""),
    ("1", "Kiểm tra CCHC", "", "", "Kế hoạch số 16/KH-STP"),
    ("", "Số phòng ban đã kiểm tra", "Cơ quan, đơn vị", "02", ""),
    ("", "Số vấn đề phát hiện qua kiểm tra", "Vấn đề", "5", ""),
    ("", "Số vấn đề phát hiện đã xử lý xong", "Vấn đề", "4", ""),
    ("II", "Cải cách thể chế", "", "", ""),
    ("1", "Số văn bản đã tham mưu", "Văn bản", "5.380", ""),
    ("2", "Rà soát văn bản", "Văn bản", "", ""),
)
YEAR = Period.of_year(2025)
NEXT = Period.of_year(2026)


class Keeper:
    """An office that keeps its appendix: files are written and taken in, values typed, changes taken back."""

    def __init__(self, database: Database, folder: Path) -> None:
        self.database = database
        self.folder = folder
        self.moment = datetime(2026, 3, 1, tzinfo=UTC)

    def act(self, actor: str = "Lan") -> Act:
        self.moment += timedelta(seconds=1)
        return Act(actor, self.moment, date(2026, 3, 1))

    def file(self, rows: Sequence[Sequence[str]] = ROWS) -> Path:
        path = self.folder / "thong ke.csv"
        with path.open("w", encoding="utf-8", newline="") as out:
            csv.writer(out).writerows([HEADER, *rows])
        return path

    def take(
        self, rows: Sequence[Sequence[str]] = ROWS, period: Period = YEAR, actor: str = "Lan", **options: Any
    ) -> IndicatorsReport:
        request = IndicatorsRequest(self.file(rows), period, **options)
        return import_indicators(self.database, request, self.act(actor))

    def set(self, *pairs: str, period: Period = YEAR, actor: str = "Lan", note: str | None = None) -> SetReport:
        wanted = [Setting(target, value if equals else None) for target, equals, value in map(_parted, pairs)]
        return set_indicators(self.database, period, wanted, self.act(actor), note)

    def values(self, period: Period = YEAR) -> list[str]:
        return [line.value for line in indicators_of(self.database, period)]

    def names(self, period: Period = YEAR) -> list[str]:
        return [line.name for line in indicators_of(self.database, period)]

    def undo(self, actor: str = "Lan", change_id: int | None = None) -> None:
        undo_change(self.database, self.act(actor), change_id)

    def redo(self, actor: str = "Lan") -> None:
        redo_change(self.database, self.act(actor))


def _parted(text: str) -> tuple[str, str, str]:
    return text.partition("=")


def changed(rows: Sequence[tuple[str, ...]], name: str, value: str) -> list[tuple[str, ...]]:
    return [(*row[:3], value, row[4]) if row[1] == name else row for row in rows]


@pytest.fixture
def keeper(database: Database, tmp_path: Path) -> Keeper:
    return Keeper(database, tmp_path)


def test_a_form_is_kept_as_it_is_printed_and_in_its_order(keeper: Keeper) -> None:
    report = keeper.take()
    assert report.change_id is not None
    assert indicators_of(keeper.database, YEAR) == list(report.lines)
    assert keeper.values() == ["", "02", "5", "4", "5.380", ""]
    assert periods_of(keeper.database) == [YEAR]
    (change,) = list_changes(keeper.database)
    assert (change.act, change.actor) == ("indicators", "Lan")
    assert change.sentence == "Nhập số liệu thống kê năm 2025: 6 chỉ tiêu từ tệp thong ke.csv"


def test_the_same_file_again_changes_nothing(keeper: Keeper) -> None:
    keeper.take()
    again = keeper.take()
    assert (again.change_id, again.changed, again.added) == (None, (), ())
    assert len(list_changes(keeper.database)) == 1


def test_a_dry_run_tells_the_same_and_stores_nothing(keeper: Keeper) -> None:
    dry = keeper.take(dry_run=True)
    assert (dry.change_id, len(dry.added)) == (None, 6)
    assert list_changes(keeper.database) == []
    assert indicators_of(keeper.database, YEAR) == []


def test_lines_that_a_file_does_not_have_stay_and_empty_cells_erase_nothing(keeper: Keeper) -> None:
    keeper.take()
    report = keeper.take([*ROWS[5:6], ("1", "Số văn bản đã tham mưu", "Văn bản", "", "đã có"), ("2", *ROWS[7][1:])])
    assert keeper.values() == ["", "02", "5", "4", "5.380", ""]
    assert indicators_of(keeper.database, YEAR)[4].note == "đã có"
    assert [line.name for line in report.missing] == keeper.names()[:4]
    assert [line.value for line in report.kept_empty] == [""]


def test_replacing_takes_the_file_as_it_is(keeper: Keeper) -> None:
    keeper.take()
    report = keeper.take([ROWS[5], (*ROWS[6][:3], "", "")], replace=True)
    assert keeper.names() == ["Số văn bản đã tham mưu"]
    assert keeper.values() == [""]
    assert len(report.missing) == 5
    keeper.undo()
    assert keeper.values() == ["", "02", "5", "4", "5.380", ""]
    keeper.redo()
    assert keeper.names() == ["Số văn bản đã tham mưu"]


def test_new_lines_of_a_part_of_the_form_go_where_the_file_prints_them(keeper: Keeper) -> None:
    keeper.take()
    keeper.take(
        [
            ("I", "Công tác chỉ đạo điều hành", "", "", ""),
            ("1", "Kiểm tra CCHC", "", "", ""),
            ("", "Số xã đã kiểm tra", "Xã", "3", ""),
            ("2", "Tuyên truyền", "Tin", "9", ""),
            ("III", "Cải cách thủ tục hành chính", "", "", ""),
            ("1", "Số thủ tục", "Thủ tục", "122", ""),
        ]
    )
    assert keeper.names() == [
        "Kiểm tra CCHC", "Số xã đã kiểm tra", "Số phòng ban đã kiểm tra", "Số vấn đề phát hiện qua kiểm tra",
        "Số vấn đề phát hiện đã xử lý xong", "Tuyên truyền", "Số văn bản đã tham mưu", "Rà soát văn bản", "Số thủ tục",
    ]  # fmt: skip


def test_a_file_with_every_line_settles_how_they_are_printed(keeper: Keeper) -> None:
    keeper.take()
    renumbered = [("7" if row[1] == "Rà soát văn bản" else row[0], *row[1:]) for row in ROWS]
    report = keeper.take(renumbered)
    assert [after.no for _, _, after in report.changed] == ["7"]
    assert indicators_of(keeper.database, YEAR)[5].no == "7"


def test_taking_an_import_back_makes_the_former_values_count_again(keeper: Keeper) -> None:
    keeper.take()
    keeper.take(changed(ROWS, "Số phòng ban đã kiểm tra", "03"))
    assert keeper.values()[1] == "03"
    keeper.undo()
    assert keeper.values()[1] == "02"
    keeper.undo()
    assert indicators_of(keeper.database, YEAR) == []
    assert periods_of(keeper.database) == []
    keeper.redo()
    assert keeper.values()[1] == "02"
    assert check_database(keeper.database, repair=False).sound


def test_doing_again_does_not_overtake_what_was_recorded_later(keeper: Keeper) -> None:
    keeper.take()
    keeper.set("I.1-1=03")
    keeper.undo()
    keeper.set("I.1-1=04", actor="Minh")
    keeper.redo()
    assert keeper.values()[1] == "04"
    keeper.undo("Minh")
    assert keeper.values()[1] == "03"


def test_values_are_typed_by_code_number_or_name_and_stay_as_typed(keeper: Keeper) -> None:
    keeper.take()
    report = keeper.set("I.1-1=05", "ii.2= 99,9 % ", "van de phat hien qua=7")
    assert keeper.values() == ["", "05", "7", "4", "5.380", "99,9 %"]
    assert [code for code, _, _ in report.changed] == ["I.1-1", "I.1-2", "II.2"]
    assert list_changes(keeper.database)[0].sentence == (
        "Ghi số liệu thống kê năm 2025: I.1-1 «Số phòng ban đã kiểm tra» = 05; "
        "I.1-2 «Số vấn đề phát hiện qua kiểm tra» = 7; II.2 «Rà soát văn bản» = 99,9 %"
    )
    assert keeper.set("I.1-1=05").change_id is None
    keeper.set("I.1.1=")
    assert keeper.values()[1] == ""


def test_a_note_is_set_with_a_value_or_alone(keeper: Keeper) -> None:
    keeper.take()
    keeper.set("II.1", note="Nghị quyết số 04")
    assert indicators_of(keeper.database, YEAR)[4].note == "Nghị quyết số 04"
    assert keeper.values()[4] == "5.380"
    with pytest.raises(UsageError, check=says("một chỉ tiêu")):
        keeper.set("II.1=1", "II.2=2", note="chung")


def test_a_name_for_several_lines_is_answered_with_all_of_them(keeper: Keeper) -> None:
    keeper.take()
    with pytest.raises(UsageError) as refused:
        keeper.set("1=3")
    assert "I.1 «Kiểm tra CCHC»" in message_text(refused.value)
    assert "II.1 «Số văn bản đã tham mưu»" in message_text(refused.value)
    with pytest.raises(UsageError, check=says("2 chỉ tiêu")):
        keeper.set("van de phat hien=3")
    with pytest.raises(UsageError, check=says("cùng một chỉ tiêu")):
        keeper.set("I.1-1=1", "Số phòng ban đã kiểm tra=2")
    with pytest.raises(NotFoundError, check=says(r"«IX\.9»")):
        keeper.set("IX.9=1")
    assert len(list_changes(keeper.database)) == 1


def test_a_number_that_comes_again_needs_its_code() -> None:
    lines = [Indicator("VII. Số", "2", name, "", "", "", "") for name in ("Một", "Hai")]
    with pytest.raises(UsageError, check=says(r"VII\.2/1 «Một»; VII\.2/2 «Hai»")):
        find_line(lines, "VII.2")
    assert find_line(lines, "vii.2/2") == 1


def test_a_period_without_lines_begins_with_the_form_before_it_and_no_values(keeper: Keeper) -> None:
    keeper.take()
    assert keeper.values(NEXT) == [""] * 6
    form = form_of(keeper.database, NEXT)
    assert (form.carried_from, form.stored) == (YEAR, ())
    assert all(not line.note for line in form.lines)
    report = keeper.set("I.1-1=7", period=NEXT)
    assert report.carried_from == YEAR
    assert keeper.values(NEXT) == ["", "7", "", "", "", ""]
    assert keeper.values(YEAR)[1] == "02"
    assert form_of(keeper.database, NEXT).carried_from is None
    keeper.undo()
    assert form_of(keeper.database, NEXT).carried_from == YEAR


def test_the_nearest_period_gives_its_form(keeper: Keeper) -> None:
    quarter = Period(date(2024, 12, 15), date(2025, 3, 14))
    keeper.take(period=YEAR)
    keeper.take(ROWS[:3], period=quarter)
    assert form_of(keeper.database, Period(date(2025, 6, 15), date(2025, 9, 14))).carried_from == quarter
    assert form_of(keeper.database, NEXT).carried_from == YEAR
    assert form_of(keeper.database, Period.of_year(2020)).carried_from == quarter


def test_there_is_no_form_before_one_was_taken_in(keeper: Keeper) -> None:
    with pytest.raises(NotFoundError, check=says("năm 2025")):
        keeper.set("I.1=1")
    assert form_of(keeper.database, YEAR).lines == ()


def test_the_calendar_year_and_the_reporting_year_are_one_period(keeper: Keeper) -> None:
    keeper.take()
    reporting = Period(date(2024, 12, 15), date(2025, 12, 14))
    assert keeper.values(reporting)[1] == "02"
    keeper.set("I.1-1=08", period=reporting)
    assert keeper.values(YEAR)[1] == "08"
    assert periods_of(keeper.database) == [YEAR]
    half = Period(date(2025, 1, 1), date(2025, 6, 30))
    assert keeper.values(half)[1] == ""


def test_another_office_s_lines_are_its_own(database: Database, tmp_path: Path, act: Act) -> None:
    Keeper(database, tmp_path).take()
    database.organisation = organisation_names(database)[0]
    add_organisation(database, "Sở Y tế", act)
    other = Keeper(Database(database.location, "Sở Y tế"), tmp_path)
    assert other.values() == []
    other.take(changed(ROWS, "Số phòng ban đã kiểm tra", "9"))
    lines = compare(side_of(database, YEAR), side_of(other.database, YEAR, "Sở Y tế"))
    assert [(line.code, line.difference) for line in lines if line.differs] == [("I.1-1", 7)]
    other.database.close()


def test_two_appendices_stand_side_by_side_whatever_their_numbers(keeper: Keeper) -> None:
    keeper.take()
    theirs = [
        ("A", "CHỈ ĐẠO, ĐIỀU HÀNH", "", "", ""),
        ("3", "Kiểm tra CCHC:", "", "", ""),
        ("", "Số phòng ban đã kiểm tra", "Cơ quan, đơn vị", "05", ""),
        ("", "Số xã đã kiểm tra", "Xã", "4", ""),
        ("B", "CẢI CÁCH THỂ CHẾ", "", "", ""),
        ("1", "Số văn bản đã tham mưu", "Văn bản", "922 nội dung", ""),
    ]
    lines = compare(side_of(keeper.database, YEAR), side_of_file(keeper.file(theirs)))
    said = [(line.code, line.first and line.first.value, line.second and line.second.value) for line in lines]
    assert said == [
        ("I.1", "", ""),
        ("I.1-1", "02", "05"),
        ("A.3-2", None, "4"),
        ("I.1-2", "5", None),
        ("I.1-3", "4", None),
        ("II.1", "5.380", "922 nội dung"),
        ("II.2", "", None),
    ]
    assert [line.difference for line in lines] == [None, 3, None, None, None, None, None]


def test_a_rate_is_compared_with_its_sign_or_without() -> None:
    def side(value: str) -> Side:
        return Side("", (Indicator("I. Một", "1", "Tỷ lệ", "", "%", value, ""),))

    (line,) = compare(side("99,9 %"), side("100"))
    assert line.difference == Decimal("0.1")


def test_comparing_a_period_without_lines_says_so(keeper: Keeper) -> None:
    keeper.take()
    with pytest.raises(NotFoundError, check=says("năm 2026")):
        side_of(keeper.database, NEXT)


def test_what_cannot_all_be_right_is_told_with_codes_and_values(keeper: Keeper) -> None:
    report = keeper.take(changed(ROWS, "Số vấn đề phát hiện đã xử lý xong", "6"))
    assert contradiction_lines(report.form) == [
        "I.1-3 «Số vấn đề phát hiện đã xử lý xong»: 6 nhiều hơn I.1-2 «Số vấn đề phát hiện qua kiểm tra» (5)"
    ]


def test_everything_that_was_recorded_leaves_with_the_export(keeper: Keeper) -> None:
    keeper.take()
    recorded = export_document(keeper.database, Filters(), date(2026, 3, 1), PRINTED_DAYS)["history"]
    assert [row["value"] for row in recorded["indicator_value"]] == ["", "02", "5", "4", "5.380", ""]
    assert {row["indicator_id"] for row in recorded["indicator_value"]} == {
        row["indicator_id"] for row in recorded["indicator"]
    }
    assert recorded["report_snapshot"] == []


def test_the_three_real_files_are_the_same_appendix(shared: Path, keeper: Keeper) -> None:
    good = shared / "plans/good"
    first = import_indicators(keeper.database, IndicatorsRequest(good / "statistics_ocr.txt", YEAR), keeper.act())
    assert len(first.added) == 178
    for name in ("statistics.docx", "statistics.xlsx"):
        again = import_indicators(keeper.database, IndicatorsRequest(good / name, YEAR), keeper.act())
        assert (again.change_id, again.changed) == (None, ())


LINES = st.sampled_from(["I.1-1", "I.1-2", "II.1"])
ACTS = st.lists(
    st.one_of(
        st.tuples(st.just("set"), LINES, st.sampled_from(["0", "02", "", "9"])),
        st.tuples(st.just("undo"), st.just(""), st.just("")),
        st.tuples(st.just("redo"), st.just(""), st.just("")),
    ),
    max_size=12,
)


class Plain:
    """What a list of acts comes to, told by a plain list: the newest act that stands settles a line."""

    def __init__(self) -> None:
        self.acts: list[tuple[str, str, bool]] = []
        self.undone: list[int] = []

    def value(self, line: str, first: str) -> str:
        return next((value for name, value, stands in reversed(self.acts) if stands and name == line), first)

    def set(self, line: str, value: str) -> None:
        self.acts.append((line, value, True))
        self.undone = []

    def undo(self) -> bool:
        """Take back the newest act that stands."""
        chosen = max((place for place, act in enumerate(self.acts) if act[2]), default=None)
        if chosen is None:
            return False
        self.acts[chosen] = (*self.acts[chosen][:2], False)
        self.undone.append(chosen)
        return True

    def redo(self) -> bool:
        if not self.undone:
            return False
        chosen = self.undone.pop()
        self.acts[chosen] = (*self.acts[chosen][:2], True)
        return True


@pytest.fixture(scope="module")
def one_database(fresh: Fresh) -> Iterator[Database]:
    """One database for all the examples of a property; each example has a period of its own."""
    with fresh() as database:
        yield database


@settings(max_examples=15, deadline=None)
@given(acts=ACTS)
def test_the_newest_value_that_is_not_taken_back_counts(
    one_database: Database, acts: list[tuple[str, str, str]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    keeper = Keeper(one_database, tmp_path_factory.mktemp("tep"))
    days = len(list_changes(one_database))
    keeper.moment += timedelta(hours=days)
    period = Period(date(1900, 1, 1) + timedelta(days=days), date(1900, 1, 31) + timedelta(days=days))
    keeper.take(period=period, actor="Người nhập")
    plain = Plain()
    before = dict(zip(("I.1-1", "I.1-2", "II.1"), ("02", "5", "5.380"), strict=True))
    actor = f"Người {days}"
    for kind, line, value in acts:
        now = {name: plain.value(name, first) for name, first in before.items()}
        if kind == "set" and now[line] != value:
            keeper.set(f"{line}={value}", period=period, actor=actor)
            plain.set(line, value)
        elif kind == "undo" and plain.undo():
            keeper.undo(actor)
        elif kind == "redo" and plain.redo():
            keeper.redo(actor)
    values = keeper.values(period)
    assert [values[1], values[2], values[4]] == [plain.value(name, first) for name, first in before.items()]


ITEMS = st.lists(st.sampled_from("abcdefgh"), unique=True, max_size=8)


@given(there=ITEMS, brought=ITEMS)
def test_a_file_never_loses_a_line_nor_takes_one_twice(there: list[str], brought: list[str]) -> None:
    def lines(names: list[str], value: str) -> list[Any]:
        return key_lines([Indicator("I. Một", str(n), name, "", "", value, "") for n, name in enumerate(names, 1)])

    form = merge_lines(lines(there, "cũ"), lines(brought, "mới"))
    names = [line.name for _, line in form]
    assert sorted(names) == sorted({*there, *brought})
    assert {line.name for _, line in form if line.value == "mới"} == set(brought)
    kept = [name for name in names if name in there]
    assert kept == there or set(there) <= set(brought)


def test_what_was_taken_back_is_not_counted_among_what_is_there(keeper: Keeper, tmp_path: Path) -> None:
    Office(keeper.database)

    def counted() -> list[int]:
        return [database_info(keeper.database).counts[table] for table in ("indicator_value", "report_snapshot")]

    assert counted() == [0, 0]
    report = ("report", "appendix", tmp_path / "phu_luc.md", "--as-of", "15/6/2022", "--freeze")
    assert run_here(keeper.database, "--actor", "Lan", *report).exit_code == 0
    keeper.take()
    there = counted()
    assert (there[0] > 0, there[1]) == (True, 1)
    keeper.undo()
    keeper.undo()
    assert counted() == [0, 0]
    keeper.redo()
    keeper.redo()
    assert counted() == there
