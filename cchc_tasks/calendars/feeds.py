"""Calendar feeds: one for each unit or plan and one for all, under names that stay; each continues its last state."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from itertools import count

from cchc_tasks.calendars import words
from cchc_tasks.calendars.calendar_export import event_of
from cchc_tasks.calendars.calendar_file import event_component
from cchc_tasks.calendars.components import calendar_bytes, time_zone_bytes
from cchc_tasks.calendars.index_page import FeedLink, index_page
from cchc_tasks.calendars.published import PublishedEntry, continue_entries, entries_of
from cchc_tasks.calendars.reminders import Reminders
from cchc_tasks.calendars.sql import Subject, feed_names, moment_of_feed, name_feeds
from cchc_tasks.model.acts import Act
from cchc_tasks.model.calendar_entry import CalendarEvent, CalendarState
from cchc_tasks.model.filters import Filters
from cchc_tasks.model.status import Kind
from cchc_tasks.model.task import Plan, Task
from cchc_tasks.plans.plan_lookup import PRINTED_DAYS, tasks_on
from cchc_tasks.report_settings import Periods
from cchc_tasks.reports.page_words import period as period_words
from cchc_tasks.storage.database import Database
from cchc_tasks.storage.reader import Reader
from cchc_tasks.storage.task_loader import load_plans
from cchc_tasks.storage.unit_history import Units, unit_titles, units_of_tasks
from cchc_tasks.tracking.task_units import slug_of

#: What is called off stays so many days in a feed.
KEEP_DAYS = 180
ALL = Subject("all", None)
REPORTS = Subject("reports", None)
INDEX = "index.html"

#: Returns the octets of a file of the folder, None where it is not there.
ReadFile = Callable[[str], bytes | None]


@dataclass(frozen=True, slots=True)
class FeedRequest:
    """The feeds that a person asks for: one for each unit or plan beside the one for all, or that one alone.

    `split_by` is empty for that one alone. `periods` are given where the reporting days are wanted in the feed for all;
    `base_url` is the address under which the folder is served, empty where nobody said.
    """

    split_by: str = ""
    reminders: Reminders = field(default_factory=lambda: Reminders(()))
    ongoing: bool = False
    omit_cancelled: bool = False
    keep_days: int = KEEP_DAYS
    periods: Periods | None = None
    base_url: str = ""


@dataclass(frozen=True, slots=True)
class Feed:
    """One feed: what it is called, its files' names, and how many entries it has and how many are called off."""

    kind: str
    title: str
    files: tuple[str, ...]
    events: int
    cancelled: int


@dataclass(frozen=True, slots=True)
class FeedExport:
    """Every file of the folder by its name, the feeds, and how many milestones have no date to show.

    `known` are the names of all feeds that there ever were, also of those that are not written now.
    """

    files: dict[str, bytes]
    known: frozenset[str]
    feeds: tuple[Feed, ...]
    undated: int
    ongoing_left_out: int


@dataclass(frozen=True, slots=True)
class _FeedContent:
    """What feeds are made of, of one moment."""

    known: frozenset[str]
    names: Mapping[Subject, str]
    titles: Mapping[Subject, str]
    events: Mapping[Subject, list[CalendarEvent]]
    undated: int
    ongoing_left_out: int


def export_feeds(database: Database, request: FeedRequest, act: Act, read: ReadFile) -> FeedExport:
    """Return the files of a folder of feeds as they should be now; `read` gives what they are.

    A subject without a name gets one, which is recorded; nothing else is. Raises DatabaseError.
    """
    content = _load_content(database, request, act)
    feeds: list[Feed] = []
    files: dict[str, bytes] = {}
    for subject, name in content.names.items():
        before, parts = _published(name, read)
        components = (event_component(event, request.reminders) for event in _ordered(content.events[subject]))
        entries = list(continue_entries(components, before, act.today, request.keep_days))
        if request.omit_cancelled:
            entries = [entry for entry in entries if not entry.is_cancelled]
        octets = feed_parts(content.titles[subject], entries, parts)
        named = tuple(_file_name(name, place) for place in range(1, len(octets) + 1))
        files |= dict(zip(named, octets, strict=True))
        cancelled = sum(entry.is_cancelled for entry in entries)
        feeds.append(Feed(subject.kind, content.titles[subject], named, len(entries) - cancelled, cancelled))
    links = [FeedLink(feed.title, feed.files) for feed in feeds]
    files[INDEX] = index_page(links, request.base_url)
    return FeedExport(files, content.known, tuple(feeds), content.undated, content.ongoing_left_out)


def _load_content(database: Database, request: FeedRequest, act: Act) -> _FeedContent:
    with database.reading() as reader:
        tasks = tasks_on(reader, Filters(), act.today, PRINTED_DAYS)
        plans = load_plans(reader)
        known = feed_names(reader)
        units = _units_of(reader, tasks, act.today.isoformat()) if request.split_by == "unit" else {}
        called = unit_titles(reader, act.today.isoformat())
    titles = dict(_titles(request.split_by, plans, called, {u for of_task in units.values() for u in of_task}, known))
    missing = {subject: _slug(subject, title) for subject, title in titles.items() if subject not in known}
    if request.periods and REPORTS not in known:
        missing[REPORTS] = words.REPORTS_SLUG
    if missing:
        with database.writing() as writer:
            name_feeds(writer, act, missing)
    with database.reading() as reader:
        known = feed_names(reader)
        named_on = moment_of_feed(reader, REPORTS)
    shown = [(task, m) for task in tasks for m in task.milestones if m.due]
    kept = [(task, m) for task, m in shown if request.ongoing or m.kind is not Kind.ONGOING]
    events: dict[Subject, list[CalendarEvent]] = {subject: [] for subject in titles}
    for task, milestone in kept:
        for subject in _subjects(request.split_by, task, plans, units):
            events[subject].append(event_of(task, milestone))
    if request.periods:
        events[ALL] += reporting_days(request.periods, plans, known[REPORTS], named_on)
    undated = sum(m.due is None and not m.closed for task in tasks for m in task.milestones)
    names = {subject: known[subject] for subject in titles}
    return _FeedContent(frozenset(known.values()), names, titles, events, undated, len(shown) - len(kept))


def _units_of(reader: Reader, tasks: Iterable[Task], day: str) -> dict[int, list[int]]:
    """The units in whose feeds each task stands: those that lead it, and on the day the members of a leading group.

    A group keeps a feed of its own, so that whoever subscribed to it sees nothing called off.
    """
    led, units = units_of_tasks(reader, (task.task_id for task in tasks), "lead"), Units(reader)
    members = {group: units.members(group, day) for group in units.groups()}
    return {
        task_id: list(dict.fromkeys((*found, *(member for unit in found for member in members.get(unit, ())))))
        for task_id, found in led.items()
    }


def _titles(
    split_by: str, plans: list[Plan], called: Mapping[int, str], units: set[int], known: Mapping[Subject, str]
) -> Iterator[tuple[Subject, str]]:
    """The subjects of feeds with their titles; one that had a feed keeps it, so that what left it is told of."""
    yield ALL, words.calendar_name([], "")
    if split_by == "plan":
        had = {s.subject_id for s in known if s.kind == "plan"}
        yield from ((Subject("plan", p.plan_id), words.calendar_name([p.code], "")) for p in plans)
        gone = sorted(i for i in had - {p.plan_id for p in plans} if i is not None)
        yield from ((Subject("plan", i), words.calendar_name([words.WITHDRAWN_PLAN], "")) for i in gone)
    elif split_by == "unit":
        had = {s.subject_id for s in known if s.kind == "unit" and s.subject_id in called}
        of_units = sorted((called[unit], unit) for unit in units | {i for i in had if i is not None})
        yield from ((Subject("unit", unit), words.calendar_name([], name)) for name, unit in of_units)


def _slug(subject: Subject, title: str) -> str:
    return "tat-ca" if subject == ALL else slug_of(title.removeprefix(f"{words.calendar_name([], '')} · "))[:40]


def _subjects(split_by: str, task: Task, plans: Iterable[Plan], units: Mapping[int, list[int]]) -> Iterator[Subject]:
    yield ALL
    if split_by == "plan":
        yield from (Subject("plan", plan.plan_id) for plan in plans if plan.code == task.plan)
    elif split_by == "unit":
        yield from (Subject("unit", unit) for unit in units.get(task.task_id, ()))


def _ordered(events: list[CalendarEvent]) -> list[CalendarEvent]:
    return sorted(events, key=lambda event: (event.due, event.ref, event.n, event.uid))


def _published(name: str, read: ReadFile) -> tuple[dict[str, PublishedEntry], list[list[str]]]:
    """What the feed's files say, and which entries are in which of them."""
    before: dict[str, PublishedEntry] = {}
    parts: list[list[str]] = []
    for place in count(1):
        data = read(_file_name(name, place))
        if data is None:
            return before, parts
        found = entries_of(data)
        parts.append([uid for uid in found if uid not in before])
        before = found | before
    raise AssertionError  # pragma: no cover - count() does not end


def _file_name(name: str, place: int) -> str:
    return f"{name}.ics" if place == 1 else f"{name}-{place}.ics"


def reporting_days(periods: Periods, plans: list[Plan], name: str, named_on: str) -> Iterator[CalendarEvent]:
    """Yield the closing days of the reporting periods in the years of the plans, and the days when reports are due.

    Their identity comes from `name`, the feed's, which was given on `named_on` (UTC, ISO).
    """
    years = sorted({year for plan in plans for year in range(plan.first.year, plan.last.year + 1)})
    for year in years:
        for rule in periods.rules:
            called = period_words(rule.name, year)
            days = [("closing", words.closing_day(called), rule.days(year)[1])]
            if rule.due:
                days.append(("report", words.report_day(called), rule.due_day(year)))
            for kind, summary, day in days:
                yield CalendarEvent(
                    uid=f"{sha256(f'{name}|{kind}|{rule.name}|{year}'.encode()).hexdigest()[:32]}@cchc-tasks",
                    revision=0,
                    changed_at=datetime.fromisoformat(named_on),
                    due=day,
                    ref=f"{rule.name}/{year}",
                    n=1,
                    title=summary,
                    state=CalendarState.OPEN,
                    summary=summary,
                    note=words.by_source(periods.source),
                )


#: Google takes no more than 1 MB.
MAX_BYTES = 900_000
#: What the head of a file takes beside its entries.
_HEAD = 1_000


def feed_parts(
    name: str, entries: Iterable[PublishedEntry], before: Sequence[Iterable[str]], limit: int = MAX_BYTES
) -> list[bytes]:
    """Return a feed's files, at least one; `before` are the UIDs of the files that are there already.

    An entry stays where it is while it has room; a new one goes into the last file. Raises nothing: one entry alone is
    far below the limit.
    """
    place_of = {uid: place for place, uids in enumerate(before) for uid in uids}
    parts: list[list[PublishedEntry]] = [[] for _ in before] or [[]]
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
    return [_part_file(name, place, len(parts), part) for place, part in enumerate(parts, 1)]


def _part_file(name: str, place: int, count: int, part: list[PublishedEntry]) -> bytes:
    called = name if count == 1 else f"{name} ({place}/{count})"
    octets = [entry.octets for entry in sorted(part, key=lambda entry: (entry.day, entry.uid))]
    return calendar_bytes(called, octets or (time_zone_bytes(),), is_feed=True)
