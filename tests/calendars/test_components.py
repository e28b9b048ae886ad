"""The bytes of calendar components: what `ics` gets wrong is right here."""

from __future__ import annotations

import re
import subprocess
import sys
import unicodedata
from datetime import UTC, date, datetime, timedelta, timezone
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_tasks.calendars.components import calendar_bytes, clean_text, event_bytes, time_zone_bytes

EVENT: dict[str, Any] = {
    "uid": "4f0c@cchc-tasks",
    "revision": 2,
    "changed_at": datetime(2022, 7, 1, 1, 30, 59, tzinfo=UTC),
    "day": date(2022, 6, 30),
    "summary": "Ban hành Quyết định",
    "description": "Hạn: 30/6/2022",
    "status": "CONFIRMED",
    "categories": ("Cải cách thể chế",),
    "reminders": ((7, "Còn 7 ngày"), (1, "Còn 1 ngày")),
}
#: Letters that are hard on a calendar: separators, escapes, line breaks of every sort, marks apart from their letter.
NASTY = st.text(
    st.sampled_from("aăâđôưÂĐ ếộữ,;:\\nN\"'\t\r\n\v\f\x00\x07\x1b\x1c\x7f\x85\u00a0\u2028\u0302\u0301\u0323📅🇻🇳=^")
    | st.characters(),
    max_size=300,
)


def lines_of(octets: bytes) -> list[str]:
    """Unfold as RFC 5545, 3.1 says."""
    return octets.replace(b"\r\n ", b"").decode().removesuffix("\r\n").split("\r\n")


def value_of(octets: bytes, name: str) -> str:
    (value,) = [line.removeprefix(name) for line in lines_of(octets) if line.startswith(name)]
    return value.removeprefix(":")


def unescape(text: str) -> str:
    """Undo RFC 5545, 3.3.11."""
    return re.sub(r"\\(.)", lambda escape: "\n" if escape[1] in "nN" else escape[1], text)


def test_an_event_is_written_whole_with_properties_before_reminders() -> None:
    assert lines_of(event_bytes(**EVENT)) == [
        "BEGIN:VEVENT",
        "DESCRIPTION:Hạn: 30/6/2022",
        "STATUS:CONFIRMED",
        "SUMMARY:Ban hành Quyết định",
        "TRANSP:TRANSPARENT",
        "UID:4f0c@cchc-tasks",
        "SEQUENCE:2",
        "DTSTAMP:20220701T013059Z",
        "LAST-MODIFIED:20220701T013059Z",
        "DTSTART;VALUE=DATE:20220630",
        "DTEND;VALUE=DATE:20220701",
        "X-MICROSOFT-CDO-BUSYSTATUS:FREE",
        "CATEGORIES:Cải cách thể chế",
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        "DESCRIPTION:Còn 7 ngày",
        "TRIGGER:-P6DT16H",
        "END:VALARM",
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        "DESCRIPTION:Còn 1 ngày",
        "TRIGGER:-PT16H",
        "END:VALARM",
        "END:VEVENT",
    ]


def test_a_calendar_opens_with_its_version_and_has_no_method() -> None:
    calendar = calendar_bytes("Thời hạn; phòng A, B", [b"BEGIN:VEVENT\r\nEND:VEVENT\r\n"])
    assert lines_of(calendar) == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//cchc-tasks//NONSGML cchc-tasks//VI",
        "X-WR-CALNAME:Thời hạn\\; phòng A\\, B",
        "BEGIN:VEVENT",
        "END:VEVENT",
        "END:VCALENDAR",
    ]


@pytest.mark.parametrize(
    ("days", "trigger"),
    [(1, "-PT16H"), (2, "-P1DT16H"), (7, "-P6DT16H"), (8, "-P7DT16H"), (15, "-P14DT16H"), (60, "-P59DT16H")],
)
def test_a_reminder_rings_at_eight_so_many_days_before(days: int, trigger: str) -> None:
    assert value_of(event_bytes(**EVENT | {"reminders": [(days, "Nhắc")]}), "TRIGGER") == trigger
    before = re.fullmatch(r"-P(?:(\d+)D)?T(\d+)H", trigger)
    assert before
    midnight = datetime(2022, 6, 30, tzinfo=UTC)
    rings = midnight - timedelta(days=int(before[1] or 0), hours=int(before[2]))
    assert rings == midnight - timedelta(days=days) + timedelta(hours=8)


def test_a_moment_is_written_in_utc_whatever_its_time_zone() -> None:
    in_viet_nam = datetime(2022, 7, 1, 0, 15, tzinfo=timezone(timedelta(hours=7)))
    event = event_bytes(**EVENT | {"changed_at": in_viet_nam})
    assert value_of(event, "DTSTAMP") == value_of(event, "LAST-MODIFIED") == "20220630T171500Z"


@pytest.mark.parametrize(
    ("day", "start", "end"),
    [
        pytest.param(date(2022, 12, 31), "20221231", "20230101", id="cuối năm"),
        pytest.param(date(2024, 2, 28), "20240228", "20240229", id="năm nhuận"),
        pytest.param(date(999, 1, 1), "09990101", "09990102", id="năm ba chữ số"),
    ],
)
def test_an_event_ends_on_the_day_after(day: date, start: str, end: str) -> None:
    event = event_bytes(**EVENT | {"day": day})
    assert (value_of(event, "DTSTART;VALUE=DATE"), value_of(event, "DTEND;VALUE=DATE")) == (start, end)


def test_the_last_day_of_all_has_no_day_after() -> None:
    event = event_bytes(**EVENT | {"day": date.max})
    assert b"DTSTART;VALUE=DATE:99991231\r\n" in event
    assert b"DTEND" not in event


def test_categories_keep_their_order_and_their_commas() -> None:
    categories = ("Công tác chỉ đạo, điều hành", "Văn phòng Sở", "Phòng A")
    event = event_bytes(**EVENT | {"categories": categories})
    assert value_of(event, "CATEGORIES") == "Công tác chỉ đạo\\, điều hành,Văn phòng Sở,Phòng A"


@given(st.text("aạ📅 ,;\\", min_size=1, max_size=400))
def test_lines_are_folded_at_75_octets_between_letters(text: str) -> None:
    event = event_bytes(**EVENT | {"description": text, "reminders": ()})
    pieces = event.split(b"\r\n")
    assert max(map(len, pieces)) <= 75
    assert all(piece.decode() == piece.decode().rstrip("\r\n") for piece in pieces)
    # No line is broken sooner than its next letter, of 4 octets at most, asks for.
    followed = [piece for piece, after in pairwise(pieces) if after.startswith(b" ")]
    assert all(len(piece) >= 72 for piece in followed)


@pytest.mark.parametrize("length", [74, 75, 76, 75 + 74, 75 + 74 + 1])
def test_a_line_of_just_the_limit_is_not_folded(length: int) -> None:
    uid = "a" * (length - len("UID:"))
    (whole,) = re.findall(rb"UID:a+(?:\r\n a+)*\r\n", event_bytes(**EVENT | {"uid": uid}))
    pieces = whole.removesuffix(b"\r\n").split(b"\r\n")
    assert [len(piece) for piece in pieces[:-1]] == [75] * (len(pieces) - 1)
    assert len(pieces) == (1 if length <= 75 else 2 if length <= 149 else 3)


@given(NASTY)
def test_any_text_comes_back_as_it_was_cleaned(text: str) -> None:
    event = event_bytes(**EVENT | {"description": "Sản phẩm: " + text, "summary": "✓ " + text, "reminders": ()})
    assert unescape(value_of(event, "DESCRIPTION")) == clean_text("Sản phẩm: " + text)
    assert unescape(value_of(event, "SUMMARY")) == " ".join(clean_text("✓ " + text).split())
    assert event.count(b"\n") == event.count(b"\r") == event.count(b"\r\n")
    assert event.endswith(b"\r\n")
    assert all(piece.strip() for piece in event.removesuffix(b"\r\n").split(b"\r\n"))


@given(NASTY)
def test_cleaned_text_holds_nothing_a_calendar_cannot_show(text: str) -> None:
    cleaned = clean_text(text)
    assert not [letter for letter in cleaned if unicodedata.category(letter) in ("Cc", "Cs") and letter != "\n"]
    assert unicodedata.is_normalized("NFC", cleaned)
    assert all(line and line == line.strip() for line in cleaned.split("\n") if cleaned)
    assert clean_text(cleaned) == cleaned


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        pytest.param("- Tờ trình;\r\n\r\n- Quyết định\r", "- Tờ trình;\n- Quyết định", id="xuống dòng của Windows"),
        pytest.param("Quyết định\x0bKế hoạch", "Quyết định\nKế hoạch", id="ngắt dòng của Word"),
        pytest.param("Va\u0306n pho\u0300ng So\u031b\u0309", "Văn phòng Sở", id="dấu tổ hợp"),
        pytest.param("  Báo\u00a0cáo \t quý \x1b[31m", "Báo cáo quý [31m", id="khoảng trắng, mã điều khiển"),
        pytest.param("\x07 \r\n\t", "", id="chỉ có ký tự vô hình"),
    ],
)
def test_text_is_cleaned(text: str, cleaned: str) -> None:
    assert clean_text(text) == cleaned


def test_lone_surrogates_are_left_out() -> None:
    assert clean_text("Báo\ud800 cáo") == "Báo cáo"


@given(NASTY)
def test_ics_itself_reads_a_written_calendar_back(text: str) -> None:
    from ics import Calendar

    summary = text.replace("\\", "/")  # ics 0.7.3 undoes «\\» last and so takes a backslash before «n» for a new line
    calendar = calendar_bytes("Lịch", [event_bytes(**EVENT | {"summary": "Việc " + summary})])
    (event,) = Calendar(calendar.decode()).events
    assert event.name == " ".join(clean_text("Việc " + summary).split())
    assert (event.uid, event.all_day, str(event.begin.date())) == ("4f0c@cchc-tasks", True, "2022-06-30")
    assert event.transparent
    assert sorted(alarm.trigger for alarm in event.alarms) == [-timedelta(days=6, hours=16), -timedelta(hours=16)]


def test_the_time_zone_of_an_empty_calendar_is_seven_hours_before_utc() -> None:
    from ics import Calendar

    zone = Calendar(calendar_bytes("Lịch", [time_zone_bytes()]).decode())._timezones["Asia/Ho_Chi_Minh"]
    assert zone.utcoffset(datetime(2022, 6, 30)) == timedelta(hours=7)  # noqa: DTZ001 — tz files take local times


def test_neither_events_nor_their_wording_load_the_calendar_library() -> None:
    loaded = "cchc_tasks.model.calendar_entry, cchc_tasks.calendars.words"
    code = f"import sys, {loaded}; sys.exit('ics' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
