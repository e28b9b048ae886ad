"""Data quality before a report: the findings are told, and stop it where that was asked for."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from cchc_tasks.services.checking import findings
from cchc_tasks.wording import checks
from cchc_tasks.wording import report_commands as words
from cchc_tasks.wording.days import day_in_sentence

if TYPE_CHECKING:
    from cchc_tasks.cli.app import App
    from cchc_tasks.model.filters import Filters
    from cchc_tasks.services.reports.frame import Frame


#: So many findings are listed one by one.
_LISTED = 20


def check_before(app: App, filters: Filters, frame: Frame, out: Path, *, strict: bool) -> None:
    """Tell what a report of the day would trip over; with `strict` end the command where there is anything."""
    since = frame.first or app.periods.start_of(frame.as_of)
    counts: Counter[str] = Counter()
    tasks: set[str] = set()
    for finding in findings(app.database, filters, frame.as_of, since, frame.rules):
        counts[finding.code] += 1
        tasks.add(finding.ref)
        if counts.total() <= _LISTED:
            app.say(words.finding(finding.ref, finding.message))
    if not counts:
        return
    if counts.total() > _LISTED:
        app.say(words.more_findings(counts.total() - _LISTED))
    listed = [(code, counts[code]) for code in checks.CODES if counts[code]]
    app.say(words.check_first(checks.summary(listed, len(tasks), day_in_sentence(frame.as_of))))
    if strict:
        message, hint = words.stopped(str(out))
        app.say(message, f"→ {hint}")
        app.leave(1)
