"""Feeds go on from what they said last: nothing told vanishes, and just what changed is bumped."""

from __future__ import annotations

import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cchc_tasks.calendars.feeds import KEEP_DAYS, FeedExport, FeedRequest, export_feeds
from cchc_tasks.calendars.published import entries_of
from cchc_tasks.calendars.reminders import Reminders
from cchc_tasks.model.status import Status
from cchc_tasks.report_settings import PeriodRule, Periods
from cchc_tasks.storage.database import Database
from cchc_tasks.working_days import WorkingDays
from tests.conftest import SHARED
from tests.plans.amended import Amending, row_of
from tests.sample_office import DECISION, Office

VERIFIER = SHARED / "tools" / "verify_ics.py"
BY_UNIT = FeedRequest(split_by="unit", reminders=Reminders((7, 1), WorkingDays().is_day_off))


class Folder:
    """A folder of feeds that is written again and again."""

    def __init__(self, office: Office, request: FeedRequest = BY_UNIT) -> None:
        self.office = office
        self.request = request
        self.files: dict[str, bytes] = {}

    def export(self) -> FeedExport:
        made = export_feeds(self.office.database, self.request, self.office.act(), self.files.get)
        self.files |= made.files
        return made

    def feed(self, words: str) -> bytes:
        (name,) = [name for name in self.files if name.startswith(words)]
        return self.files[name]


@pytest.fixture
def folder(office: Office) -> Folder:
    return Folder(office)


def test_names_stay_and_cannot_be_guessed(folder: Folder) -> None:
    first = folder.export()
    again = Folder(folder.office)
    second = again.export()
    assert {feed.files for feed in first.feeds} == {feed.files for feed in second.feeds}
    (name,) = [name for name in first.files if name.startswith("tat-ca")]
    assert len(name.removeprefix("tat-ca-").removesuffix(".ics")) == 24


def test_nothing_changed_means_the_same_octets(folder: Folder) -> None:
    folder.export()
    before = dict(folder.files)
    folder.office.update("13", note="ghi chú không hiện trong lịch")
    folder.export()
    assert folder.files == before


def test_a_withdrawn_task_is_called_off_and_not_just_gone(folder: Folder, tmp_path: Path) -> None:
    office = folder.office
    folder.export()
    before = entries_of(folder.feed("tat-ca"))
    uid = office.milestone("13").uid
    amending = Amending(office, tmp_path)
    amending.rows.remove(row_of(amending.rows, "13"))
    amending.apply(on=date(2022, 7, 1))
    folder.export()
    after = entries_of(folder.feed("tat-ca"))
    assert set(before) <= set(after)
    assert after[uid].is_cancelled
    assert after[uid].revision > before[uid].revision
    assert "SUMMARY:[ĐÃ HỦY] " in "\n".join(after[uid].lines)
    assert "BEGIN:VALARM" not in after[uid].lines
    office.undo()
    folder.export()
    back = entries_of(folder.feed("tat-ca"))[uid]
    assert not back.is_cancelled
    assert back.revision > after[uid].revision


def test_what_is_called_off_goes_after_the_stated_time(folder: Folder) -> None:
    office = folder.office
    folder.export()
    uid = office.milestone("13").uid
    office.undo(actor="Người nhập")
    office.today = date(2022, 8, 1)
    folder.export()
    assert entries_of(folder.feed("tat-ca"))[uid].is_cancelled
    told_on = date(2022, 8, 1)
    # The stamp is never earlier than the last one: the import was recorded in this office's July.
    office.today = told_on + timedelta(days=KEEP_DAYS)
    folder.export()
    assert uid in entries_of(folder.feed("tat-ca"))
    office.today = told_on + timedelta(days=KEEP_DAYS + 1)
    folder.export()
    assert uid not in entries_of(folder.feed("tat-ca"))


def test_a_task_that_goes_to_another_unit_is_called_off_in_the_old_feed(folder: Folder) -> None:
    office = folder.office
    folder.export()
    task = office.task("13")
    uid = task.milestones[0].uid
    old = next(f for f in folder.export().feeds if f.title.endswith(task.lead_units[0]))
    office.assign("13", lead=("Thanh tra Sở",), evidence=(DECISION,), on=date(2022, 7, 1))
    folder.export()
    assert entries_of(folder.files[old.files[0]])[uid].is_cancelled
    assert not entries_of(folder.feed("thanh-tra-so"))[uid].is_cancelled
    assert not entries_of(folder.feed("tat-ca"))[uid].is_cancelled


def test_a_finished_one_is_marked_done_and_a_dropped_one_called_off(folder: Folder) -> None:
    office = folder.office
    folder.export()
    done, dropped = office.milestone("13").uid, office.milestone("19").uid
    before = entries_of(folder.feed("tat-ca"))
    office.done("13", on=date(2022, 7, 1), evidence=(DECISION,))
    office.update("19", status=Status.DROPPED, on=date(2022, 7, 1), evidence=(DECISION,))
    folder.export()
    after = entries_of(folder.feed("tat-ca"))
    assert any(line.startswith("SUMMARY:✓ ") for line in after[done].lines)
    assert after[dropped].is_cancelled
    assert min(after[uid].revision - before[uid].revision for uid in (done, dropped)) >= 1


def test_readers_that_need_it_get_no_cancelled_entries(office: Office) -> None:
    omitting = Folder(office, FeedRequest(omit_cancelled=True))
    omitting.export()
    uid = office.milestone("19").uid
    office.update("19", status=Status.DROPPED, on=date(2022, 7, 1), evidence=(DECISION,))
    omitting.export()
    assert uid not in entries_of(omitting.feed("tat-ca"))


def test_reporting_days_stand_in_the_feed_for_all(office: Office) -> None:
    periods = Periods((PeriodRule("6 tháng", (12, 15), (6, 14), (6, 20)),), "Công văn số 12/SNV")
    folder = Folder(office, FeedRequest(split_by="unit", periods=periods))
    folder.export()
    lines = "\n".join(line for entry in entries_of(folder.feed("tat-ca")).values() for line in entry.lines)
    assert "SUMMARY:Chốt số liệu báo cáo 6 tháng đầu năm 2022" in lines
    assert "SUMMARY:Gửi báo cáo 6 tháng đầu năm 2022" in lines
    assert "DTSTART;VALUE=DATE:20220614" in lines
    assert "Chốt số liệu" not in folder.feed("van-phong-so").replace(b"\r\n ", b"").decode()
    before = dict(folder.files)
    folder.export()
    assert folder.files == before


def test_a_feed_too_large_for_google_is_several_files_and_entries_stay_where_they_are(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    from cchc_tasks.calendars import feeds

    folder.export()
    whole = set(entries_of(folder.feed("tat-ca")))
    folder.files.clear()
    monkeypatch.setattr(feeds.feed_parts, "__defaults__", (8_000,))
    made = folder.export()
    names = made.feeds[0].files
    assert len(names) > 2
    assert all(len(made.files[name]) <= 8_000 for name in names)
    places = {uid: name for name in names for uid in entries_of(made.files[name])}
    assert set(places) == whole
    folder.office.done("13", on=date(2022, 7, 1), evidence=(DECISION,))
    again = folder.export()
    moved = {uid for name in names for uid in entries_of(again.files[name]) if places[uid] != name}
    assert len(moved) <= 1


def test_another_programs_file_is_no_memory() -> None:
    assert (
        entries_of(b"BEGIN:VCALENDAR\r\nPRODID:-//Khac//VI\r\nBEGIN:VEVENT\r\nUID:a@cchc-tasks\r\nEND:VEVENT\r\n") == {}
    )
    assert entries_of(b"\xff\x00 khong phai lich") == {}


@pytest.mark.skipif(not VERIFIER.is_file(), reason="the checker of calendars is not beside the project")
def test_the_checker_accepts_a_later_export(folder: Folder, tmp_path: Path) -> None:
    office = folder.office
    folder.export()
    early = dict(folder.files)
    office.extend("13", to="Quý IV/2022", reason="chờ góp ý", evidence=(DECISION,))
    office.done("19", on=date(2022, 7, 1), evidence=(DECISION,))
    office.update("20", status=Status.DROPPED, on=date(2022, 7, 1), evidence=(DECISION,))
    office.assign("10", lead=("Thanh tra Sở",), evidence=(DECISION,), on=date(2022, 7, 1))
    folder.export()
    for name in (name for name in early if name.endswith(".ics")):
        (tmp_path / "truoc.ics").write_bytes(early[name])
        (tmp_path / "sau.ics").write_bytes(folder.files[name])
        done = subprocess.run(
            [sys.executable, VERIFIER, tmp_path / "sau.ics", "--previous", tmp_path / "truoc.ics", "--only", "rfc"],
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_whatever_is_done_nothing_told_vanishes_and_every_change_is_bumped(
    database: Database, data: st.DataObject
) -> None:
    office = _office_of(database)
    folder = Folder(office)
    folder.export()
    for _ in range(3):
        before = {name: entries_of(octets) for name, octets in folder.files.items() if name.endswith(".ics")}
        _do_something(office, data)
        folder.export()
        for name, entries in before.items():
            after = entries_of(folder.files[name])
            for uid, entry in entries.items():
                assert uid in after
                changed = after[uid].says != entry.says
                assert (after[uid].revision > entry.revision) is changed
                assert changed or after[uid].octets == entry.octets


_OFFICES: dict[int, Office] = {}


def _office_of(database: Database) -> Office:
    """The examples of one run go on with one office: its history only grows."""
    if id(database) not in _OFFICES:
        _OFFICES[id(database)] = Office(database)
    return _OFFICES[id(database)]


def _do_something(office: Office, data: st.DataObject) -> None:
    from cchc_tasks.errors import AppError

    ref = data.draw(st.sampled_from(("10", "13", "19", "20", "21")))
    act = data.draw(st.sampled_from(("done", "drop", "go on", "assign", "undo", "redo")))
    day = office.today - timedelta(days=data.draw(st.integers(0, 10)))
    try:
        if act == "done":
            office.done(ref, on=day, evidence=(DECISION,))
        elif act == "drop":
            office.update(ref, status=Status.DROPPED, on=day, evidence=(DECISION,))
        elif act == "go on":
            office.update(ref, status=Status.IN_PROGRESS, on=day)
        elif act == "assign":
            lead = data.draw(st.sampled_from(("Thanh tra Sở", "Văn phòng Sở", "Phòng PBGDPL")))
            office.assign(ref, lead=(lead,), evidence=(DECISION,), on=day)
        elif act == "undo":
            office.undo()
        else:
            office.redo()
    except AppError:
        return
