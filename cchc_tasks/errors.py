"""Every failure a person is told about: a Vietnamese sentence, what to do next, and an exit code."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from cchc_tasks.sentences import Step, Words


class AppError(Exception):
    """A failure with a sentence for the person at the keyboard.

    `message` says what happened and why, `hint` what to do next (empty when there is nothing to do). Acts and fields
    in them are values, which the command line tells as commands and the screen as keys; `exit_code` is the process's
    exit status as listed in the command line contract.
    """

    exit_code = 70

    def __init__(self, message: Words, hint: Words = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    @property
    def steps(self) -> tuple[Step, ...]:
        """The acts that lead on, as values: those that the hint names."""
        return () if isinstance(self.hint, str) else self.hint.steps


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

    def __init__(self, message: Words, hint: Words, paths: Sequence[Path], left_over: Sequence[Path] = ()) -> None:
        super().__init__(message, hint)
        self.paths = tuple(paths)
        self.left_over = tuple(left_over)


class DatabaseError(AppError):
    """The database is unreachable, locked, newer than the program, or damaged."""

    exit_code = 6


class ServerError(AppError):
    """The calendar server is out of reach, or does not let us in."""

    exit_code = 6
