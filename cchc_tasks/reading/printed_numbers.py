"""A printed value → the number it says, where that is certain.

Viet Nam groups thousands by a point and begins decimals with a comma («5.380», «99,9 %»). What could be either
(«1,234») is no number here: nobody is warned because of a guess.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from cchc_tasks.text import fold, squeeze

_WHOLE = r"\d{1,3}(?:[.\u00a0 ]\d{3})+|\d+"
_VALUE = re.compile(rf"(?P<sign>[-−]?)(?P<whole>{_WHOLE})(?:(?P<comma>[,.])(?P<decimals>\d+))?\s*(?P<words>\D*)")
_GROUP = 3


class Number(NamedTuple):
    """A number as printed: its value, how many decimals were printed, and the folded words behind it («%»)."""

    value: Decimal
    decimals: int
    words: str


def read_number(text: str, unit: str = "") -> Number | None:
    """Return the number that a value prints, None for no number and for one that can be read in two ways.

    `words` are kept: «922 nội dung» is 922 of something that another line may not count. Of a percentage (`unit`) a
    point between digits may be either mark.
    """
    found = _VALUE.fullmatch(squeeze(text))
    if not found or (found["decimals"] and len(found["decimals"]) == _GROUP and found["comma"] == ","):
        return None
    words = fold(found["words"])
    grouped = re.search(r"\D", found["whole"]) is not None
    rate = words.startswith("%") or unit.strip() == "%"
    if (grouped and (found["comma"] == "." or rate)) or words.startswith(("/", ":", "-")):
        return None
    whole, decimals = re.sub(r"\D", "", found["whole"]), found["decimals"] or ""
    value = Decimal(f"{whole}.{decimals}" if decimals else whole)
    return Number(-value if found["sign"] else value, len(decimals), words.strip(" .;"))
