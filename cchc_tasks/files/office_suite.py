"""LibreOffice, where it is installed, converts one kind of document into another.

It runs hidden, with a profile of its own in a temporary folder: no macro runs, no link is followed, no proxy answers,
and what it does ends with the time limit.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

MAX_BYTES = 256 * 2**20
TIME_LIMIT_SECONDS = 60
_PROGRAMS = (
    "soffice",
    "libreoffice",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.exe",
)
#: LibreOffice ends so when it has made a new profile and wants to be started again.
_START_AGAIN = 81
_SETTINGS = (
    ("Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Office.Writer/Content/Update", "Link", "0"),
    ("Inet/Settings", "ooInetProxyType", "1"),
    ("Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPSProxyPort", "9"),
)


def find_program() -> str | None:
    """Return the path of LibreOffice, None where it is not installed."""
    return next(filter(None, map(shutil.which, _PROGRAMS)), None)


def convert(
    data: bytes, suffix: str, target: str, program: str, seconds: float = TIME_LIMIT_SECONDS, limit: int = MAX_BYTES
) -> bytes | None:
    """Return a file's bytes as those of another kind; None where LibreOffice makes nothing of it.

    `suffix` is the source's («doc»), `target` the suffix and filter of LibreOffice («docx:Office Open XML Text»); a
    result above `limit` bytes counts as none. Raises OSError where the program cannot be started and
    subprocess.TimeoutExpired after `seconds`.
    """
    with tempfile.TemporaryDirectory(prefix="cchc-tasks-", ignore_cleanup_errors=True) as folder:
        place = Path(folder)
        profile = place / "profile" / "user"
        profile.mkdir(parents=True)
        (profile / "registrymodifications.xcu").write_text(_settings(), encoding="utf-8")
        source = place / f"tep.{suffix}"
        source.write_bytes(data)
        command = [program, f"-env:UserInstallation={profile.parent.as_uri()}", "--headless", "--norestore"]
        command += ["--nologo", "--nolockcheck", "--convert-to", target]
        command += ["--outdir", str(place / "out"), str(source)]
        if _run(command, place, seconds) == _START_AGAIN:
            _run(command, place, seconds)
        made = place / "out" / f"tep.{target.partition(':')[0]}"
        if not made.is_file() or made.stat().st_size > limit:
            return None
        return made.read_bytes()


def _run(command: list[str], folder: Path, seconds: float) -> int:
    """Run a program to its end or the time limit, with every process that it starts; return how it ended."""
    process = subprocess.Popen(
        command,
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        return process.wait(seconds)
    finally:
        _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a program that is still running and whatever it started."""
    if process.poll() is None:
        with contextlib.suppress(OSError):
            if hasattr(os, "killpg"):
                os.killpg(process.pid, signal.SIGKILL)
            else:
                process.kill()
        process.wait()


def _settings() -> str:
    """The settings of the profile: no macros, no links, no network."""
    item = '<item oor:path="/org.openoffice.{}"><prop oor:name="{}" oor:op="fuse"><value>{}</value></prop></item>'
    items = "".join(item.format(*setting) for setting in _SETTINGS)
    return (
        '<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry">'
        f"{items}</oor:items>"
    )
