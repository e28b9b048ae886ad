"""`orgs`: the organisations that share a database."""

from __future__ import annotations

import click

from cchc_tasks.cli.command import Command, Group, csv_option, json_option
from cchc_tasks.cli.context import App
from cchc_tasks.cli.table_output import Column, write_csv, write_json, write_table
from cchc_tasks.office import organisation_words as words
from cchc_tasks.office.organisation_names import add_organisation, organisation_names, rename_organisation


@click.group("orgs", cls=Group, help="Các cơ quan dùng chung một cơ sở dữ liệu.")
def command() -> None:
    """Group the commands that concern organisations."""


@command.command("list", cls=Command, help="Tên các cơ quan trong cơ sở dữ liệu.")
@json_option
@csv_option
@click.pass_obj
def list_command(app: App, /, as_json: bool, as_csv: bool) -> None:
    """Print one name a row."""
    names = organisation_names(app.database)
    if as_json:
        write_json(app.out, ({"name": name} for name in names), indent=app.width is not None)
        return
    rows = [(name,) for name in names]
    if as_csv:
        write_csv(app.out, (words.COLUMN,), rows)
    else:
        write_table(app.out, [Column(words.COLUMN)], rows, width=app.width, color=app.color)
    app.say(words.count(len(names)))


@command.command("add", cls=Command, help="Thêm một cơ quan vào cơ sở dữ liệu.")
@click.argument("name", metavar="NAME")
@click.pass_obj
def add_command(app: App, /, name: str) -> None:
    """Add an organisation."""
    app.say(words.added(add_organisation(app.database, name, app.act())))
    if not app.database.is_sqlite:
        app.say(words.grant_next(name))


@command.command("rename", cls=Command, help="Đổi tên một cơ quan; dữ liệu và lịch sử giữ nguyên.")
@click.argument("old", metavar="NAME")
@click.argument("new", metavar="NEW")
@click.pass_obj
def rename_command(app: App, /, old: str, new: str) -> None:
    """Give an organisation another name."""
    app.say(words.renamed(rename_organisation(app.database, old, new, app.act())))
