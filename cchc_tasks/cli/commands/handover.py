"""`db handover`: one file for whoever takes over."""

from __future__ import annotations

from pathlib import Path

import click

from cchc_tasks.cli.command import Command
from cchc_tasks.cli.context import App
from cchc_tasks.cli.output_argument import force_option, out_argument
from cchc_tasks.office import backup_words
from cchc_tasks.office.handover import words
from cchc_tasks.office.handover.handover_package import Request, hand_over


@click.command("handover", cls=Command, help=words.HELP)
@out_argument("file", "FILE")
@force_option
@click.pass_obj
def command(app: App, file: Path, overwrite: bool) -> None:
    """Write the package and say what is in it."""
    settings = app.settings
    request = Request(
        app.today,
        app.rules,
        settings.config_file,
        settings.org or "",
        settings.office.name if settings.office else "",
        settings.backup_dir or "",
        settings.backup_keep,
    )
    made = hand_over(app.database, file, request, app.output(overwrite=overwrite))
    contents, facts = made.contents, made.facts
    held = backup_words.counts(contents.plans, contents.tasks, contents.changes)
    app.answer(
        words.handed_over(str(made.path), made.size, held, facts.open_tasks, len(facts.overdue)),
        words.in_it(made.names),
    )
    if facts.others:
        app.say(words.others_in_it(facts.others))
    app.say(words.next_step(made.path.name))
