"""The units of an organisation over time: names, members of groups, successors, and what happened by which document."""

from __future__ import annotations

from sqlalchemy import Index

from cchc_tasks.storage.table_declaration import flag_column as _flag
from cchc_tasks.storage.table_declaration import id_column as _id
from cchc_tasks.storage.table_declaration import refers as _refers
from cchc_tasks.storage.table_declaration import table_of as _table
from cchc_tasks.storage.table_declaration import words_column as _words

unit = _table(
    "unit",
    "unit_id",
    _id("change_id"),
    _flag("is_group"),
    _refers("change_id", "change"),
)

unit_name = _table(
    "unit_name",
    "unit_name_id",
    _id("unit_id"),
    _id("change_id"),
    _words("name"),
    _words("folded"),
    _words("effective_on"),
    _flag("is_alias"),
    _refers("unit_id", "unit"),
    _refers("change_id", "change"),
    Index("unit_name_folded", "organisation_id", "folded"),
    Index("unit_name_unit", "organisation_id", "unit_id"),
)

unit_member = _table(
    "unit_member",
    "unit_member_id",
    _id("group_id"),
    _id("member_id"),
    _id("change_id"),
    _words("effective_on"),
    _flag("belongs"),
    _refers("group_id", "unit", "unit_id"),
    _refers("member_id", "unit", "unit_id"),
    _refers("change_id", "change"),
)

unit_successor = _table(
    "unit_successor",
    "unit_successor_id",
    _id("unit_id"),
    _id("successor_id"),
    _id("change_id"),
    _words("effective_on"),
    _refers("unit_id", "unit"),
    _refers("successor_id", "unit", "unit_id"),
    _refers("change_id", "change"),
)

#: What happened to a unit, from which day on, by which document (None where an alias needs none).
unit_event = _table(
    "unit_event",
    "unit_event_id",
    _id("unit_id"),
    _id("change_id"),
    _words("kind"),
    _words("effective_on"),
    _words("document", null=True),
    _refers("unit_id", "unit"),
    _refers("change_id", "change"),
    Index("unit_event_unit", "organisation_id", "unit_id"),
)
