"""Commands and groups of commands whose help speaks Vietnamese."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from cchc_tasks.cli import words
from cchc_tasks.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping

#: The package in which the commands lie.
_COMMANDS_PACKAGE = "cchc_tasks.cli.commands"
#: Under this name a context keeps what is to be done before the command, when its words are known to be right.
BEFORE_COMMAND = "cchc_tasks.before_command"


class _VietnameseHelp(click.Command):
    """Help headings in Vietnamese; click's own come from a catalogue that knows no Vietnamese."""

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        pieces = " ".join(self.collect_usage_pieces(ctx))
        formatter.write_usage(ctx.command_path, pieces, prefix=words.USAGE)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        records = [record for record in (p.get_help_record(ctx) for p in self.get_params(ctx)) if record]
        if records:
            with formatter.section(words.OPTIONS):
                formatter.write_dl(records)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return our own --help: click's looks for a catalogue of translations at every start."""
        if not ctx.help_option_names:
            return None
        if self._help_option is None:
            self._help_option = click.Option(
                ctx.help_option_names,
                is_flag=True,
                is_eager=True,
                expose_value=False,
                callback=_show_help,
                help=words.HELP_OPTION,
            )
        return self._help_option


def _show_help(ctx: click.Context, _: click.Parameter, is_given: bool) -> None:
    if is_given and not ctx.resilient_parsing:
        click.echo(ctx.get_help(), color=ctx.color)
        ctx.exit()


def refuse_undecodable(values: Mapping[str, Any]) -> None:
    """Raise UsageError where typed words are bytes that are no UTF-8; the names of files may be anything."""
    for value in values.values():
        for text in value if isinstance(value, tuple) else (value,):
            if isinstance(text, str) and any("\ud800" <= letter <= "\udfff" for letter in text):
                raise UsageError(*words.undecodable(text))


class Command(_VietnameseHelp):
    """A command of the program."""

    def invoke(self, ctx: click.Context) -> Any:
        before = ctx.meta.get(BEFORE_COMMAND)
        if before is not None:
            before()
        refuse_undecodable(ctx.params)
        try:
            return super().invoke(ctx)
        except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError):
            from cchc_tasks.cli.failures import refuse_damaged

            if ctx.obj is not None:
                refuse_damaged(ctx.obj.database)
            raise


class CommandGroup(_VietnameseHelp, click.Group):
    """A group of commands."""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        super().format_options(ctx, formatter)
        self.format_commands(ctx, formatter)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        found = ((name, self.get_command(ctx, name)) for name in self.list_commands(ctx))
        rows = [(name, command.get_short_help_str(70)) for name, command in found if command]
        if rows:
            with formatter.section(words.COMMANDS):
                formatter.write_dl(rows)


class LazyGroup(CommandGroup):
    """A group whose commands are imported when they are called, so that each pays only for itself.

    `members` names each command's module in `cli.commands` and the object in it: «history_commands:undo_command».
    """

    def __init__(self, *args: Any, members: Mapping[str, str], **options: Any) -> None:
        super().__init__(*args, **options)
        self._members = members

    def list_commands(self, _ctx: click.Context) -> list[str]:
        return list(self._members)

    def get_command(self, _ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self._members:
            return None
        import importlib

        module, _, name = self._members[cmd_name].partition(":")
        return getattr(importlib.import_module(f"{_COMMANDS_PACKAGE}.{module}"), name)  # type: ignore[no-any-return]

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in self._members and not args[0].startswith("-"):
            from difflib import get_close_matches

            raise UsageError(*words.no_such_command(args[0], get_close_matches(args[0], self._members)))
        return super().resolve_command(ctx, args)
