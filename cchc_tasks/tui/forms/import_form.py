"""The forms that read a file: a new plan, an amended one, or a unit's results."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from cchc_tasks.errors import UsageError
from cchc_tasks.messages import screen_import_words as words
from cchc_tasks.model.amendment import AmendmentRequest
from cchc_tasks.model.deadline import Period
from cchc_tasks.model.interpreted_plan import ImportRequest
from cchc_tasks.model.returned_results import ResultsRequest
from cchc_tasks.plans import words as plan_words
from cchc_tasks.plans.amending import words as amendment_words
from cchc_tasks.plans.amending.amendment_import import Amendment, apply_amendment, preview_amendment, read_amendment
from cchc_tasks.plans.plan_import import import_plans
from cchc_tasks.storage.database import Database
from cchc_tasks.tui import words as screen_words
from cchc_tasks.tui.environment import ScreenEnvironment
from cchc_tasks.tui.forms.form import Field, FormSpec, Values, nothing_to_save
from cchc_tasks.tui.forms.preview_form import Preview, PreviewForm
from cchc_tasks.tui.forms.previews import amendment_lines, import_lines, questions_of, results_lines
from cchc_tasks.worksheets.results_import import import_results

#: Where the next «old=new» begins: behind a semicolon, or a blank before another one.
_NEXT_MATCH = re.compile(r";|\s+(?=[^\s=;]+=)")


def import_form(
    kind: str,
    environment: ScreenEnvironment,
    plan: str,
    draft: Values | None = None,
    carried: dict[str, str] | None = None,
) -> PreviewForm:
    """Return the form of a kind of file; `plan` is the code of the plan that the screen shows, or nothing."""
    fields, preview = _FORMS[kind](environment, plan)
    spec = FormSpec(words.KINDS[kind], fields, nothing_to_save, hint=words.HINT)
    return PreviewForm(kind, spec, preview, environment.database, draft, carried)


_Form = tuple[tuple[Field, ...], Callable[[Database, Values], Preview]]


def _new_plan(environment: ScreenEnvironment, _plan: str) -> _Form:
    fields = (
        Field("path", screen_words.PLAN_FILE, screen_words.FOLDER_HINT),
        Field("year", screen_words.PLAN_YEAR, screen_words.PLAN_YEAR_HINT),
        Field("code", screen_words.PLAN_CODE, screen_words.PLAN_CODE_HINT),
        Field("reported_on", screen_words.REPORTED_ON, screen_words.REPORTED_HINT, records=True),
    )

    def preview(database: Database, values: Values) -> Preview:
        request = _import_request(environment, database, values)
        shown = import_plans(database, replace(request, dry_run=True), environment.act())
        return Preview(import_lines(shown), lambda writing: import_plans(writing, request, environment.act()))

    return fields, preview


def _import_request(environment: ScreenEnvironment, database: Database, values: Values) -> ImportRequest:
    year, reported_on = values.text("year"), values.text("reported_on")
    request = ImportRequest(environment.path_of(values.text("path")), code=values.text("code"))
    if year:
        request = replace(request, period=Period.of_year(_year(year)))
    if reported_on:
        request = replace(request, reported_on=environment.parse_day(database, reported_on, ""))
    return request


def _year(text: str) -> int:
    if not text.isdecimal() or not 1990 <= int(text) <= 2100:
        raise UsageError(*screen_words.bad_year(text))
    return int(text)


def _amended_plan(environment: ScreenEnvironment, plan: str) -> _Form:
    fields = (
        Field("path", screen_words.PLAN_FILE, screen_words.FOLDER_HINT),
        Field("evidence", words.AMENDING_DOCUMENT, words.AMENDING_DOCUMENT_HINT),
        Field("code", screen_words.PLAN_CODE, words.CODE_HINT, plan),
        Field("on", words.AMENDED_FROM, words.AMENDED_FROM_HINT),
        Field("matches", words.MATCHES, words.MATCHES_HINT, records=True),
    )
    read: dict[tuple[object, ...], Amendment] = {}

    def preview(database: Database, values: Values) -> Preview:
        request = _amendment_request(environment, database, values)
        # The file is read once, however often the person changes which row a task is.
        key = (request.path, *_file_stamp(request.path), request.evidence, request.code, request.on)
        if key not in read:
            amendment = read_amendment(database, request, environment.act())
            read.clear()
            read[key] = amendment
        amendment = replace(read[key], request=request)
        report = preview_amendment(database, amendment)
        can_apply = not report.unsure and not report.is_empty
        store = (lambda writing: apply_amendment(writing, amendment, environment.act())) if can_apply else None
        return Preview(amendment_lines(report), store, questions_of(report), "matches")

    return fields, preview


def _file_stamp(path: Path) -> tuple[int, int]:
    """Return the time and size by which a changed file is noticed; zeros for a file that is not there."""
    try:
        found = path.stat()
    except OSError:
        return 0, 0
    return found.st_mtime_ns, found.st_size


def _amendment_request(environment: ScreenEnvironment, database: Database, values: Values) -> AmendmentRequest:
    on = values.text("on")
    return AmendmentRequest(
        path=environment.path_of(values.text("path")),
        evidence=tuple(part.strip() for part in values.text("evidence").split(";") if part.strip()),
        code=values.text("code"),
        on=environment.parse_day(database, on, values.text("code")) if on else None,
        matches=_matches(values.text("matches")),
    )


def _matches(text: str) -> dict[str, str]:
    """Which row a task goes on as: «12=13; 20=-», parted by semicolons or blanks."""
    found: dict[str, str] = {}
    for part in filter(None, (part.strip() for part in _NEXT_MATCH.split(text))):
        ours, equals, theirs = (side.strip() for side in part.partition("="))
        if not equals or not ours:
            raise UsageError(*amendment_words.bad_match(part))
        if ours in found:
            raise UsageError(*plan_words.settled_twice(ours, theirs))
        found[ours] = theirs
    return found


def _results(environment: ScreenEnvironment, plan: str) -> _Form:
    fields = (
        Field("path", words.RESULTS_FILE, screen_words.FOLDER_HINT),
        Field("code", screen_words.PLAN_CODE, words.CODE_HINT, plan),
        Field("reported_on", screen_words.REPORTED_ON, words.RESULTS_DAY_HINT, records=True),
        Field("take_file", words.TAKE_FILE, words.TAKE_FILE_HINT, records=True),
    )

    def preview(database: Database, values: Values) -> Preview:
        reported_on = values.text("reported_on")
        request = ResultsRequest(
            environment.path_of(values.text("path")),
            code=values.text("code"),
            reported_on=environment.parse_day(database, reported_on, values.text("code")) if reported_on else None,
        )
        take_file = bool(values.text("take_file"))

        def take(reached: Database, request: ResultsRequest) -> Any:
            return import_results(reached, request, environment.act(), lambda _: take_file, rules=environment.rules)

        report = take(database, replace(request, dry_run=True))
        store = (lambda writing: take(writing, request)) if report.updated else None
        return Preview(results_lines(report, environment.shown_moment), store)

    return fields, preview


_FORMS: dict[str, Callable[[ScreenEnvironment, str], _Form]] = {
    "import_plan": _new_plan,
    "amend_plan": _amended_plan,
    "take_results": _results,
}
