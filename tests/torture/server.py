"""A PostgreSQL cluster of torture's own, which may be restarted at will; the machine's server is never touched."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

#: The number in the name of the socket; nothing listens on the network.
_PORT = 5499
_UNPRIVILEGED = ("postgres", "nobody")


def binaries() -> Path | None:
    """Return the folder of the newest server's programs, None where there is no server."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3].split(".")[0]))
    if found:
        return found[-1].parent
    config = shutil.which("pg_config")
    if config is None:
        return None
    folder = Path(subprocess.run([config, "--bindir"], capture_output=True, text=True, check=True).stdout.strip())
    return folder if (folder / "initdb").exists() else None


class Cluster:
    """One private cluster in a folder: `location` is the address of its database."""

    def __init__(self, programs: Path, folder: Path) -> None:
        self._programs = programs
        self._folder = folder
        self._data = folder / "data"
        self._user = _unprivileged_user()
        name = self._user or pwd.getpwuid(os.getuid()).pw_name
        self.location = f"postgresql://{name}@/postgres?host={folder}&port={_PORT}"
        self._run("initdb", "--auth=trust", "--no-sync", "--encoding=UTF8", "--locale=C.UTF-8")
        settings = (
            "listen_addresses = ''", f"unix_socket_directories = '{folder}'", f"port = {_PORT}",
            # The machine goes on when the server is stopped: what it has written is there without waiting for a disk.
            "max_connections = 20", "shared_buffers = '8MB'", "fsync = off",
        )  # fmt: skip
        with (self._data / "postgresql.conf").open("a", encoding="utf-8") as file:
            file.writelines(line + "\n" for line in settings)

    def start(self) -> None:
        """Start the server and wait until it lets people in."""
        self._run("pg_ctl", "start", "-w", "-t", "60", "-l", str(self._folder / "server.log"))

    def stop(self) -> None:
        """Stop at once, as if the power had failed: what was going on is lost."""
        if (self._data / "postmaster.pid").exists():
            self._run("pg_ctl", "stop", "-w", "-t", "60", "-m", "immediate")

    def restart(self) -> None:
        """Stop at once and start again."""
        self.stop()
        self.start()

    def _run(self, program: str, *arguments: str) -> None:
        command = [str(self._programs / program), "-D", str(self._data), *arguments]
        done = subprocess.run(
            command, user=self._user, cwd=self._folder, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE, text=True, timeout=120, check=False,
        )  # fmt: skip
        if done.returncode:
            raise RuntimeError(f"{program}: {done.stderr.strip()}")


def _unprivileged_user() -> str | None:
    """Whom the server runs as when we are root, whom it refuses; None for ourselves."""
    if os.getuid() != 0:
        return None
    for name in _UNPRIVILEGED:
        try:
            pwd.getpwnam(name)
        except KeyError:
            continue
        return name
    raise RuntimeError("there is no user without privileges to run a server as")


@contextmanager
def private_cluster() -> Iterator[Cluster | None]:
    """Yield a running cluster in a folder of its own, None where this machine has no server's programs."""
    programs = binaries()
    if programs is None:
        yield None
        return
    # A socket's path is short: the tests' own folders are too deep.
    with tempfile.TemporaryDirectory(prefix="cchc-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        if (user := _unprivileged_user()) is not None:
            shutil.chown(folder, user)
        cluster = Cluster(programs, folder)
        cluster.start()
        try:
            yield cluster
        finally:
            cluster.stop()
