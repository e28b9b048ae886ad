"""The commands about whole plans: `plans` (in force, drafts, removed tasks) and `rollover` (next year's draft)."""

from __future__ import annotations

from datetime import date
from typing import Any

import click

from cchc_tasks.cli.act_options import print_outcome
from cchc_tasks.cli.command import Command
from cchc_tasks.cli.completion_values import complete_plans
from cchc_tasks.cli.context import CommandContext
from cchc_tasks.cli.filter_options import csv_option, filter_options, json_option, refuse_ignored_filters, take_filters
from cchc_tasks.cli.table_output import OutputColumn
from cchc_tasks.days import day as shown_day
from cchc_tasks.days import day_in_sentence
from cchc_tasks.errors import UsageError
from cchc_tasks.messages import list_words as words
from cchc_tasks.messages.doubt_words import sentences
from cchc_tasks.messages.lookup_words import no_plan_yet
from cchc_tasks.model.fields import PRINTED_TEXTS
from cchc_tasks.model.filters import Filters, first_rows
from cchc_tasks.plans import words as plan_words
from cchc_tasks.plans.amending import words as amendment_words
from cchc_tasks.plans.plan_history import list_removed_tasks
from cchc_tasks.plans.plan_lookup import list_drafts, list_plans
from cchc_tasks.plans.rollover import words as rollover_words
from cchc_tasks.plans.rollover.draft_plans import DraftRow, DraftSummary, draft_rows, summarised_drafts
from cchc_tasks.plans.rollover.year_rollover import RolledTask, RolloverReport, roll_over
from cchc_tasks.tracking.undo_redo import drop_draft
from cchc_tasks.tracking.views import doubt_as_json, plan_as_json, texts_as_json


@click.command("plans", cls=Command, help="Các kế hoạch đang có.")
@click.option("--removed", is_flag=True, help="Các nhiệm vụ đã đưa ra khỏi kế hoạch, theo văn bản nào.")
@click.option("--drafts", is_flag=True, help="Các dự thảo kế hoạch năm sau chưa ban hành.")
@filter_options(sort=False)
@json_option
@csv_option
@click.pass_obj
def plans_command(
    context: CommandContext, /, removed: bool, drafts: bool, as_json: bool, as_csv: bool, **options: Any
) -> None:
    """Print one row a plan, or one a task that left its plan."""
    filters, as_of = take_filters(context, options)
    if drafts or removed:
        refuse_ignored_filters(filters, "--drafts" if drafts else "--removed", "plan", "limit")
    if drafts:
        print_drafts(context, filters, as_json=as_json, as_csv=as_csv)
        return
    if removed:
        _print_removed(context, filters, as_of, as_json=as_json, as_csv=as_csv)
        return
    plans = list_plans(context.database, as_of, filters)
    rows = [(plan.code, plan.title, shown_day(plan.first), shown_day(plan.last), str(plan.tasks)) for plan in plans]
    if as_json:
        context.write_json(map(plan_as_json, plans))
    elif as_csv:
        context.write_csv(words.PLAN_COLUMNS, rows)
    elif plans:
        code, title, first, last, tasks = words.PLAN_COLUMNS
        columns = [
            OutputColumn(code, wrap=False),
            OutputColumn(title, weight=4),
            OutputColumn(first, wrap=False),
            OutputColumn(last, wrap=False),
        ]
        columns.append(OutputColumn(tasks, align="right"))
        context.write_table(columns, rows)
    if plans:
        context.say(words.plan_count(len(plans), plans.total))
    else:
        context.say(words.no_such_plan(day_in_sentence(as_of)) if list_plans(context.database) else no_plan_yet())
    if codes := list_drafts(context.database):
        context.say(rollover_words.drafts(codes))


def _print_removed(context: CommandContext, filters: Filters, day: date, *, as_json: bool, as_csv: bool) -> None:
    """Print the tasks that left their plans by the day, with the document that left them out."""
    codes = [filters.plan] if filters.plan else [plan.code for plan in list_plans(context.database, day)]
    left = [
        (code.upper(), removed_task)
        for code in codes
        for removed_task in list_removed_tasks(context.database, code, None, day)
    ]
    found = first_rows(left, filters.limit)
    rows = [
        (
            f"{code}/{removed_task.ref}",
            removed_task.title,
            shown_day(removed_task.day) if removed_task.day else "",
            removed_task.document,
        )
        for code, removed_task in found
    ]
    if as_json:
        shown = (
            {
                "ref": f"{code}/{removed_task.ref}",
                "plan": code,
                "title": removed_task.title,
                "left_on": removed_task.day.isoformat() if removed_task.day else None,
                "document": removed_task.document,
            }
            for code, removed_task in found
        )
        context.write_json(shown)
    elif as_csv:
        context.write_csv(amendment_words.REMOVED_COLUMNS, rows)
    elif rows:
        weights = (1, 3, 1, 2)
        columns = [
            OutputColumn(title, weight=weight, wrap=place in (1, 3))
            for place, (title, weight) in enumerate(zip(amendment_words.REMOVED_COLUMNS, weights, strict=True))
        ]
        context.write_table(columns, rows)
    count = amendment_words.removed_count(len(found), found.total)
    context.say(count if found else words.of_chosen(count, narrowed=bool(filters.plan)))


def print_drafts(context: CommandContext, filters: Filters, *, as_json: bool, as_csv: bool) -> None:
    """Print one row a draft; only the one of a plan that is request for."""
    wanted = filters.plan.strip().upper()
    found = [draft for draft in summarised_drafts(context.database) if wanted in ("", draft.plan.code)]
    drafts = first_rows(found, filters.limit)
    rows = [(d.plan.code, d.plan.title, ", ".join(d.sources), str(d.carried), str(d.renewed)) for d in drafts]
    if as_json:
        context.write_json(map(_draft_as_json, drafts))
    elif as_csv:
        context.write_csv(rollover_words.DRAFT_COLUMNS, rows)
    elif drafts:
        columns = [
            OutputColumn(title, weight=weight, wrap=place == 1, align="right" if place > 2 else "left")
            for place, (title, weight) in enumerate(zip(rollover_words.DRAFT_COLUMNS, (1, 4, 1, 1, 1), strict=True))
        ]
        context.write_table(columns, rows)
    context.out.flush()
    context.say(rollover_words.draft_count([draft.plan.code for draft in drafts], drafts.total))


def print_draft(context: CommandContext, code: str, filters: Filters, *, as_json: bool, as_csv: bool) -> None:
    """Print one row a drafted task: where it comes from, what moved in its words, what wants a look."""
    rows = draft_rows(context.database, code, filters, context.today)
    if as_json:
        context.write_json(_draft_row_as_json(code, row) for row in rows)
    elif as_csv:
        context.write_csv(rollover_words.DRAFT_FILE_COLUMNS, map(_file_row, rows))
    elif rows:
        weights = (0, 1, 3, 1, 2, 2)
        columns = [
            OutputColumn(title, weight=weight, wrap=place > 0)
            for place, (title, weight) in enumerate(zip(rollover_words.DRAFTED_COLUMNS, weights, strict=True))
        ]
        context.write_table(columns, map(_draft_row, rows))
    context.out.flush()
    context.say(words.task_count(len(rows), rows.total), rollover_words.is_draft(code.strip().upper()))


def _draft_row(row: DraftRow) -> tuple[str, ...]:
    task = row.task
    origin = f"{plan_words.LINKS[task.link]} {row.old}" if row.old else rollover_words.ACTIONS[row.action]
    phrases = "; ".join(rollover_words.phrase(before, after) for before, after in row.phrases)
    return (task.ref, origin, task.title, task.deadline_text, phrases, "; ".join(sentences(row.doubts)))


def _file_row(row: DraftRow) -> tuple[str, ...]:
    task, (_, origin, _, _, phrases, doubts) = row.task, _draft_row(row)
    printed = [task.texts[field.name] for field in PRINTED_TEXTS if field.name != "no"]
    return (task.no, task.section, *printed, origin, phrases, doubts)


def _draft_as_json(draft: DraftSummary) -> dict[str, Any]:
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


def _draft_row_as_json(code: str, row: DraftRow) -> dict[str, Any]:
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


@click.command("rollover", cls=Command, help="Sang năm mới: lập dự thảo kế hoạch năm sau từ một kế hoạch đang có.")
@click.argument("plan", metavar="PLAN", shell_complete=complete_plans)
@click.option("--to", "code", metavar="CODE", help="Mã của kế hoạch mới, ví dụ CCHC-2023.")
@click.option("--year", type=click.IntRange(1990, 2100), metavar="Y", help="Năm của kế hoạch mới.")
@click.option("--drop", is_flag=True, help="Bỏ dự thảo có mã PLAN, như chưa lập.")
@click.option("--dry-run", is_flag=True, help="Chỉ xem trước, không lưu gì.")
@json_option
@click.pass_obj
def rollover_command(
    context: CommandContext, /, plan: str, code: str | None, year: int | None, drop: bool, dry_run: bool, as_json: bool
) -> None:
    """Show what becomes of each task, and store the draft unless only a preview is request for."""
    if drop:
        if code or year or dry_run:
            raise UsageError(*rollover_words.drop_alone())
        print_outcome(context, drop_draft(context.database, plan, context.act(), context.rules), as_json=as_json)
        return
    if not code or year is None:
        raise UsageError(*rollover_words.to_and_year_wanted())
    report = roll_over(context.database, plan, code, year, context.act(), context.rules, dry_run=dry_run)
    if as_json:
        context.write_json(_rollover_as_json(report))
        return
    weights = (1, 1, 3, 2, 2)
    columns = [
        OutputColumn(title, weight=weight, wrap=place > 1)
        for place, (title, weight) in enumerate(zip(rollover_words.COLUMNS, weights, strict=True))
    ]
    context.write_table(columns, map(_rolled_row, report.tasks))
    context.out.flush()
    context.say(rollover_words.summary(report.plan, report.code, report.counts, stored=report.stored))
    if report.stored:
        context.say(rollover_words.next_step(report.code, year))


def _rolled_row(rolled: RolledTask) -> tuple[str, ...]:
    phrases = "; ".join(rollover_words.phrase(before, after) for before, after in rolled.phrases)
    ref = f"{rolled.task.plan}/{rolled.task.ref}"
    return (rollover_words.ACTIONS[rolled.action], ref, rolled.task.title, phrases, "; ".join(sentences(rolled.doubts)))


def _rollover_as_json(report: RolloverReport) -> dict[str, Any]:
    return {
        "plan": report.plan,
        "to": report.code,
        "year": report.year,
        "title": report.title,
        "stored": report.stored,
        **{action: report.counts[action] for action in rollover_words.ACTIONS},
        "tasks": [
            {
                "ref": f"{rolled.task.plan}/{rolled.task.ref}",
                "action": rolled.action,
                "title": rolled.words.title if rolled.words else None,
                "deadline_text": rolled.words.deadline if rolled.words else None,
                "phrases": [{"before": before, "after": after} for before, after in rolled.phrases],
                "review": list(sentences(rolled.doubts)),
                "doubts": [doubt_as_json(doubt) for doubt in rolled.doubts],
            }
            for rolled in report.tasks
        ],
    }
