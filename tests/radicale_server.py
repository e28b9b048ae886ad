"""A real CalDAV server on loopback: Radicale as its own process, one person, one calendar."""

from __future__ import annotations

import json
import shutil
import socket
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import bcrypt

from tests.program import PATIENCE

USER, PASSWORD = "vanthu", "mật khẩu dài, có dấu"


class Radicale:
    """The server, its calendar's address and the folder in which the calendar's entries are files."""

    def __init__(self, folder: Path, *, certificate: tuple[Path, Path] | None = None) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.certificate = certificate
        with closing(socket.socket()) as free:
            free.bind(("127.0.0.1", 0))
            self.port = int(free.getsockname()[1])
        scheme = "https" if certificate else "http"
        self.url = f"{scheme}://127.0.0.1:{self.port}/{USER}/cchc/"
        self.entries = folder / "data" / "collection-root" / USER / "cchc"
        self.empty()
        hashed = bcrypt.hashpw(PASSWORD.encode(), bcrypt.gensalt(4)).decode()
        (folder / "users").write_text(f"{USER}:{hashed}\n", encoding="utf-8")
        lines = ["[server]", f"hosts = 127.0.0.1:{self.port}"]
        if certificate:
            lines += ["ssl = True", f"certificate = {certificate[0]}", f"key = {certificate[1]}"]
        lines += [
            "[auth]",
            "type = htpasswd",
            f"htpasswd_filename = {folder / 'users'}",
            "htpasswd_encryption = bcrypt",
        ]
        lines += ["delay = 0", "[rights]", "type = owner_only", "[storage]", f"filesystem_folder = {folder / 'data'}"]
        self._config = folder / "config"
        self._config.write_text("\n".join(lines) + "\n", encoding="utf-8")
        self._log = folder / "log"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> Radicale:
        """Start the process where it does not run, and wait until it answers."""
        if self._process is not None:
            return self
        with self._log.open("ab") as log:
            command = [sys.executable, "-m", "radicale", "--config", str(self._config)]
            self._process = subprocess.Popen(command, stdout=log, stderr=log)
        until = time.monotonic() + PATIENCE
        while self._process.poll() is None and time.monotonic() < until:
            with closing(socket.socket()) as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return self
            time.sleep(0.02)  # another process's start can only be asked for
        raise AssertionError(self._log.read_text(encoding="utf-8"))

    def stop(self) -> None:
        """End the process, at once."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def empty(self) -> None:
        """Leave nothing in the calendar, nor in what the server remembers of it."""
        shutil.rmtree(self.entries, ignore_errors=True)
        self.entries.mkdir(parents=True)
        (self.entries / ".Radicale.props").write_text(json.dumps({"tag": "VCALENDAR"}), encoding="utf-8")

    def texts(self) -> dict[str, str]:
        """What the calendar holds now, by file name."""
        return {path.name: path.read_text(encoding="utf-8") for path in self.entries.glob("*.ics")}
