"""What a run of text looks like, as far as importing asks."""

from __future__ import annotations

from typing import NamedTuple


class Look(NamedTuple):
    """What a run looks like; None where nothing is said, so that the style behind it decides."""

    font: str | None = None
    bold: bool | None = None
    hidden: bool | None = None
    capitals: bool | None = None

    def over(self, below: Look) -> Look:
        """Return this look with what it leaves open taken from the one below."""
        return Look(
            below.font if self.font is None else self.font,
            below.bold if self.bold is None else self.bold,
            below.hidden if self.hidden is None else self.hidden,
            below.capitals if self.capitals is None else self.capitals,
        )
