"""`import --results`: a unit's returned table updates what it reports."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cchc_tasks.cli.dates import required_day
from cchc_tasks.cli.tables import write_json
from cchc_tasks.errors import UsageError
from cchc_tasks.model.results import Conflict, ResultsReport, ResultsRequest
from cchc_tasks.services.as_json import task_as_json
from cchc_tasks.services.import_results import import_results
from cchc_tasks.wording import acts as act_words
from cchc_tasks.wording import imports as import_words
from cchc_tasks.wording import results as words
from cchc_tasks.wording.days import day_in_sentence

if TYPE_CHECKING:
    from collections.abc import Callable

    from cchc_tasks.cli.app import App

_SHOWN = 40


def take_results(
    app: App,
    files: Sequence[Path],
    reported_on: date | None,
    options: dict[str, Any],
    mapping: dict[str, str],
    *,
    as_json: bool,
) -> None:
    """Take each returned table in and say what it changed and what was left."""
    if reported_on is None and app.interactive:
        reported_on = _ask_day(app)
    if reported_on is None:
        app.say(words.taken_today(day_in_sentence(app.today)))
    for path in files:
        request = ResultsRequest(
            path=path,
            code=options["code"],
            reported_on=reported_on,
            sheet=options["sheet"],
            table=options["table"],
            mapping=mapping,
            dry_run=options["dry_run"],
        )
        with app.progress() as progress:
            ask = _asker(app, progress.erase, take_file=options["take_file"])
            report = import_results(app.database, request, app.act(), ask, progress.show, app.rules)
        if as_json:
            write_json(app.out, _as_json(report), indent=app.width is not None)
        else:
            _write_report(app, report)


def _ask_day(app: App) -> date | None:
    while True:
        typed = app.ask(words.ask_day())
        if not typed:
            return None
        try:
            return required_day(typed)
        except UsageError as error:
            app.say(error.message, error.hint)


def _asker(app: App, erase: Callable[[], None], *, take_file: bool) -> Callable[[Conflict], bool] | None:
    """What decides about a conflict: the option, the person, or nobody: then the newer entry stays."""
    if take_file:
        return lambda _: True
    if not app.interactive:
        return None

    def ask(conflict: Conflict) -> bool:
        erase()
        task = conflict.task
        ref = f"{task.plan}/{task.ref}"
        typed = app.ask(words.ask_conflict(ref, task.title, conflict.why, conflict.row.result))
        return typed.lower() in ("c", "có", "co", "y")

    return ask


def _write_report(app: App, report: ResultsReport) -> None:
    app.answer(words.summary(report.matched, report.total, stored=report.stored or not report.updated))
    app.answer(words.updated(len(report.updated), report.unchanged, report.silent))
    app.out.flush()
    for heading, lines in _lists(report):
        if lines:
            app.say(heading(len(lines)), *lines[:_SHOWN])
            if len(lines) > _SHOWN:
                app.say(import_words.and_more(len(lines) - _SHOWN))
    if any(not conflict.taken for conflict in report.conflicts):
        app.say(words.conflicts_hint())
    if report.stored:
        app.say(f"{act_words.take_back_hint()}.")
    elif not report.updated and not report.conflicts:
        app.say(words.nothing_new())


def _lists(report: ResultsReport) -> list[tuple[Callable[[int], str], list[str]]]:
    conflicts = [
        words.conflict_line(f"{c.task.plan}/{c.task.ref}", c.row.row, c.why, c.row.result, taken=c.taken)
        for c in report.conflicts
    ]
    strangers = [words.stranger_line(row.no, row.row, row.title) for row in report.strangers]
    differences = [words.difference_line(f"{task.plan}/{task.ref}", parts) for task, parts in report.differences]
    notices = [import_words.notice_line(notice.row, notice.message) for notice in report.notices]
    return [
        (words.conflicts_heading, conflicts),
        (words.strangers_heading, strangers),
        (words.differences_heading, differences),
        (import_words.notices_heading, notices),
    ]


def _as_json(report: ResultsReport) -> dict[str, Any]:
    return {
        "plan": report.plan,
        "file": report.file,
        "stored": report.stored,
        "change": str(report.change_id) if report.change_id else None,
        "reported_on": report.reported_on.isoformat(),
        "tasks": report.total,
        "matched": report.matched,
        "updated": [task_as_json(task) for task in report.updated],
        "unchanged": report.unchanged,
        "silent": report.silent,
        "conflicts": [
            {"ref": f"{c.task.plan}/{c.task.ref}", "row": c.row.row, "why": c.why, "taken": c.taken}
            for c in report.conflicts
        ],
        "strangers": [{"no": row.no, "row": row.row, "title": row.title} for row in report.strangers],
        "differences": [
            {"ref": f"{task.plan}/{task.ref}", "differences": list(parts)} for task, parts in report.differences
        ],
        "notices": [{"code": n.code, "row": n.row, "message": n.message} for n in report.notices],
    }
