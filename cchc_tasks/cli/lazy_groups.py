"""Groups whose commands are imported when they are called, so that each pays only for itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cchc_tasks.cli import words
from cchc_tasks.cli.command import Group
from cchc_tasks.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping

    import click


class LazyGroup(Group):
    """A group that knows its commands by name, each with the module that holds it as `command`."""

    def __init__(self, *args: Any, modules: Mapping[str, str], **options: Any) -> None:
        super().__init__(*args, **options)
        self._modules = modules

    def list_commands(self, _ctx: click.Context) -> list[str]:
        return list(self._modules)

    def get_command(self, _ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self._modules:
            return None
        import importlib

        return importlib.import_module(self._modules[cmd_name]).command  # type: ignore[no-any-return]

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in self._modules and not args[0].startswith("-"):
            from difflib import get_close_matches

            raise UsageError(*words.no_such_command(args[0], get_close_matches(args[0], self._modules)))
        return super().resolve_command(ctx, args)
