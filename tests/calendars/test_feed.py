"""A calendar file: what people see in it, and that the same data give the same bytes."""

from __future__ import annotations

import os
import random
import re
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from cchc_tasks.calendars.calendar_file import calendar_file
from cchc_tasks.calendars.reminders import Reminders
from cchc_tasks.errors import UsageError
from cchc_tasks.model.calendar_entry import CalendarEvent, CalendarState, calendar_state
from cchc_tasks.model.status import Kind, Status

VERIFIER = Path(__file__).parents[2] / "../shared/tools/verify_ics.py"
DECREE = CalendarEvent(
    uid="7d1e@cchc-tasks",
    revision=1,
    changed_at=datetime(2022, 6, 15, 3, tzinfo=UTC),
    due=date(2022, 6, 30),
    ref="CCHC-2022/33",
    n=1,
    title="Ban hành quy chế phối hợp, khai thác dữ liệu",
    label="Quyết định",
    area="Cải cách thể chế",
    lead_units=("Phòng Công chứng số 1", "Văn phòng Sở"),
    support_units=("Các đơn vị thuộc Sở",),
    product="- Tờ trình;\n- Quyết định",
    deadline_text="Quyết định: Quý II/2022",
    start=date(2022, 4, 1),
)


def unfolded(octets: bytes) -> str:
    return octets.replace(b"\r\n ", b"").decode()


def values(octets: bytes, name: str) -> list[str]:
    """The values of every property of that name in the file, unescaped."""
    found = re.findall(rf"^{name}(?:;[^:\r]*)?:(.*)\r$", unfolded(octets), re.MULTILINE)
    return [re.sub(r"\\(.)", lambda escape: "\n" if escape[1] == "n" else escape[1], value) for value in found]


def many(number: int) -> list[CalendarEvent]:
    """So many events of every state and kind, two on each day."""
    states, kinds = list(CalendarState), (Kind.FIXED, Kind.RECURRING, Kind.ONGOING)
    return [
        replace(
            DECREE,
            uid=f"{i:016x}@cchc-tasks",
            revision=i % 3,
            due=date(2022, 1, 1) + timedelta(days=i // 2),
            ref=f"CCHC-2022/{i}",
            state=states[i % len(states)],
            kind=kinds[i % len(kinds)],
            lead_units=tuple(f"Phòng {letter}" for letter in "ABCDEFG"[: i % 7]),
        )
        for i in range(number)
    ]


def test_an_event_tells_units_product_printed_deadline_and_window() -> None:
    feed = calendar_file([DECREE], name="Thời hạn CCHC", reminders=Reminders(()))
    assert values(feed, "X-WR-CALNAME") == ["Thời hạn CCHC"]
    assert values(feed, "SUMMARY") == ["Ban hành quy chế phối hợp, khai thác dữ liệu (Quyết định)"]
    assert values(feed, "DESCRIPTION") == [
        "Mã nhiệm vụ: CCHC-2022/33\n"
        "Đơn vị chủ trì: Phòng Công chứng số 1; Văn phòng Sở\n"
        "Đơn vị phối hợp: Các đơn vị thuộc Sở\n"
        "Kết quả, sản phẩm: - Tờ trình;\n"
        "- Quyết định\n"
        "Thời hạn ghi trong kế hoạch: Quyết định: Quý II/2022\n"
        "Thời gian thực hiện: từ ngày 01/4/2022 đến ngày 30/6/2022\n"
        "Hạn: ngày 30/6/2022"
    ]
    assert values(feed, "CATEGORIES") == ["Cải cách thể chế,Phòng Công chứng số 1,Văn phòng Sở"]
    assert values(feed, "UID") == ["7d1e@cchc-tasks"]
    assert values(feed, "SEQUENCE") == ["1"]
    assert values(feed, "DTSTAMP") == values(feed, "LAST-MODIFIED") == ["20220615T030000Z"]
    assert (values(feed, "DTSTART"), values(feed, "DTEND")) == (["20220630"], ["20220701"])
    assert values(feed, "METHOD") == []


def test_what_is_not_known_is_left_out() -> None:
    bare = CalendarEvent("1@x", 0, DECREE.changed_at, DECREE.due, "CCHC-2022/5", 1, "Rà soát thủ tục")
    feed = calendar_file([bare], name="Lịch", reminders=Reminders(()))
    assert values(feed, "SUMMARY") == ["Rà soát thủ tục"]
    assert values(feed, "DESCRIPTION") == ["Mã nhiệm vụ: CCHC-2022/5\nHạn: ngày 30/6/2022"]
    assert values(feed, "CATEGORIES") == []


def test_a_task_without_a_title_is_called_by_its_number() -> None:
    assert values(
        calendar_file([replace(DECREE, title="", label=None)], name="L", reminders=Reminders(())), "SUMMARY"
    ) == ["CCHC-2022/33"]


def test_an_extended_deadline_names_the_day_it_replaced() -> None:
    extended = replace(DECREE, due=date(2022, 9, 30), extended_from=date(2022, 6, 30))
    (description,) = values(calendar_file([extended], name="Lịch", reminders=Reminders(())), "DESCRIPTION")
    assert description.endswith("Hạn: ngày 30/9/2022\nHạn trước khi gia hạn: ngày 30/6/2022")


@pytest.mark.parametrize(
    ("state", "summary", "status", "reminders"),
    [
        (CalendarState.OPEN, "Rà soát", "CONFIRMED", 2),
        (CalendarState.DONE, "✓ Rà soát", "CONFIRMED", 0),
        (CalendarState.STOPPED, "Rà soát", "CONFIRMED", 0),
        (CalendarState.CANCELLED, "[ĐÃ HỦY] Rà soát", "CANCELLED", 0),
    ],
)
def test_only_an_open_milestone_reminds(state: CalendarState, summary: str, status: str, reminders: int) -> None:
    feed = calendar_file([replace(DECREE, title="Rà soát", label=None, state=state)], name="Lịch")
    assert values(feed, "SUMMARY") == [summary]
    assert values(feed, "STATUS") == [status]
    assert len(values(feed, "TRIGGER")) == feed.count(b"BEGIN:VALARM") == reminders


@pytest.mark.parametrize(
    ("reported", "closed", "state"),
    [
        (Status.NOT_STARTED, False, CalendarState.OPEN),
        (Status.WAITING, False, CalendarState.OPEN),
        (Status.DONE, False, CalendarState.OPEN),
        (Status.DONE, True, CalendarState.DONE),
        (Status.PAUSED, False, CalendarState.STOPPED),
        (Status.CARRIED_OVER, False, CalendarState.STOPPED),
        (Status.NOTHING_ARISEN, False, CalendarState.STOPPED),
        (Status.DROPPED, False, CalendarState.CANCELLED),
        (Status.DROPPED, True, CalendarState.DONE),
    ],
)
def test_the_state_follows_from_what_was_reported(reported: Status, closed: bool, state: CalendarState) -> None:
    assert calendar_state(reported, closed) is state


def test_reminders_stand_seven_days_and_one_day_before_unless_asked_otherwise() -> None:
    feed = calendar_file([DECREE], name="Lịch")
    assert values(feed, "TRIGGER") == ["-P6DT16H", "-PT16H"]
    assert [text.split(":")[0] for text in values(feed, "DESCRIPTION")[1:]] == [
        "Còn 7 ngày đến hạn",
        "Còn 1 ngày đến hạn",
    ]
    assert values(calendar_file([DECREE], name="Lịch", reminders=Reminders((3, 15, 3))), "TRIGGER") == [
        "-P14DT16H",
        "-P2DT16H",
    ]
    assert values(calendar_file([DECREE], name="Lịch", reminders=Reminders(())), "TRIGGER") == []


def test_ongoing_work_is_reminded_of_the_end_of_its_window() -> None:
    feed = calendar_file([replace(DECREE, kind=Kind.ONGOING)], name="Lịch", reminders=Reminders((7,)))
    event, reminder = values(feed, "DESCRIPTION")
    assert event.endswith("Hết kỳ: ngày 30/6/2022")
    assert reminder.startswith("Còn 7 ngày hết kỳ: ")


@pytest.mark.parametrize("days", [0, -1])
def test_a_reminder_after_the_morning_before_is_refused_with_an_example(days: int) -> None:
    with pytest.raises(UsageError) as refusal:
        calendar_file([DECREE], name="Lịch", reminders=Reminders((7, days)))
    assert str(days) in refusal.value.message
    assert "7,1" in refusal.value.hint


@pytest.mark.parametrize("uid", ["", "  "])
def test_an_event_without_a_stored_uid_cannot_be_made(uid: str) -> None:
    with pytest.raises(ValueError, match="CCHC-2022/33"):
        replace(DECREE, uid=uid)


def test_a_revision_without_a_time_zone_cannot_be_made() -> None:
    with pytest.raises(ValueError, match="CCHC-2022/33"):
        replace(DECREE, changed_at=DECREE.changed_at.replace(tzinfo=None))


def test_events_are_ordered_by_day_task_and_milestone() -> None:
    events = [
        replace(DECREE, uid="a@x", due=date(2022, 3, 31), ref="CCHC-2022/4"),
        replace(DECREE, uid="d@x", due=date(2022, 1, 31), ref="CCHC-2022/9"),
        replace(DECREE, uid="b@x", due=date(2022, 3, 31), ref="CCHC-2022/2", n=2),
        replace(DECREE, uid="c@x", due=date(2022, 3, 31), ref="CCHC-2022/2", n=1),
    ]
    assert values(calendar_file(events, name="Lịch"), "UID") == ["d@x", "c@x", "b@x", "a@x"]


def test_the_order_of_asking_changes_no_byte() -> None:
    events = [*many(60), replace(DECREE, uid="twin@x"), DECREE]
    feed = calendar_file(events, name="Lịch")
    shuffled = random.Random(20220630).sample(events, len(events))
    assert calendar_file(iter(shuffled), name="Lịch") == calendar_file(reversed(events), name="Lịch") == feed


def test_a_calendar_without_events_is_still_one_that_programs_accept() -> None:
    feed = unfolded(calendar_file([], name="Phòng A"))
    assert feed.startswith("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n")
    assert re.findall("^BEGIN:(.*)\r$", feed, re.MULTILINE) == ["VCALENDAR", "VTIMEZONE", "STANDARD"]
    assert feed.endswith("END:VTIMEZONE\r\nEND:VCALENDAR\r\n")


def test_the_same_data_give_the_same_bytes_under_any_hash_seed_and_time_zone() -> None:
    code = (
        f"import sys; sys.path.insert(0, {str(Path(__file__).parent)!r}); import test_feed;"
        "sys.stdout.buffer.write(test_feed.calendar_file(set(test_feed.many(40)), name='Lịch'))"
    )
    seeds_and_zones = [("0", "Asia/Ho_Chi_Minh"), ("1", "Pacific/Kiritimati"), ("4294967295", "America/Anchorage")]
    feeds = {
        subprocess.run(
            [sys.executable, "-c", code],
            env=os.environ | {"PYTHONHASHSEED": seed, "TZ": zone, "PYTHONDONTWRITEBYTECODE": "1"},
            capture_output=True,
            check=True,
        ).stdout
        for seed, zone in seeds_and_zones
    }
    assert feeds == {calendar_file(many(40), name="Lịch")}


@pytest.mark.skipif(not VERIFIER.exists(), reason="the calendar verifier is not beside the project")
def test_the_verifier_accepts_a_calendar_a_later_one_and_an_empty_one(tmp_path: Path) -> None:
    later = DECREE.changed_at + timedelta(days=30)
    first = many(12)
    second = [replace(first[0], state=CalendarState.DONE, revision=5, changed_at=later), *first[1:]]
    second[5] = replace(first[5], due=date(2022, 12, 31), extended_from=first[5].due, revision=9, changed_at=later)
    files = {"first.ics": first, "second.ics": second, "empty.ics": []}
    for name, events in files.items():
        (tmp_path / name).write_bytes(calendar_file(events, name="Thời hạn CCHC"))

    def verify(*arguments: str) -> str:
        command = [sys.executable, str(VERIFIER), *arguments]
        return subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False).stdout

    assert "RESULT: ok" in verify("second.ics", "--expect", "12", "--previous", "first.ics")
    assert "RESULT: ok" in verify("empty.ics", "--expect", "0", "--only", "rfc,ics,icalendar")
