"""The failures that a person is told about: each says what happened, what to do next, and has an exit code."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from cchc_tasks.sentences import Words


class Problem(NamedTuple):
    """Something to tell a person, as a code and the facts that its sentence needs.

    The rooms that know no sentences (`storage`, `files`, `reading`, `model`) raise and return problems. The code names
    a function that makes the sentence: «read_file.too_many_rows» is `too_many_rows` in `messages/read_file_words.py`,
    and the facts are its arguments. A fact may be a problem itself; it becomes a sentence first.
    `messages.explanations` makes the sentence where it is shown.
    """

    code: str
    facts: Mapping[str, object]

    @property
    def name(self) -> str:
        """The code without the subject: «too_many_rows»."""
        return self.code.partition(".")[2]

    def __str__(self) -> str:
        return f"{self.code}({', '.join(f'{name}={value!r}' for name, value in self.facts.items())})"


def problem(code: str, /, **facts: object) -> Problem:
    """Return a problem: `problem("read_file.too_many_rows", limit=20000)`."""
    return Problem(code, facts)


def system_problem(error: OSError) -> Problem:
    """Return what the operating system refused, as the cause in another problem."""
    return problem("system.cause", number=error.errno or 0)


class AppError(Exception):
    """A failure that the person at the keyboard is told about.

    `message` says what happened and why, `hint` what to do next (empty when there is nothing to do). A room that knows
    no sentences gives a problem instead of both. Whoever shows an error asks `messages.explanations` for its words.
    Acts and fields in the words are values, which the command line shows as commands and the screen as keys;
    `exit_code` is the process's exit status as listed in the command line contract.
    """

    exit_code = 70

    def __init__(self, message: Words | Problem, hint: Words = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class FindingsLeftError(AppError):
    """A report was to stop where the data still has something to settle, and it has."""

    exit_code = 1


class UsageError(AppError):
    """The command's words are wrong: an unknown option value, a date that does not exist."""

    exit_code = 2


class UnreadableFileError(AppError):
    """The file cannot be read as a plan; nothing was stored."""

    exit_code = 3


class NotFoundError(AppError):
    """No such plan, task or unit."""

    exit_code = 4


class ConflictError(AppError):
    """The plan exists already, somebody else updated first, or the act is not allowed now."""

    exit_code = 5


class ExistingFilesError(ConflictError):
    """Files are there that would be replaced, and nobody has said that they may be.

    `paths` are those files, `left_over` files of ours that would be removed because nothing belongs to them any more.
    """

    def __init__(
        self, message: Words | Problem, hint: Words = "", paths: Sequence[Path] = (), left_over: Sequence[Path] = ()
    ) -> None:
        super().__init__(message, hint)
        self.paths = tuple(paths)
        self.left_over = tuple(left_over)


class DatabaseError(AppError):
    """The database is unreachable, locked, newer than the program, or damaged."""

    exit_code = 6


class ServerError(AppError):
    """The calendar server is out of reach, or does not let us in."""

    exit_code = 6
