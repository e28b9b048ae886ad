"""What a server says in its own language, told by its codes: what happened, and what to do."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from cchc_tasks.errors import DatabaseError
from cchc_tasks.storage.engine import Database


@contextmanager
def raised(database: Database, state: str) -> Iterator[pytest.ExceptionInfo[DatabaseError]]:
    """Let the server raise an error of a code while something is written."""
    with pytest.raises(DatabaseError) as told, database.writing() as writer:
        writer.connection.exec_driver_sql(
            f"DO $$ BEGIN RAISE EXCEPTION 'Fehler des Servers' USING ERRCODE = '{state}'; END $$"
        )
    yield told


@pytest.mark.parametrize(
    ("state", "sentence"),
    [
        ("53100", "ổ đĩa của máy chủ đầy. Chưa có gì được lưu."),
        ("55P03", "đang bận"),
        ("57P01", "Mất kết nối với"),
        ("57P03", "đang khởi động hoặc đang dừng"),
        ("XX000", "Fehler des Servers"),
    ],
)
def test_a_server_is_understood_by_its_codes(postgres_database: Database, state: str, sentence: str) -> None:
    with raised(postgres_database, state) as told:
        assert sentence in told.value.message
        assert told.value.exit_code == 6
        assert told.value.hint
