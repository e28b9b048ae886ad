"""Organisations are added to a database and named anew; the caller holds the lock on names."""

from __future__ import annotations

from sqlalchemy import insert

from cchc_tasks.errors import ConflictError, UsageError
from cchc_tasks.messages import organisation_words as words
from cchc_tasks.model.act import Act
from cchc_tasks.storage import schema
from cchc_tasks.storage.connection import CoreReader
from cchc_tasks.storage.ids import IdMaker
from cchc_tasks.storage.journal import append, ids_for
from cchc_tasks.storage.organisation_choice import organisations, settle_organisation
from cchc_tasks.text import fold, nfc, squeeze


def add_organisation(writer: CoreReader, name: str, act: Act) -> str:
    """Add an organisation and return its name as it is kept.

    Raises ConflictError for a name that is taken, UsageError for an empty one.
    """
    kept = _free_name(writer, name)
    row = {"organisation_id": IdMaker(act.moment)(), "name": kept, "created_at": act.recorded_at}
    writer.connection.execute(insert(schema.organisation), row)
    return kept


def rename_organisation(writer: CoreReader, old: str, name: str, act: Act) -> str:
    """Give an organisation another name and return it as it is kept; its rows and their history stay.

    Raises NotFoundError for a name that is not there, ConflictError for one that is taken.
    """
    organisation_id = settle_organisation(writer, old)
    kept = _free_name(writer, name, but=organisation_id)
    writer.organisation_id = organisation_id
    named = {"organisation_name_id": ids_for(writer, act, schema.organisation_name)(), "name": kept}
    append(writer, schema.organisation_name, [{**named, "recorded_at": act.recorded_at, "actor": act.actor}])
    return kept


def _free_name(writer: CoreReader, name: str, but: int = 0) -> str:
    """The name as it is kept; names are one where only case and accents differ, or nobody could type the other."""
    kept = squeeze(nfc(name))
    if not fold(kept):
        raise UsageError(*words.empty_name())
    for number, taken in organisations(writer):
        if number != but and fold(taken) == fold(kept):
            raise ConflictError(*words.taken(taken))
    return kept
