"""The push of milestones to a CalDAV collection: it creates, updates and deletes entries of this program only."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Protocol

from cchc_tasks.calendars import words
from cchc_tasks.calendars.caldav_server import ChangedMeanwhileError, RemoteEntry
from cchc_tasks.calendars.calendar_export import event_of
from cchc_tasks.calendars.calendar_file import event_component
from cchc_tasks.calendars.feeds import REPORTS, reporting_days
from cchc_tasks.calendars.published import PublishedEntry, entry_of, raise_revision
from cchc_tasks.calendars.reminders import Reminders
from cchc_tasks.calendars.sql import calendar_uids, feed_names, moment_of_feed, name_feeds
from cchc_tasks.model.acts import Act
from cchc_tasks.model.calendar_entry import CalendarEvent
from cchc_tasks.model.filters import Filters
from cchc_tasks.model.status import Kind
from cchc_tasks.model.task import Plan
from cchc_tasks.plans.plan_lookup import PRINTED_DAYS, tasks_on
from cchc_tasks.report_settings import Periods
from cchc_tasks.storage.database import Database
from cchc_tasks.storage.task_loader import load_plans


class CalendarCollection(Protocol):
    """What a push needs of a server; see `caldav_server.CalendarServer`."""

    def entries(self) -> list[RemoteEntry]: ...
    def create(self, entry: PublishedEntry, name: str) -> None: ...
    def replace(self, remote: RemoteEntry, entry: PublishedEntry, name: str) -> None: ...
    def delete(self, remote: RemoteEntry) -> None: ...


@dataclass(frozen=True, slots=True)
class PushRequest:
    """What goes to the server: deadlines, and with `reports` the days of the reporting periods."""

    reminders: Reminders
    periods: Periods
    ongoing: bool = False
    reports: bool = False


@dataclass(slots=True)
class PushPlan:
    """The writes of a push and how many of them are done; the counts stay right when the server is lost half-way."""

    creating: list[PublishedEntry] = field(default_factory=list)
    updating: list[tuple[RemoteEntry, PublishedEntry]] = field(default_factory=list)
    deleting: list[RemoteEntry] = field(default_factory=list)
    unchanged: int = 0
    foreign: int = 0
    undated: int = 0
    ongoing_left_out: int = 0
    created: int = 0
    updated: int = 0
    deleted: int = 0
    conflicts: int = 0


@dataclass(frozen=True, slots=True)
class _WantedEvents:
    """The events that a collection should hold, and every UID that this office ever put into one."""

    events: list[CalendarEvent]
    known: set[str]
    undated: int
    ongoing_left_out: int


def plan_push(
    database: Database, request: PushRequest, act: Act, remotes: Iterable[RemoteEntry], *, dry_run: bool = False
) -> PushPlan:
    """Return what makes the collection right; an entry that this office never made is foreign, and left alone.

    With reporting days their identity is recorded on first use, not with `dry_run`. Raises DatabaseError.
    """
    wanted = _load_wanted(database, request, act, dry_run=dry_run)
    push = PushPlan(undated=wanted.undated, ongoing_left_out=wanted.ongoing_left_out)
    there: dict[str, list[RemoteEntry]] = {}
    for remote in remotes:
        if remote.entry and remote.entry.uid in wanted.known:
            there.setdefault(remote.entry.uid, []).append(remote)
        else:
            push.foreign += 1
    for event in sorted(wanted.events, key=lambda event: (event.due, event.ref, event.n, event.uid)):
        now = entry_of(event_component(event, request.reminders))
        found = there.pop(now.uid, [])
        push.deleting += found[1:]
        if not found:
            push.creating.append(now)
        elif (last := found[0].entry) and last.shows != now.shows:
            push.updating.append((found[0], raise_revision(now, last)))
        else:
            push.unchanged += 1
    push.deleting += [remote for left in there.values() for remote in left]
    return push


def carry_out_push(push: PushPlan, server: CalendarCollection) -> None:
    """Do what is planned, counting in `push`; what somebody changed meanwhile is left to them and counted.

    Raises ServerError where the server is lost: what is counted is done, and the next push does the rest.
    """
    name = words.calendar_name([], "")
    for entry in push.creating:
        try:
            server.create(entry, name)
            push.created += 1
        except ChangedMeanwhileError:
            push.conflicts += 1
    for remote, entry in push.updating:
        try:
            server.replace(remote, entry, name)
            push.updated += 1
        except ChangedMeanwhileError:
            push.conflicts += 1
    for remote in push.deleting:
        try:
            server.delete(remote)
            push.deleted += 1
        except ChangedMeanwhileError:
            push.conflicts += 1


def _load_wanted(database: Database, request: PushRequest, act: Act, *, dry_run: bool) -> _WantedEvents:
    with database.reading() as reader:
        tasks = tasks_on(reader, Filters(), act.today, PRINTED_DAYS)
        plans = load_plans(reader)
        known = calendar_uids(reader)
        is_named = REPORTS in feed_names(reader)
    if request.reports and not is_named and not dry_run:
        with database.writing() as writer:
            name_feeds(writer, act, {REPORTS: words.REPORTS_SLUG})
    dated = [(task, m) for task in tasks for m in task.milestones if m.due]
    kept = [(task, m) for task, m in dated if request.ongoing or m.kind is not Kind.ONGOING]
    events = [event_of(task, milestone) for task, milestone in kept]
    if request.reports or is_named:  # known also where they are wanted no more, so that they are taken out again
        days = _reporting_days(database, request.periods, plans, act)
        known |= {event.uid for event in days}
        events += days if request.reports else []
    undated = sum(m.due is None and not m.closed for task in tasks for m in task.milestones)
    return _WantedEvents(events, known, undated, len(dated) - len(kept))


def _reporting_days(database: Database, periods: Periods, plans: list[Plan], act: Act) -> list[CalendarEvent]:
    with database.reading() as reader:
        name, named_on = feed_names(reader).get(REPORTS, ""), moment_of_feed(reader, REPORTS)
    return list(reporting_days(periods, plans, name, named_on or act.recorded_at))
