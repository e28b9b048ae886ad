"""The command line's entry: the table of commands, the global options, failures that become exit codes."""

from __future__ import annotations

import errno
import os
import sys
from typing import TYPE_CHECKING, Any

import click

from cchc_tasks import __version__
from cchc_tasks.cli import words
from cchc_tasks.cli.command import BEFORE_COMMAND, LazyGroup, refuse_undecodable
from cchc_tasks.cli.terminal import prepare_stream
from cchc_tasks.errors import AppError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cchc_tasks.cli.context import CommandContext

#: Commands in the order in which help lists them, with the module and the object that hold each.
COMMANDS = {
    "import": "import_plan_command:import_command",
    "plans": "plan_commands:plans_command",
    "list": "list_commands:list_command",
    "show": "list_commands:show_command",
    "overdue": "due_commands:overdue_command",
    "upcoming": "due_commands:upcoming_command",
    "stats": "statistics_command:stats_command",
    "check": "review_commands:check_command",
    "update": "act_commands:update_command",
    "done": "act_commands:done_command",
    "submit": "act_commands:submit_command",
    "extend": "act_commands:extend_command",
    "resolve": "act_commands:resolve_command",
    "review": "review_commands:review_command",
    "add": "plan_edit_commands:add_command",
    "edit": "plan_edit_commands:edit_command",
    "assign": "plan_edit_commands:assign_command",
    "close": "review_commands:close_command",
    "link": "plan_edit_commands:link_command",
    "rollover": "plan_commands:rollover_command",
    "undo": "history_commands:undo_command",
    "redo": "history_commands:redo_command",
    "history": "history_commands:history_command",
    "deadline": "deadline_command:deadline_command",
    "report": "report_commands:report_group",
    "indicators": "indicator_commands:indicators_group",
    "calendar": "calendar_commands:calendar_command",
    "export": "backup_commands:export_command",
    "units": "unit_commands:units_group",
    "orgs": "organisation_commands:organisations_group",
    "db": "database_commands:database_group",
    "config": "config_command:config_command",
    "tui": "screen_command:screen_command",
    "completion": "completion_command:completion_command",
}

#: Commands that need neither a person's name nor a database.
_WITHOUT_DATABASE = ("deadline", "config", "completion")

#: What writing to a full disk or a closed descriptor raises.
_OUTPUT_FAILURES = (errno.ENOSPC, errno.EIO, errno.EBADF, errno.EFBIG, errno.EDQUOT)


class _MainRun:
    """One run of `main`; `context` is known once the settings have been read."""

    def __init__(self) -> None:
        self.context: CommandContext | None = None


def _print_version(ctx: click.Context, _: click.Parameter, is_given: bool) -> None:
    if is_given and not ctx.resilient_parsing:
        sys.stdout.write(f"cchc-tasks {__version__}\n")
        ctx.exit()


@click.group(
    "cchc-tasks",
    cls=LazyGroup,
    members=COMMANDS,
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
    from cchc_tasks.cli.context import CommandContext
    from cchc_tasks.settings import load_settings

    refuse_undecodable(options)
    settings = load_settings(os.environ, options)
    context = CommandContext(settings, os.environ, options)
    if isinstance(ctx.obj, _MainRun):
        ctx.obj.context = context
    ctx.obj = context
    if settings.warnings:
        from cchc_tasks.messages.problem_messages import sentence_of

        context.say(*map(sentence_of, settings.warnings))
    if not settings.config_found and context.is_interactive and ctx.invoked_subcommand not in _WITHOUT_DATABASE:
        from cchc_tasks.cli.first_use import ask_first_settings

        ctx.meta[BEFORE_COMMAND] = lambda: ask_first_settings(context)
    ctx.call_on_close(context.close)
    if ctx.invoked_subcommand is None:
        _open_screen(ctx)


def _open_screen(ctx: click.Context) -> None:
    """Open the screen where no command was given; where it cannot be shown, print the help."""
    from cchc_tasks.cli.commands.screen_command import can_show, screen_command

    if not can_show(os.environ):
        click.echo(ctx.get_help(), color=ctx.color)
        ctx.exit()
    with screen_command.make_context("tui", [], parent=ctx) as opened:
        screen_command.invoke(opened)


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
    run = _MainRun()
    try:
        if instruction := os.environ.get("_CCHC_TASKS_COMPLETE"):  # set by a shell whose Tab key was pressed
            from cchc_tasks.cli.shell_completion import answer_shell

            exit_code, answer = answer_shell(group, instruction)
            click.echo(answer, nl=False)
            return exit_code
        result: Any = group.main(
            list(arguments) if arguments is not None else None, "cchc-tasks", standalone_mode=False, obj=run
        )
        return result if isinstance(result, int) else 0
    except AppError as error:
        from cchc_tasks.messages.problem_messages import explanation_of

        text_of = run.context.text_of if run.context else str
        return _fail(error.exit_code, *map(text_of, explanation_of(error)))
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


def _fail(exit_code: int, message: str, hint: str) -> int:
    from cchc_tasks.text_cells import clean

    sys.stdout.flush()
    sys.stderr.write(clean(f"{message}\n→ {hint}" if hint else message, keep_breaks=True) + "\n")
    sys.stderr.flush()
    return exit_code
