"""Years of acts make no act and no look at the log slower: work grows with what is asked for, not with what is kept."""

from __future__ import annotations

import pytest

from cchc_tasks.storage import projections, queries
from cchc_tasks.storage.change_log import change_rows
from cchc_tasks.storage.database import Database
from cchc_tasks.storage.task_history import TaskHistory
from tests.sample_office import Office


def test_an_act_derives_states_as_often_after_many_changes_as_after_few(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    derived: list[int] = []
    plainly = projections._state

    def counted(history: TaskHistory, day: str | None, up_to_seq: int | None) -> projections.DerivedTask | None:
        derived.append(len(history.details))
        return plainly(history, day, up_to_seq)

    monkeypatch.setattr(projections, "_state", counted)
    office.update("33", note="một")
    first = len(derived)
    for number in range(20):
        office.update("33", note=str(number))
    derived.clear()
    office.update("33", note="cuối")
    assert len(derived) == first


def test_of_a_long_log_only_the_newest_changes_are_read(office: Office) -> None:
    made = [office.update("33", note=str(number)).change_id for number in range(5)]
    with office.database.reading() as reader:
        assert [row[0] for row in change_rows(reader, limit=3)] == made[:1:-1]
        assert len(list(change_rows(reader))) == 6


@pytest.mark.parametrize("question", ["newest change", "log"])
def test_the_newest_is_found_by_an_index_and_what_took_effect_by_the_change(
    sqlite_database: Database, question: str
) -> None:
    asked: list[str] = []
    with sqlite_database.reading() as reader:
        connection = reader.connection  # type: ignore[attr-defined]
        connection.set_trace_callback(asked.append)
        if question == "log":
            list(change_rows(reader, limit=3))
        else:
            queries.newest_change(reader)
        connection.set_trace_callback(None)
        (statement,) = asked
        plan = [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {statement}")]
    assert (
        "USING COVERING INDEX change_number" in plan[0] if question == "newest change" else "change_number" in plan[1]
    )
    if question == "log":
        searched = [step for step in plan if step.startswith("SEARCH e ")]
        for table in ("change_detail", "task_version"):
            assert any(f"{table}_change (organisation_id=? AND change_id=?)" in step for step in searched)
