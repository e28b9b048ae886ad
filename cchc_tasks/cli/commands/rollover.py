"""`rollover`: next year's draft plan, silent until the issued plan is imported over it."""

from __future__ import annotations

from typing import Any

import click

from cchc_tasks.cli.act_options import answer
from cchc_tasks.cli.command import Command, json_option
from cchc_tasks.cli.completion_values import complete_plans
from cchc_tasks.cli.context import App
from cchc_tasks.cli.table_output import Column, write_json, write_table
from cchc_tasks.errors import UsageError
from cchc_tasks.messages.doubt_words import sentences
from cchc_tasks.plans.rollover import words
from cchc_tasks.plans.rollover.year_rollover import RolledTask, RolloverReport, roll_over
from cchc_tasks.tracking.undo_redo import drop_draft
from cchc_tasks.tracking.views import doubt_as_json


@click.command("rollover", cls=Command, help=words.HELP)
@click.argument("plan", metavar="PLAN", shell_complete=complete_plans)
@click.option("--to", "code", metavar="CODE", help=words.HELP_TO)
@click.option("--year", type=click.IntRange(1990, 2100), metavar="Y", help=words.HELP_YEAR)
@click.option("--drop", is_flag=True, help=words.HELP_DROP)
@click.option("--dry-run", is_flag=True, help="Chỉ xem trước, không lưu gì.")
@json_option
@click.pass_obj
def command(
    app: App, /, plan: str, code: str | None, year: int | None, drop: bool, dry_run: bool, as_json: bool
) -> None:
    """Show what becomes of each task, and store the draft unless only a preview is asked for."""
    if drop:
        if code or year or dry_run:
            raise UsageError(*words.drop_alone())
        answer(app, drop_draft(app.database, plan, app.act(), app.rules), as_json=as_json)
        return
    if not code or year is None:
        raise UsageError(*words.to_and_year_wanted())
    report = roll_over(app.database, plan, code, year, app.act(), app.rules, dry_run=dry_run)
    if as_json:
        write_json(app.out, _as_json(report), indent=app.width is not None)
        return
    weights = (1, 1, 3, 2, 2)
    columns = [
        Column(title, weight=weight, wrap=place > 1)
        for place, (title, weight) in enumerate(zip(words.COLUMNS, weights, strict=True))
    ]
    write_table(app.out, columns, map(_row, report.tasks), width=app.width, color=app.color)
    app.out.flush()
    app.say(words.summary(report.plan, report.code, report.counts, stored=report.stored))
    if report.stored:
        app.say(words.next_step(report.code, year))


def _row(rolled: RolledTask) -> tuple[str, ...]:
    phrases = "; ".join(words.phrase(before, after) for before, after in rolled.phrases)
    ref = f"{rolled.task.plan}/{rolled.task.ref}"
    return (words.ACTIONS[rolled.action], ref, rolled.task.title, phrases, "; ".join(sentences(rolled.doubts)))


def _as_json(report: RolloverReport) -> dict[str, Any]:
    return {
        "plan": report.plan,
        "to": report.code,
        "year": report.year,
        "title": report.title,
        "stored": report.stored,
        **{action: report.counts[action] for action in words.ACTIONS},
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
