"""Taking back and doing again: both append, and random sequences of acts end where they began."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cchc_tasks.errors import AppError, ConflictError
from cchc_tasks.model.filters import Filters
from cchc_tasks.model.statistics import Counts, standing_of
from cchc_tasks.model.status import Status
from cchc_tasks.office.health import check_database
from cchc_tasks.plans.plan_history import list_changes
from cchc_tasks.plans.plan_lookup import list_plans
from cchc_tasks.storage.database import Database
from cchc_tasks.tracking.task_statistics import compute_statistics
from cchc_tasks.tracking.views import task_as_json
from tests.conftest import fresh_postgres, fresh_sqlite
from tests.program import run_here
from tests.refusals import hint_text, says
from tests.sample_office import DECISION, Office

#: What an undo itself changes: the log goes on.
_OF_THE_LOG = ("seq", "changed_at", "changed_by")


def state_of(office: Office, day: date) -> list[dict[str, Any]]:
    shown = [task_as_json(task) for task in office.tasks(day)]
    for task in shown:
        for name in _OF_THE_LOG:
            del task[name]
    return shown


def test_undo_takes_back_one_s_own_newest_change_in_force(office: Office) -> None:
    office.update("33", note="một")
    office.update("33", note="hai")
    office.update("33", note="của người khác", actor="Người khác")
    office.undo()
    assert office.task("33").note == "của người khác"
    office.undo(actor="Người khác")
    assert office.task("33").note == "một"
    office.undo()
    assert office.task("33").note == ""
    with pytest.raises(ConflictError, check=says("không còn thay đổi nào")):
        office.undo()


def test_redo_does_again_in_the_reverse_order_of_taking_back(office: Office) -> None:
    for note in ("một", "hai"):
        office.update("33", note=note)
    office.undo()
    office.undo()
    seen = []
    for _ in range(2):
        office.redo()
        seen.append(office.task("33").note)
    assert seen == ["một", "hai"]
    with pytest.raises(ConflictError, check=says("không có lần hoàn tác")):
        office.redo()
    office.undo()
    assert office.task("33").note == "một"
    office.redo()
    assert office.task("33").note == "hai"


def test_an_ordinary_act_after_an_undo_settles_it(office: Office) -> None:
    office.update("33", note="một")
    office.undo()
    office.update("33", note="hai")
    with pytest.raises(ConflictError):
        office.redo()


def test_what_is_done_again_holds_on_the_days_on_which_it_held(office: Office) -> None:
    office.update("33", status=Status.WAITING, on=date(2022, 7, 1))
    office.undo()
    office.redo()
    assert [office.task("33", day).status for day in (date(2022, 6, 30), date(2022, 7, 1))] == [
        Status.IN_PROGRESS,
        Status.WAITING,
    ]


def test_corrections_of_the_plan_are_taken_back_and_done_again(office: Office) -> None:
    before = state_of(office, office.today)
    office.edit("10", deadline="- Nghị quyết: Quý III/2022", title="Tên mới", evidence=(DECISION,))
    office.assign("10", lead=("Thanh tra Sở",), evidence=(DECISION,))
    office.add(title="Mới", deadline="Quý IV/2022", section="I", evidence=(DECISION,))
    after = state_of(office, office.today)
    for _ in range(3):
        office.undo()
    assert state_of(office, office.today) == before
    for _ in range(3):
        office.redo()
    assert state_of(office, office.today) == after
    assert check_database(office.database, repair=False).sound


def test_taking_an_import_back_withdraws_the_plan_and_frees_its_code(office: Office) -> None:
    before = state_of(office, office.today)
    office.undo(actor="Người nhập")
    assert (list_plans(office.database), office.tasks(), office.overdue()) == ([], [], [])
    Office.__init__(office, office.database)
    assert len(office.tasks()) == 54
    office.moment += timedelta(days=1)
    office.undo(actor="Người nhập")
    office.redo(actor="Người nhập")
    assert [t["title"] for t in state_of(office, office.today)] == [t["title"] for t in before]
    assert check_database(office.database, repair=False).sound


def test_an_import_on_which_others_have_gone_on_is_taken_back_only_by_its_name(office: Office) -> None:
    office.update("33", note="một")
    office.edit("34", title="Tên mới", evidence=(DECISION,))
    with pytest.raises(ConflictError, check=says("2 thay đổi sau đó")) as refused:
        office.undo(actor="Người nhập")
    imported = list_changes(office.database)[-1]
    assert str(imported.change_id) in hint_text(refused.value)
    office.undo(imported.change_id)
    assert (office.tasks(), office.overdue()) == ([], [])
    assert check_database(office.database, repair=False).sound
    office.redo()
    assert (office.task("33").note, office.task("34").title) == ("một", "Tên mới")


def test_a_change_is_taken_back_once_and_an_undo_is_not_undone(office: Office) -> None:
    change = office.update("33", note="một").change_id
    undo = office.undo(change, actor="Người khác").change_id
    with pytest.raises(ConflictError, check=says("đã bị lấy lại")):
        office.undo(change)
    with pytest.raises(ConflictError, check=says("hoàn tác")):
        office.undo(undo)


def counted_from_values(office: Office, day: date) -> Counts:
    """The counts by the values that a list shows: what the quick way must equal."""
    counts = Counts()
    for task in office.tasks(day):
        counts.add(standing_of(task.reported, task.milestones, day, task.due_soon_days).parts)
    return counts


REFS = st.sampled_from(["3", "10", "13", "15", "17", "33"])
DAYS = st.integers(0, 195).map(lambda days: date(2022, 1, 1) + timedelta(days=days))
OPTIONAL_DAYS = st.one_of(st.none(), DAYS)
TEXT = st.text("abc đê\n", max_size=8)
Done = Callable[[Office], object]


@st.composite
def acts(draw: st.DrawFn) -> Done:
    ref, day, n = draw(REFS), draw(OPTIONAL_DAYS), draw(st.one_of(st.none(), st.integers(1, 4)))
    text, status = draw(TEXT), draw(st.sampled_from(list(Status)))
    evidence = draw(st.sampled_from([(), (DECISION,), ("giấy tay",)]))
    kind = draw(st.sampled_from(["update", "status", "done", "submit", "extend", "resolve", "edit", "assign", "add"]))
    common: dict[str, Any] = {"on": day, "evidence": evidence}
    calls: dict[str, Done] = {
        "update": lambda office: office.update(ref, note=text, result=text, progress="1/3", **common),
        "status": lambda office: office.update(ref, status=status, milestone=n, **common),
        "done": lambda office: office.done(ref, milestone=n, **common),
        "submit": lambda office: office.submit(ref, milestone=n, to=text, **common),
        "extend": lambda office: office.extend(ref, to="2022-11-30", reason="lý do", milestone=n, **common),
        "resolve": lambda office: office.resolve(ref, due=date(2022, 8, 1), milestone=n, **common),
        "edit": lambda office: office.edit(ref, title="Tên mới", deadline="Quý III/2022", **common),
        "assign": lambda office: office.assign(ref, lead=("Thanh tra Sở",), **common),
        "add": lambda office: office.add(title="Mới", deadline="Hàng quý", section="I", **common),
    }
    return calls[kind]


def check_that_undoing_leads_back(database: Database, played: list[Done]) -> None:
    office = Office(database)
    days = [date(2022, 3, 1), date(2022, 6, 30), office.today]
    before = [state_of(office, day) for day in days]
    recorded = len(list_changes(database))
    states = []
    for act in played:
        try:
            act(office)
        except AppError:
            continue  # not every act is allowed on every day: a refused one leaves nothing behind
        states.append(state_of(office, office.today))
        for day in days:
            counted = compute_statistics(database, Filters(), day).counts
            assert counted == counted_from_values(office, day)
    for state in reversed(states):
        assert state_of(office, office.today) == state
        office.undo()
    assert [state_of(office, day) for day in days] == before
    assert len(list_changes(database)) == recorded + 2 * len(states)
    assert check_database(database, repair=False).sound


@settings(max_examples=25, deadline=None)
@given(played=st.lists(acts(), max_size=7))
def test_acts_that_are_undone_one_by_one_end_in_the_first_state_on_sqlite(
    tmp_path_factory: pytest.TempPathFactory, played: list[Done]
) -> None:
    with fresh_sqlite(tmp_path_factory.mktemp("undo") / "a.sqlite3") as database:
        check_that_undoing_leads_back(database, played)


@settings(max_examples=8, deadline=None)
@given(played=st.lists(acts(), max_size=6))
def test_acts_that_are_undone_one_by_one_end_in_the_first_state_on_postgresql(
    postgres: str, played: list[Done]
) -> None:
    with fresh_postgres(postgres) as database:
        check_that_undoing_leads_back(database, played)


def test_a_plan_that_was_done_again_is_still_not_pulled_away_from_others(office: Office) -> None:
    office.undo(actor="Người nhập")
    office.redo(actor="Người nhập")
    office.update("33", note="một")
    with pytest.raises(ConflictError, check=says("1 thay đổi sau đó")):
        office.undo(actor="Người nhập")


def test_what_somebody_else_has_done_again_protects_the_plan_too(office: Office) -> None:
    done = office.update("33", note="một", actor="Người nhập")
    office.undo(done.change_id)
    office.redo()
    with pytest.raises(ConflictError, check=says("1 thay đổi sau đó")):
        office.undo(actor="Người nhập")
    assert len(office.tasks()) == 54


def test_a_correction_on_which_a_later_one_rests_is_taken_back_after_it(office: Office) -> None:
    first = office.edit("13", title="Tên mới", evidence=(DECISION,))
    later = office.assign("13", lead=("Thanh tra Sở",), evidence=(DECISION,))
    with pytest.raises(ConflictError, check=says("dựa trên nội dung này")) as refused:
        office.undo(first.change_id, actor="Người khác")
    assert str(later.change_id) in hint_text(refused.value)
    office.undo(later.change_id, actor="Người khác")
    office.undo(first.change_id, actor="Người khác")
    assert office.task("13").title != "Tên mới"


def test_a_new_deadline_under_which_work_was_finished_is_not_taken_back_unseen(office: Office) -> None:
    change = office.edit("10", deadline="Quý III/2022", evidence=(DECISION,)).change_id
    office.done("10", on=date(2022, 7, 12))
    with pytest.raises(ConflictError, check=says("dựa trên nội dung này")):
        office.undo(change, actor="Người khác")
    assert office.task("10").status is Status.DONE


def test_doing_again_never_overwrites_what_somebody_else_has_recorded_since(office: Office) -> None:
    office.done("13", on=date(2022, 6, 28))
    office.undo()
    office.update("13", status=Status.WAITING, actor="Người khác")
    with pytest.raises(ConflictError, check=says("Người khác đã ghi")):
        office.redo()
    assert office.task("13").status is Status.WAITING


def test_a_number_that_cannot_be_one_is_refused_with_the_bounds_in_full(office: Office) -> None:
    refused = run_here(office.database, "undo", "--change", "1x")
    assert (refused.exit_code, "từ 1 đến 9223372036854775807." in refused.said) == (2, True)
