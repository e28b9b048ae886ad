"""Every file is written here: its name fits its kind, nothing is replaced unasked, and it is complete or not there."""

from __future__ import annotations

import errno
import os
import re
import tempfile
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO, Literal, NamedTuple

from cchc_tasks.errors import ConflictError, ExistingFilesError, UsageError, problem, system_problem
from cchc_tasks.text import nfc

#: What the end of a name looks like that tells a kind of file: «.xlsx», «.7z»; «tháng 7.2022» is a folder's name.
_SUFFIX = re.compile(r"\.(?=\d*[a-z])[a-z\d]{1,9}", re.IGNORECASE)


class Protected(NamedTuple):
    """A file that is never replaced, whatever is asked for, and what it is."""

    path: Path
    role: Literal["database", "settings", "source", "daily copy"]


@dataclass(frozen=True, slots=True)
class Output:
    """What written files may take the place of: `overwrite` of any file but the protected ones, else of none.

    Every method raises UsageError for a name that does not fit and where nothing can be written, ConflictError for a
    file that must stay (ExistingFilesError for one that `overwrite` would replace).
    """

    overwrite: bool = False
    protected: tuple[Protected, ...] = ()

    def protecting(self, *files: Protected) -> Output:
        """Return the same rule with more files that are never replaced."""
        return replace(self, protected=(*self.protected, *files))

    def replacing(self) -> Output:
        """Return the same rule for a file of which is known that it may be replaced."""
        return replace(self, overwrite=True)

    def check(self, path: Path, suffixes: tuple[str, ...]) -> str:
        """Refuse a file that could not be written so, before the work is done; return its suffix in small letters."""
        target = self.target_of(path)
        suffix = path.suffix.lower()
        if suffix not in suffixes:
            raise UsageError(problem("written_file.wrong_suffix", path=str(path), suffixes=suffixes))
        if target.suffix.lower() != suffix:
            raise UsageError(
                problem("written_file.leads_to_another_kind", path=str(path), target=str(target), suffix=suffix)
            )
        self.check_free([path])
        if not path.resolve().parent.is_dir():
            raise UsageError(
                problem("written_file.cannot_write", path=str(path), cause=problem("system.cause", number=errno.ENOENT))
            )
        return suffix

    def check_folder(self, folder: Path) -> None:
        """Refuse what cannot be a folder of files: a file, and the name of one."""
        self.target_of(folder)
        if not is_folder(folder) and (os.path.lexists(folder) or is_file_name(folder)):
            raise UsageError(problem("written_file.wants_folder", path=str(folder)))

    def check_free(self, paths: Iterable[Path], left_over: Iterable[Path] = ()) -> None:
        """Refuse files that are there, all at once; `left_over` are told as those that would go, too."""
        there = [path for path in paths if self.target_of(path).exists()]
        for path in there:
            if path.is_dir():
                raise UsageError(problem("written_file.is_folder", path=str(path)))
        if there and not self.overwrite:
            gone = list(left_over)
            raise ExistingFilesError(
                problem("written_file.there_already", paths=_names(there), left_over=_names(gone)),
                paths=there,
                left_over=gone,
            )

    def write(self, path: Path, write: Callable[[BinaryIO], None], keep: Callable[[], None] = lambda: None) -> None:
        """Let `write` fill a new file and put it in the place of `path`; an older file stays whole until then.

        `keep` is called when the new file is whole, before it gets its name: what it raises leaves no file behind.
        """

        def agree(_: Path) -> None:
            self.check_free([path])  # what has come meanwhile
            keep()

        self.check_free([path])
        target = self.target_of(path)
        try:
            put_file(target, write, agree, overwrite=self.overwrite)
        except FileExistsError:
            raise ExistingFilesError(problem("written_file.there_already", paths=[str(path)]), paths=[path]) from None
        except OSError as error:
            raise UsageError(
                problem("written_file.cannot_write", path=str(path), cause=system_problem(error))
            ) from error

    def write_bytes(self, path: Path, data: bytes) -> None:
        """Put octets into a file, whole or not at all."""

        def write(file: BinaryIO) -> None:
            file.write(data)

        self.write(path, write)

    def remove(self, paths: Iterable[Path]) -> None:
        """Remove files of ours that belong nowhere any more."""
        for path in paths:
            self.target_of(path)
            try:
                path.unlink(missing_ok=True)
            except OSError as error:
                raise UsageError(
                    problem("written_file.cannot_remove", path=str(path), cause=system_problem(error))
                ) from error

    def target_of(self, path: Path) -> Path:
        """Return where a file is written: its own path, or that of the file to which a link leads."""
        try:
            target = path.resolve()
            for protected in self.protected:
                if _is_same(target, protected.path):
                    raise ConflictError(problem("written_file.never_replaced", path=str(path), role=protected.role))
            if not os.path.lexists(path):
                return target
            if not target.exists():
                raise ConflictError(problem("written_file.leads_nowhere", path=str(path)))
            if not target.is_file() and not target.is_dir():
                raise ConflictError(problem("written_file.not_a_file", path=str(path)))
        except (OSError, RuntimeError, ValueError) as error:  # a loop of links is a RuntimeError
            cause = system_problem(error) if isinstance(error, OSError) else problem("written_file.unusable_name")
            raise UsageError(problem("written_file.cannot_write", path=str(path), cause=cause)) from error
        return target


#: The rule where nobody has said anything.
NOTHING_REPLACED = Output()


def is_folder(path: Path) -> bool:
    """Whether a folder is there; raises UsageError for a name that the system cannot take."""
    try:
        return path.is_dir()
    except (OSError, ValueError) as error:
        cause = system_problem(error) if isinstance(error, OSError) else problem("written_file.unusable_name")
        raise UsageError(problem("written_file.cannot_write", path=str(path), cause=cause)) from error


def is_file_name(path: Path) -> bool:
    """Whether a name ends as a kind of file does."""
    return bool(_SUFFIX.fullmatch(path.suffix))


def make_folder(folder: Path) -> None:
    """Make a folder where it is not there; raises UsageError where that is not allowed."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(problem("written_file.cannot_write", path=str(folder), cause=system_problem(error))) from error


def put_file(
    target: Path,
    write: Callable[[BinaryIO], None],
    agree: Callable[[Path], None],
    *,
    overwrite: bool,
    private: bool = False,
) -> None:
    """Let `write` fill a file beside the target, then give it the target's name.

    `agree` is called with the whole file before it gets its name, and may raise. A file keeps the permissions of the
    one that it replaces; `private` ones are for their owner alone. Raises FileExistsError where the target is there
    and is not to be replaced, OSError; then nothing is left beside.
    """
    descriptor, name = tempfile.mkstemp(prefix=".cchc-tasks-", suffix=".tmp", dir=target.parent)
    beside = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            write(file)
            file.flush()
            os.fsync(file.fileno())
        agree(beside)
        if not private:
            beside.chmod(target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~_umask())
        place(beside, target, overwrite=overwrite)
    finally:
        beside.unlink(missing_ok=True)


def place(beside: Path, target: Path, *, overwrite: bool) -> None:
    """Give a whole file its name, in the place of another one only where that is asked for.

    A second name is refused where there is one, which renaming itself is not. Raises FileExistsError, OSError.
    """
    if overwrite:
        beside.replace(target)
    else:
        try:
            target.hardlink_to(beside)
        except FileExistsError:
            raise
        except OSError:  # sticks and some network drives give a file one name only
            if os.path.lexists(target):
                raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(target)) from None
            beside.replace(target)
    sync_folder(target.parent)


def sync_folder(folder: Path) -> None:
    """Bring a folder's names to the disk, where the system can."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _is_same(target: Path, protected: Path) -> bool:
    """Whether two paths lead to one file; of two that are not there, whether some system would take them for one."""
    known = protected.resolve()
    if target.exists() or known.exists():
        return target.exists() and known.exists() and target.samefile(known)
    return _folded(target) == _folded(known)


def _names(paths: Iterable[Path]) -> list[str]:
    return [str(path) for path in paths]


def _folded(path: Path) -> str:
    return nfc(str(path)).casefold()


def _umask() -> int:
    """The process's mask for new files; it can only be read by setting it."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
