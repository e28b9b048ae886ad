"""`db copy`: the whole database in another place."""

from __future__ import annotations

import click

from cchc_tasks.cli.command import Command, json_option
from cchc_tasks.cli.context import App
from cchc_tasks.cli.output_argument import overwrite_option
from cchc_tasks.cli.table_output import write_json
from cchc_tasks.database_address import shown_db
from cchc_tasks.office import database_copy_words as words
from cchc_tasks.office.database_copy import copy_database
from cchc_tasks.settings import typed_place
from cchc_tasks.storage.connection import HEAD
from cchc_tasks.storage.database import Database


@click.command("copy", cls=Command, help=words.HELP)
@click.argument("source", metavar="FROM")
@click.argument("target", metavar="TO")
@overwrite_option
@json_option
@click.pass_obj
def command(app: App, source: str, target: str, overwrite: bool, as_json: bool) -> None:
    """Copy all organisations from one path or address to another; the database of --db has no part in it."""
    old, new = (Database(typed_place(typed, app.environ)) for typed in (source, target))
    with app.progress() as progress:
        output = app.output(overwrite=overwrite)
        made = copy_database(old, new, lambda rows: progress.show(words.PROGRESS, rows), output)
    if made.upgraded_from:
        app.say(words.upgraded_aside(made.upgraded_from, HEAD))
    shown = (shown_db(old.location), shown_db(new.location))
    if as_json:
        tables = [{"name": table.name, "rows": table.rows, "sha256": table.sha256} for table in made.tables]
        answer = {"from": shown[0], "to": shown[1], "rows": sum(made.counts.values()), "sha256": made.sha256}
        write_json(app.out, answer | {"tables": tables}, indent=app.width is not None)
    else:
        app.answer(words.copied(shown[0], shown[1], made.counts), words.compared(made.sha256))
    app.say(words.how_to_use())
    if not new.is_sqlite:
        app.say(words.roles_next())
