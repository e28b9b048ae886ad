"""Tables that are derived from the history to count quickly; `tables.py` holds the rest."""

from __future__ import annotations

from sqlalchemy import Index, PrimaryKeyConstraint, Table

from cchc_tasks.storage.table_declaration import id_column, metadata, words_column

#: How each task stands for counting (model/condensed.py), in the order in which it is summed up: all that the
#: statistics of very many offices read. `day` is the only date on which the rest depends, empty for none.
counted_now = Table(
    "counted_now",
    metadata,
    id_column("organisation_id"),
    words_column("standing"),
    words_column("day"),
    id_column("task_id"),
    PrimaryKeyConstraint("organisation_id", "standing", "day", "task_id"),
    Index("counted_now_task", "organisation_id", "task_id"),
    sqlite_with_rowid=False,
)
