"""Where a workbook lies: on a local disk or on a network drive."""

import re
import sys
from pathlib import Path

_NETWORK_SYSTEMS = {
    *("nfs", "nfs4", "cifs", "smb2", "smb3", "smbfs", "9p", "afs", "ncpfs", "davfs", "ceph", "glusterfs", "lustre"),
    *("fuse.sshfs", "fuse.davfs2", "fuse.gvfsd-fuse", "fuse.glusterfs", "fuse.rclone", "fuse.s3fs"),
    *("vboxsf", "prl_fs", "fuse.vmhgfs-fuse", "virtiofs"),  # a folder shared with a virtual machine's host
}
_DRIVE_REMOTE = 4
_ESCAPED = re.compile(r"\\([0-7]{3})")


def on_local_disk(path: Path, mounts: Path = Path("/proc/mounts")) -> bool:
    """Whether the file lies on this computer; `mounts` lists what is mounted where (Linux).

    SQLite's write-ahead log needs memory shared between processes of one machine, so it is used on a
    local disk only (sqlite.org/wal.html, "Disadvantages"). On a network drive every step goes into the file itself,
    by a rollback journal and with every write waited for. Not by way of a local copy written back whole: what was
    done since the last writing back would be lost with the PC, the copy would be a second truth, and each writing
    back takes as long as the file is large.
    """
    full = path.resolve()
    if sys.platform == "win32":
        return _local_on_windows(full)
    return _file_system(full, mounts) not in _NETWORK_SYSTEMS


def _local_on_windows(full: Path) -> bool:
    import ctypes

    if str(full).startswith("\\\\") and not str(full).startswith("\\\\?\\"):
        return False
    kind: int = getattr(ctypes, "windll").kernel32.GetDriveTypeW(full.anchor)  # noqa: B009  (absent elsewhere)
    return kind != _DRIVE_REMOTE


def _file_system(full: Path, mounts: Path) -> str:
    """The type of the file system that holds `full`, by the longest matching mount point; "" if unknown."""
    try:
        lines = mounts.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return ""
    best, kind = "", ""
    for line in lines:
        parts = line.split(" ")
        if len(parts) < 3:
            continue
        point = _ESCAPED.sub(lambda match: chr(int(match[1], 8)), parts[1])
        inside = full == Path(point) or full.is_relative_to(point)
        if inside and len(point) >= len(best):
            best, kind = point, parts[2]
    return kind
