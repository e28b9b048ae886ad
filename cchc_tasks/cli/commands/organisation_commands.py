"""`orgs`: the organisations that share a database."""

from __future__ import annotations

import click

from cchc_tasks.cli.command import Command, CommandGroup
from cchc_tasks.cli.context import CommandContext
from cchc_tasks.cli.filter_options import csv_option, json_option
from cchc_tasks.cli.table_output import OutputColumn
from cchc_tasks.office import words
from cchc_tasks.office.organisation_names import add_organisation, organisation_names, rename_organisation


@click.group("orgs", cls=CommandGroup, help="Các cơ quan dùng chung một cơ sở dữ liệu.")
def organisations_group() -> None:
    """Group the commands that concern organisations."""


@organisations_group.command("list", cls=Command, help="Tên các cơ quan trong cơ sở dữ liệu.")
@json_option
@csv_option
@click.pass_obj
def list_organisations(context: CommandContext, /, as_json: bool, as_csv: bool) -> None:
    """Print one name a row."""
    names = organisation_names(context.database)
    if as_json:
        context.write_json({"name": name} for name in names)
        return
    rows = [(name,) for name in names]
    if as_csv:
        context.write_csv((words.ORGANISATION_COLUMN,), rows)
    else:
        context.write_table([OutputColumn(words.ORGANISATION_COLUMN)], rows)
    context.say(words.organisation_count(len(names)))


@organisations_group.command("add", cls=Command, help="Thêm một cơ quan vào cơ sở dữ liệu.")
@click.argument("name", metavar="NAME")
@click.pass_obj
def add_organisation_command(context: CommandContext, /, name: str) -> None:
    """Add an organisation."""
    context.say(words.organisation_added(add_organisation(context.database, name, context.act())))
    if not context.database.is_sqlite:
        context.say(words.grant_next(name))


@organisations_group.command("rename", cls=Command, help="Đổi tên một cơ quan; dữ liệu và lịch sử giữ nguyên.")
@click.argument("old", metavar="NAME")
@click.argument("new", metavar="NEW")
@click.pass_obj
def rename_organisation_command(context: CommandContext, /, old: str, new: str) -> None:
    """Give an organisation another name."""
    context.say(words.organisation_renamed(rename_organisation(context.database, old, new, context.act())))
