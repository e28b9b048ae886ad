"""The command line's entry: one command a module; failures become exit codes."""

from __future__ import annotations

import errno
import os
import sys
from typing import TYPE_CHECKING, Any

import click

from cchc_tasks import __version__
from cchc_tasks.cli import words
from cchc_tasks.cli.command import BEFORE, refuse_undecodable
from cchc_tasks.cli.lazy_groups import LazyGroup
from cchc_tasks.cli.terminal import prepare_stream
from cchc_tasks.errors import AppError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cchc_tasks.sentences import Words

#: Commands in the order in which help lists them, with the module that holds each.
COMMANDS = {
    "import": "import_plan",
    "plans": "plans",
    "list": "list_tasks",
    "show": "show",
    "overdue": "overdue",
    "upcoming": "upcoming",
    "stats": "stats",
    "check": "check",
    "update": "update",
    "done": "done",
    "submit": "submit",
    "extend": "extend",
    "resolve": "resolve",
    "review": "review",
    "add": "add",
    "edit": "edit",
    "assign": "assign",
    "close": "close",
    "link": "link",
    "rollover": "rollover",
    "undo": "undo",
    "redo": "redo",
    "history": "history",
    "deadline": "deadline",
    "report": "report",
    "indicators": "indicators",
    "calendar": "calendar",
    "export": "export",
    "units": "units",
    "orgs": "organisations",
    "db": "database",
    "config": "config",
    "tui": "tui",
    "completion": "completion",
}

#: Commands that need neither a person's name nor a database.
_WITHOUT_DATABASE = ("deadline", "config", "completion")

#: What writing to a full disk or a closed descriptor raises.
_OUTPUT_FAILURES = (errno.ENOSPC, errno.EIO, errno.EBADF, errno.EFBIG, errno.EDQUOT)


def _print_version(ctx: click.Context, _: click.Parameter, asked: bool) -> None:
    if asked and not ctx.resilient_parsing:
        sys.stdout.write(f"cchc-tasks {__version__}\n")
        ctx.exit()


@click.group(
    "cchc-tasks",
    cls=LazyGroup,
    modules={name: f"cchc_tasks.cli.commands.{module}" for name, module in COMMANDS.items()},
    help="Theo dõi nhiệm vụ trong kế hoạch cải cách hành chính: nhập bảng, đọc thời hạn, biết việc nào quá hạn.",
    invoke_without_command=True,
)
@click.option("--db", metavar="PATH|URL", help="Cơ sở dữ liệu: tệp SQLite hoặc địa chỉ PostgreSQL.")
@click.option("--org", metavar="NAME", help="Cơ quan, khi cơ sở dữ liệu có nhiều cơ quan.")
@click.option("--actor", metavar="NAME", help="Họ tên người cập nhật, được ghi vào nhật ký.")
@click.option("--color", type=click.Choice(["auto", "always", "never"]), help="Màu chữ (mặc định: auto).")
@click.option("--version", is_flag=True, expose_value=False, is_eager=True, callback=_print_version, help="Phiên bản.")
@click.pass_context
def group(ctx: click.Context, /, **options: str | None) -> None:
    """Read the settings and hand them to the command."""
    from cchc_tasks.cli.context import App
    from cchc_tasks.settings import load_settings

    refuse_undecodable(options)
    settings = load_settings(os.environ, options)
    app = App(settings, os.environ)
    if settings.warnings:
        from cchc_tasks.messages.explanations import sentence_of

        app.say(*map(sentence_of, settings.warnings))
    ctx.obj = app
    if not settings.config_found and app.interactive and ctx.invoked_subcommand not in _WITHOUT_DATABASE:
        from cchc_tasks.cli.first_use import introduce

        ctx.meta[BEFORE] = lambda: introduce(app)
    ctx.call_on_close(app.close)
    if ctx.invoked_subcommand is None:
        _open_screen(ctx)


def _open_screen(ctx: click.Context) -> None:
    """Open the screen where nothing else was asked for; where none can be shown, tell what there is."""
    from cchc_tasks.cli.commands.tui import can_show, command

    if not can_show(os.environ):
        click.echo(ctx.get_help(), color=ctx.color)
        ctx.exit()
    with command.make_context("tui", [], parent=ctx) as opened:
        command.invoke(opened)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code; nothing is ever thrown at the person."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        prepare_stream(stream)
    try:
        exit_code = _run(arguments)
        sys.stdout.flush()
    except BrokenPipeError:
        # The reader has gone (`| head`): what is left in the buffer has nowhere to go.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        if error.errno not in _OUTPUT_FAILURES:
            return _bug(error)
        from cchc_tasks.messages.system_words import system_cause

        exit_code = _fail(2, *words.cannot_print(system_cause(error)))
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return exit_code


def _run(arguments: Sequence[str] | None) -> int:
    try:
        if asked := os.environ.get("_CCHC_TASKS_COMPLETE"):  # by a shell, whose Tab key was pressed
            from cchc_tasks.cli.shell_completion import answer_shell

            exit_code, answer = answer_shell(group, asked)
            click.echo(answer, nl=False)
            return exit_code
        result: Any = group.main(
            list(arguments) if arguments is not None else None, "cchc-tasks", standalone_mode=False
        )
        return result if isinstance(result, int) else 0
    except AppError as error:
        from cchc_tasks.messages.explanations import explanation_of

        return _fail(error.exit_code, *explanation_of(error))
    except OSError:
        raise
    except (KeyboardInterrupt, click.Abort):
        return _fail(130, words.STOPPED, "")
    except click.ClickException as error:
        from cchc_tasks.cli.failures import explain_click

        return _fail(error.exit_code, *explain_click(error))
    except Exception as error:
        return _bug(error)


def _bug(error: Exception) -> int:
    from cchc_tasks.cli.failures import log_bug

    return _fail(70, *words.bug(type(error).__name__, log_bug(error, os.environ)))


def _fail(exit_code: int, message: Words, hint: Words) -> int:
    from cchc_tasks.text_cells import clean

    sys.stdout.flush()
    sys.stderr.write(clean(f"{message!s}\n→ {hint!s}" if hint else str(message), keep_breaks=True) + "\n")
    sys.stderr.flush()
    return exit_code
