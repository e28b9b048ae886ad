"""`report`: what the office sends, each kind of report a module of its own."""

from __future__ import annotations

import click

from cchc_tasks.cli.lazy_groups import LazyGroup

#: Reports in the order in which help lists them, with the module that holds each.
REPORTS: dict[str, str] = {
    "appendix": "appendix",
    "statistics": "statistics",
    "letters": "letters",
    "assignments": "assignments",
    "evidence": "evidence",
    "dashboard": "dashboard",
    "worksheet": "worksheet",
    "frozen": "frozen",
}


@click.group(
    "report",
    cls=LazyGroup,
    modules={name: f"cchc_tasks.cli.commands.reports.{module}" for name, module in REPORTS.items()},
    help="Lập báo cáo, phụ lục, phiếu nhắc việc, bảng gửi đơn vị.",
)
def command() -> None:
    """Group the reports."""
