"""The settings: the front ends read them once and pass them down; each setting remembers where it came from.

Strongest first: an option, the environment, config.toml in the user's configuration directory, a default. This is
on the way to every answer, so TOML and platformdirs are loaded only where needed.
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from cchc_tasks.errors import UsageError, problem

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date
    from typing import Literal

    from cchc_tasks.errors import Problem
    from cchc_tasks.report_settings import Office, Periods, Scoring

APP_NAME = "cchc-tasks"
DATABASE_FILE = "cchc-tasks.sqlite3"
CONFIG_FILE = "config.toml"
# Variables that hold the user's login name, in the order in which Python's getpass asks them.
_LOGIN_NAMES = ("LOGNAME", "USER", "LNAME", "USERNAME")


class SettingOrigin:
    """Where a value came from: `kind` is option, environment, file, account or default, `where` its name there.

    `where` is an option («--db»), a variable («CCHC_TASKS_DB»), a file's path, or "" for a default and for the
    account with which one connects to a server.
    """

    __slots__ = ("kind", "where")

    def __init__(self, kind: Literal["option", "environment", "file", "account", "default"], where: str = "") -> None:
        self.kind = kind
        self.where = where


class Settings:
    """Every value a user may set. A plain class: a dataclass costs each start 1 ms, `dataclasses` another.

    `db` is a file's path or a database URL (show it only through `shown_db`); `org` None means the default
    organisation; `actor` None that nobody is known, or (its origin is account) that the server is to be asked;
    `today` None the clock's day; `alarms` are days before the deadline; `backup_dir` None that nobody wants a daily
    copy, `backup_keep` is how many of them are kept.
    `office`, `report_periods` and `scoring` are None where nobody set them.
    `origins` has an origin for each name, «config» (the file) among them; `warnings` are names that mean nothing.
    """

    def __init__(self, config_file: str, config_found: bool) -> None:
        self.config_file = config_file
        self.config_found = config_found
        self.db = ""
        self.org: str | None = None
        self.actor: str | None = None
        self.color: str = "auto"
        self.today: date | None = None
        self.due_soon_days = 15
        self.move_to_working_day = False
        self.day_off_corrections: dict[date, Literal["off", "work"]] = {}
        self.alarms: tuple[int, ...] = (7, 1)
        self.backup_dir: str | None = None
        self.backup_keep = 30
        self.nothing_arisen: Literal["neither", "done", "left_out"] = "neither"
        self.rate_decimals = 0
        self.office: Office | None = None
        self.report_periods: Periods | None = None
        self.scoring: Scoring | None = None
        self.origins: dict[str, SettingOrigin] = {}
        self.warnings: list[Problem] = []


def load_settings(
    environ: Mapping[str, str],
    options: Mapping[str, object | None],
    *,
    config_dir: str | None = None,
    data_dir: str | None = None,
) -> Settings:
    """Return the settings that hold for this environment, these options (None: not given) and the config file.

    The directories are the user's own unless given. Raise UsageError when a value or the file cannot be used; names
    that mean nothing are only warned of.
    """
    named_file = environ.get("CCHC_TASKS_CONFIG", "")
    path = _expanded(named_file, environ) or _join(config_dir or _user_dir("config", environ), CONFIG_FILE)
    file = _ConfigFile(path)
    settings = Settings(path, file.found)
    settings.origins["config"] = (
        SettingOrigin("environment", "CCHC_TASKS_CONFIG") if named_file else SettingOrigin("default")
    )
    for name, variable, read in _VALUES:
        found = _find(name, variable, environ, options, file)
        if found is None:
            settings.origins[name] = SettingOrigin("default")
            continue
        raw, origin = found
        try:
            setattr(settings, name, read(raw))
        except ValueError:
            raise _refusal(name, origin, file) from None
        settings.origins[name] = origin
    _complete(settings, environ, data_dir)
    if named_file and not file.found:
        settings.warnings.append(problem("settings.named_file_missing", path=path))
    settings.warnings += file.unknown_keys()
    return settings


def _find(
    name: str, variable: str, environ: Mapping[str, str], options: Mapping[str, object | None], file: _ConfigFile
) -> tuple[object, SettingOrigin] | None:
    given = options.get(name)
    if given is not None:
        return given, SettingOrigin("option", "--" + name.replace("_", "-"))
    if variable and environ.get(variable):
        # no-color.org: present and not empty means no colour, whatever it holds.
        return ("never" if variable == "NO_COLOR" else environ[variable]), SettingOrigin("environment", variable)
    if name in file.values and name in FILE_NAMES:
        return file.values[name], SettingOrigin("file", file.path)
    return None


def _complete(settings: Settings, environ: Mapping[str, str], data_dir: str | None) -> None:
    """Set what depends on the user: the places of the database and of its copies, and the actor's name."""
    if not settings.db:
        settings.db = _join(data_dir or _user_dir("data", environ), DATABASE_FILE)
    elif "://" not in settings.db:
        settings.db = _placed(settings, "db", settings.db, environ)
    if settings.backup_dir:
        settings.backup_dir = _placed(settings, "backup_dir", settings.backup_dir, environ)
    if settings.actor is None and "://" in settings.db:
        from cchc_tasks.database_address import account_in

        settings.actor, settings.origins["actor"] = account_in(settings.db), SettingOrigin("account")
    elif settings.actor is None:
        for variable in _LOGIN_NAMES:
            if environ.get(variable):
                settings.actor, settings.origins["actor"] = environ[variable], SettingOrigin("environment", variable)
                break


def _placed(settings: Settings, name: str, path: str, environ: Mapping[str, str]) -> str:
    path = _expanded(path, environ)
    if settings.origins[name].kind == "file":
        # A relative path in a file means beside that file: where the program was started says nothing.
        path = _join(os.path.dirname(settings.config_file), path)  # noqa: PTH120 - pathlib costs 3 ms
    return path


def _read_text(raw: object) -> str:
    if not isinstance(raw, str) or not raw.strip() or "\0" in raw:
        raise ValueError
    return raw.strip()


def _read_color(raw: object) -> str:
    if raw not in ("auto", "always", "never"):
        raise ValueError
    return str(raw)


def _read_days(raw: object) -> int:
    # bool is an int: `due_soon_days = true` is a mistake all the same.
    if isinstance(raw, bool) or not isinstance(raw, int) or not 0 <= raw <= 366:
        raise ValueError
    return raw


def _read_kept(raw: object) -> int:
    if isinstance(raw, bool) or not isinstance(raw, int) or not 1 <= raw <= 3660:
        raise ValueError
    return raw


def _read_flag(raw: object) -> bool:
    if not isinstance(raw, bool):
        raise ValueError
    return raw


def _read_alarms(raw: object) -> tuple[int, ...]:
    if not isinstance(raw, (list, tuple)):
        raise ValueError
    return tuple(sorted({_read_days(days) for days in raw}, reverse=True))


def _read_nothing_arisen(raw: object) -> str:
    if raw not in ("neither", "done", "left_out"):
        raise ValueError
    return str(raw)


def _read_decimals(raw: object) -> int:
    if isinstance(raw, bool) or not isinstance(raw, int) or not 0 <= raw <= 2:
        raise ValueError
    return raw


def _read_date(raw: object) -> date:
    from datetime import date

    value = date.fromisoformat(str(raw))
    if value.isoformat() != raw:  # ISO 8601 has other forms (20220715, 2022-W28-5); the contract has one
        raise ValueError
    return value


def _read_corrections(raw: object) -> dict[date, str]:
    if not isinstance(raw, dict) or not set(map(str, raw.values())) <= {"off", "work"}:
        raise ValueError
    return {_read_date(day): str(kind) for day, kind in raw.items()}


def _read_office(raw: object) -> object:
    from cchc_tasks.report_settings import read_office

    return read_office(raw)


def _read_periods(raw: object) -> object:
    from cchc_tasks.report_settings import read_periods

    return read_periods(raw)


def _read_scoring(raw: object) -> object:
    from cchc_tasks.report_settings import read_scoring

    return read_scoring(raw)


# The name everywhere, the environment's variable, how a raw value is read (ValueError: it cannot be used).
_VALUES: tuple[tuple[str, str, Callable[[object], object]], ...] = (
    ("db", "CCHC_TASKS_DB", _read_text),
    ("org", "CCHC_TASKS_ORG", _read_text),
    ("actor", "CCHC_TASKS_ACTOR", _read_text),
    ("color", "NO_COLOR", _read_color),
    ("today", "CCHC_TASKS_TODAY", _read_date),
    ("due_soon_days", "", _read_days),
    ("move_to_working_day", "", _read_flag),
    ("day_off_corrections", "", _read_corrections),
    ("alarms", "", _read_alarms),
    ("backup_dir", "CCHC_TASKS_BACKUP_DIR", _read_text),
    ("backup_keep", "", _read_kept),
    ("nothing_arisen", "", _read_nothing_arisen),
    ("rate_decimals", "", _read_decimals),
    ("office", "", _read_office),
    ("report_periods", "", _read_periods),
    ("scoring", "", _read_scoring),
)
# A day that stands in a file would be wrong tomorrow: «today» comes from the environment alone.
FILE_NAMES = tuple(name for name, _, _ in _VALUES if name != "today")


class _ConfigFile:
    """config.toml as it was found: values by name; a missing file is an empty one."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.values: dict[str, object] = {}
        self._text = ""
        try:
            with open(path, "rb") as file:  # noqa: PTH123 - pathlib costs 3 ms
                content = file.read()
        except (FileNotFoundError, NotADirectoryError):
            self.found = False
            return
        except OSError as error:
            raise UsageError(problem("settings.unreadable_file", path=path, error=type(error).__name__)) from None
        self.found = True
        self._parse(content)

    def _parse(self, content: bytes) -> None:
        import tomllib

        try:
            self._text = content.decode("utf-8-sig")  # Windows' Notepad writes a BOM, which tomllib refuses
            self.values = tomllib.loads(self._text)
        except UnicodeDecodeError as error:
            line = content.count(b"\n", 0, error.start) + 1
            raise UsageError(problem("settings.no_utf8_file", path=self.path, line=line)) from None
        except tomllib.TOMLDecodeError as error:
            line, column = self._place_of(error)
            raise UsageError(problem("settings.broken_file", path=self.path, line=line, column=column)) from None

    def _place_of(self, error: Exception) -> tuple[int, int | None]:
        """Return line and column of a TOML error, which Python 3.11 tells only in the message's last words."""
        import re

        place = re.search(r"\(at line (\d+), column (\d+)\)$", str(error))
        if place is None:
            return max(1, len(self._text.splitlines())), None
        return int(place[1]), int(place[2])

    def line_of(self, name: str) -> int | None:
        """Return the line that sets the name or opens its table, None when it cannot be told."""
        for number, line in enumerate(self._text.splitlines(), start=1):
            if line.split("=")[0].strip(" \t[]\"'") == name:
                return number
        return None

    def unknown_keys(self) -> list[Problem]:
        """Return a problem for each name that means nothing, with the line and the known name nearest to it."""
        unknown = [name for name in self.values if name not in FILE_NAMES]
        if not unknown:
            return []
        from difflib import get_close_matches

        return [
            problem(
                "settings.unknown_key",
                path=self.path,
                key=name,
                line=self.line_of(name),
                nearest="".join(get_close_matches(name, FILE_NAMES, n=1)),
            )
            for name in unknown
        ]


def _refusal(name: str, origin: SettingOrigin, file: _ConfigFile) -> UsageError:
    line = file.line_of(name) if origin.kind == "file" else None
    return UsageError(problem("settings.refused", name=name, kind=origin.kind, where=origin.where, line=line))


def _user_dir(kind: Literal["config", "data"], environ: Mapping[str, str]) -> str:
    """Return this program's directory below the user's configuration or data, without making it.

    On Linux by the XDG Base Directory rules, as platformdirs does but without its 17 ms; elsewhere platformdirs.
    """
    if sys.platform != "linux" or "ANDROID_ROOT" in environ:
        import platformdirs

        find = platformdirs.user_config_dir if kind == "config" else platformdirs.user_data_dir
        return find(APP_NAME, appauthor=False)
    base = environ.get("XDG_CONFIG_HOME" if kind == "config" else "XDG_DATA_HOME", "")
    if not base.startswith("/"):  # the specification: a relative path is to be ignored
        base = _home(environ) + ("/.config" if kind == "config" else "/.local/share")
    return _join(base, APP_NAME)


def _home(environ: Mapping[str, str]) -> str:
    home = environ.get("HOME", "")
    if not home.startswith("/"):
        try:
            import pwd

            home = pwd.getpwuid(os.getuid()).pw_dir
        except (ImportError, KeyError):
            raise UsageError(problem("settings.no_home")) from None
    return home.rstrip("/")


def _expanded(path: str, environ: Mapping[str, str]) -> str:
    """Return the path with a leading «~» as the home directory: no shell does that inside files and variables."""
    if path == "~" or path.startswith(("~/", "~\\")):
        return _home(environ) + path[1:]
    return path


def typed_place(typed: str, environ: Mapping[str, str]) -> str:
    """Return the database's place that a person typed as it can be kept: a URL, or a whole path.

    A folder (there already, or typed with a separator at its end) means the usual file in it. Quotes around the path,
    as file managers copy it, do not count.
    """
    typed = typed.strip().strip('"')
    if "://" in typed:
        return typed
    path = os.path.abspath(_expanded(typed, environ))  # noqa: PTH100 - pathlib costs 3 ms
    is_folder = typed.endswith(("/", os.sep)) or os.path.isdir(path)  # noqa: PTH112
    return _join(path, DATABASE_FILE) if is_folder else path


def _join(folder: str, name: str) -> str:
    return os.path.join(folder, name)  # noqa: PTH118 - pathlib costs 3 ms
