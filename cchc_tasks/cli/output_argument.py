"""The argument for what a command writes, and the option --overwrite without which no file is replaced."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import click

from cchc_tasks.cli import words
from cchc_tasks.cli.filter_options import Decorated

_FORCED = "cchc_tasks.forced"


class OutPath(click.Path):
    """The path of a file or folder that is written; whatever takes one takes `--overwrite`, too."""

    def __init__(self) -> None:
        super().__init__(path_type=Path)


def _overwrite(ctx: click.Context, _: click.Parameter, is_given: bool) -> bool:
    return is_given or bool(ctx.meta.get(_FORCED))


def _force(ctx: click.Context, _: click.Parameter, is_given: bool) -> None:
    if is_given and not ctx.resilient_parsing:
        ctx.meta[_FORCED] = True
        ctx.obj.say(words.FORCE_IS_OVERWRITE)


overwrite_option = click.option(
    "--overwrite", is_flag=True, callback=_overwrite, help="Thay tệp đã có ở nơi ghi ra (mặc định: từ chối)."
)
#: The name that --overwrite had at first in the commands that make copies.
force_option = click.option("--force", is_flag=True, is_eager=True, expose_value=False, hidden=True, callback=_force)


def out_argument(name: str = "out", metavar: str = "OUT") -> Callable[[Decorated], Decorated]:
    """Add the argument of what is written, and the option; the command takes them as `out` and `overwrite`."""

    def add(command: Decorated) -> Decorated:
        return click.argument(name, metavar=metavar, type=OutPath())(overwrite_option(command))

    return add
