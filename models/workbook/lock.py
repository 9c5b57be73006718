"""The lock on a workbook: one program writes, a second one reads and learns who has it.

`X.gkb.lock` lies beside the workbook while it is open for writing. The operating system's lock on it is
the truth (it goes when the program dies); the text inside says who, on which computer, since when.
"""

import getpass
import json
import os
import socket
import sys
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import IO

_TRIES = 5
_LOCKED_BYTE = 1 << 30
"""Windows locks are mandatory, so the byte locked lies far behind the text that others read."""


@dataclass(frozen=True)
class Owner:
    """Who has a workbook open."""

    user: str
    computer: str
    since: str

    def __str__(self) -> str:
        return f"{self.computer} 上的 {self.user}（{self.since} 起）"


def lock_path(workbook: Path) -> Path:
    """Where the lock of a workbook lies."""
    return workbook.with_name(workbook.name + ".lock")


def this_user() -> str:
    """The name under which the person is logged in."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "未知用户"


class Lock:
    """A lock held; `release` gives it back."""

    def __init__(self, file: IO[str], path: Path) -> None:
        self._file: IO[str] | None = file
        self._path = path

    def release(self) -> None:
        """Give the lock back and remove its file, unless another has it by now: a network that was away takes locks away."""
        if self._file is None:
            return
        file, self._file = self._file, None
        if sys.platform != "win32" and _lock_file(file) and _is_still_there(file, self._path):
            self._remove()
        with suppress(OSError):  # its disk or network is away, and the lock with it
            file.close()
        if sys.platform == "win32":
            self._remove()  # not before: Windows keeps the name of a file that is open

    def _remove(self) -> None:
        with suppress(OSError):  # away as above; or another program opened it in between, and it is its lock now
            self._path.unlink(missing_ok=True)


def take_lock(workbook: Path, now: datetime) -> Lock | Owner | None:
    """Try to lock a workbook for writing.

    Returns the lock; or its owner when somebody else has it; or None when no lock file can be made there
    (a folder without write permission).
    """
    path = lock_path(workbook)
    for _ in range(_TRIES):
        try:
            file = path.open("a+", encoding="utf-8")
        except OSError:
            return None
        if not _lock_file(file):
            owner = _read_owner(path)
            file.close()
            return owner
        if _is_still_there(file, path):
            return _signed(file, path, now)
        file.close()  # its owner removed it between our opening and locking it: begin again
    return _read_owner(path)


def _signed(file: IO[str], path: Path, now: datetime) -> Lock:
    file.seek(0)
    file.truncate()
    since = now.strftime("%m-%d %H:%M")
    json.dump(asdict(Owner(this_user(), socket.gethostname(), since)), file, ensure_ascii=False)
    file.flush()
    return Lock(file, path)


def _lock_file(file: IO[str]) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt

            file.seek(_LOCKED_BYTE)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _is_still_there(file: IO[str], path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(file.fileno()), path.stat())
    except OSError:
        return False


def _read_owner(path: Path) -> Owner:
    try:
        return Owner(**json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return Owner("另一个用户", "另一台电脑", "不久前")
