"""Where a workbook lies: on a local disk or on a network drive."""

import sys
from pathlib import Path

_NETWORK_SYSTEMS = {"nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "afs", "fuse.sshfs", "ncpfs", "davfs", "fuse.davfs2"}
_DRIVE_REMOTE = 4


def on_local_disk(path: Path) -> bool:
    """Whether the file lies on this computer.

    SQLite's write-ahead log needs memory shared between processes of one machine, so it is used on a
    local disk only (sqlite.org/wal.html, "Disadvantages").
    """
    full = path.absolute()
    if sys.platform == "win32":
        return _local_on_windows(full)
    return _file_system(full) not in _NETWORK_SYSTEMS


def _local_on_windows(full: Path) -> bool:
    import ctypes

    if str(full).startswith("\\\\") and not str(full).startswith("\\\\?\\"):
        return False
    kind: int = getattr(ctypes, "windll").kernel32.GetDriveTypeW(full.anchor)  # noqa: B009  (absent elsewhere)
    return kind != _DRIVE_REMOTE


def _file_system(full: Path) -> str:
    """The type of the file system that holds `full`, by the longest matching mount point; "" if unknown."""
    try:
        mounts = Path("/proc/mounts").read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return ""
    best, kind = "", ""
    for line in mounts:
        parts = line.split(" ")
        if len(parts) < 3:
            continue
        point = parts[1].replace("\\040", " ")
        inside = full == Path(point) or full.is_relative_to(point)
        if inside and len(point) >= len(best):
            best, kind = point, parts[2]
    return kind
