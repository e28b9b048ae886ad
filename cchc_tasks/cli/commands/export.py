"""`export`: everything out, as JSON."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any, BinaryIO

import click

from cchc_tasks.cli.command import Command, filter_options, take_filters
from cchc_tasks.cli.context import App
from cchc_tasks.cli.output_argument import out_argument
from cchc_tasks.cli.table_output import write_json
from cchc_tasks.messages import written_file_words as words
from cchc_tasks.office.full_export import export_document


@click.command("export", cls=Command, help="Xuất toàn bộ dữ liệu và nhật ký ra một tệp JSON.")
@out_argument(metavar="OUT.json")
@filter_options(sort=False, limit=False)
@click.pass_obj
def command(app: App, /, out: Path, overwrite: bool, **options: Any) -> None:
    """Write the document."""
    output = app.output(overwrite=overwrite)
    output.check(out, (".json",))
    filters, day = take_filters(app, options)
    document = export_document(app.database, filters, day, app.rules)

    def write(file: BinaryIO) -> None:
        text = io.TextIOWrapper(file, encoding="utf-8", newline="\n")
        write_json(text, document, indent=True)
        text.flush()
        text.detach()

    output.write(out, write)
    app.say(words.exported(str(out), len(document["tasks"]), len(document["history"]["change"])))
