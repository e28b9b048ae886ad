"""`db grant`, `db revoke`, `db grants`: which account of a shared PostgreSQL may do what."""

from __future__ import annotations

import click

from cchc_tasks.cli.command import Command
from cchc_tasks.cli.completion_values import complete_units
from cchc_tasks.cli.context import CommandContext
from cchc_tasks.cli.date_input import shown_moment
from cchc_tasks.cli.filter_options import csv_option, json_option
from cchc_tasks.cli.table_output import OutputColumn
from cchc_tasks.office import words
from cchc_tasks.office.access_grants import (
    GrantRequest,
    grant_access,
    grant_sentences,
    grant_words,
    list_grants,
    revoke_access,
)

_login = click.argument("login", metavar="LOGIN")
_units = click.option(
    "--unit",
    "units",
    multiple=True,
    metavar="NAME",
    shell_complete=complete_units,
    help="Chỉ cập nhật nhiệm vụ do đơn vị này chủ trì; nhiều đơn vị thì ghi nhiều lần.",
)
_every = click.option("--every-org", is_flag=True, help="Ở mọi cơ quan đang có trong cơ sở dữ liệu.")


@click.command(
    "grant",
    cls=Command,
    help="Cho tài khoản PostgreSQL cập nhật cả cơ quan, chỉ việc của đơn vị (--unit), hoặc chỉ xem (--read).",
)
@_login
@_units
@click.option("--read", is_flag=True, help="Chỉ được xem.")
@_every
@click.pass_obj
def grant_command(context: CommandContext, /, login: str, units: tuple[str, ...], read: bool, every_org: bool) -> None:
    """Let an account do something; what it might do before in the same office no longer counts."""
    request = GrantRequest(login, units, read, every_org)
    found = grant_access(context.database, request, context.act())
    context.answer(words.granted(login, grant_sentences(found.grants), changed=found.changed))
    context.say(*found.notes)


@click.command(
    "revoke",
    cls=Command,
    help="Thu lại quyền của một tài khoản PostgreSQL trong cơ quan, hoặc chỉ ở đơn vị nêu tên (--unit).",
)
@_login
@_units
@_every
@click.pass_obj
def revoke_command(context: CommandContext, /, login: str, units: tuple[str, ...], every_org: bool) -> None:
    """Take away what an account may do."""
    found = revoke_access(context.database, GrantRequest(login, units, every_organisation=every_org), context.act())
    context.answer(words.revoked(login, grant_sentences(found.grants)))


@click.command("grants", cls=Command, help="Tài khoản PostgreSQL nào được làm gì, theo cơ quan.")
@json_option
@csv_option
@click.pass_obj
def grants_command(context: CommandContext, /, as_json: bool, as_csv: bool) -> None:
    """Print one row for each account and unit."""
    found = list_grants(context.database)
    if as_json:
        listed = (
            {
                "organisation": held.organisation,
                "login": held.login,
                "unit": held.unit,
                "unit_ended_on": held.end.day if held.end else None,
                "may": held.may,
                "recorded_at": held.recorded_at,
                "actor": held.actor,
            }
            for held in found
        )
        context.write_json(listed)
        return
    rows = [(g.organisation, g.login, grant_words(g), shown_moment(g.recorded_at), g.actor) for g in found]
    if as_csv:
        context.write_csv(words.GRANT_COLUMNS, rows)
    elif rows:
        columns = [
            OutputColumn(title, weight=weight)
            for title, weight in zip(words.GRANT_COLUMNS, (2, 1, 3, 1, 1), strict=True)
        ]
        context.write_table(columns, rows)
    context.say(words.grant_count(len(rows)))
