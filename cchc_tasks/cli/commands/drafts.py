"""Drafts of next year's plans as `plans --drafts` and `list --plan CODE` print them."""

from __future__ import annotations

from typing import Any

from cchc_tasks.cli.context import App
from cchc_tasks.cli.table_output import Column, write_csv, write_json, write_table
from cchc_tasks.messages import list_words
from cchc_tasks.messages.doubt_words import sentences
from cchc_tasks.model.fields import PRINTED_TEXTS
from cchc_tasks.model.filters import Filters, first_rows
from cchc_tasks.plans import words as plan_words
from cchc_tasks.plans.rollover import words
from cchc_tasks.plans.rollover.draft_plans import DraftRow, DraftSummary, draft_rows, summarised_drafts
from cchc_tasks.tracking.views import doubt_as_json, texts_as_json


def print_drafts(app: App, filters: Filters, *, as_json: bool, as_csv: bool) -> None:
    """Print one row a draft; only the one of a plan that is asked for."""
    wanted = filters.plan.strip().upper()
    found = [draft for draft in summarised_drafts(app.database) if wanted in ("", draft.plan.code)]
    drafts = first_rows(found, filters.limit)
    rows = [(d.plan.code, d.plan.title, ", ".join(d.sources), str(d.carried), str(d.renewed)) for d in drafts]
    if as_json:
        write_json(app.out, map(_summary_as_json, drafts), indent=app.width is not None)
    elif as_csv:
        write_csv(app.out, words.DRAFT_COLUMNS, rows)
    elif drafts:
        columns = [
            Column(title, weight=weight, wrap=place == 1, align="right" if place > 2 else "left")
            for place, (title, weight) in enumerate(zip(words.DRAFT_COLUMNS, (1, 4, 1, 1, 1), strict=True))
        ]
        write_table(app.out, columns, rows, width=app.width, color=app.color)
    app.out.flush()
    app.say(words.draft_count([draft.plan.code for draft in drafts], drafts.total))


def print_draft(app: App, code: str, filters: Filters, *, as_json: bool, as_csv: bool) -> None:
    """Print one row a drafted task: where it comes from, what moved in its words, what wants a look."""
    rows = draft_rows(app.database, code, filters, app.today)
    if as_json:
        write_json(app.out, (_row_as_json(code, row) for row in rows), indent=app.width is not None)
    elif as_csv:
        write_csv(app.out, words.DRAFT_FILE_COLUMNS, map(_file_row, rows))
    elif rows:
        weights = (0, 1, 3, 1, 2, 2)
        columns = [
            Column(title, weight=weight, wrap=place > 0)
            for place, (title, weight) in enumerate(zip(words.DRAFTED_COLUMNS, weights, strict=True))
        ]
        write_table(app.out, columns, map(_row, rows), width=app.width, color=app.color)
    app.out.flush()
    app.say(list_words.task_count(len(rows), rows.total), words.is_draft(code.strip().upper()))


def _row(row: DraftRow) -> tuple[str, ...]:
    task = row.task
    origin = f"{plan_words.LINKS[task.link]} {row.old}" if row.old else words.ACTIONS[row.action]
    phrases = "; ".join(words.phrase(before, after) for before, after in row.phrases)
    return (task.ref, origin, task.title, task.deadline_text, phrases, "; ".join(sentences(row.doubts)))


def _file_row(row: DraftRow) -> tuple[str, ...]:
    task, (_, origin, _, _, phrases, doubts) = row.task, _row(row)
    printed = [task.texts[field.name] for field in PRINTED_TEXTS if field.name != "no"]
    return (task.no, task.section, *printed, origin, phrases, doubts)


def _summary_as_json(draft: DraftSummary) -> dict[str, Any]:
    return {
        "code": draft.plan.code,
        "title": draft.plan.title,
        "period": {"from": draft.plan.first, "to": draft.plan.last},
        "tasks": draft.carried + draft.renewed,
        "draft": True,
        "from": list(draft.sources),
        "carried": draft.carried,
        "renewed": draft.renewed,
    }


def _row_as_json(code: str, row: DraftRow) -> dict[str, Any]:
    task = row.task
    return {
        "ref": f"{code.strip().upper()}/{task.ref}",
        "plan": code.strip().upper(),
        "draft": True,
        "no": task.no,
        "section_title": task.section or None,
        **texts_as_json(task.texts),
        "action": row.action,
        "from": row.old or None,
        "phrases": [{"before": before, "after": after} for before, after in row.phrases],
        "review": list(sentences(row.doubts)),
        "doubts": [doubt_as_json(doubt) for doubt in row.doubts],
    }
