"""Where a SQLite file may lie: on a disk of this machine, never on a network drive (WAL corrupts there)."""

from __future__ import annotations

import os
import sys

from cchc_tasks.errors import DatabaseError

_NETWORK_FILE_SYSTEMS = frozenset(
    {"nfs", "nfs4", "cifs", "smb", "smb2", "smb3", "smbfs", "afs", "ceph", "9p", "fuse.sshfs", "fuse.rclone", "ncpfs"}
)
_WINDOWS_REMOTE_DRIVE = 4


def refuse_network_drive(path: str, mounts: str = "/proc/self/mounts") -> None:
    """Raise DatabaseError where the file lies on a network drive.

    `mounts` is the kernel's table of mounted file systems; systems without one are taken as local.
    """
    kind = _windows_kind(path) if sys.platform == "win32" else _mounted_kind(os.path.realpath(path), mounts)
    if kind:
        from cchc_tasks.messages.database_words import on_network_drive

        raise DatabaseError(*on_network_drive(path, kind))


def _mounted_kind(path: str, mounts: str) -> str:
    try:
        with open(mounts, encoding="utf-8", errors="surrogateescape") as table:  # noqa: PTH123 - quick way
            lines = table.read().splitlines()
    except OSError:
        return ""
    longest, kind = "", ""
    for line in lines:
        point, system = line.split(" ")[1:3]
        point = point.replace("\\040", " ")
        inside = path == point or path.startswith(point.rstrip("/") + "/")
        if inside and len(point) >= len(longest):
            longest, kind = point, system
    return kind if kind in _NETWORK_FILE_SYSTEMS else ""


def _windows_kind(path: str) -> str:
    if path.startswith(("\\\\", "//")):
        return "UNC"
    import ctypes

    drive = os.path.splitdrive(os.path.abspath(path))[0] + "\\"  # noqa: PTH100 - quick way
    kind = getattr(ctypes, "windll").kernel32.GetDriveTypeW(drive)  # noqa: B009 - exists on Windows only
    return "mạng" if kind == _WINDOWS_REMOTE_DRIVE else ""
