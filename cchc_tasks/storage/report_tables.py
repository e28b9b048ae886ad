"""The tables of what reports are made of: the statistics appendix by period, and the numbers that went out."""

from __future__ import annotations

from sqlalchemy import Index

from cchc_tasks.storage.table_declaration import flag_column as _flag
from cchc_tasks.storage.table_declaration import id_column as _id
from cchc_tasks.storage.table_declaration import number_column as _number
from cchc_tasks.storage.table_declaration import refers as _refers
from cchc_tasks.storage.table_declaration import table_of as _table
from cchc_tasks.storage.table_declaration import words_column as _words

#: A line of the statistics appendix, the same one from period to period: `folded` are the words that tell it from
#: the others (area or section, the line above it, its name, which of equals it is).
indicator = _table(
    "indicator",
    "indicator_id",
    _id("change_id"),
    _words("folded"),
    _refers("change_id", "change"),
    Index("indicator_folded", "organisation_id", "folded"),
)

#: What a line says in a period, every word as printed. Of the rows of a line and a period whose changes are not taken
#: back the one with the greatest `seq` counts; `in_form` 0 says that the period's form has the line no more.
indicator_value = _table(
    "indicator_value",
    "indicator_value_id",
    _id("indicator_id"),
    _id("change_id"),
    _words("period_first"),
    _words("period_last"),
    _number("seq"),
    _flag("in_form"),
    _number("place"),
    _words("section"),
    _words("no"),
    _words("parent"),
    _words("name"),
    _words("unit"),
    _words("value"),
    _words("note"),
    _refers("indicator_id", "indicator"),
    _refers("change_id", "change"),
    Index("indicator_value_period", "organisation_id", "period_first", "period_last"),
    Index("indicator_value_change", "organisation_id", "change_id"),
)

#: The numbers of a report as it went out: `content` is JSON text, `uid` a random name that goes into the file.
report_snapshot = _table(
    "report_snapshot",
    "report_snapshot_id",
    _id("change_id"),
    _words("kind"),
    _words("scope"),
    _words("period_first", null=True),
    _words("period_last", null=True),
    _words("as_of"),
    _words("number", null=True),
    _words("signed_on", null=True),
    _words("uid"),
    _words("sha256"),
    _words("content"),
    _refers("change_id", "change"),
    Index("report_snapshot_kind", "organisation_id", "kind", "scope"),
    Index("report_snapshot_change", "organisation_id", "change_id"),
)
