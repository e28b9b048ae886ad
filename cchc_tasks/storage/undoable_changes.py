"""Finds the changes that can be undone or redone, and appends the rows of a change again."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from cchc_tasks.model.doubts import stored
from cchc_tasks.storage import schema
from cchc_tasks.storage.change_recorder import ChangeRecorder
from cchc_tasks.storage.conditions import in_force, of_organisation, taken_back
from cchc_tasks.storage.open_doubts import REVIEW, result_doubts, version_doubts
from cchc_tasks.storage.reader import Parameters, Reader

_COLUMNS = "c.change_id, c.act, c.actor, c.sentence, c.takes_back"
#: What a change says of units, besides that it made some.
UNIT_ROWS = ("unit_name", "unit_member", "unit_successor", "unit_event")


class RecordedChange(NamedTuple):
    """One change of the log: `takes_back` is the change that an undo or a redo is about."""

    change_id: int
    act: str
    actor: str
    sentence: str
    takes_back: int | None
    is_taken_back: bool


def change_of(reader: Reader, change_id: int) -> RecordedChange | None:
    """Return a change of the organisation by its id, None where there is none."""
    return next(_changes(reader, "c.change_id = :change", {"change": change_id}), None)


def newest_in_force(reader: Reader, actor: str) -> RecordedChange | None:
    """Return a person's newest change that counts and is no undo, None where there is none."""
    which = f"c.actor = :actor AND c.act <> 'undo' AND {in_force('c')} ORDER BY c.number DESC LIMIT 1"
    return next(_changes(reader, which, {"actor": actor}), None)


def undone_last(reader: Reader, actor: str) -> list[RecordedChange]:
    """Return what a person took back and did again since their last other act, the newest first."""
    which = (
        f"c.actor = :actor AND c.number > COALESCE((SELECT MAX(o.number) FROM change o WHERE {of_organisation('o')} "
        "AND o.actor = :actor AND o.act NOT IN ('undo', 'redo')), 0) ORDER BY c.number DESC"
    )
    return list(_changes(reader, which, {"actor": actor}))


def _changes(reader: Reader, which: str, parameters: Parameters) -> Iterator[RecordedChange]:
    found = reader.rows(
        f"SELECT {_COLUMNS}, CASE WHEN {taken_back('c')} THEN 1 ELSE 0 END FROM change c "
        f"WHERE {of_organisation('c')} AND {which}",
        parameters,
    )
    return (RecordedChange(row[0], row[1], row[2], row[3], row[4], bool(row[5])) for row in found)


def tasks_of_change(reader: Reader, change_id: int) -> list[int]:
    """Return the tasks of which the change recorded something."""
    found = reader.rows(
        f"SELECT task_id FROM change_detail WHERE {of_organisation()} AND change_id = :change "
        f"UNION SELECT task_id FROM task_version WHERE {of_organisation()} AND change_id = :change ORDER BY 1",
        {"change": change_id},
    )
    return [int(row[0]) for row in found]


def tasks_of_plans(reader: Reader, plan_ids: list[int]) -> list[int]:
    """Return every task that was ever in the plans."""
    listed = ", ".join(map(str, plan_ids)) or "NULL"
    return [
        int(row[0])
        for row in reader.rows(f"SELECT task_id FROM task WHERE {of_organisation()} AND plan_id IN ({listed})")
    ]


def plans_of_change(reader: Reader, change_id: int) -> dict[int, str]:
    """Return the plans that the change put in force, with their codes."""
    found = reader.rows(
        "SELECT DISTINCT v.plan_id, p.code FROM plan_version v JOIN plan p "
        "ON p.organisation_id = v.organisation_id AND p.plan_id = v.plan_id "
        f"WHERE {of_organisation('v')} AND v.change_id = :change AND v.document IS NULL",
        {"change": change_id},
    )
    return dict(found)


def plans_amended_by(reader: Reader, change_id: int) -> list[int]:
    """Return the plans that are in force without the change and of which it made a version by a document."""
    found = reader.rows(
        f"SELECT DISTINCT plan_id FROM plan_version WHERE {of_organisation()} AND change_id = :change "
        "AND document IS NOT NULL",
        {"change": change_id},
    )
    return [int(row[0]) for row in found]


class Builder(NamedTuple):
    """A change in force that goes on from another one: who made it, and what it was."""

    change_id: int
    actor: str
    sentence: str


def tasks_leaving(reader: Reader, change_id: int) -> list[int]:
    """Return the tasks that no other change in force keeps in their plan."""
    found = reader.rows(
        f"SELECT DISTINCT v.task_id FROM task_version v WHERE {of_organisation('v')} AND v.change_id = :change "
        "AND NOT EXISTS (SELECT 1 FROM task_version w JOIN change c ON c.organisation_id = w.organisation_id "
        "AND c.change_id = w.change_id WHERE w.organisation_id = v.organisation_id AND w.task_id = v.task_id "
        f"AND w.change_id <> :change AND {in_force('c')})",
        {"change": change_id},
    )
    return [int(row[0]) for row in found]


def builders_on_tasks(reader: Reader, change_id: int, task_ids: list[int]) -> list[Builder]:
    """Return the other changes in force that recorded something of the tasks."""
    found: dict[int, Builder] = {}
    for start in range(0, len(task_ids), 500):
        listed = ", ".join(map(str, task_ids[start : start + 500]))
        of_tasks = " OR ".join(
            f"c.change_id IN (SELECT change_id FROM {table} WHERE {of_organisation()} AND task_id IN ({listed}))"
            for table in ("change_detail", "task_version")
        )
        # A draft comes before the plan that is issued over it: it never rests on what others recorded.
        others = f"c.change_id <> :change AND c.act <> 'rollover' AND ({of_tasks})"
        found |= {builder.change_id: builder for builder in _builders(reader, others, {"change": change_id})}
    return list(found.values())


def builders_on_words(reader: Reader, change_id: int) -> list[Builder]:
    """Return the changes in force that go on from printed words that the change made.

    Those are later versions of its tasks, and what was recorded of milestones that only its versions have.
    """
    later = (
        "c.change_id IN (SELECT w.change_id FROM task_version v JOIN task_version w "
        "ON w.organisation_id = v.organisation_id AND w.task_id = v.task_id AND w.seq > v.seq "
        f"WHERE {of_organisation('v')} AND v.change_id = :change)"
    )
    stranded = (
        "c.change_id IN (SELECT d.change_id FROM milestone_version m JOIN task_version v "
        "ON v.organisation_id = m.organisation_id AND v.task_version_id = m.task_version_id "
        "JOIN change_detail d ON d.organisation_id = m.organisation_id AND d.milestone_id = m.milestone_id "
        f"WHERE {of_organisation('m')} AND v.change_id = :change AND NOT EXISTS (SELECT 1 FROM milestone_version o "
        "JOIN task_version w ON w.organisation_id = o.organisation_id AND w.task_version_id = o.task_version_id "
        "WHERE o.organisation_id = m.organisation_id AND o.milestone_id = m.milestone_id AND w.change_id <> :change))"
    )
    return _builders(reader, f"c.change_id <> :change AND ({later} OR {stranded})", {"change": change_id})


def builders_on_units(reader: Reader, change_id: int) -> list[Builder]:
    """Return the acts on units in force that go on from units which an act on units made."""
    made = (
        f"(SELECT b.unit_id FROM unit b WHERE {of_organisation('b')} AND b.change_id = :change AND EXISTS "
        f"(SELECT 1 FROM unit_event e WHERE {of_organisation('e')} AND e.change_id = :change))"
    )
    named = " OR ".join(
        f"c.change_id IN (SELECT x.change_id FROM {table} x WHERE {of_organisation('x')} AND x.{column} IN {made})"
        for table, column in (
            ("unit_event", "unit_id"), ("unit_member", "member_id"), ("unit_successor", "successor_id"),
        )
    )  # fmt: skip
    return _builders(reader, f"c.change_id <> :change AND ({named})", {"change": change_id})


def units_of_change(reader: Reader, change_id: int) -> list[int]:
    """Return the units of which the change recorded a name, an end, a successor or a membership."""
    found = reader.rows(
        f"SELECT unit_id FROM unit_name WHERE {of_organisation()} AND change_id = :change "
        f"UNION SELECT unit_id FROM unit_event WHERE {of_organisation()} AND change_id = :change "
        f"UNION SELECT successor_id FROM unit_successor WHERE {of_organisation()} AND change_id = :change "
        "ORDER BY 1",
        {"change": change_id},
    )
    return [int(row[0]) for row in found]


def builders_since(reader: Reader, undo_id: int, actor: str) -> list[Builder]:
    """Return other people's changes in force that were recorded of the tasks after an undo."""
    after = " OR ".join(
        "c.change_id IN (SELECT d.change_id FROM change_detail u "
        f"JOIN {table} d ON d.organisation_id = u.organisation_id AND d.task_id = u.task_id AND d.seq > u.seq "
        f"WHERE {of_organisation('u')} AND u.change_id = :undo)"
        for table in ("change_detail", "task_version")
    )
    return _builders(reader, f"c.actor <> :actor AND ({after})", {"undo": undo_id, "actor": actor})


def _builders(reader: Reader, which: str, parameters: Parameters) -> list[Builder]:
    """The changes in force of which a condition holds, in the order of recording."""
    rows = reader.rows(
        f"SELECT c.change_id, c.actor, c.sentence FROM change c WHERE {of_organisation('c')} AND c.act <> 'undo' "
        f"AND {in_force('c')} AND {which} ORDER BY c.number",
        parameters,
    )
    return [Builder(*row) for row in rows]


def copy_change(recorder: ChangeRecorder, change_id: int) -> None:
    """Append what a change set once more, on the same days: new versions and details of the recorder's change."""
    new_id = recorder.new_id
    for row in _rows(recorder.writer, "plan_version", "change_id", [change_id]):
        recorder.add("plan_version", row | {"plan_version_id": new_id(), "change_id": recorder.change_id})
    for row in _rows(recorder.writer, "report_snapshot", "change_id", [change_id]):
        recorder.add("report_snapshot", row | {"report_snapshot_id": new_id(), "change_id": recorder.change_id})
    for table in UNIT_ROWS:
        for row in _rows(recorder.writer, table, "change_id", [change_id]):
            recorder.add(table, row | {f"{table}_id": new_id(), "change_id": recorder.change_id})
    versions: dict[int, int] = {}
    for row in _rows(recorder.writer, "task_version", "change_id", [change_id]):
        versions[row["task_version_id"]] = version_id = new_id()
        own = {"task_version_id": version_id, "seq": recorder.seq(row["task_id"]), "change_id": recorder.change_id}
        # What was accepted of a doubt is accepted of the change that raised it: the copy goes on naming that one.
        recorder.add("task_version", row | own | {"review": stored(version_doubts(row))})
    for table in ("milestone_version", "assignment"):
        for row in _rows(recorder.writer, table, "task_version_id", list(versions)):
            own = {f"{table}_id": new_id(), "task_version_id": versions[row["task_version_id"]]}
            recorder.add(table, row | own)
    for row in _rows(recorder.writer, "change_detail", "change_id", [change_id]):
        value = row["value"]
        if row["field"] == REVIEW and value:
            value = stored(result_doubts(value, change_id))
        recorder.set(row["task_id"], row["milestone_id"], {row["field"]: value}, row["effective_on"])
    # Of the lines of an appendix the copies keep their place among the changes: what was recorded later still counts.
    for row in _rows(recorder.writer, "indicator_value", "change_id", [change_id]):
        own = {"indicator_value_id": new_id(), "change_id": recorder.change_id}
        recorder.add("indicator_value", row | own)


def _rows(reader: Reader, table: str, column: str, values: list[int]) -> Iterator[dict[str, Any]]:
    names = [column.name for column in schema.metadata.tables[table].columns if column.name != "organisation_id"]
    for start in range(0, len(values), 500):
        listed = ", ".join(map(str, values[start : start + 500]))
        found = reader.rows(
            f"SELECT {', '.join(names)} FROM {table} WHERE {of_organisation()} AND {column} IN ({listed}) "
            f"ORDER BY {table}_id"
        )
        for row in list(found):
            yield dict(zip(names, row, strict=True))
