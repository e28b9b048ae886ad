"""Keys that make a line the same line in every period, and the merge of a file's lines into a period's."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from cchc_tasks.model.indicator import Indicator, placed, section_parts
from cchc_tasks.reading.reform_index import read_area
from cchc_tasks.text import fold, roman_value, squeeze

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


class KeyedLine(NamedTuple):
    """A line and the key by which it is the same in every period."""

    key: str
    line: Indicator


def key_lines(lines: Sequence[Indicator]) -> list[KeyedLine]:
    """Return the lines with their keys."""
    return [KeyedLine(*pair) for pair in zip(keys_of(lines), lines, strict=True)]


def merge_lines(there: Sequence[KeyedLine], brought: Sequence[KeyedLine]) -> list[KeyedLine]:
    """Return the form after a file: its values and notes, and the lines that it does not have as they were.

    Empty cells of the file erase nothing. A file with every line of the form settles how they are printed; of one
    with a part of them only new lines are put in, each behind the one in front of it.
    """
    before = {found.key: found.line for found in there}
    taken = {found.key: _with_values(found.line, before.get(found.key)) for found in brought}
    if before.keys() <= taken.keys():
        return [KeyedLine(found.key, taken[found.key]) for found in brought]
    form = [
        KeyedLine(key, replace(line, unit=line.unit or taken[key].unit, value=taken[key].value, note=taken[key].note))
        if key in taken
        else KeyedLine(key, line)
        for key, line in there
    ]
    parents = _parent_keys(brought)
    previous = ""
    for found in brought:
        if found.key not in before:
            _insert(form, KeyedLine(found.key, taken[found.key]), parents[found.key], previous)
        previous = found.key
    return form


def _with_values(line: Indicator, before: Indicator | None) -> Indicator:
    if before is None:
        return line
    same_note = squeeze(line.note) == squeeze(before.note)
    return replace(
        line, value=line.value or before.value, note=before.note if same_note or not line.note else line.note
    )


def _parent_keys(lines: Sequence[KeyedLine]) -> dict[str, str]:
    """The key of the line that each line belongs to, empty for a line at the top."""
    places = placed([found.line for found in lines])
    return {
        found.key: lines[place.parent].key if place.parent is not None else ""
        for found, place in zip(lines, places, strict=True)
    }


def _insert(form: list[KeyedLine], new: KeyedLine, parent: str, previous: str) -> None:
    """Put a new line behind the one that a file prints in front of it, or where its section is."""
    at = {found.key: index for index, found in enumerate(form)}
    if parent in at:
        new = new._replace(line=replace(new.line, parent=form[at[parent]].line.label))
    if previous in at and form[at[previous]].line.section == new.line.section:
        place = at[previous] + 1 if previous == parent else _behind(form, at[previous], parent)
    else:
        place = _place_of_section(form, new.line.section)
    form.insert(place, new)


def _behind(form: Sequence[KeyedLine], index: int, parent: str) -> int:
    """The place behind a line that belongs to `parent`, and behind everything that belongs to it.

    Where the line itself does not, one of the lines that it belongs to does.
    """
    places = placed([found.line for found in form])
    above = places[index].parent
    while above is not None and form[above].key != parent:
        index, above = above, places[above].parent
    below = {index}
    end = index + 1
    while end < len(form) and places[end].parent in below:
        below.add(end)
        end += 1
    return end


def _place_of_section(form: Sequence[KeyedLine], section: str) -> int:
    """The place behind the last line of a section, or where a section of its numeral belongs."""
    own = [index for index, found in enumerate(form) if found.line.section == section]
    if own:
        return own[-1] + 1
    value = roman_value(section_parts(section)[0]) or 0
    for index, found in enumerate(form):
        if value and (roman_value(section_parts(found.line.section)[0]) or 0) > value:
            return index
    return len(form)
