"""Feeds by unit follow what units become: members of a group see its deadlines, a merged unit's are called off."""

from __future__ import annotations

from cchc_tasks.calendars.feeds import FeedRequest, export_feeds
from cchc_tasks.calendars.published import PublishedEntry, entries_of
from tests.units.year2025 import ALL, ENVIRONMENT, FARMING, INSPECTION, MERGED, OFFICE, Year2025


class _Folder:
    """A folder of feeds by unit that is written again and again."""

    def __init__(self, year: Year2025) -> None:
        self.year = year
        self.files: dict[str, bytes] = {}

    def feed(self, unit: str) -> dict[str, PublishedEntry]:
        """Write the folder and return the entries of a unit's feed, none where it has no feed."""
        made = export_feeds(self.year.database, FeedRequest("unit"), self.year.act(), self.files.get)
        self.files |= made.files
        names = [feed.files[0] for feed in made.feeds if feed.title.endswith(f"· {unit}")]
        return entries_of(self.files[names[0]]) if names else {}


def _open(entries: dict[str, PublishedEntry]) -> set[str]:
    return {uid for uid, entry in entries.items() if not entry.is_cancelled}


def test_a_member_s_feed_has_what_its_group_leads_and_the_group_s_feed_keeps_it(year: Year2025) -> None:
    folder = _Folder(year)
    of_group = {milestone.uid for milestone in year.task("4").milestones}
    assert of_group
    assert not of_group & _open(folder.feed(OFFICE))
    year.members((OFFICE, INSPECTION))
    assert of_group <= _open(folder.feed(OFFICE)) & _open(folder.feed(INSPECTION)) & _open(folder.feed(ALL))
    year.members((), (OFFICE,))
    entries = folder.feed(OFFICE)
    assert of_group <= set(entries)
    assert not of_group & _open(entries)


def test_what_a_merged_unit_led_is_called_off_there_and_stands_in_the_feed_of_the_one_it_became(year: Year2025) -> None:
    folder = _Folder(year)
    uids = {milestone.uid for milestone in year.task("1").milestones}
    assert uids <= _open(folder.feed(ENVIRONMENT))
    year.merge(ENVIRONMENT, FARMING)
    assert not uids & _open(folder.feed(ENVIRONMENT))
    assert uids <= _open(folder.feed(MERGED))
    year.undo()
    assert uids <= _open(folder.feed(ENVIRONMENT))
    assert not uids & _open(folder.feed(MERGED))
