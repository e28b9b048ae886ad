"""A folder of feeds is written again and again: what is ours goes on unasked, what is not is never replaced."""

from __future__ import annotations

from pathlib import Path

import pytest

from cchc_tasks.calendars.published import is_our_calendar
from cchc_tasks.storage.database import Database
from tests.program import Printed, run
from tests.sample_office import DECISION, Office


class Desk:
    """An office that publishes its feeds in a folder."""

    def __init__(self, database: Database, folder: Path) -> None:
        self.office = Office(database)
        self.folder = folder

    def publish(self, *more: str) -> Printed:
        place = {
            "CCHC_TASKS_DB": self.office.database.location,
            "CCHC_TASKS_ACTOR": "x",
            "CCHC_TASKS_TODAY": "2022-07-15",
        }
        return run("calendar", self.folder, *more, **place)

    @property
    def files(self) -> dict[str, bytes]:
        return {path.name: path.read_bytes() for path in self.folder.iterdir()}


@pytest.fixture
def desk(database: Database, tmp_path: Path) -> Desk:
    return Desk(database, tmp_path / "lich")


def test_our_own_feeds_and_page_are_brought_up_to_date_unasked(desk: Desk) -> None:
    assert desk.publish("--split-by", "unit", "--todo").exit_code == 0
    before = desk.files
    desk.office.done("13", evidence=(DECISION,))
    ended = desk.publish("--split-by", "unit", "--todo")
    assert (ended.exit_code, set(desk.files)) == (0, set(before))
    assert any(desk.files[name] != before[name] for name in before)
    assert desk.publish("--split-by", "unit", "--todo", "--base-url", "https://a.vn/lich/").exit_code == 0
    assert b"https://a.vn/lich/" in desk.files["index.html"]


def test_a_page_of_the_program_before_it_named_itself_is_ours_too(desk: Desk) -> None:
    desk.publish()
    page = desk.folder / "index.html"
    page.write_bytes(page.read_bytes().replace(b'<meta name="generator" content="cchc-tasks">', b""))
    assert desk.publish().exit_code == 0


@pytest.mark.parametrize("name", ["index.html", "viec-can-lam.ics"])
def test_somebody_else_s_file_under_such_a_name_stays_until_that_is_asked_for(desk: Desk, name: str) -> None:
    desk.folder.mkdir()
    (desk.folder / name).write_text("<h1>Trang của Sở</h1>", encoding="utf-8")
    ended = desk.publish("--todo")
    assert (ended.exit_code, name in ended.said, set(desk.files)) == (5, True, {name})
    assert desk.publish("--todo", "--overwrite").exit_code == 0
    assert "Trang của Sở".encode() not in desk.files[name]


def test_a_feed_that_became_somebody_else_s_is_not_replaced_unasked(desk: Desk) -> None:
    desk.publish()
    (name,) = (name for name in desk.files if name.endswith(".ics"))
    (desk.folder / name).write_text("BEGIN:VCALENDAR\r\nPRODID:-//Khac//EN\r\nEND:VCALENDAR\r\n", encoding="utf-8")
    ended = desk.publish()
    assert (ended.exit_code, name in ended.said) == (5, True)
    assert desk.publish("--overwrite").exit_code == 0
    assert is_our_calendar(desk.files[name])


def test_feeds_that_were_not_written_now_are_told_and_go_with_overwrite_and_nothing_else_does(desk: Desk) -> None:
    desk.publish("--split-by", "unit")
    units = {name for name in desk.files if not name.startswith(("tat-ca", "index"))}
    (desk.folder / "rieng.ics").write_bytes(desk.files[min(units)])  # a copy is its owner's
    (desk.folder / "ghi chu.txt").write_text("của tôi", encoding="utf-8")
    ended = desk.publish()
    assert (ended.exit_code, "--overwrite" in ended.said) == (0, True)
    assert units < set(desk.files)
    foreign = sorted(units)[0]
    (desk.folder / foreign).write_text("không phải của chương trình", encoding="utf-8")
    ended = desk.publish("--overwrite")
    assert (ended.exit_code, "Đã bỏ" in ended.said) == (0, True)
    assert set(desk.files) & units == {foreign}
    assert {"rieng.ics", "ghi chu.txt", "index.html"} < set(desk.files)
