"""Calendar components (RFC 5545) made by `ics` 0.7.3, and the faults of its writing worked around.

Faults of `ics` 0.7.3, and what is done here instead:

- lines are not folded at 75 octets, and the last one has no CRLF: `_octets` writes the lines itself;
- \\r, other control characters and lone surrogates are written as they stand: `clean_text`;
- METHOD stands behind other components, VALARM before the event's last properties (and with a FutureWarning):
  METHOD is never set, and reminders are put behind all properties;
- events and categories are sets, so their order changes with the hash seed; an event's hash grows with its UID
  and fails above some 1,400 letters: events are never put into a Calendar, categories are a line of their own;
- there are no plain days: every moment goes through `arrow`, and `make_all_day` on a moment with a time zone may
  shift the day: days and moments are lines of their own, and `begin`, `end`, `created` stay unset;
- a duration of a week and more is written -P1W1D, which RFC 5545 does not know: TRIGGER is a line of its own;
- what stands in `extra` is written first, before VERSION and PRODID: here it follows;
- the writers of a component are looked up by reflection at every use: `_writers`.

This is the only module that knows `ics`; importing it loads `arrow` and `tatsu` (about 80 ms).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Any

from ics import Calendar, DisplayAlarm, Event
from ics.grammar.parse import Container, ContentLine
from ics.utils import escape_string

from cchc_tasks.text import nfc, squeeze

PRODUCT = "-//cchc-tasks//NONSGML cchc-tasks//VI"
_CALENDAR_END = b"END:VCALENDAR\r\n"
_LINE_OCTETS = 75
_REMINDER_HOUR = 8
#: Subscribers ask for a feed again so often.
_REFRESH = "PT6H"
_DATE_ONLY = {"VALUE": ["DATE"]}

#: Writers of `ics` that cannot be left without work; what they would write is a line of its own.
_PASSED_OVER = frozenset({"serialize_trigger"})

_CONTROL_LETTERS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff]")


def clean_text(text: str) -> str:
    """Return the text as a calendar can hold it: NFC, lines parted by one line feed, no control character.

    Every sort of line break parts lines; empty lines, control characters and white space at the ends of lines
    go, and runs of white space become one blank (a folded line of blanks alone would end the event for some).
    """
    lines = (squeeze(_CONTROL_LETTERS.sub("", line)) for line in text.splitlines())
    return nfc("\n".join(filter(None, lines)))


def _clean_line(text: str) -> str:
    return squeeze(clean_text(text))


def calendar_bytes(name: str, components: Iterable[bytes], *, is_feed: bool = False) -> bytes:
    """Return one VCALENDAR called `name` with the components in the order given; no METHOD.

    A feed tells programs that subscribe how often to ask again (RFC 7986; X-PUBLISHED-TTL for Outlook).
    """
    calendar = Calendar(creator=PRODUCT)
    calendar.extra.append(_text_line("X-WR-CALNAME", name))
    if is_feed:
        calendar.extra.append(ContentLine("REFRESH-INTERVAL", {"VALUE": ["DURATION"]}, _REFRESH))
        calendar.extra.append(ContentLine("X-PUBLISHED-TTL", value=_REFRESH))
    opening = _octets(_container(calendar)).removesuffix(_CALENDAR_END)
    return b"".join((opening, *components, _CALENDAR_END))


def event_bytes(
    *,
    uid: str,
    revision: int,
    changed_at: datetime,
    day: date,
    summary: str,
    description: str,
    status: str,
    categories: Sequence[str],
    reminders: Sequence[tuple[int, str]],
) -> bytes:
    """Return one VEVENT of a whole day that leaves the day free.

    `status` is CONFIRMED or CANCELLED; `changed_at` has a time zone; a reminder is (days before, text) and rings
    at 08:00 by the reader's clock.
    """
    event = Event(
        uid=uid, name=_clean_line(summary), description=clean_text(description), status=status, transparent=True
    )
    moment = f"{changed_at.astimezone(UTC).replace(tzinfo=None):%Y%m%dT%H%M%SZ}"
    event.extra.extend(
        (
            ContentLine("SEQUENCE", value=str(revision)),
            ContentLine("DTSTAMP", value=moment),
            ContentLine("LAST-MODIFIED", value=moment),
            *_day_lines(day),
            ContentLine("X-MICROSOFT-CDO-BUSYSTATUS", value="FREE"),
        )
    )
    if categories:
        event.extra.append(ContentLine("CATEGORIES", value=",".join(map(_category, categories))))
    return _octets(_container(event, *(_container(_alarm(days, text)) for days, text in reminders)))


def todo_bytes(
    *,
    uid: str,
    revision: int,
    changed_at: datetime,
    due: date | None,
    summary: str,
    description: str,
    status: str,
    percent: int,
    completed: date | None,
    categories: Sequence[str],
) -> bytes:
    """Return one VTODO, due on a whole day or on none; `completed` is shown as noon in Viet Nam (UTC+7)."""
    moment = f"{changed_at.astimezone(UTC).replace(tzinfo=None):%Y%m%dT%H%M%SZ}"
    lines = [
        ContentLine("UID", value=uid),
        ContentLine("SEQUENCE", value=str(revision)),
        ContentLine("DTSTAMP", value=moment),
        ContentLine("LAST-MODIFIED", value=moment),
        _text_line("SUMMARY", summary),
        ContentLine("DESCRIPTION", value=escape_string(clean_text(description))),
        ContentLine("STATUS", value=status),
        ContentLine("PERCENT-COMPLETE", value=str(percent)),
    ]
    if due:
        lines.append(ContentLine("DUE", _DATE_ONLY, _digits(due)))
    if completed:
        lines.append(ContentLine("COMPLETED", value=f"{_digits(completed)}T050000Z"))
    if categories:
        lines.append(ContentLine("CATEGORIES", value=",".join(map(_category, categories))))
    return _octets(Container("VTODO", *lines))


def time_zone_bytes() -> bytes:
    """Return a VTIMEZONE of Viet Nam (UTC+7): a component that shows nothing, for a calendar without events."""
    standard = Container(
        "STANDARD",
        ContentLine("DTSTART", value="19700101T000000"),
        ContentLine("TZOFFSETFROM", value="+0700"),
        ContentLine("TZOFFSETTO", value="+0700"),
        ContentLine("TZNAME", value="+07"),
    )
    return _octets(Container("VTIMEZONE", ContentLine("TZID", value="Asia/Ho_Chi_Minh"), standard))


def _day_lines(day: date) -> Iterable[Any]:
    """The day, and the day after it, on which the event has ended (RFC 5545, 3.6.1: DTEND is exclusive)."""
    yield ContentLine("DTSTART", _DATE_ONLY, _digits(day))
    if day < date.max:  # without an end the event takes its one day as well
        yield ContentLine("DTEND", _DATE_ONLY, _digits(day + timedelta(days=1)))


def _digits(day: date) -> str:
    return day.isoformat().replace("-", "")


def _text_line(name: str, text: str) -> Any:
    return ContentLine(name, value=escape_string(_clean_line(text)))


@cache
def _category(text: str) -> str:
    return str(escape_string(_clean_line(text)))


def _alarm(days: int, text: str) -> Any:
    alarm = DisplayAlarm(display_text=_clean_line(text))
    alarm.extra.append(ContentLine("TRIGGER", value=_trigger(days)))
    return alarm


def _trigger(days: int) -> str:
    """Return the time from 08:00 so many days (1 and more) before to the event's midnight: -PT16H, -P6DT16H."""
    whole_days = f"{days - 1}D" if days > 1 else ""
    return f"-P{whole_days}T{24 - _REMINDER_HOUR}H"


@cache
def _writers(serializer: Any) -> tuple[Callable[[Any, Any], None], ...]:
    return tuple(write for write in serializer.get_serializers() if write.__name__ not in _PASSED_OVER)


def _container(component: Any, *nested: Any) -> Any:
    """Return the component's lines as `ics` writes them, then those of its own, then what it contains."""
    container = Container(component.Meta.name)
    for write in _writers(component.Meta.serializer):
        write(component, container)
    container.extend(component.extra)
    container.extend(nested)
    return container


def folded_lines(lines: Iterable[str]) -> bytes:
    """Return content lines as the octets of a file: folded at 75, each ended by CRLF."""
    return b"".join(map(_folded, lines))


def _octets(container: Any) -> bytes:
    return b"".join(map(_folded, str(container).split("\r\n")))


def _folded(line: str) -> bytes:
    """Return a content line in UTF-8, in pieces of at most 75 octets that split no letter, each ended by CRLF."""
    octets = line.encode()
    pieces, start, room = [], 0, _LINE_OCTETS
    while len(octets) - start > room:
        end = start + room
        while octets[end] & 0xC0 == 0x80:  # a letter's second, third or fourth octet
            end -= 1
        pieces.append(octets[start:end])
        start, room = end, _LINE_OCTETS - 1  # the blank that continues a line is counted
    pieces.append(octets[start:])
    return b"\r\n ".join(pieces) + b"\r\n"
