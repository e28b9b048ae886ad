"""A feed as files of a size that every calendar program takes: an entry stays in the file in which it is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from cchc_tasks.calendars.components import calendar_bytes, time_zone_bytes
from cchc_tasks.calendars.published import Entry

#: Google takes no more than 1 MB.
MAX_BYTES = 900_000
#: What the head of a file takes beside its entries.
_HEAD = 1_000


def feed_parts(
    name: str, entries: Iterable[Entry], before: Sequence[Iterable[str]], limit: int = MAX_BYTES
) -> list[bytes]:
    """Return a feed's files, at least one; `before` are the UIDs of the files that are there already.

    An entry stays where it is while it has room; a new one goes into the last file. Raises nothing: one entry alone is
    far below the limit.
    """
    place_of = {uid: place for place, uids in enumerate(before) for uid in uids}
    parts: list[list[Entry]] = [[] for _ in before] or [[]]
    sizes = [_HEAD] * len(parts)
    ordered = sorted(entries, key=lambda entry: (place_of.get(entry.uid, len(parts)), entry.day, entry.uid))
    for entry in ordered:
        place = place_of.get(entry.uid, len(parts) - 1)
        while sizes[place] + len(entry.octets) > limit:
            place += 1
            if place == len(parts):
                parts.append([])
                sizes.append(_HEAD)
        parts[place].append(entry)
        sizes[place] += len(entry.octets)
    return [_file(name, place, len(parts), part) for place, part in enumerate(parts, 1)]


def _file(name: str, place: int, count: int, part: list[Entry]) -> bytes:
    called = name if count == 1 else f"{name} ({place}/{count})"
    octets = [entry.octets for entry in sorted(part, key=lambda entry: (entry.day, entry.uid))]
    return calendar_bytes(called, octets or (time_zone_bytes(),), is_feed=True)
