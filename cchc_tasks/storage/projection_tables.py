"""The tables of today's state, which is derived from the history (`schema.py`) and read by every list."""

from __future__ import annotations

from sqlalchemy import Index, PrimaryKeyConstraint, Table, UniqueConstraint

from cchc_tasks.model.fields import RECORDED
from cchc_tasks.storage import schema
from cchc_tasks.storage.schema import flag_column, id_column, number_column, table_of, words_column

#: Every table, those of the history too.
metadata = schema.metadata

plan_now = table_of(
    "plan_now",
    "plan_id",
    words_column("code"),
    words_column("title"),
    words_column("period_first"),
    words_column("period_last"),
    UniqueConstraint("organisation_id", "code"),
)

task_now = table_of(
    "task_now",
    "task_id",
    id_column("plan_id"),
    words_column("no"),
    words_column("title"),
    words_column("lead_text"),
    words_column("status"),
    words_column("ref"),
    number_column("place"),
    id_column("task_version_id"),
    id_column("section_id", null=True),
    *(words_column(field.column) for field in RECORDED),
    words_column("progress", null=True),
    words_column("review"),
    words_column("reported_on", null=True),
    number_column("seq"),
    words_column("changed_at"),
    words_column("changed_by"),
    Index("task_now_plan", "organisation_id", "plan_id", "place"),
)

task_search = table_of(
    "task_search",
    "task_id",
    words_column("folded"),
)

milestone_now = table_of(
    "milestone_now",
    "milestone_id",
    id_column("task_id"),
    number_column("n"),
    words_column("label", null=True),
    words_column("kind"),
    words_column("start", null=True),
    words_column("due", null=True),
    words_column("every", null=True),
    number_column("series", null=True),
    words_column("awaited", null=True),
    number_column("offset_number", null=True),
    words_column("offset_unit", null=True),
    words_column("offset_anchor", null=True),
    words_column("rule"),
    words_column("assumed"),
    flag_column("ambiguous"),
    words_column("reason", null=True),
    flag_column("closed"),
    words_column("done_on", null=True),
    words_column("reported_on", null=True),
    words_column("submitted_on", null=True),
    words_column("basis"),
    words_column("extended_from", null=True),
    words_column("uid"),
    number_column("revision"),
    words_column("revised_at"),
    words_column("submitted_to", null=True),
    words_column("due_basis", null=True),
    words_column("extension_asked", null=True),
    Index("milestone_now_task", "organisation_id", "task_id", "n"),
)

#: The open milestones that can become overdue, in the order in which they are listed and with what a list prints:
#: reading it from end to end is all that `overdue` and `upcoming` do.
running_now = Table(
    "running_now",
    metadata,
    id_column("organisation_id"),
    words_column("due"),
    id_column("task_id"),
    number_column("n"),
    id_column("milestone_id"),
    words_column("label", null=True),
    words_column("begins", null=True),
    words_column("submitted_on", null=True),
    id_column("plan_id"),
    words_column("ref"),
    words_column("no"),
    words_column("title"),
    words_column("lead_text"),
    words_column("status"),
    words_column("submitted_to", null=True),
    PrimaryKeyConstraint("organisation_id", "due", "task_id", "n"),
    Index("running_now_task", "organisation_id", "task_id"),
    sqlite_with_rowid=False,
)

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
