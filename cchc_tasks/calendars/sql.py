"""Statements of calendars: the names under which they go out, random, given once, never changed."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from typing import NamedTuple

from cchc_tasks.model.acts import Act
from cchc_tasks.storage import schema
from cchc_tasks.storage.conditions import of_organisation
from cchc_tasks.storage.connection import CoreReader
from cchc_tasks.storage.journal import append, ids_for
from cchc_tasks.storage.reader import Reader

_RANDOM_BYTES = 12


class Subject(NamedTuple):
    """What a calendar is of: a unit or a plan by its id, or everything."""

    kind: str
    subject_id: int | None


def feed_names(reader: Reader) -> dict[Subject, str]:
    """Return the names that were given, without a suffix."""
    rows = reader.rows(
        f"SELECT kind, subject_id, name FROM calendar_feed WHERE {of_organisation()} ORDER BY calendar_feed_id DESC"
    )
    return {Subject(kind, subject_id): name for kind, subject_id, name in rows}


def calendar_uids(reader: Reader) -> set[str]:
    """Return the UID of every milestone that this organisation ever had, those of withdrawn plans too."""
    return {uid for (uid,) in reader.rows(f"SELECT uid FROM milestone WHERE {of_organisation()}")}


def moment_of_feed(reader: Reader, subject: Subject) -> str:
    """Return when a subject got its name (UTC, ISO), the empty text where it has none."""
    rows = reader.rows(
        f"SELECT recorded_at FROM calendar_feed WHERE {of_organisation()} AND kind = :kind "
        "AND COALESCE(subject_id, 0) = :subject ORDER BY calendar_feed_id LIMIT 1",
        {"kind": subject.kind, "subject": subject.subject_id or 0},
    )
    return next((str(row[0]) for row in rows), "")


def name_feeds(writer: CoreReader, act: Act, wanted: Mapping[Subject, str]) -> None:
    """Give a name to each subject that has none: the words for people, then letters that nobody can guess."""
    new_id = ids_for(writer, act, schema.calendar_feed)
    known = feed_names(writer)
    rows = [
        {
            "calendar_feed_id": new_id(),
            "kind": subject.kind,
            "subject_id": subject.subject_id,
            "name": f"{slug}-{secrets.token_hex(_RANDOM_BYTES)}",
            "recorded_at": act.recorded_at,
            "actor": act.actor,
        }
        for subject, slug in wanted.items()
        if subject not in known
    ]
    append(writer, schema.calendar_feed, rows)
