"""`completion`: the script that lets a shell's Tab key ask this program."""

from __future__ import annotations

import click

from cchc_tasks.cli import completion_words as words
from cchc_tasks.cli.command import Command
from cchc_tasks.cli.context import CommandContext
from cchc_tasks.cli.shell_completion import SHELLS, script_of


@click.command(
    "completion", cls=Command, help="In kịch bản để phím Tab gợi ý lệnh, tùy chọn, mã nhiệm vụ, kế hoạch và tên đơn vị."
)
@click.argument("shell", metavar="|".join(SHELLS), type=click.Choice(list(SHELLS)))
@click.pass_context
def completion_command(ctx: click.Context, shell: str) -> None:
    """Print a shell's script, and say how it is installed."""
    context = ctx.find_object(CommandContext)
    # As bytes: a line must end as the shell wants it, also where text files end theirs otherwise.
    click.echo(script_of(ctx.find_root().command, shell).encode(), nl=False)
    if context:
        context.say(words.install(shell))
        context.err.writelines(f"{line}\n" for line in words.install_lines(shell))  # never wrapped: to be copied
        context.say(*words.installed(shell))
