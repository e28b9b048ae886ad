"""Taking a plan in, or its amendment: what the file holds is shown first, and only Enter on that stores it."""

from __future__ import annotations

from dataclasses import replace

from cchc_tasks.errors import UsageError
from cchc_tasks.model.amendments import AmendmentReport, AmendmentRequest
from cchc_tasks.model.deadlines import Period
from cchc_tasks.model.imports import ImportRequest
from cchc_tasks.services.amend_plan import apply_amendment, preview_amendment, read_amendment
from cchc_tasks.services.amending.telling import counts_of, difference_lines
from cchc_tasks.services.import_plan import import_plans
from cchc_tasks.services.import_summary import report_lines
from cchc_tasks.tui.forms import Field, FormSpec, Values
from cchc_tasks.tui.preview_form import Preview, PreviewForm
from cchc_tasks.tui.world import World
from cchc_tasks.wording import amendments as amendment_words
from cchc_tasks.wording import imports as import_words
from cchc_tasks.wording import tui as words
from cchc_tasks.wording.days import day_in_sentence

#: Doubts shown of each kind; the rest are counted.
_SHOWN = 8


def import_dialog(world: World, kept: Values | None = None) -> PreviewForm:
    """Return the form of an import."""
    fields = (
        Field("path", words.PLAN_FILE, words.FOLDER_HINT),
        Field("year", words.PLAN_YEAR, words.PLAN_YEAR_HINT),
        Field("code", words.PLAN_CODE, words.PLAN_CODE_HINT),
        Field("reported_on", words.REPORTED_ON, words.REPORTED_HINT, records=True),
    )

    def preview(values: Values) -> Preview:
        request = _import_request(world, values)
        shown = import_plans(world.database, replace(request, dry_run=True), world.act())
        lines = [line for report in shown for line in report_lines(report, _SHOWN)]
        return lines, lambda: import_plans(world.database, request, world.act())

    return PreviewForm(FormSpec(words.IMPORTING, fields, preview, hint=words.PREVIEW_HINT), preview, kept)


def _import_request(world: World, values: Values) -> ImportRequest:
    year, reported_on = values.text("year"), values.text("reported_on")
    request = ImportRequest(world.path_of(values.text("path")), code=values.text("code"))
    if year:
        request = replace(request, period=Period.of_year(_year(year)))
    if reported_on:
        request = replace(request, reported_on=world.parse_day(reported_on, ""))
    return request


def _year(text: str) -> int:
    if not text.isdecimal() or not 1990 <= int(text) <= 2100:
        raise UsageError(*words.bad_year(text))
    return int(text)


def amendment_dialog(world: World, plan: str, kept: Values | None = None) -> PreviewForm:
    """Return the form of an amended plan; `plan` is the code of the plan that the screen shows, or nothing."""
    fields = (
        Field("path", words.PLAN_FILE, words.FOLDER_HINT),
        Field("evidence", words.AMENDING_DOCUMENT, words.AMENDING_DOCUMENT_HINT),
        Field("code", words.PLAN_CODE, words.AMENDED_CODE_HINT, plan),
        Field("on", words.AMENDED_FROM, words.AMENDED_FROM_HINT),
        Field("matches", words.MATCHES, words.MATCHES_HINT, records=True),
    )

    def preview(values: Values) -> Preview:
        amendment = read_amendment(world.database, _amendment_request(world, values), world.act())
        report = preview_amendment(world.database, amendment)
        can_apply = not report.unsure and not report.is_empty
        store = (lambda: apply_amendment(world.database, amendment, world.act())) if can_apply else None
        return _amendment_lines(report), store

    return PreviewForm(FormSpec(words.AMENDING, fields, preview, hint=words.PREVIEW_HINT), preview, kept)


def _amendment_request(world: World, values: Values) -> AmendmentRequest:
    evidence, on = values.text("evidence"), values.text("on")
    return AmendmentRequest(
        path=world.path_of(values.text("path")),
        evidence=(evidence,) if evidence else (),
        code=values.text("code"),
        on=world.parse_day(on, values.text("code")) if on else None,
        matches=_matches(values.text("matches")),
    )


def _matches(text: str) -> dict[str, str]:
    """Which row a task goes on as: «12=13; 20=-», separated by semicolons or blanks."""
    found = {}
    for part in text.replace(";", " ").split():
        ours, equals, theirs = part.partition("=")
        if not equals or not ours:
            raise UsageError(*amendment_words.bad_match(part))
        found[ours] = theirs
    return found


def _amendment_lines(report: AmendmentReport) -> list[str]:
    """The difference, what is not sure first; and how to say which row a task goes on as."""
    if report.is_empty:
        return [amendment_words.nothing_different(report.plan, report.file)]
    counts = amendment_words.counted(counts_of(report), report.unchanged)
    lines = [amendment_words.summary(report.plan, day_in_sentence(report.day), counts, stored=False)]
    if report.unsure:
        lines.append(words.on_screen(" ".join(amendment_words.unsure_left(len(report.unsure)))))
    for line in difference_lines(report):
        changed = " → ".join(filter(None, (line.before, line.after)))
        lines.append(f"· {line.what} {line.task}: {changed}" if line.task else f"· {line.what}: {changed}".rstrip(": "))
    return [*lines, *(import_words.notice_line(notice.row, notice.message) for notice in report.notices[:_SHOWN])]
