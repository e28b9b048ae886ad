"""The tables: identities and what happened to them only grow, what stands today is derived from them.

Every primary, unique and foreign key begins with `organisation_id`, so that a distributed PostgreSQL can spread
offices; ids are made by the program (`ids.py`). Days and moments are ISO text (moments in UTC), flags are 0 or
1: one reading statement then serves both databases. Text sorts by code point on PostgreSQL too (COLLATE "C").
"""

from __future__ import annotations

from sqlalchemy import ForeignKeyConstraint, Index, PrimaryKeyConstraint, Table, UniqueConstraint

from cchc_tasks.model.fields import PRINTED_TEXTS, RECORDED
from cchc_tasks.storage import (
    access_tables,
    derived_tables,
    organisation_tables,
    report_tables,
    table_declaration,
    unit_tables,
)
from cchc_tasks.storage.table_declaration import flag_column as _flag
from cchc_tasks.storage.table_declaration import id_column as _id
from cchc_tasks.storage.table_declaration import number_column as _number
from cchc_tasks.storage.table_declaration import refers as _refers
from cchc_tasks.storage.table_declaration import table_of as _table
from cchc_tasks.storage.table_declaration import words_column as _words

metadata = table_declaration.metadata
indicator = report_tables.indicator
indicator_value = report_tables.indicator_value
report_snapshot = report_tables.report_snapshot
organisation_name = organisation_tables.organisation_name
access_grant = access_tables.access_grant
counted_now = derived_tables.counted_now
unit = unit_tables.unit
unit_name = unit_tables.unit_name
unit_member = unit_tables.unit_member
unit_successor = unit_tables.unit_successor
unit_event = unit_tables.unit_event

organisation = Table(
    "organisation",
    metadata,
    _id("organisation_id"),
    _words("name"),
    _words("created_at"),
    PrimaryKeyConstraint("organisation_id"),
    sqlite_with_rowid=False,
)

change = _table(
    "change",
    "change_id",
    _words("act"),
    _words("recorded_at"),
    _words("actor"),
    _words("sentence"),
    _id("takes_back", null=True),
    _id("plan_id", null=True),
    # The account that recorded it: PostgreSQL fills it in itself, a file has no accounts.
    _words("login", null=True),
    # The order of recording in the organisation, without a gap; and the last id that was given by then.
    _number("number"),
    _id("last_id"),
    ForeignKeyConstraint(["organisation_id"], ["organisation.organisation_id"]),
    _refers("takes_back", "change", "change_id"),
    Index("change_number", "organisation_id", "number", unique=True),
    Index("change_takes_back", "organisation_id", "takes_back"),
)

plan = _table(
    "plan",
    "plan_id",
    _id("change_id"),
    _words("code"),
    _refers("change_id", "change"),
)

plan_version = _table(
    "plan_version",
    "plan_version_id",
    _id("plan_id"),
    _id("change_id"),
    _words("effective_on"),
    _words("title"),
    _words("period_first"),
    _words("period_last"),
    _words("document", null=True),
    # The columns' headings as printed, «field=heading» a line; None: an older row, or an amendment that keeps them.
    _words("headings", null=True),
    _refers("plan_id", "plan"),
    _refers("change_id", "change"),
    Index("plan_version_plan", "organisation_id", "plan_id"),
)

section = _table(
    "section",
    "section_id",
    _id("plan_id"),
    _number("place"),
    _words("no"),
    _words("path"),
    _words("title"),
    _words("area", null=True),
    _refers("plan_id", "plan"),
)

task = _table(
    "task",
    "task_id",
    _id("plan_id"),
    _id("change_id"),
    _number("place"),
    _refers("plan_id", "plan"),
    _refers("change_id", "change"),
    Index("task_plan", "organisation_id", "plan_id"),
)

task_version = _table(
    "task_version",
    "task_version_id",
    _id("task_id"),
    _id("change_id"),
    _number("seq"),
    _words("effective_on"),
    _flag("in_plan"),
    _id("section_id", null=True),
    *(_words(field.column) for field in PRINTED_TEXTS),
    _words("review"),
    _words("source_file"),
    _words("source_sha256"),
    _number("source_row"),
    # Where an amended plan prints the task; None: where the task itself has its place.
    _number("place", null=True),
    _refers("task_id", "task"),
    _refers("change_id", "change"),
    _refers("section_id", "section"),
    Index("task_version_task", "organisation_id", "task_id"),
    Index("task_version_change", "organisation_id", "change_id"),
    Index("task_version_effective", "organisation_id", "effective_on"),
    Index("task_version_source", "organisation_id", "source_sha256"),
)

milestone = _table(
    "milestone",
    "milestone_id",
    _id("task_id"),
    _words("uid"),
    _refers("task_id", "task"),
    Index("milestone_task", "organisation_id", "task_id"),
)

milestone_version = _table(
    "milestone_version",
    "milestone_version_id",
    _id("milestone_id"),
    _id("task_id"),
    _id("task_version_id"),
    _number("n"),
    _words("label", null=True),
    _words("kind"),
    _words("start", null=True),
    _words("due", null=True),
    _words("every", null=True),
    _number("series", null=True),
    _words("awaited", null=True),
    _number("offset_number", null=True),
    _words("offset_unit", null=True),
    _words("offset_anchor", null=True),
    _words("rule"),
    _words("assumed"),
    _flag("ambiguous"),
    _words("reason", null=True),
    _refers("milestone_id", "milestone"),
    _refers("task_version_id", "task_version"),
    Index("milestone_version_task", "organisation_id", "task_id"),
)

assignment = _table(
    "assignment",
    "assignment_id",
    _id("task_id"),
    _id("task_version_id"),
    _id("unit_id"),
    _words("role"),
    _number("place"),
    _words("words"),
    _refers("task_version_id", "task_version"),
    _refers("unit_id", "unit"),
    Index("assignment_version", "organisation_id", "task_version_id"),
    Index("assignment_unit", "organisation_id", "unit_id"),
)

change_detail = _table(
    "change_detail",
    "change_detail_id",
    _id("change_id"),
    _id("task_id"),
    _number("seq"),
    _id("milestone_id", null=True),
    _words("field"),
    _words("value", null=True),
    _words("effective_on"),
    _refers("change_id", "change"),
    _refers("task_id", "task"),
    _refers("milestone_id", "milestone"),
    Index("change_detail_task", "organisation_id", "task_id"),
    Index("change_detail_change", "organisation_id", "change_id"),
    Index("change_detail_effective", "organisation_id", "effective_on"),
)

#: Which column is what, as a person confirmed it for tables with the same headers («signature»): a line «field=header»
#: for each field. The newest row of a signature counts.
column_mapping = _table(
    "column_mapping",
    "column_mapping_id",
    _words("signature"),
    _words("mapping"),
    _words("recorded_at"),
    _words("actor"),
    ForeignKeyConstraint(["organisation_id"], ["organisation.organisation_id"]),
    Index("column_mapping_signature", "organisation_id", "signature"),
)

#: The name of a calendar's file, given once at random: of a unit or plan (`subject_id`), or of everything (None). The
#: oldest row of a subject counts.
calendar_feed = _table(
    "calendar_feed",
    "calendar_feed_id",
    _words("kind"),
    _id("subject_id", null=True),
    _words("name"),
    _words("recorded_at"),
    _words("actor"),
    ForeignKeyConstraint(["organisation_id"], ["organisation.organisation_id"]),
    Index("calendar_feed_subject", "organisation_id", "kind", "subject_id"),
)

#: Tables that only grow: the database itself refuses to change or remove a row of theirs.
APPEND_ONLY = (
    organisation,
    organisation_name,
    change,
    plan,
    plan_version,
    section,
    task,
    task_version,
    milestone,
    milestone_version,
    unit,
    unit_name,
    unit_member,
    unit_successor,
    unit_event,
    assignment,
    change_detail,
    column_mapping,
    indicator,
    indicator_value,
    report_snapshot,
    calendar_feed,
    access_grant,
)

plan_now = _table(
    "plan_now",
    "plan_id",
    _words("code"),
    _words("title"),
    _words("period_first"),
    _words("period_last"),
    UniqueConstraint("organisation_id", "code"),
)

task_now = _table(
    "task_now",
    "task_id",
    _id("plan_id"),
    _words("no"),
    _words("title"),
    _words("lead_text"),
    _words("status"),
    _words("ref"),
    _number("place"),
    _id("task_version_id"),
    _id("section_id", null=True),
    *(_words(field.column) for field in RECORDED),
    _words("progress", null=True),
    _words("review"),
    _words("reported_on", null=True),
    _number("seq"),
    _words("changed_at"),
    _words("changed_by"),
    Index("task_now_plan", "organisation_id", "plan_id", "place"),
)

task_search = _table(
    "task_search",
    "task_id",
    _words("folded"),
)

milestone_now = _table(
    "milestone_now",
    "milestone_id",
    _id("task_id"),
    _number("n"),
    _words("label", null=True),
    _words("kind"),
    _words("start", null=True),
    _words("due", null=True),
    _words("every", null=True),
    _number("series", null=True),
    _words("awaited", null=True),
    _number("offset_number", null=True),
    _words("offset_unit", null=True),
    _words("offset_anchor", null=True),
    _words("rule"),
    _words("assumed"),
    _flag("ambiguous"),
    _words("reason", null=True),
    _flag("closed"),
    _words("done_on", null=True),
    _words("reported_on", null=True),
    _words("submitted_on", null=True),
    _words("basis"),
    _words("extended_from", null=True),
    _words("uid"),
    _number("revision"),
    _words("revised_at"),
    _words("submitted_to", null=True),
    _words("due_basis", null=True),
    _words("extension_asked", null=True),
    Index("milestone_now_task", "organisation_id", "task_id", "n"),
)

#: The open milestones that can become overdue, in the order in which they are listed and with what a list prints:
#: reading it from end to end is all that `overdue` and `upcoming` do.
running_now = Table(
    "running_now",
    metadata,
    _id("organisation_id"),
    _words("due"),
    _id("task_id"),
    _number("n"),
    _id("milestone_id"),
    _words("label", null=True),
    _words("begins", null=True),
    _words("submitted_on", null=True),
    _id("plan_id"),
    _words("ref"),
    _words("no"),
    _words("title"),
    _words("lead_text"),
    _words("status"),
    _words("submitted_to", null=True),
    PrimaryKeyConstraint("organisation_id", "due", "task_id", "n"),
    Index("running_now_task", "organisation_id", "task_id"),
    sqlite_with_rowid=False,
)
