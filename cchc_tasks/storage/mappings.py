"""Which column is what, as people confirmed it: kept by the signature of a table's headers, never changed."""

from __future__ import annotations

from collections.abc import Mapping

from cchc_tasks.model.act import Act
from cchc_tasks.storage import schema
from cchc_tasks.storage.conditions import of_organisation
from cchc_tasks.storage.connection import CoreReader
from cchc_tasks.storage.journal import append, ids_for
from cchc_tasks.storage.reader import Reader


def known_mappings(reader: Reader) -> dict[str, dict[str, str]]:
    """Return what was confirmed last for each signature: field → header."""
    rows = reader.rows(
        f"SELECT signature, mapping FROM column_mapping WHERE {of_organisation()} ORDER BY column_mapping_id"
    )
    return {signature: dict(line.split("=", 1) for line in mapping.split("\n") if line) for signature, mapping in rows}


def keep_mapping(writer: CoreReader, act: Act, signature: str, mapping: Mapping[str, str]) -> None:
    """Keep what a person said of the columns of a header, where nobody has said the same last."""
    if known_mappings(writer).get(signature) == dict(mapping):
        return
    row = {
        "column_mapping_id": ids_for(writer, act, schema.column_mapping)(),
        "signature": signature,
        "mapping": "\n".join(f"{field}={header}" for field, header in mapping.items()),
        "recorded_at": act.recorded_at,
        "actor": act.actor,
    }
    append(writer, schema.column_mapping, [row])
