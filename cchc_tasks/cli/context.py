"""CommandContext: what every command is given: settings, streams, the day, the person, the database."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, NoReturn, TextIO

from cchc_tasks.cli.terminal import ProgressLine, terminal_width, use_color
from cchc_tasks.days import VIET_NAM
from cchc_tasks.errors import AppError, UsageError
from cchc_tasks.storage.database import Database

if TYPE_CHECKING:
    from pathlib import Path

    from cchc_tasks.cli.table_output import OutputColumn
    from cchc_tasks.files.output import Output
    from cchc_tasks.model.acts import Act
    from cchc_tasks.model.timing import DueRules
    from cchc_tasks.report_settings import Periods
    from cchc_tasks.reports.report_frame import ReportFrame
    from cchc_tasks.sentences import Slot, Words
    from cchc_tasks.settings import Settings
    from cchc_tasks.tracking.task_statistics import RateRules


class CommandContext:
    """One run of the command line: the only place that knows the clock, the streams and the environment.

    `options` are the global options (`--db`, `--org`, `--actor`) as they were typed.
    """

    def __init__(
        self, settings: Settings, environ: Mapping[str, str], options: Mapping[str, str | None] | None = None
    ) -> None:
        self.settings = settings
        self.environ = environ
        self._options = options or {}
        self.out: TextIO = sys.stdout
        self.err: TextIO = sys.stderr
        self.width = terminal_width(environ, self.out.isatty())
        self.color = use_color(settings.color, environ, self.out.isatty())
        self.database = Database(settings.db, settings.org or "")

    @property
    def today(self) -> date:
        """Today in Viet Nam, or the day that CCHC_TASKS_TODAY sets."""
        return self.settings.today or datetime.now(VIET_NAM).date()

    @property
    def now(self) -> datetime:
        """This moment in Viet Nam, for the names of files."""
        return datetime.now(VIET_NAM)

    @property
    def rules(self) -> DueRules:
        """The office's rules about due days."""
        from cchc_tasks.model.timing import DueRules
        from cchc_tasks.working_days import WorkingDays

        move = self.settings.move_to_working_day
        days = WorkingDays(self.settings.day_off_corrections) if move else None
        moved = days.working_day_from if days else None
        return DueRules(self.settings.due_soon_days, moved, self.settings.report_periods)

    @property
    def is_day_off(self) -> Callable[[date], bool]:
        """A function that says whether public offices are closed on a day."""
        from cchc_tasks.working_days import WorkingDays

        return WorkingDays(self.settings.day_off_corrections).is_day_off

    @property
    def rates(self) -> RateRules:
        """How this office counts rates, and who says so."""
        from cchc_tasks.messages.settings_words import origin
        from cchc_tasks.tracking.task_statistics import RateRules

        source = self.settings.origins["nothing_arisen"]
        return RateRules(self.settings.nothing_arisen, self.settings.rate_decimals, origin(source.kind, source.where))

    @property
    def periods(self) -> Periods:
        """The reporting periods of this office."""
        from cchc_tasks.report_settings import PERIODS

        return self.settings.report_periods or PERIODS

    def frame(self, as_of: date) -> ReportFrame:
        """Return what every report of a day needs: who the office is, and what its settings say."""
        from cchc_tasks.report_settings import Office, Scoring
        from cchc_tasks.reports.report_frame import ReportFrame

        return ReportFrame(
            as_of,
            office=self.settings.office or Office(),
            periods=self.periods,
            rules=self.rules,
            rates=self.rates,
            scoring=self.settings.scoring or Scoring(),
        )

    def output(self, *, overwrite: bool, source: Path | None = None) -> Output:
        """Return what written files may replace: never the database's own files, its copies, settings or a source."""
        from pathlib import Path

        from cchc_tasks.files.output import Output, Protected
        from cchc_tasks.office.daily_backup import database_files

        settings = self.settings
        folder = Path(settings.backup_dir) if settings.backup_dir else None
        protected = [*database_files(self.database, folder), Protected(Path(settings.config_file), "settings")]
        return Output(overwrite, (*protected, *([Protected(source, "source")] if source else [])))

    @property
    def is_interactive(self) -> bool:
        """Whether a person sits at a terminal and can be asked."""
        return sys.stdin is not None and sys.stdin.isatty() and self.err.isatty()

    def act(self) -> Act:
        """Return who acts, and when; refuse to record an act of nobody."""
        from cchc_tasks.cli.command import refuse_undecodable
        from cchc_tasks.messages.act_words import nobody
        from cchc_tasks.model.acts import Act

        asks_server = self.settings.origins["actor"].kind == "account"
        actor = self.settings.actor or (self.database.login if asks_server else "") or _account_name()
        if not actor:
            raise UsageError(*nobody())
        refuse_undecodable({"actor": actor})
        return Act(actor, datetime.now(UTC), self.today)

    def say(self, *lines: Words) -> None:
        """Say something to the person, on stderr: data has stdout to itself."""
        self._write(self.err, lines)

    def answer(self, *lines: Words) -> None:
        """Write sentences that are the answer itself, on stdout."""
        self._write(self.out, lines)

    def text_of(self, sentence: Words) -> str:
        """Return a sentence as text; its commands repeat the global options that were typed."""
        return sentence if isinstance(sentence, str) else sentence.as_command_line(self.command_text)

    def command_text(self, slot: Slot) -> str:
        """Return a command as it is typed for the same database and office, with the global options that were typed.

        A command that names a database of its own stays as it is.
        """
        from cchc_tasks.database_address import shown_db
        from cchc_tasks.sentences import Step

        if not isinstance(slot, Step) or "db" in dict(slot.fields):
            return str(slot)
        typed = [(name, self._options[name]) for name in ("db", "org", "actor") if self._options.get(name)]
        before = tuple((name, shown_db(value or "") if name == "db" else value) for name, value in typed)
        return str(slot._replace(fields=(*before, *slot.fields)))

    def write_table(self, columns: Sequence[OutputColumn], rows: Iterable[Sequence[str]]) -> None:
        """Write a table on stdout, as wide as the terminal; to a pipe one line a row."""

        from cchc_tasks.cli.table_output import write_table

        write_table(self.out, columns, rows, width=self.width, color=self.color)

    def write_csv(self, titles: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
        """Write CSV on stdout."""
        from cchc_tasks.cli.data_output import write_csv

        write_csv(self.out, titles, rows)

    def write_json(self, value: object) -> None:
        """Write a value as JSON on stdout; a list is written item by item."""
        from cchc_tasks.cli.data_output import write_json

        write_json(self.out, value, indent=self.width is not None)

    def _write(self, stream: TextIO, lines: tuple[Words, ...]) -> None:
        """Write lines: wrapped between words on a terminal, as they are elsewhere."""
        from cchc_tasks.text_cells import clean

        width = terminal_width(self.environ, stream.isatty(), stream.fileno()) if stream.isatty() else None
        for line in lines:
            text = clean(self.text_of(line))
            if width is not None:
                from cchc_tasks.text_cells import wrap

                margin = " " * (len(text) - len(text.lstrip()))
                text = f"\n{margin}  ".join(wrap(text.strip(), max(20, width - len(margin) - 3)))
                text = margin + text
            stream.write(text + "\n")

    def close(self) -> None:
        """Let the database go; what was written is copied once a day where the settings name a folder for it."""
        if self.database.wrote and self.settings.backup_dir:
            self._back_up_daily(self.settings.backup_dir)
        self.database.close()

    def _back_up_daily(self, folder: str) -> None:
        """Make the day's copy; the command has done its work, so that no failure here is the command's."""
        from pathlib import Path

        from cchc_tasks.messages.problem_messages import explanation_of
        from cchc_tasks.office import backup_words as words
        from cchc_tasks.office.daily_backup import daily_backup

        try:
            made = daily_backup(self.database, Path(folder), self.settings.backup_keep, self.today)
        except AppError as error:
            self._say_failed(*explanation_of(error))
        except Exception as error:
            self._say_failed(*words.daily_unexpected(type(error).__name__))
        else:
            if made is not None:
                self.say(words.daily_made(str(made)))

    def _say_failed(self, message: Words, hint: Words) -> None:
        from cchc_tasks.office import backup_words as words
        from cchc_tasks.sentences import Sentence

        self.say(words.daily_failed(message), Sentence("→ ", hint))

    def ask(self, question: str) -> str:
        """Ask the person and return the line that was typed; the end of the input is no answer."""
        self.err.write(question)
        self.err.flush()
        return sys.stdin.readline().strip()

    def progress(self) -> ProgressLine:
        """Return a line of progress that is drawn where stderr is a terminal."""
        return ProgressLine(self.err, self.err.isatty())

    def exit(self, exit_code: int) -> NoReturn:
        """End the command with an exit code."""
        from click.exceptions import Exit

        raise Exit(exit_code)


def _account_name() -> str:
    """Return the name of the account that runs the program, empty for none."""
    import getpass

    try:
        return getpass.getuser()
    except (ImportError, KeyError, OSError):
        return ""
