"""A doubt is data: it belongs to the change that raised it and is accepted one by one, whatever its sentence says."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cchc_tasks.errors import ConflictError, UsageError
from cchc_tasks.messages import doubt_words as words
from cchc_tasks.model.deadline import Period
from cchc_tasks.model.doubts import Code, Doubt, doubts_in
from cchc_tasks.model.filters import Filters
from cchc_tasks.model.returned_results import ResultsRequest
from cchc_tasks.model.timing import DueRules
from cchc_tasks.model.unit import UnitAct
from cchc_tasks.office.health import check_database
from cchc_tasks.plans.plan_history import list_changes
from cchc_tasks.reading.deadlines import read_deadline
from cchc_tasks.reading.result_reader import read_result
from cchc_tasks.storage.database import Database
from cchc_tasks.tracking.review_queue import accept_readings, doubtful_readings
from cchc_tasks.units.unit_name_changes import rename_unit
from cchc_tasks.units.unit_reorganisation import merge_units
from cchc_tasks.worksheets.results_import import import_results
from tests.conftest import fresh_postgres, fresh_sqlite
from tests.plans.amended import Amending, row_of
from tests.refusals import says
from tests.sample_office import DECISION, Office

DOCUMENT = (DECISION,)
BEFORE_SEPTEMBER, BEFORE_OCTOBER, PLAIN = "Trước tháng 9/2022", "Trước tháng 10/2022", "30/9/2022"


def about(office: Office, ref: str, field: str = "deadline") -> list[tuple[str, str]]:
    """What the task is doubted for today in one cell: codes and the printed words."""
    return [(doubt.code, doubt.printed) for doubt in office.task(ref).doubts if doubt.field == field]


def queued(office: Office) -> set[str]:
    return {task.ref for task in office.tasks(review=True)}


def take_results(office: Office, folder: Path, ref: str, result: str, reported_on: date) -> None:
    task = office.task(ref)
    path = folder / "ket qua.csv"
    path.write_text(f"STT;Nhiệm vụ;Kết quả thực hiện\n{task.no};{task.title};{result}\n", encoding="utf-8")
    import_results(office.database, ResultsRequest(path, reported_on=reported_on), office.act("Văn phòng"))


@pytest.fixture
def accepted(office: Office) -> Office:
    """The office with a doubtful deadline of task 13 that somebody found right."""
    office.edit("13", deadline=BEFORE_SEPTEMBER, evidence=DOCUMENT)
    office.accept("13")
    assert "13" not in queued(office)
    return office


# What was accepted is that doubt, not its kind.


def test_an_edited_deadline_of_an_accepted_kind_is_doubted_anew(accepted: Office) -> None:
    accepted.edit("13", deadline=BEFORE_OCTOBER, evidence=DOCUMENT)
    assert about(accepted, "13") == [(Code.BEFORE_WINDOW, BEFORE_OCTOBER)]
    assert "13" in queued(accepted)


def test_an_amended_deadline_of_an_accepted_kind_is_doubted_anew(accepted: Office, tmp_path: Path) -> None:
    amending = Amending(accepted, tmp_path)
    row_of(amending.rows, "13")["deadline"] = BEFORE_OCTOBER
    amending.apply()
    assert about(accepted, "13") == [(Code.BEFORE_WINDOW, BEFORE_OCTOBER)]


@pytest.mark.parametrize("reported_on", [date(2022, 6, 20), date(2022, 7, 15)])
def test_a_returned_result_of_an_accepted_kind_is_doubted_anew(
    office: Office, tmp_path: Path, reported_on: date
) -> None:
    take_results(office, tmp_path, "13", "Cơ bản hoàn thành", date(2022, 6, 16))
    office.accept("13")
    take_results(office, tmp_path, "13", "Gần hoàn thành", reported_on)
    assert about(office, "13", "result") == [(Code.ALMOST_DONE, "Gần hoàn thành")]


def test_words_that_come_back_after_others_are_doubted_anew(accepted: Office) -> None:
    accepted.edit("13", deadline=PLAIN, evidence=DOCUMENT)
    assert about(accepted, "13") == []
    accepted.edit("13", deadline=BEFORE_SEPTEMBER, evidence=DOCUMENT)
    assert about(accepted, "13") == [(Code.BEFORE_WINDOW, BEFORE_SEPTEMBER)]


def test_a_phrase_that_stays_within_other_words_is_doubted_anew(accepted: Office) -> None:
    accepted.edit("13", deadline=f"{BEFORE_SEPTEMBER}; {PLAIN}", evidence=DOCUMENT)
    assert about(accepted, "13") == [(Code.BEFORE_WINDOW, BEFORE_SEPTEMBER)]


# What is left as it was stays accepted.


def amend_another_cell(office: Office, folder: Path) -> None:
    amending = Amending(office, folder)
    row_of(amending.rows, "13").update({"deadline": BEFORE_SEPTEMBER, "outputs": "Báo cáo khác"})
    amending.apply()


def rename(office: Office, _folder: Path) -> None:
    act = UnitAct(date(2022, 7, 10), DOCUMENT)
    rename_unit(office.database, "Văn phòng Sở", "Văn phòng Sở Tư pháp", act, office.act())


def merge_notaries(office: Office) -> None:
    act = UnitAct(date(2022, 7, 10), DOCUMENT)
    units = ("Phòng Công chứng số 1", "Phòng Công chứng số 2")
    merge_units(office.database, units, "Phòng Công chứng tỉnh", act, office.act())


def merge(office: Office, _folder: Path) -> None:
    office.assign("13", lead=("Phòng Công chứng số 1",), evidence=DOCUMENT)
    merge_notaries(office)


OTHER_ACTS: dict[str, Callable[[Office, Path], Any]] = {
    "assign": lambda office, _: office.assign("13", lead=("Thanh tra Sở",), evidence=DOCUMENT),
    "title": lambda office, _: office.edit("13", title="Tên mới", evidence=DOCUMENT),
    "the same words": lambda office, _: office.edit("13", deadline="Trước  tháng 9/2022 ", evidence=DOCUMENT),
    "report": lambda office, _: office.update("13", note="Đã nhắc"),
    "rename": rename,
    "merge": merge,
    "amend": amend_another_cell,
}


@pytest.mark.parametrize("act", OTHER_ACTS)
def test_an_act_that_leaves_the_doubted_words_leaves_them_accepted(act: str, accepted: Office, tmp_path: Path) -> None:
    OTHER_ACTS[act](accepted, tmp_path)
    assert about(accepted, "13") == []
    accepted.undo(next(c.change_id for c in list_changes(accepted.database, "13") if c.act == "review"))
    assert about(accepted, "13") == [(Code.BEFORE_WINDOW, BEFORE_SEPTEMBER)]
    assert check_database(accepted.database, repair=False).sound


def test_a_doubt_that_nobody_accepted_is_carried_on_too(office: Office) -> None:
    office.edit("13", deadline=BEFORE_SEPTEMBER, evidence=DOCUMENT)
    before = [doubt for doubt in office.task("13").doubts if doubt.field == "deadline"]
    office.edit("13", title="Tên mới", evidence=DOCUMENT)
    assert [doubt for doubt in office.task("13").doubts if doubt.field == "deadline"] == before


def test_taking_words_back_brings_their_own_accepted_doubts_back(accepted: Office) -> None:
    accepted.edit("13", deadline=BEFORE_OCTOBER, evidence=DOCUMENT)
    accepted.undo()
    assert about(accepted, "13") == []
    accepted.redo()
    assert about(accepted, "13") == [(Code.BEFORE_WINDOW, BEFORE_OCTOBER)]


def test_an_acceptance_is_taken_back_and_done_again_together_with_its_words(accepted: Office) -> None:
    for shown in ([(Code.BEFORE_WINDOW, BEFORE_SEPTEMBER)], []):
        accepted.undo()
        assert about(accepted, "13") == shown
    for shown in ([(Code.BEFORE_WINDOW, BEFORE_SEPTEMBER)], []):
        accepted.redo()
        assert about(accepted, "13") == shown


def test_the_same_result_again_stays_accepted(office: Office, tmp_path: Path) -> None:
    take_results(office, tmp_path, "13", "Cơ bản hoàn thành", date(2022, 7, 1))
    office.accept("13")
    take_results(office, tmp_path, "13", "Cơ bản hoàn thành", date(2022, 7, 10))
    assert about(office, "13", "result") == []


def test_a_result_that_a_person_writes_ends_the_doubts_of_the_one_before(office: Office, tmp_path: Path) -> None:
    take_results(office, tmp_path, "13", "Cơ bản hoàn thành", date(2022, 7, 1))
    change = office.update("13", result="Đã ban hành Quyết định")
    assert about(office, "13", "result") == []
    office.undo(change.change_id)
    assert about(office, "13", "result") == [(Code.ALMOST_DONE, "Cơ bản hoàn thành")]


def test_units_that_a_person_names_are_not_doubted(office: Office, tmp_path: Path) -> None:
    amending = Amending(office, tmp_path)
    row_of(amending.rows, "13").update({"lead": "Đồng chí phụ trách", "deadline": BEFORE_SEPTEMBER})
    amending.apply()
    assert about(office, "13", "lead") == [(Code.UNKNOWN_UNIT, "Đồng chí phụ trách")]
    office.assign("13", lead=("Thanh tra Sở",), evidence=DOCUMENT)
    assert about(office, "13", "lead") == []
    assert about(office, "13") == [(Code.BEFORE_WINDOW, BEFORE_SEPTEMBER)]


@pytest.mark.parametrize("accepts", [True, False])
def test_a_merger_leaves_the_doubts_of_other_units_in_the_cell(accepts: bool, office: Office, tmp_path: Path) -> None:
    amending = Amending(office, tmp_path)
    row_of(amending.rows, "13")["lead"] = "Văn phòng Sở (chủ trì); Phòng Công chứng số 1"
    amending.apply()
    doubted = [(Code.PERHAPS_TWO_UNITS, "Văn phòng Sở (chủ trì)")]
    assert about(office, "13", "lead") == doubted
    if accepts:
        office.accept("13")
    merge_notaries(office)
    assert office.task("13").lead_text == "Văn phòng Sở (chủ trì); Phòng Công chứng tỉnh"
    assert about(office, "13", "lead") == ([] if accepts else doubted)


# One by one.


def test_one_of_several_doubts_is_accepted_alone(office: Office) -> None:
    phrase = f"{BEFORE_SEPTEMBER}; giữa quý IV/2022; Tuần 2 tháng 3/2022"
    office.edit("13", deadline=phrase, evidence=DOCUMENT)
    every = about(office, "13")
    assert [code for code, _ in every] == [Code.BEFORE_WINDOW, Code.START_OF_WINDOW, Code.WEEK_OF_MONTH]
    outcome = accept_readings(office.database, office.asked("13"), only=(2,))
    assert words.sentence(Doubt(Code.START_OF_WINDOW, "deadline")).rstrip(".") in outcome.sentence
    assert about(office, "13") == [every[0], every[2]]
    accept_readings(office.database, office.asked("13"), only=(1, 2))
    assert about(office, "13") == []
    with pytest.raises(ConflictError, check=says("không có gì cần rà soát")):
        accept_readings(office.database, office.asked("13"), only=(1,))


def test_doubts_that_read_alike_are_accepted_one_by_one_too(office: Office) -> None:
    office.edit("13", deadline=f"{BEFORE_SEPTEMBER}; {BEFORE_OCTOBER}", evidence=DOCUMENT)
    outcome = accept_readings(office.database, office.asked("13"), only=(1,))
    assert BEFORE_SEPTEMBER in outcome.sentence
    assert about(office, "13") == [(Code.BEFORE_WINDOW, BEFORE_OCTOBER)]


def test_a_number_that_no_doubt_has_is_refused(office: Office) -> None:
    office.edit("13", deadline=BEFORE_SEPTEMBER, evidence=DOCUMENT)
    for place in (0, 2, -1):
        with pytest.raises(UsageError, check=says("mang số đó")):
            accept_readings(office.database, office.asked("13"), only=(place,))
    with pytest.raises(UsageError):
        accept_readings(office.database, office.asked("13", "33"), only=(1,))


# Sentences are made when they are shown.


def test_other_sentences_change_neither_the_queue_nor_what_was_accepted(
    accepted: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    def queue() -> list[tuple[str, tuple[Doubt, ...]]]:
        listed = accepted.tasks()
        return [(task.ref, task.doubts) for task in listed]

    before, shown = queue(), [found.reasons for found in in_queue(accepted)]
    for code in words.SENTENCES:
        monkeypatch.setitem(words.SENTENCES, code, f"Viết lại {code}: {{0}}")
    assert queue() == before
    assert [found.reasons for found in in_queue(accepted)] != shown
    accepted.edit("13", title="Tên mới", evidence=DOCUMENT)
    assert queue() == before
    accepted.edit("13", deadline=BEFORE_OCTOBER, evidence=DOCUMENT)
    accepted.accept("13")
    monkeypatch.undo()
    assert queue() == before
    assert check_database(accepted.database, repair=False).sound


def in_queue(office: Office) -> list[Any]:
    return doubtful_readings(office.database, (), Filters(), office.today, DueRules())


def test_the_log_of_a_task_tells_doubts_in_sentences(accepted: Office) -> None:
    details = [detail for change in list_changes(accepted.database, "13") for detail in change.details]
    told = [value for _, field, value, _ in details if field == "review_accepted"]
    assert told == [words.sentence(Doubt(Code.BEFORE_WINDOW, "deadline", BEFORE_SEPTEMBER))]


# Any acts.

PHRASES = (BEFORE_SEPTEMBER, BEFORE_OCTOBER, PLAIN, "Tuần 2 tháng 3/2022; Trước Quý IV/2022")
RESULTS = ("Cơ bản hoàn thành", "Đang thực hiện", "Đạt", "Gần hoàn thành")
ACTS = st.one_of(
    st.tuples(st.just("edit"), st.sampled_from(PHRASES)),
    st.tuples(st.just("title"), st.sampled_from(("Một", "Hai"))),
    st.tuples(st.just("result"), st.sampled_from(RESULTS), st.dates(date(2022, 6, 20), date(2022, 7, 15))),
    st.tuples(st.sampled_from(("accept", "accept", "undo", "redo"))),
)


class Ledger:
    """What ought to be open, kept act by act: each doubt with the act that raised it."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.acts: list[tuple[str, Any, Any]] = []
        self.undone: list[tuple[str, Any, Any]] = []
        self.raised = 0

    def of(self, kind: str) -> list[tuple[str, Any, Any]]:
        return [act for act in self.acts if act[0] == kind]

    def raise_by(self, doubts: Any, field: str) -> frozenset[tuple[int, str, str]]:
        self.raised += 1
        return frozenset((self.raised, doubt.code, doubt.printed) for doubt in doubts if doubt.field == field)

    def standing(self) -> frozenset[tuple[int, str, str]]:
        edits = self.of("edit")
        results = sorted(self.of("result"), key=lambda act: act[1][1])
        return frozenset().union(*(act[2] for act in (*edits[-1:], *results[-1:])))

    def open(self) -> set[tuple[str, str]]:
        accepted = frozenset().union(*(act[2] for act in self.of("accept")))
        return {(code, printed) for _, code, printed in self.standing() - accepted}

    def edit(self, phrase: str) -> None:
        self.office.edit("13", deadline=phrase, evidence=DOCUMENT)
        before = self.of("edit")
        same = before and before[-1][1] == phrase
        fresh = self.raise_by(read_deadline(phrase, Period.of_year(2022)).review, "deadline")
        self.acts.append(("edit", phrase, before[-1][2] if same else fresh))

    def result(self, folder: Path, text: str, day: date) -> None:
        task = self.office.task("13")
        seq = task.seq
        take_results(self.office, folder, "13", text, day)
        if self.office.task("13").seq == seq:
            return
        reading = read_result(text, read_deadline(task.deadline_text, Period.of_year(2022)))
        self.acts.append(("result", (text, day), self.raise_by(reading.review, "result")))

    def play(self, folder: Path, act: tuple[Any, ...]) -> None:
        kind, said = act[0], act[1:]
        if kind == "edit":
            self.edit(*said)
        elif kind == "result":
            self.result(folder, *said)
        elif kind == "title":
            self.office.edit("13", title=said[0], evidence=DOCUMENT)
            self.acts.append(("title", said[0], frozenset()))
        elif kind == "accept" and self.open():
            self.office.accept("13")
            self.acts.append(("accept", None, self.standing()))
        elif kind == "undo" and self.acts and self.acts[-1][0] != "result":
            self.office.undo()
            self.undone.append(self.acts.pop())
            return
        elif kind == "redo" and self.undone:
            self.office.redo()
            self.acts.append(self.undone.pop())
            return
        else:
            return
        self.undone.clear()


def check_any_acts(database: Database, folder: Path, acts: list[tuple[Any, ...]]) -> None:
    office = Office(database, results=False)
    office.edit("13", deadline=PLAIN, evidence=DOCUMENT)
    ledger = Ledger(office)
    ledger.acts.append(("edit", PLAIN, frozenset()))
    for act in acts:
        ledger.play(folder, act)
        shown = {(d.code, d.printed) for d in office.task("13").doubts if d.field in ("deadline", "result")}
        assert shown == ledger.open(), (act, list_changes(database, "13")[0].sentence)
        assert ("13" in queued(office)) == bool(office.task("13").doubts)
    assert check_database(database, repair=False).sound


@settings(max_examples=20, deadline=None)
@given(acts=st.lists(ACTS, max_size=9))
def test_a_doubt_is_open_where_what_is_in_force_raised_it_and_nobody_accepted_it_on_sqlite(
    tmp_path_factory: pytest.TempPathFactory, acts: list[tuple[Any, ...]]
) -> None:
    folder = tmp_path_factory.mktemp("doubts")
    with fresh_sqlite(folder / "a.sqlite3") as database:
        check_any_acts(database, folder, acts)


@settings(max_examples=6, deadline=None)
@given(acts=st.lists(ACTS, max_size=7))
def test_a_doubt_is_open_where_what_is_in_force_raised_it_and_nobody_accepted_it_on_postgresql(
    postgres: str, tmp_path_factory: pytest.TempPathFactory, acts: list[tuple[Any, ...]]
) -> None:
    with fresh_postgres(postgres) as database:
        check_any_acts(database, tmp_path_factory.mktemp("doubts"), acts)


def test_a_kept_doubt_reads_back_as_it_was() -> None:
    doubt = Doubt(Code.MERGED_LOOKING, "row", 'a"b\nc', ("1", "«x»"), 7)
    assert doubts_in(doubt.stored) == (doubt,)
