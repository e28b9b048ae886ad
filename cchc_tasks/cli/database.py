"""`db`: care of the database."""

from __future__ import annotations

import click

from cchc_tasks.cli.app import App
from cchc_tasks.cli.commands import Command, Group, json_option
from cchc_tasks.cli.tables import Column, write_json, write_table
from cchc_tasks.services.care import check_database, database_info, upgrade_database
from cchc_tasks.wording import database as words


@click.group("db", cls=Group, help="Chăm sóc cơ sở dữ liệu.")
def command() -> None:
    """Group the commands that concern the database."""


@command.command("info", cls=Command, help="Cơ sở dữ liệu ở đâu, có gì.")
@json_option
@click.pass_obj
def info(app: App, as_json: bool) -> None:
    """Print where the data is and what is in it."""
    found = database_info(app.database)
    if as_json:
        shown = {"location": found.location, "kind": found.kind, "revision": found.revision, "size": found.size}
        write_json(
            app.out,
            {**shown, "organisations": list(found.organisations), "counts": dict(found.counts)},
            indent=app.width is not None,
        )
        return
    size = words.size(found.size) if found.size is not None else ""
    rows = [(words.LOCATION, found.location), (words.KIND, found.kind), (words.REVISION, found.revision)]
    rows += [(words.SIZE, size)] if size else []
    rows += [(words.ORGANISATIONS, "; ".join(found.organisations))]
    rows += [(words.COUNTS[name], str(count)) for name, count in found.counts.items()]
    columns = [Column(title, weight=weight) for title, weight in zip(words.COLUMNS, (1, 3), strict=True)]
    write_table(app.out, columns, rows, width=app.width, color=app.color)


@command.command("upgrade", cls=Command, help="Tạo hoặc nâng cấp cơ sở dữ liệu cho bản cchc-tasks này.")
@click.pass_obj
def upgrade(app: App) -> None:
    """Bring the schema up to date."""
    app.say(words.upgraded(*upgrade_database(app.database)))


@command.command("check", cls=Command, help="So trạng thái hiện tại với lịch sử; có sai lệch thì thoát với mã 6.")
@click.option("--repair", is_flag=True, help="Dựng lại trạng thái hiện tại từ lịch sử (lịch sử không bị đụng đến).")
@click.pass_obj
def check(app: App, repair: bool) -> None:
    """Compare the derived state with the history."""
    report = check_database(app.database, repair=repair)
    if report.sound:
        app.say(words.SOUND)
        return
    app.say(*(words.complaint(text) for text in report.complaints))
    if report.tasks or report.plans:
        app.say(words.differing(len(report.tasks), len(report.plans), repaired=report.repaired))
    if report.complaints or not report.repaired:
        app.leave(6)
