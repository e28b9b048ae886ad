"""The page for leaders as a report: checked first, compared with what was frozen, written whole."""

from __future__ import annotations

from cchc_tasks.files.document import Document
from cchc_tasks.messages.lookup_words import no_plan_yet
from cchc_tasks.reports.dashboard import words
from cchc_tasks.reports.dashboard.dashboard_facts import DashboardRequest, dashboard
from cchc_tasks.reports.dashboard.dashboard_page import has_charts, write_dashboard
from cchc_tasks.reports.report_file import Making, Request
from cchc_tasks.storage.database import Database

_SUFFIXES = (".html", ".htm")


def make_dashboard(database: Database, request: Request) -> int:
    """Write the page that was asked for and return how many tasks it counts; `days_ahead` is its own request.

    Raises UsageError where the file cannot be written, ConflictError, FindingsLeftError, NotFoundError, DatabaseError.
    """
    request.output.check(request.out, _SUFFIXES)
    frame = request.frame
    making = Making(database, "dashboard", request)
    asked = DashboardRequest(
        filters=request.filters,
        day=frame.as_of,
        first=frame.first or frame.periods.start_of(frame.as_of),
        last=frame.last or frame.as_of,
        rules=frame.rules,
        rates=frame.rates,
        units_now=frame.units_now,
        **request.more,
    )
    shown = dashboard(database, asked)
    properties = making.marked(Document(words.page_title(frame.as_of), ())).properties
    request.output.write(request.out, lambda file: write_dashboard(file, shown, properties), making.keep)
    request.say(words.written(str(request.out), len(shown.tasks), frame.as_of))
    if not shown.plans:
        request.say(no_plan_yet())
    if not has_charts():
        request.say(words.charts_missing_hint())
    return len(shown.tasks)
