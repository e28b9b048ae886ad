"""Two machines of an office whose clocks disagree: what came first is what was recorded first."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cchc_tasks.calendars.sql import Subject, feed_names, moment_of_feed, name_feeds
from cchc_tasks.errors import ConflictError
from cchc_tasks.indicators.indicator_import import IndicatorsRequest, import_indicators
from cchc_tasks.indicators.typed_values import Setting, set_indicators
from cchc_tasks.model.acts import Act
from cchc_tasks.model.deadline import Period
from cchc_tasks.model.filters import Filters
from cchc_tasks.model.interpreted_plan import ImportRequest
from cchc_tasks.model.status import Status
from cchc_tasks.model.timing import DueRules
from cchc_tasks.office.health import check_database
from cchc_tasks.office.sql import rename_organisation
from cchc_tasks.plans.plan_history import list_changes
from cchc_tasks.plans.plan_import import import_plan
from cchc_tasks.plans.plan_lookup import list_drafts
from cchc_tasks.plans.rollover.year_rollover import roll_over
from cchc_tasks.plans.sql import keep_mapping, known_mappings
from cchc_tasks.reports.frozen_numbers import (
    compare_with_now,
    keep_frozen_report,
    list_frozen_reports,
    new_frozen_report,
    take_snapshot,
)
from cchc_tasks.reports.report_frame import ReportFrame
from cchc_tasks.storage.database import Database
from cchc_tasks.storage.organisations import organisations
from cchc_tasks.tracking.screen_list import newest_change_number
from cchc_tasks.tracking.undo_redo import drop_draft
from cchc_tasks.units.unit_act import UnitAct
from cchc_tasks.units.unit_name_changes import rename_unit
from tests.conftest import SAMPLES, fresh_postgres, fresh_sqlite
from tests.indicators.test_indicators import Keeper
from tests.refusals import says
from tests.sample_office import DECISION, Office

DAY = date(2022, 7, 15)
FRAME = ReportFrame(DAY, date(2021, 12, 15), DAY)
MINUTES = timedelta(minutes=10)
#: The clock of the second machine beside the first one's.
AHEAD_AND_BEHIND = pytest.mark.parametrize("second", [MINUTES, -MINUTES], ids=["ahead", "behind"])


class Recorded(NamedTuple):
    """A change as it was recorded: its id, sentence and kind, whose it is, and the tasks of which it tells."""

    change_id: int
    sentence: str
    kind: str
    actor: str
    refs: frozenset[str]


class TwoMachines(Office):
    """An office where acts come from two machines; `machine` (0 or 1) is the one at which somebody sits now."""

    def __init__(self, database: Database, second: timedelta) -> None:
        self.machine = 0
        self.second = second
        super().__init__(database, DAY)

    def act(self, actor: str = "Trưởng nhóm") -> Act:
        act = super().act(actor)
        return act._replace(moment=act.moment + self.machine * self.second)

    def freeze(self, actor: str = "Trưởng nhóm") -> int:
        act = self.act(actor)
        snapshot = take_snapshot(self.database, "appendix", Filters(), FRAME)
        return keep_frozen_report(self.database, new_frozen_report(snapshot, FRAME, act), act)


@pytest.fixture
def machines(database: Database, second: timedelta) -> TwoMachines:
    return TwoMachines(database, second)


@AHEAD_AND_BEHIND
@pytest.mark.parametrize("first", [0, 1])
def test_undo_takes_back_what_was_recorded_last_whichever_machine_recorded_it(
    machines: TwoMachines, first: int
) -> None:
    machines.machine = first
    machines.update("19", note="trước")
    machines.machine = 1 - first
    done = machines.done("33", on=date(2022, 7, 1), evidence=(DECISION,))
    assert done.sentence in machines.undo().sentence
    machines.machine = first
    assert done.sentence in machines.redo().sentence
    assert [machines.task("33").status, machines.task("19").note] == [Status.DONE, "trước"]


@AHEAD_AND_BEHIND
@pytest.mark.parametrize("first", [0, 1])
def test_a_frozen_report_tells_what_was_recorded_after_it_and_nothing_else(machines: TwoMachines, first: int) -> None:
    machines.machine = first
    machines.update("10", note="trước khi chốt", actor="Lan")
    machines.machine = 1 - first
    machines.freeze()
    later = machines.done("10", on=date(2022, 7, 1), evidence=(DECISION,), actor="Minh")
    told = {
        sentence
        for change in compare_with_now(machines.database, list_frozen_reports(machines.database)[0], DueRules())
        for cause in change.causes
        for _, _, sentence in cause.changes
    }
    assert told == {later.sentence}


@AHEAD_AND_BEHIND
def test_a_screen_that_looks_now_and_then_sees_each_change_of_others(machines: TwoMachines) -> None:
    seen = [newest_change_number(machines.database)]
    for number in range(4):
        machines.machine = number % 2
        machines.update("33", note=str(number))
        seen.append(newest_change_number(machines.database))
    assert seen == list(range(seen[0], seen[0] + 5))


@AHEAD_AND_BEHIND
def test_a_report_is_not_frozen_over_what_somebody_recorded_meanwhile(machines: TwoMachines) -> None:
    for number in range(2):
        machines.machine = number
        act = machines.act()
        frozen = new_frozen_report(take_snapshot(machines.database, "appendix", Filters(), FRAME), FRAME, act)
        machines.machine = 1 - number
        machines.update("13", note=f"vừa ghi {number}")
        with pytest.raises(ConflictError, check=says("vừa cập nhật")):
            keep_frozen_report(machines.database, frozen, act)


@AHEAD_AND_BEHIND
def test_the_newest_of_the_frozen_reports_is_the_one_that_was_frozen_last(machines: TwoMachines) -> None:
    made = []
    for number in range(4):
        machines.machine = number % 2
        made.append(machines.freeze())
    assert [frozen.change_id for frozen in list_frozen_reports(machines.database)] == made[::-1]


@AHEAD_AND_BEHIND
def test_changed_by_names_who_recorded_something_of_the_task_last(machines: TwoMachines) -> None:
    for number, actor in enumerate(("Lan", "Minh", "Lan", "Minh")):
        machines.machine = number % 2
        made = machines.update("33", note=actor, actor=actor)
        assert (machines.task("33").changed_by, machines.task("33").changed_at) == (
            actor, list_changes(machines.database)[0].recorded_at,
        )  # fmt: skip
        assert list_changes(machines.database, "33")[0].change_id == made.change_id


def _every_kind(machines: TwoMachines, folder: Path) -> list[Callable[[], Any]]:
    database, day = machines.database, date(2022, 12, 20)
    named = UnitAct(date(2022, 7, 1), (DECISION,))
    second = ImportRequest(SAMPLES / "khac_phuc_2023.md", code="KP-2023", period=Period.of_year(2023))
    issued = folder / "năm sau.csv"
    issued.write_text(
        "STT,Nhiệm vụ,Kết quả/sản phẩm,Đơn vị chủ trì,Thời gian hoàn thành\n"
        "1,Khảo sát mức độ hài lòng của người dân,Báo cáo,Thanh tra Sở,Quý IV/2023\n",
        encoding="utf-8",
    )
    next_year = ImportRequest(issued, code="CCHC-2023", period=Period.of_year(2023))
    keeper = Keeper(database, folder)
    form = IndicatorsRequest(keeper.file(), Period.of_year(2022))
    lines = [Setting("I.1-1", "05")]

    def rolled_over() -> None:
        roll_over(database, "CCHC-2022", "CCHC-2023", 2023, machines.act()._replace(today=day), DueRules())

    return [
        lambda: machines.update("33", note="một"),
        lambda: import_plan(database, second, machines.act()),
        rolled_over,
        lambda: drop_draft(database, "CCHC-2023", machines.act(), DueRules()),
        rolled_over,
        lambda: import_plan(database, next_year, machines.act()._replace(today=date(2023, 1, 5))),
        lambda: rename_unit(database, "Thanh tra Sở", "Thanh tra", named, machines.act()),
        lambda: machines.freeze(),
        lambda: import_indicators(database, form, machines.act()),
        lambda: set_indicators(database, Period.of_year(2022), lines, machines.act(), None),
        lambda: machines.edit("33", title="Việc sửa", evidence=(DECISION,)),
        lambda: machines.undo(),
        lambda: machines.redo(),
    ]


@AHEAD_AND_BEHIND
def test_whatever_is_recorded_gets_the_next_number_and_ids_above_all_before(
    machines: TwoMachines, tmp_path: Path
) -> None:
    before = [change.change_id for change in list_changes(machines.database)]
    for place, record in enumerate(_every_kind(machines, tmp_path)):
        machines.machine = place % 2
        record()
        numbered = [(change.number, change.change_id) for change in list_changes(machines.database)]
        assert [number for number, _ in numbered] == list(range(len(before) + 1, 0, -1))
        assert numbered[0][1] > max(before)
        before = [change_id for _, change_id in numbered]
    assert list_drafts(machines.database) == []
    assert check_database(machines.database, repair=False).sound


@AHEAD_AND_BEHIND
def test_what_people_say_last_counts_also_where_it_is_no_change(machines: TwoMachines) -> None:
    subject = Subject("all", None)
    given: set[str] = set()
    for number in range(4):
        machines.machine = number % 2
        with machines.database.writing() as writer:
            keep_mapping(writer, machines.act(), "STT|Việc", {"title": f"Việc {number}"})
            assert known_mappings(writer)["STT|Việc"] == {"title": f"Việc {number}"}
            name_feeds(writer, machines.act(), {subject: "tat-ca"})
            given.add(feed_names(writer)[subject])
        with machines.database.writing(whole=True) as writer:
            ((_, called),) = organisations(writer)
            rename_organisation(writer, called, f"Sở {number}", machines.act())
            assert organisations(writer) == [(writer.organisation_id, f"Sở {number}")]
    assert len(given) == 1


def test_a_feed_s_moment_is_that_of_its_only_name(database: Database) -> None:
    subject = Subject("reports", None)
    act = Act("Lan", datetime(2026, 3, 2, tzinfo=UTC), date(2026, 3, 2))
    with database.writing() as writer:
        assert moment_of_feed(writer, subject) == ""
        name_feeds(writer, act, {subject: "bao-cao"})
        assert moment_of_feed(writer, subject) == act.recorded_at


REFS = st.sampled_from(["10", "19", "33"])
ACTS = st.lists(
    st.tuples(
        st.integers(0, 1),
        st.sampled_from(["Lan", "Minh"]),
        st.sampled_from(["note", "pause", "start", "undo", "redo", "freeze"]),
        REFS,
    ),
    min_size=2,
    max_size=12,
)
#: What the acts say besides a note.
SAID: dict[str, dict[str, Any]] = {
    "note": {},
    "pause": {"status": Status.PAUSED, "on": date(2022, 7, 1), "evidence": (DECISION,)},
    "start": {"status": Status.IN_PROGRESS, "on": date(2022, 7, 1)},
}
CLOCKS = st.sampled_from([MINUTES, -MINUTES])
Acts = list[tuple[int, str, str, str]]


class Model:
    """What an office recorded in its true order, and what follows: beside the program, which is asked the same."""

    def __init__(self, machines: TwoMachines) -> None:
        self.machines = machines
        self.recorded: list[Recorded] = []
        self.undone: set[int] = set()
        self.frozen: dict[int, int] = {}

    def play(self, acts: Acts) -> None:
        """Record the acts one after the other; each of them is seen, and an undo takes back what is offered."""
        for place, (machine, actor, kind, ref) in enumerate(acts):
            self.machines.machine = machine
            seen, known = newest_change_number(self.machines.database), len(self.recorded)
            if kind == "undo":
                self._undo(actor)
            elif kind == "redo":
                self._redo(actor)
            elif kind == "freeze":
                made = self.machines.freeze(actor)
                self.recorded.append(Recorded(made, "", kind, actor, frozenset()))
                self.frozen[made] = len(self.recorded)
            else:
                said = self.machines.update(ref, note=f"lần {place}", actor=actor, **SAID[kind])
                self.recorded.append(Recorded(said.change_id, said.sentence, kind, actor, frozenset({ref})))
            assert newest_change_number(self.machines.database) - seen == len(self.recorded) - known

    def _undo(self, actor: str) -> None:
        own = [one for one in self.recorded if one.actor == actor and one.kind != "undo"]
        offered = next((one for one in reversed(own) if one.change_id not in self.undone), None)
        if offered is None:
            with pytest.raises(ConflictError):
                self.machines.undo(actor=actor)
            return
        made = self.machines.undo(actor=actor)
        assert list_changes(self.machines.database)[0].takes_back == offered.change_id
        self.undone.add(offered.change_id)
        self.recorded.append(Recorded(made.change_id, made.sentence, "undo", actor, offered.refs))

    def _redo(self, actor: str) -> None:
        try:
            made = self.machines.redo(actor=actor)
        except ConflictError:
            return
        undo = next(one for one in self.recorded if one.change_id == list_changes(self.machines.database)[0].takes_back)
        self.recorded.append(Recorded(made.change_id, made.sentence, "redo", actor, undo.refs))
        self.undone.add(undo.change_id)

    def compare(self) -> None:
        """Ask the program for the log and for what every frozen report tells now."""
        database = self.machines.database
        log = [change.change_id for change in reversed(list_changes(database))]
        assert log[1:] == [one.change_id for one in self.recorded]
        for frozen in list_frozen_reports(database):
            if frozen.change_id not in self.frozen:
                continue  # done again: its numbers are those of the first time
            since = self.recorded[self.frozen[frozen.change_id] :]
            for change in compare_with_now(database, frozen, DueRules()):
                for cause in change.causes:
                    ref = cause.ref.rpartition("/")[2]
                    expected = [one.sentence for one in since if ref in one.refs]
                    assert [sentence for _, _, sentence in cause.changes] == expected
                    assert expected
        assert check_database(database, repair=False).sound


def _check(database: Database, second: timedelta, acts: Acts) -> None:
    model = Model(TwoMachines(database, second))
    model.play(acts)
    model.compare()


@settings(max_examples=25, deadline=None)
@given(second=CLOCKS, acts=ACTS)
def test_undo_log_poll_and_frozen_reports_follow_the_order_of_recording_on_sqlite(
    tmp_path_factory: pytest.TempPathFactory, second: timedelta, acts: Acts
) -> None:
    with fresh_sqlite(tmp_path_factory.mktemp("hai may") / "a.sqlite3") as database:
        _check(database, second, acts)


@settings(max_examples=10, deadline=None)
@given(second=CLOCKS, acts=ACTS)
def test_undo_log_poll_and_frozen_reports_follow_the_order_of_recording_on_postgresql(
    postgres: str, second: timedelta, acts: Acts
) -> None:
    with fresh_postgres(postgres) as database:
        _check(database, second, acts)


@pytest.mark.parametrize("year", [1960, 2045, 9999])
def test_a_clock_of_another_age_stops_nobody(office: Office, year: int) -> None:
    now, office.moment = office.moment, datetime(year, 1, 1, tzinfo=UTC)
    office.update("1", note="máy chỉ sai năm")
    office.moment = now
    office.update("2", note="máy chỉ đúng")
    assert [change.number for change in list_changes(office.database)] == [3, 2, 1]
    assert check_database(office.database, repair=False).sound
