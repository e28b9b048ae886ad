"""The tables of the history: they only grow, and what stands today is derived from them.

Every primary, unique and foreign key begins with `organisation_id`, so that a distributed PostgreSQL can spread
offices; ids are made by the program (`ids.py`). Days and moments are ISO text (moments in UTC), flags are 0 or
1: one reading statement then serves both databases. Text sorts by code point on PostgreSQL too (COLLATE "C").
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    PrimaryKeyConstraint,
    SmallInteger,
    Table,
    Text,
)

from cchc_tasks.model.fields import PRINTED_TEXTS

metadata = MetaData()

Words = Text().with_variant(Text(collation="C"), "postgresql")


def id_column(name: str, *, null: bool = False) -> Column[Any]:
    """Declare an id of 63 bits that the program makes."""
    return Column(name, BigInteger, nullable=null, autoincrement=False)


def words_column(name: str, *, null: bool = False) -> Column[Any]:
    """Declare a text that sorts by code point on both databases."""
    return Column(name, Words, nullable=null)


def number_column(name: str, *, null: bool = False) -> Column[Any]:
    """Declare a whole number."""
    return Column(name, Integer, nullable=null)


def flag_column(name: str) -> Column[Any]:
    """Declare a flag: 0 or 1."""
    return Column(name, SmallInteger, nullable=False)


def refers(column: str, table: str, key: str | None = None) -> ForeignKeyConstraint:
    """Declare that a column names a row of a table of the same organisation."""
    return ForeignKeyConstraint(["organisation_id", column], [f"{table}.organisation_id", f"{table}.{key or column}"])


def table_of(name: str, key: str, *items: Any) -> Table:
    """Declare a table of an organisation whose primary key is (organisation_id, key).

    On SQLite no table has a rowid: INSERT OR REPLACE over a rowid would remove a row unseen by the triggers.
    """
    return Table(
        name,
        metadata,
        id_column("organisation_id"),
        id_column(key),
        *items,
        PrimaryKeyConstraint("organisation_id", key),
        sqlite_with_rowid=False,
    )


organisation = Table(
    "organisation",
    metadata,
    id_column("organisation_id"),
    words_column("name"),
    words_column("created_at"),
    PrimaryKeyConstraint("organisation_id"),
    sqlite_with_rowid=False,
)

#: A name that an organisation was given after its first one, which stands in `organisation`; the newest counts.
organisation_name = table_of(
    "organisation_name",
    "organisation_name_id",
    words_column("name"),
    words_column("recorded_at"),
    words_column("actor"),
    ForeignKeyConstraint(["organisation_id"], ["organisation.organisation_id"]),
)

change = table_of(
    "change",
    "change_id",
    words_column("act"),
    words_column("recorded_at"),
    words_column("actor"),
    words_column("sentence"),
    id_column("takes_back", null=True),
    id_column("plan_id", null=True),
    # The account that recorded it: PostgreSQL fills it in itself, a file has no accounts.
    words_column("login", null=True),
    # The order of recording in the organisation, without a gap; and the last id that was given by then.
    number_column("number"),
    id_column("last_id"),
    ForeignKeyConstraint(["organisation_id"], ["organisation.organisation_id"]),
    refers("takes_back", "change", "change_id"),
    Index("change_number", "organisation_id", "number", unique=True),
    Index("change_takes_back", "organisation_id", "takes_back"),
)

plan = table_of(
    "plan",
    "plan_id",
    id_column("change_id"),
    words_column("code"),
    refers("change_id", "change"),
)

plan_version = table_of(
    "plan_version",
    "plan_version_id",
    id_column("plan_id"),
    id_column("change_id"),
    words_column("effective_on"),
    words_column("title"),
    words_column("period_first"),
    words_column("period_last"),
    words_column("document", null=True),
    # The columns' headings as printed, «field=heading» a line; None: an older row, or an amendment that keeps them.
    words_column("headings", null=True),
    refers("plan_id", "plan"),
    refers("change_id", "change"),
    Index("plan_version_plan", "organisation_id", "plan_id"),
)

section = table_of(
    "section",
    "section_id",
    id_column("plan_id"),
    number_column("place"),
    words_column("no"),
    words_column("path"),
    words_column("title"),
    words_column("area", null=True),
    refers("plan_id", "plan"),
)

task = table_of(
    "task",
    "task_id",
    id_column("plan_id"),
    id_column("change_id"),
    number_column("place"),
    refers("plan_id", "plan"),
    refers("change_id", "change"),
    Index("task_plan", "organisation_id", "plan_id"),
)

task_version = table_of(
    "task_version",
    "task_version_id",
    id_column("task_id"),
    id_column("change_id"),
    number_column("seq"),
    words_column("effective_on"),
    flag_column("in_plan"),
    id_column("section_id", null=True),
    *(words_column(field.column) for field in PRINTED_TEXTS),
    words_column("review"),
    words_column("source_file"),
    words_column("source_sha256"),
    number_column("source_row"),
    # Where an amended plan prints the task; None: where the task itself has its place.
    number_column("place", null=True),
    refers("task_id", "task"),
    refers("change_id", "change"),
    refers("section_id", "section"),
    Index("task_version_task", "organisation_id", "task_id"),
    Index("task_version_change", "organisation_id", "change_id"),
    Index("task_version_effective", "organisation_id", "effective_on"),
    Index("task_version_source", "organisation_id", "source_sha256"),
)

milestone = table_of(
    "milestone",
    "milestone_id",
    id_column("task_id"),
    words_column("uid"),
    refers("task_id", "task"),
    Index("milestone_task", "organisation_id", "task_id"),
)

milestone_version = table_of(
    "milestone_version",
    "milestone_version_id",
    id_column("milestone_id"),
    id_column("task_id"),
    id_column("task_version_id"),
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
    refers("milestone_id", "milestone"),
    refers("task_version_id", "task_version"),
    Index("milestone_version_task", "organisation_id", "task_id"),
)

unit = table_of(
    "unit",
    "unit_id",
    id_column("change_id"),
    flag_column("is_group"),
    refers("change_id", "change"),
)

unit_name = table_of(
    "unit_name",
    "unit_name_id",
    id_column("unit_id"),
    id_column("change_id"),
    words_column("name"),
    words_column("folded"),
    words_column("effective_on"),
    flag_column("is_alias"),
    refers("unit_id", "unit"),
    refers("change_id", "change"),
    Index("unit_name_folded", "organisation_id", "folded"),
    Index("unit_name_unit", "organisation_id", "unit_id"),
)

unit_member = table_of(
    "unit_member",
    "unit_member_id",
    id_column("group_id"),
    id_column("member_id"),
    id_column("change_id"),
    words_column("effective_on"),
    flag_column("belongs"),
    refers("group_id", "unit", "unit_id"),
    refers("member_id", "unit", "unit_id"),
    refers("change_id", "change"),
)

unit_successor = table_of(
    "unit_successor",
    "unit_successor_id",
    id_column("unit_id"),
    id_column("successor_id"),
    id_column("change_id"),
    words_column("effective_on"),
    refers("unit_id", "unit"),
    refers("successor_id", "unit", "unit_id"),
    refers("change_id", "change"),
)

#: What happened to a unit, from which day on, by which document (None where an alias needs none).
unit_event = table_of(
    "unit_event",
    "unit_event_id",
    id_column("unit_id"),
    id_column("change_id"),
    words_column("kind"),
    words_column("effective_on"),
    words_column("document", null=True),
    refers("unit_id", "unit"),
    refers("change_id", "change"),
    Index("unit_event_unit", "organisation_id", "unit_id"),
)

assignment = table_of(
    "assignment",
    "assignment_id",
    id_column("task_id"),
    id_column("task_version_id"),
    id_column("unit_id"),
    words_column("role"),
    number_column("place"),
    words_column("words"),
    refers("task_version_id", "task_version"),
    refers("unit_id", "unit"),
    Index("assignment_version", "organisation_id", "task_version_id"),
    Index("assignment_unit", "organisation_id", "unit_id"),
)

change_detail = table_of(
    "change_detail",
    "change_detail_id",
    id_column("change_id"),
    id_column("task_id"),
    number_column("seq"),
    id_column("milestone_id", null=True),
    words_column("field"),
    words_column("value", null=True),
    words_column("effective_on"),
    refers("change_id", "change"),
    refers("task_id", "task"),
    refers("milestone_id", "milestone"),
    Index("change_detail_task", "organisation_id", "task_id"),
    Index("change_detail_change", "organisation_id", "change_id"),
    Index("change_detail_effective", "organisation_id", "effective_on"),
)

#: Which column is what, as a person confirmed it for tables with the same headers («signature»): a line «field=header»
#: A line of the statistics appendix, the same one from period to period: `folded` are the words that tell it from
#: the others (area or section, the line above it, its name, which of equals it is).
indicator = table_of(
    "indicator",
    "indicator_id",
    id_column("change_id"),
    words_column("folded"),
    refers("change_id", "change"),
    Index("indicator_folded", "organisation_id", "folded"),
)

#: What a line says in a period, every word as printed. Of the rows of a line and a period whose changes are not taken
#: back the one with the greatest `seq` counts; `in_form` 0 says that the period's form has the line no more.
indicator_value = table_of(
    "indicator_value",
    "indicator_value_id",
    id_column("indicator_id"),
    id_column("change_id"),
    words_column("period_first"),
    words_column("period_last"),
    number_column("seq"),
    flag_column("in_form"),
    number_column("place"),
    words_column("section"),
    words_column("no"),
    words_column("parent"),
    words_column("name"),
    words_column("unit"),
    words_column("value"),
    words_column("note"),
    refers("indicator_id", "indicator"),
    refers("change_id", "change"),
    Index("indicator_value_period", "organisation_id", "period_first", "period_last"),
    Index("indicator_value_change", "organisation_id", "change_id"),
)

#: The numbers of a report as it went out: `content` is JSON text, `uid` a random name that goes into the file.
report_snapshot = table_of(
    "report_snapshot",
    "report_snapshot_id",
    id_column("change_id"),
    words_column("kind"),
    words_column("scope"),
    words_column("period_first", null=True),
    words_column("period_last", null=True),
    words_column("as_of"),
    words_column("number", null=True),
    words_column("signed_on", null=True),
    words_column("uid"),
    words_column("sha256"),
    words_column("content"),
    refers("change_id", "change"),
    Index("report_snapshot_kind", "organisation_id", "kind", "scope"),
    Index("report_snapshot_change", "organisation_id", "change_id"),
)

#: for each field. The newest row of a signature counts.
column_mapping = table_of(
    "column_mapping",
    "column_mapping_id",
    words_column("signature"),
    words_column("mapping"),
    words_column("recorded_at"),
    words_column("actor"),
    ForeignKeyConstraint(["organisation_id"], ["organisation.organisation_id"]),
    Index("column_mapping_signature", "organisation_id", "signature"),
)

#: The name of a calendar's file, given once at random: of a unit or plan (`subject_id`), or of everything (None). The
#: oldest row of a subject counts.
calendar_feed = table_of(
    "calendar_feed",
    "calendar_feed_id",
    words_column("kind"),
    id_column("subject_id", null=True),
    words_column("name"),
    words_column("recorded_at"),
    words_column("actor"),
    ForeignKeyConstraint(["organisation_id"], ["organisation.organisation_id"]),
    Index("calendar_feed_subject", "organisation_id", "kind", "subject_id"),
)

#: What an account (or a group role) may do: `may` is write, read or none; in one unit's tasks, or (None) in the whole
#: organisation. The newest row of an account and a unit counts.
access_grant = table_of(
    "access_grant",
    "access_grant_id",
    words_column("role_name"),
    id_column("unit_id", null=True),
    words_column("may"),
    words_column("recorded_at"),
    words_column("actor"),
    ForeignKeyConstraint(["organisation_id"], ["organisation.organisation_id"]),
    refers("unit_id", "unit"),
    Index("access_grant_role", "organisation_id", "role_name"),
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
