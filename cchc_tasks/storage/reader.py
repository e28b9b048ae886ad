"""A reader runs reading statements, whichever the database."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Protocol

Row = tuple[Any, ...]
Parameters = Mapping[str, Any]


class Reader(Protocol):
    """Runs reading statements of one organisation in one consistent view of the database."""

    organisation_id: int
    #: Whether temporary tables of a past day stand before those of today.
    shadowed: bool
    #: The ISO day at which it looks.
    day: str

    @property
    def dialect(self) -> str:
        """`sqlite` or `postgresql`."""
        ...

    def rows(self, sql: str, parameters: Parameters | None = None) -> Iterator[Row]:
        """Yield the rows; parameters are named (`:plan`), `:org` is always the organisation."""
        ...

    def script(self, sql: str, rows: list[Row] | None = None) -> None:
        """Run a statement that concerns only this connection's temporary tables."""
        ...
