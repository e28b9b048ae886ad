"""The entries of a calendar as it was written last, and the entries of the next one that continues it.

A subscriber's program sees a change only when an entry's SEQUENCE has risen, and it keeps an entry that is gone from
the file. So the file that is there is the memory: an entry without a change keeps its SEQUENCE, and an entry that was
published does not vanish.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import NamedTuple

from cchc_tasks.calendars.components import PRODUCT, folded_lines
from cchc_tasks.calendars.words import SUMMARY_MARKS

_ENTRY = re.compile(rb"BEGIN:(VEVENT|VTODO)\r\n.*?END:\1\r\n", re.DOTALL)
_FOLD = re.compile(rb"\r\n[ \t]")
#: What tells when an entry was changed, and not what it says.
_STAMPS = ("SEQUENCE", "DTSTAMP", "LAST-MODIFIED")
_SHOWN = frozenset(("DTSTART", "SUMMARY", "DESCRIPTION", "STATUS", "CATEGORIES", "TRIGGER"))
_OURS = "@cchc-tasks"
_MOMENT = "%Y%m%dT%H%M%SZ"


class PublishedEntry(NamedTuple):
    """One event or thing to do of a file: its identity, how often it was changed, when last, and its octets."""

    uid: str
    revision: int
    changed_at: str
    is_cancelled: bool
    day: str
    octets: bytes

    @property
    def lines(self) -> list[str]:
        """The content lines, unfolded."""
        return _FOLD.sub(b"", self.octets).decode("utf-8", "replace").split("\r\n")[:-1]

    @property
    def shows(self) -> frozenset[tuple[str, str]]:
        """What a person sees of it, whatever order, parameters and escapes a server wrote it anew with."""
        parted = (line.partition(":") for line in self.lines)
        named = ((name.partition(";")[0].upper(), value.replace("\\", "")) for name, _, value in parted)
        return frozenset((name, value) for name, value in named if name in _SHOWN)

    @property
    def says(self) -> list[str]:
        """The lines without those that only tell when it was changed."""
        return [line for line in self.lines if not line.startswith(_STAMPS)]


def is_our_calendar(data: bytes) -> bool:
    """Whether a calendar file says that this program made it."""
    return f"PRODID:{PRODUCT}\r\n".encode() in data


def entries_of(data: bytes) -> dict[str, PublishedEntry]:
    """Return the events of a calendar file of ours by UID; another program's file has none for us."""
    if not is_our_calendar(data):
        return {}
    found = (_entry(match[0]) for match in _ENTRY.finditer(data))
    return {entry.uid: entry for entry in found if entry is not None}


def _entry(octets: bytes) -> PublishedEntry | None:
    values: dict[str, str] = {}
    for line in _FOLD.sub(b"", octets).decode("utf-8", "replace").split("\r\n"):
        name, colon, value = line.partition(":")
        if colon:
            values.setdefault(name.partition(";")[0], value)
    uid, revision = values.get("UID", ""), values.get("SEQUENCE", "0")
    if not uid.endswith(_OURS) or not revision.isdecimal():
        return None
    moment = values.get("DTSTAMP", "")
    return PublishedEntry(
        uid,
        int(revision),
        moment,
        values.get("STATUS") == "CANCELLED",
        values.get("DTSTART") or values.get("DUE", ""),
        octets,
    )


def entry_of(octets: bytes) -> PublishedEntry:
    """Return the event that a component of ours is."""
    found = _entry(octets)
    if found is None:
        raise ValueError("not an event of ours")
    return found


def entry_on_server(octets: bytes) -> PublishedEntry | None:
    """Return the event of ours in an object of a CalDAV server, None for anybody else's.

    XML makes line feeds of the line ends, and servers may put a PRODID of their own: the UID is what tells.
    """
    match = _ENTRY.search(re.sub(rb"\r?\n", b"\r\n", octets))
    return _entry(match[0]) if match else None


def continue_entries(
    wanted: Iterable[bytes], before: dict[str, PublishedEntry], day: date | None, keep_days: int = 0
) -> Iterator[PublishedEntry]:
    """Yield the events of the next calendar: those that are wanted, then what was there and is wanted no more.

    An event that says the same stays octet for octet; one that says something else has a SEQUENCE above the last one.
    What is wanted no more is marked as cancelled on `day` and stays `keep_days` days; without a `day` it is left out.
    """
    kept = set()
    for octets in wanted:
        now = entry_of(octets)
        kept.add(now.uid)
        last = before.get(now.uid)
        if last is None:
            yield now
        elif last.says == now.says:
            yield last
        else:
            yield raise_revision(now, last)
    for uid, last in before.items():
        if uid in kept or day is None:
            continue
        if not last.is_cancelled:
            yield _cancelled(last, day)
        elif last.changed_at[:8] >= f"{day - timedelta(days=keep_days):%Y%m%d}":
            yield last


def raise_revision(now: PublishedEntry, last: PublishedEntry) -> PublishedEntry:
    """Return an event with a SEQUENCE above the last one's, and no earlier moment."""
    return _stamped(now, max(now.revision, last.revision + 1), max(now.changed_at, last.changed_at))


def _stamped(entry: PublishedEntry, revision: int, changed_at: str) -> PublishedEntry:
    stamps = {"SEQUENCE": str(revision), "DTSTAMP": changed_at, "LAST-MODIFIED": changed_at}
    lines = [f"{name}:{stamps[name]}" if (name := line.partition(":")[0]) in stamps else line for line in entry.lines]
    return entry_of(folded_lines(lines))


def _cancelled(entry: PublishedEntry, day: date) -> PublishedEntry:
    """The event as one that was called off: many programs show only the title, so it says so, too."""
    lines = []
    in_alarm = False
    for line in entry.lines:
        in_alarm = in_alarm or line == "BEGIN:VALARM"
        if not in_alarm:
            lines.append(_as_cancelled(line))
        in_alarm = in_alarm and line != "END:VALARM"
    moment = datetime(day.year, day.month, day.day).strftime(_MOMENT)  # noqa: DTZ001 - written as UTC
    cancelled = entry_of(folded_lines(lines))
    return _stamped(cancelled, entry.revision + 1, max(moment, entry.changed_at))


def _as_cancelled(line: str) -> str:
    if line.startswith("STATUS:"):
        return "STATUS:CANCELLED"
    mark = SUMMARY_MARKS["cancelled"]
    if line.startswith("SUMMARY:") and not line.startswith(f"SUMMARY:{mark}"):
        return f"SUMMARY:{mark}{line.removeprefix('SUMMARY:').removeprefix(SUMMARY_MARKS['done'])}"
    return line
