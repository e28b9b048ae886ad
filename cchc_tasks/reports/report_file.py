"""The request for a report and its run: the data is checked, earlier numbers are compared, the file is written whole.

The command line and the screen ask for every report with this request.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import Path
from typing import Any

from cchc_tasks.days import day_in_sentence
from cchc_tasks.errors import FindingsLeftError
from cchc_tasks.files.document import Document
from cchc_tasks.files.output import NOTHING_REPLACED, Output
from cchc_tasks.model.acts import Act
from cchc_tasks.model.filters import Filters
from cchc_tasks.model.snapshot import FrozenReport, NumberChange
from cchc_tasks.reports import frozen_words, words
from cchc_tasks.reports.frozen_numbers import (
    difference_sentences,
    differences_part,
    find_differences,
    find_reported_before,
    keep_frozen_report,
    new_frozen_report,
    take_snapshot,
)
from cchc_tasks.reports.report_blocks import TracedNumber, trace_sheet, traced_numbers
from cchc_tasks.reports.report_frame import ReportFrame
from cchc_tasks.sentences import Words
from cchc_tasks.storage.database import Database
from cchc_tasks.tracking import check_words
from cchc_tasks.tracking.data_check import iterate_findings

#: So many findings are listed one by one.
_LISTED = 20


@dataclass(frozen=True, slots=True)
class ReportRequest:
    """A report that a person asks for: its place, what may be replaced there, its tasks and its frame.

    `freeze` is who freezes its numbers, None for nobody; `trace` takes every number with the tasks behind it;
    `template` is the bytes of the office's own .docx; `more` holds the options of one kind of report. `say` takes each
    sentence for the person, `progress` what is going on and how far; `shown_moment` shows a stored UTC moment.
    """

    out: Path
    filters: Filters
    frame: ReportFrame
    say: Callable[[Words], None]
    shown_moment: Callable[[str], str]
    output: Output = NOTHING_REPLACED
    progress: Callable[[str, int], None] = lambda _label, _done: None
    strict: bool = False
    freeze: Act | None = None
    trace: Callable[[Sequence[TracedNumber]], None] | None = None
    template: bytes | None = None
    more: Mapping[str, Any] = field(default_factory=dict)


class ReportRun:
    """One report while it is made: its numbers as they were reported, as they are now, and as they will be kept."""

    def __init__(
        self,
        database: Database,
        kind: str,
        request: ReportRequest,
        lines: Mapping[str, str] | None = None,
        traced: Sequence[TracedNumber] = (),
    ) -> None:
        """Check the data, compare with what was reported, and say what was found.

        `lines` are typed lines that the report prints, by their code, `traced` numbers of its own with their tasks.
        Raises FindingsLeftError where something was found and the report is to stop then.
        """
        self._database = database
        self._request = request
        _show_findings(database, request)
        self._frozen: FrozenReport | None = None
        self._changes: list[NumberChange] = []
        self._traced: tuple[TracedNumber, ...] = ()
        before = find_reported_before(database, kind, request.filters, request.frame)
        if before is None and request.freeze is None and request.trace is None:
            return
        now = take_snapshot(database, kind, request.filters, request.frame, lines)
        if before is not None:
            self._changes = find_differences(database, before, now)
            for line in difference_sentences(before, self._changes, request.shown_moment):
                request.say(line)
        if request.trace is not None:
            self._traced = (*traced, *traced_numbers(now))
            request.trace(self._traced)
        if request.freeze is not None:
            self._frozen = new_frozen_report(now, request.frame, request.freeze)

    def marked(self, document: Document) -> Document:
        """Return the document with the report's id and hash in its properties, and the differences on a sheet."""
        if self._frozen is not None:
            own = {"identifier": self._frozen.uid, "sha256": self._frozen.sha256}
            document = replace(document, properties={**document.properties, **own})
        if self._changes:
            sheet = differences_part(self._changes, self._request.shown_moment)
            document = replace(document, parts=chain(document.parts, (sheet,)))
        if self._traced:
            document = replace(document, parts=chain(document.parts, (trace_sheet(self._traced),)))
        return document

    def keep(self) -> None:
        """Record the frozen report; to be called when the file is whole and before it gets its name."""
        if self._frozen is not None and self._request.freeze is not None:
            keep_frozen_report(self._database, self._frozen, self._request.freeze)
            self._request.say(frozen_words.kept(self._frozen.uid))


def _show_findings(database: Database, request: ReportRequest) -> None:
    filters, frame = request.filters, request.frame
    since = frame.first or frame.periods.start_of(frame.as_of)
    counts: Counter[str] = Counter()
    tasks: set[str] = set()
    listed: list[str] = []
    for finding in iterate_findings(database, filters, frame.as_of, since, frame.rules):
        counts[finding.code] += 1
        tasks.add(finding.ref)
        if len(listed) < _LISTED:
            listed.append(words.finding(finding.ref, finding.message))
    if not counts:
        return
    by_code = [(code, counts[code]) for code in check_words.CODES if counts[code]]
    request.say(words.check_first(check_words.summary(by_code, len(tasks), day_in_sentence(frame.as_of))))
    for line in listed:
        request.say(line)
    if counts.total() > len(listed):
        request.say(words.more_findings(counts.total() - len(listed)))
    if request.strict:
        raise FindingsLeftError(*words.stopped(str(request.out)))
