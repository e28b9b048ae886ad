"""The first tables: identities, versions, the history, units, and the derived state of today."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

APPEND_ONLY = {
    "organisation": None,
    "change": "change_id",
    "plan": "plan_id",
    "plan_version": "plan_version_id",
    "section": "section_id",
    "task": "task_id",
    "task_version": "task_version_id",
    "milestone": "milestone_id",
    "milestone_version": "milestone_version_id",
    "unit": "unit_id",
    "unit_name": "unit_name_id",
    "unit_member": "unit_member_id",
    "unit_successor": "unit_successor_id",
    "assignment": "assignment_id",
    "change_detail": "change_detail_id",
}
REFUSAL = "lịch sử chỉ được ghi thêm, không được sửa hay xóa"


def key(name: str, *, null: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.BigInteger, nullable=null, autoincrement=False)


def words(name: str, *, null: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=null)


def number(name: str, *, null: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.Integer, nullable=null)


def flag(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.SmallInteger, nullable=False)


def refers(column: str | None, table: str, referred: str | None = None) -> sa.ForeignKeyConstraint:
    own = ["organisation_id", column] if column else ["organisation_id"]
    target = ["organisation_id", referred or column] if column else ["organisation_id"]
    return sa.ForeignKeyConstraint(own, [f"{table}.{name}" for name in target])


def upgrade() -> None:
    create_identities()
    create_versions()
    create_units()
    create_history()
    create_derived()
    refuse_rewriting()


def create_identities() -> None:
    op.create_table(
        "organisation",
        key("organisation_id"),
        words("name"),
        words("created_at"),
        sa.PrimaryKeyConstraint("organisation_id"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "change",
        key("organisation_id"),
        key("change_id"),
        words("act"),
        words("recorded_at"),
        words("actor"),
        words("sentence"),
        key("takes_back", null=True),
        key("plan_id", null=True),
        sa.PrimaryKeyConstraint("organisation_id", "change_id"),
        refers(None, "organisation", "organisation_id"),
        refers("takes_back", "change", "change_id"),
        sqlite_with_rowid=False,
    )
    op.create_index("change_recorded", "change", ["organisation_id", "recorded_at"])
    op.create_index("change_takes_back", "change", ["organisation_id", "takes_back"])
    op.create_table(
        "plan",
        key("organisation_id"),
        key("plan_id"),
        key("change_id"),
        words("code"),
        sa.PrimaryKeyConstraint("organisation_id", "plan_id"),
        refers("change_id", "change"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "plan_version",
        key("organisation_id"),
        key("plan_version_id"),
        key("plan_id"),
        key("change_id"),
        words("effective_on"),
        words("title"),
        words("period_first"),
        words("period_last"),
        words("document", null=True),
        sa.PrimaryKeyConstraint("organisation_id", "plan_version_id"),
        refers("change_id", "change"),
        refers("plan_id", "plan"),
        sqlite_with_rowid=False,
    )
    op.create_index("plan_version_plan", "plan_version", ["organisation_id", "plan_id"])
    op.create_table(
        "section",
        key("organisation_id"),
        key("section_id"),
        key("plan_id"),
        number("place"),
        words("no"),
        words("path"),
        words("title"),
        words("area", null=True),
        sa.PrimaryKeyConstraint("organisation_id", "section_id"),
        refers("plan_id", "plan"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "task",
        key("organisation_id"),
        key("task_id"),
        key("plan_id"),
        key("change_id"),
        number("place"),
        sa.PrimaryKeyConstraint("organisation_id", "task_id"),
        refers("change_id", "change"),
        refers("plan_id", "plan"),
        sqlite_with_rowid=False,
    )
    op.create_index("task_plan", "task", ["organisation_id", "plan_id"])


def create_versions() -> None:
    op.create_table(
        "task_version",
        key("organisation_id"),
        key("task_version_id"),
        key("task_id"),
        key("change_id"),
        number("seq"),
        words("effective_on"),
        flag("in_plan"),
        key("section_id", null=True),
        words("no"),
        words("title"),
        words("activities"),
        words("outputs"),
        words("lead_text"),
        words("support_text"),
        words("start_text"),
        words("deadline_text"),
        words("review"),
        words("source_file"),
        words("source_sha256"),
        number("source_row"),
        sa.PrimaryKeyConstraint("organisation_id", "task_version_id"),
        refers("change_id", "change"),
        refers("section_id", "section"),
        refers("task_id", "task"),
        sqlite_with_rowid=False,
    )
    op.create_index("task_version_change", "task_version", ["organisation_id", "change_id"])
    op.create_index("task_version_effective", "task_version", ["organisation_id", "effective_on"])
    op.create_index("task_version_source", "task_version", ["organisation_id", "source_sha256"])
    op.create_index("task_version_task", "task_version", ["organisation_id", "task_id"])
    op.create_table(
        "milestone",
        key("organisation_id"),
        key("milestone_id"),
        key("task_id"),
        words("uid"),
        sa.PrimaryKeyConstraint("organisation_id", "milestone_id"),
        refers("task_id", "task"),
        sqlite_with_rowid=False,
    )
    op.create_index("milestone_task", "milestone", ["organisation_id", "task_id"])
    op.create_table(
        "milestone_version",
        key("organisation_id"),
        key("milestone_version_id"),
        key("milestone_id"),
        key("task_id"),
        key("task_version_id"),
        number("n"),
        words("label", null=True),
        words("kind"),
        words("start", null=True),
        words("due", null=True),
        words("every", null=True),
        number("series", null=True),
        words("awaited", null=True),
        number("offset_number", null=True),
        words("offset_unit", null=True),
        words("offset_anchor", null=True),
        words("rule"),
        words("assumed"),
        flag("ambiguous"),
        words("reason", null=True),
        sa.PrimaryKeyConstraint("organisation_id", "milestone_version_id"),
        refers("milestone_id", "milestone"),
        refers("task_version_id", "task_version"),
        sqlite_with_rowid=False,
    )
    op.create_index("milestone_version_task", "milestone_version", ["organisation_id", "task_id"])


def create_units() -> None:
    op.create_table(
        "unit",
        key("organisation_id"),
        key("unit_id"),
        key("change_id"),
        flag("is_group"),
        sa.PrimaryKeyConstraint("organisation_id", "unit_id"),
        refers("change_id", "change"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "unit_name",
        key("organisation_id"),
        key("unit_name_id"),
        key("unit_id"),
        key("change_id"),
        words("name"),
        words("folded"),
        words("effective_on"),
        flag("is_alias"),
        sa.PrimaryKeyConstraint("organisation_id", "unit_name_id"),
        refers("change_id", "change"),
        refers("unit_id", "unit"),
        sqlite_with_rowid=False,
    )
    op.create_index("unit_name_folded", "unit_name", ["organisation_id", "folded"])
    op.create_index("unit_name_unit", "unit_name", ["organisation_id", "unit_id"])
    op.create_table(
        "unit_member",
        key("organisation_id"),
        key("unit_member_id"),
        key("group_id"),
        key("member_id"),
        key("change_id"),
        words("effective_on"),
        flag("belongs"),
        sa.PrimaryKeyConstraint("organisation_id", "unit_member_id"),
        refers("change_id", "change"),
        refers("group_id", "unit", "unit_id"),
        refers("member_id", "unit", "unit_id"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "unit_successor",
        key("organisation_id"),
        key("unit_successor_id"),
        key("unit_id"),
        key("successor_id"),
        key("change_id"),
        words("effective_on"),
        sa.PrimaryKeyConstraint("organisation_id", "unit_successor_id"),
        refers("change_id", "change"),
        refers("successor_id", "unit", "unit_id"),
        refers("unit_id", "unit"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "assignment",
        key("organisation_id"),
        key("assignment_id"),
        key("task_id"),
        key("task_version_id"),
        key("unit_id"),
        words("role"),
        number("place"),
        words("words"),
        sa.PrimaryKeyConstraint("organisation_id", "assignment_id"),
        refers("task_version_id", "task_version"),
        refers("unit_id", "unit"),
        sqlite_with_rowid=False,
    )
    op.create_index("assignment_unit", "assignment", ["organisation_id", "unit_id"])
    op.create_index("assignment_version", "assignment", ["organisation_id", "task_version_id"])


def create_history() -> None:
    op.create_table(
        "change_detail",
        key("organisation_id"),
        key("change_detail_id"),
        key("change_id"),
        key("task_id"),
        number("seq"),
        key("milestone_id", null=True),
        words("field"),
        words("value", null=True),
        words("effective_on"),
        sa.PrimaryKeyConstraint("organisation_id", "change_detail_id"),
        refers("change_id", "change"),
        refers("milestone_id", "milestone"),
        refers("task_id", "task"),
        sqlite_with_rowid=False,
    )
    op.create_index("change_detail_change", "change_detail", ["organisation_id", "change_id"])
    op.create_index("change_detail_effective", "change_detail", ["organisation_id", "effective_on"])
    op.create_index("change_detail_task", "change_detail", ["organisation_id", "task_id"])


def create_derived() -> None:
    op.create_table(
        "plan_now",
        key("organisation_id"),
        key("plan_id"),
        words("code"),
        words("title"),
        words("period_first"),
        words("period_last"),
        sa.PrimaryKeyConstraint("organisation_id", "plan_id"),
        sa.UniqueConstraint("organisation_id", "code"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "task_now",
        key("organisation_id"),
        key("task_id"),
        key("plan_id"),
        words("no"),
        words("title"),
        words("lead_text"),
        words("status"),
        words("ref"),
        number("place"),
        key("task_version_id"),
        key("section_id", null=True),
        words("result"),
        words("progress", null=True),
        words("note"),
        words("difficulty"),
        words("proposal"),
        words("given_by"),
        words("evidence"),
        words("review"),
        words("reported_on", null=True),
        number("seq"),
        words("changed_at"),
        words("changed_by"),
        sa.PrimaryKeyConstraint("organisation_id", "task_id"),
        sqlite_with_rowid=False,
    )
    op.create_index("task_now_plan", "task_now", ["organisation_id", "plan_id", "place"])
    op.create_table(
        "task_search",
        key("organisation_id"),
        key("task_id"),
        words("folded"),
        sa.PrimaryKeyConstraint("organisation_id", "task_id"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "milestone_now",
        key("organisation_id"),
        key("milestone_id"),
        key("task_id"),
        number("n"),
        words("label", null=True),
        words("kind"),
        words("start", null=True),
        words("due", null=True),
        words("every", null=True),
        number("series", null=True),
        words("awaited", null=True),
        number("offset_number", null=True),
        words("offset_unit", null=True),
        words("offset_anchor", null=True),
        words("rule"),
        words("assumed"),
        flag("ambiguous"),
        words("reason", null=True),
        flag("closed"),
        words("done_on", null=True),
        words("reported_on", null=True),
        words("submitted_on", null=True),
        words("basis"),
        words("extended_from", null=True),
        words("uid"),
        number("revision"),
        words("revised_at"),
        sa.PrimaryKeyConstraint("organisation_id", "milestone_id"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "running_now",
        key("organisation_id"),
        words("due"),
        key("task_id"),
        number("n"),
        key("milestone_id"),
        words("label", null=True),
        words("begins", null=True),
        words("submitted_on", null=True),
        key("plan_id"),
        words("ref"),
        words("no"),
        words("title"),
        words("lead_text"),
        words("status"),
        sa.PrimaryKeyConstraint("organisation_id", "due", "task_id", "n"),
        sqlite_with_rowid=False,
    )
    op.create_index("running_now_task", "running_now", ["organisation_id", "task_id"])
    op.create_index("milestone_now_task", "milestone_now", ["organisation_id", "task_id", "n"])


def refuse_rewriting() -> None:
    """Make the database itself refuse UPDATE, DELETE, TRUNCATE and INSERT over an existing key."""
    if op.get_bind().dialect.name == "sqlite":
        for table, identity in APPEND_ONLY.items():
            refuse_rewriting_on_sqlite(table, identity)
        return
    op.execute(
        "CREATE FUNCTION refuse_rewriting() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'integrity_constraint_violation'; END $$"
    )
    for table in APPEND_ONLY:
        op.execute(
            f"CREATE TRIGGER {table}_only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting()"
        )


def refuse_rewriting_on_sqlite(table: str, identity: str | None) -> None:
    """INSERT OR REPLACE deletes the old row without firing DELETE triggers, so inserts are looked at too."""
    same_key = "organisation_id = NEW.organisation_id" + (f" AND {identity} = NEW.{identity}" if identity else "")
    for event, condition in (
        ("UPDATE", ""),
        ("DELETE", ""),
        ("INSERT", f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {same_key}) "),
    ):
        op.execute(
            f"CREATE TRIGGER {table}_refuses_{event.lower()} BEFORE {event} ON {table} {condition}"
            f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
        )
