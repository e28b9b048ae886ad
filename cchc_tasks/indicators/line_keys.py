"""What makes a line the same line in another period, in another office's appendix, under another number."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from cchc_tasks.model.indicator import Indicator, placed, section_parts
from cchc_tasks.reading.reform_index import read_area
from cchc_tasks.text import fold

_PUNCTUATION = re.compile(r"[^\w%]+")


def keys_of(lines: Sequence[Indicator]) -> list[str]:
    """Return the key of each line: its area, the lines above it and its name, folded, without numbers and marks.

    A line that comes again in the same place gets a count behind its key, so that keys are unique in a form.
    """
    found: list[str] = []
    counts: Counter[str] = Counter()
    bare: list[str] = []
    for line, place in zip(lines, placed(lines), strict=True):
        title = section_parts(line.section)[1]
        above = bare[place.parent] if place.parent is not None else read_area(title) or _plain(title)
        key = f"{above}|{_plain(line.name)}"
        bare.append(key)
        counts[key] += 1
        found.append(f"{key}|{counts[key]}" if counts[key] > 1 else key)
    return found


def _plain(text: str) -> str:
    return _PUNCTUATION.sub(" ", fold(text)).strip()
