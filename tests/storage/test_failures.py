"""What a database says in its own language, told in that of its people: what happened, and what to do."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from cchc_tasks.errors import DatabaseError
from cchc_tasks.storage.database import Database
from tests.program import run
from tests.refusals import hint_text, message_text
from tests.sample_office import Office


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
        assert sentence in message_text(told.value)
        assert told.value.exit_code == 6
        assert hint_text(told.value)


def test_a_file_that_is_no_database_of_ours_is_told_in_the_language_of_its_people(tmp_path: Path) -> None:
    folder, text, foreign, cut = (tmp_path / name for name in ("thư mục", "chữ.sqlite3", "lạ.sqlite3", "cụt.sqlite3"))
    folder.mkdir()
    text.write_text("không phải cơ sở dữ liệu " * 100, encoding="utf-8")
    with closing(sqlite3.connect(foreign)) as plain:
        plain.executescript("CREATE TABLE alembic_version (version_num); INSERT INTO alembic_version VALUES ('0009')")
    Office(Database(str(cut)))
    cut.write_bytes(cut.read_bytes()[:20_000])
    for place in (folder, text, foreign, cut):
        for command in ("overdue", "stats", "db check"):
            told = run("--db", place, *command.split())
            assert told.exit_code == 6, (place, command, told)
            assert not re.search(r"\b(unable|open|file|not|is|no|such|disk|image|malformed)\b", told.said), told.said
