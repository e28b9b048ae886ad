"""Many rows at once, written and read: they hold what few rows hold, and the database refuses of them what it must."""

from __future__ import annotations

from typing import Any

import pytest

from cchc_tasks.errors import DatabaseError
from cchc_tasks.model.acts import Act
from cchc_tasks.storage import schema
from cchc_tasks.storage.database import Database
from cchc_tasks.storage.ids import IdMaker
from cchc_tasks.storage.journal import append

#: What a batch may get wrong: quotes, braces and commas of array text, backslashes, empty text beside no text.
WORDS = ("Sở Tư pháp", 'nói "vâng"', "{a,b}", "c:\\d", "NULL", "", "hai\ndòng", "50% : 2", "tab\tđây", "ưở ̀")


def changes(act: Act, count: int) -> list[dict[str, Any]]:
    new_id = IdMaker(act.moment)
    return [
        {
            "change_id": new_id(), "act": "import", "recorded_at": act.recorded_at, "actor": WORDS[n % len(WORDS)],
            "sentence": WORDS[-n % len(WORDS)], "takes_back": None, "plan_id": n if n % 3 else None,
            "number": n + 1, "last_id": new_id.last,
        }
        for n in range(count)
    ]  # fmt: skip


@pytest.mark.parametrize("count", [1, 9, 10, 25, 4_321])
def test_a_batch_of_any_size_is_kept_as_it_was_given(database: Database, act: Act, count: int) -> None:
    rows = changes(act, count)
    with database.writing() as writer:
        append(writer, schema.change, rows)
    names = list(rows[0])
    with database.reading() as reader:
        found = reader.rows(f"SELECT {', '.join(names)} FROM change WHERE organisation_id = :org ORDER BY change_id")
        assert [dict(zip(names, row, strict=True)) for row in found] == rows


def test_a_batch_with_a_key_that_is_there_already_leaves_nothing(database: Database, act: Act) -> None:
    rows = changes(act, 40)
    with pytest.raises(DatabaseError), database.writing() as writer:
        append(writer, schema.change, [*rows, rows[7]])
    with database.reading() as reader:
        assert next(reader.rows("SELECT COUNT(*) FROM change"))[0] == 0


def test_a_batch_that_refers_to_nothing_is_refused(database: Database) -> None:
    rows = [{"plan_id": n, "change_id": n, "code": "A"} for n in range(1, 30)]
    with pytest.raises(DatabaseError), database.writing() as writer:
        append(writer, schema.plan, rows)


def test_percent_signs_and_casts_in_a_statement_are_no_parameters(database: Database, act: Act) -> None:
    with database.writing() as writer:
        append(writer, schema.change, changes(act, 20))
        asked = "SELECT COUNT(*), CAST(:one AS TEXT) FROM change WHERE organisation_id = :org AND actor LIKE '50% : _'"
        assert next(writer.rows(asked, {"one": "50%"})) == (2, "50%")
    with database.reading() as reader:
        assert next(reader.rows(asked, {"one": ":org"})) == (2, ":org")
