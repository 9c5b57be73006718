"""Connections to a workbook's file, and SQLite's errors turned into sentences a clerk can act on."""

import logging
import os
import sqlite3
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from pathlib import Path, PurePath
from typing import Concatenate, NoReturn, ParamSpec, Protocol, TypeVar
from urllib.parse import quote

from models.base.errors import ClerkError, Disconnected, WorkbookError, WriteError
from models.workbook.place import on_local_disk

log = logging.getLogger(__name__)

_BUSY_MS = 3000
_ANY_WRITE = stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH

# Primary result codes (sqlite.org/rescode.html); the extended ones carry them in their low byte.
_PERM, _BUSY, _LOCKED, _READONLY, _IOERR, _CORRUPT = 3, 5, 6, 8, 10, 11
_FULL, _CANTOPEN, _PROTOCOL, _NOTADB = 13, 14, 15, 26
_AWAY = (_CANTOPEN, _IOERR, _PROTOCOL)


def connect(path: Path, *, writable: bool) -> sqlite3.Connection:
    """A connection to a workbook that is there; WAL on a local disk only.

    Raises:
        sqlite3.Error: as SQLite says; see `mended`.
    """
    uri = file_uri(path.absolute())
    if writable:
        _free_log(path)
        connection = sqlite3.connect(f"{uri}?mode=rw", uri=True, check_same_thread=False)
    else:
        connection = _connect_reading(path, uri)
    try:
        _set_up(connection, path, writable)
    except BaseException:
        connection.close()
        raise
    return connection


def file_uri(path: PurePath) -> str:
    r"""The file name of an absolute path as SQLite reads it (sqlite.org/uri.html).

    Not `as_uri`: of \\server\share\a.gkb that makes file://server/…, and SQLite knows no other computers. With
    four slashes the server is part of the path.
    """
    text = path.as_posix()
    return f"file://{'' if text.startswith('/') else '/'}{quote(text, safe='/:')}"


def _set_up(connection: sqlite3.Connection, path: Path, writable: bool) -> None:
    connection.execute(f"PRAGMA busy_timeout = {_BUSY_MS}")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA temp_store = MEMORY")
    connection.execute("PRAGMA cache_size = -32000")
    if writable:
        mode = "WAL" if on_local_disk(path) else "DELETE"
        connection.execute(f"PRAGMA journal_mode = {mode}").fetchone()
        connection.execute("PRAGMA synchronous = FULL")  # what is told as kept outlasts a power cut, whichever the mode
    connection.execute("SELECT count(*) FROM sqlite_master").fetchone()


def _connect_reading(path: Path, uri: str) -> sqlite3.Connection:
    """A reading connection; where even the log's index can't be made (a closed folder), the file as it lies.

    Where the file may be written, SQLite may too, though our statements may not (query_only): a connection
    that SQLite takes for read-only leaves its -wal and -shm files lying beside the workbook for ever. Where it may
    not, these would be as read-only as the file, and in the way once it may be written: then without them, too,
    unless somebody's log lies there already.
    """
    if not os.access(path, os.W_OK) and _is_logged(path) and not _beside(path, "-wal").exists():
        return _as_it_lies(uri)
    connection = sqlite3.connect(f"{uri}?mode=rw", uri=True, check_same_thread=False)
    try:
        connection.execute("PRAGMA query_only = ON")
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.OperationalError as error:
        connection.close()
        if _code(error) not in (_CANTOPEN, _READONLY):
            raise
        connection = _as_it_lies(uri)
    except BaseException:
        connection.close()
        raise
    return connection


def _as_it_lies(uri: str) -> sqlite3.Connection:
    return sqlite3.connect(f"{uri}?mode=ro&immutable=1", uri=True, check_same_thread=False)


def _beside(path: Path, ending: str) -> Path:
    return path.with_name(path.name + ending)


def _is_logged(path: Path) -> bool:
    """Whether the file says of itself that it is written by way of a log (WAL; sqlite.org/fileformat.html, 1.3.3)."""
    try:
        with path.open("rb") as file:
            return file.read(20)[18:20] == b"\x02\x02"
    except OSError:
        return False  # SQLite will say why


def _free_log(path: Path) -> None:
    """Let the log and its index be written where the file may be: an earlier version left read-only ones behind.

    They got the mode of the file, which could not be written then. One that is another person's is taken away.
    """
    if not os.access(path, os.W_OK):
        return
    for ending in ("-wal", "-shm"):
        left = _beside(path, ending)
        try:
            if left.exists() and not left.stat().st_mode & _ANY_WRITE:
                left.chmod(stat.S_IMODE(path.stat().st_mode))
        except OSError as error:
            log.info("%s can't be made writable: %s", ending, type(error).__name__)
            _take_away(left)


def _take_away(left: Path) -> None:
    try:
        if left.name.endswith("-shm") or not left.stat().st_size:
            left.unlink()  # the index is made anew from the log
    except OSError as error:
        log.info("a read-only log stays: %s", type(error).__name__)


def merge_log(connection: sqlite3.Connection, path: Path) -> None:
    """Copy what stands in the write-ahead log into the workbook at `path` (sqlite.org/pragma.html#pragma_wal_checkpoint).

    Passive: where others read or write just now, what they need stays in the log, and nobody waits.
    """
    with mended(path):
        connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()


class _CutOff(sqlite3.Connection):
    """A connection to a file that is out of reach: says so, whatever is asked of it."""

    path: Path

    def _refuse(self, *_: object) -> NoReturn:
        raise _away(self.path)

    cursor = execute = executemany = executescript = backup = commit = rollback = _refuse  # type: ignore[assignment]


def cut_off(path: Path) -> sqlite3.Connection:
    """What stands for the connection of an open workbook while there is none."""
    made = sqlite3.connect(":memory:", factory=_CutOff)
    made.path = path
    return made


def _away(path: Path) -> Disconnected:
    return Disconnected(f"“{path.name}”读写不了，可能所在的磁盘或网络断开了。请检查后再试。", path)


def _code(error: sqlite3.Error) -> int:
    """SQLite's primary result code; 0 for an error that sqlite3 raised by itself."""
    return int(getattr(error, "sqlite_errorcode", 0)) & 0xFF


def is_out_of_reach(error: sqlite3.Error) -> bool:
    """Whether the disk or the network of the file is away."""
    return _code(error) in _AWAY


def _sentence(error: sqlite3.DatabaseError, path: Path) -> ClerkError | None:
    """What to tell the clerk; None for an error that is a bug."""
    name = path.name
    match _code(error):
        case code if code in (_BUSY, _LOCKED):
            return WorkbookError(f"“{name}”正被别的程序占用，请关闭那个程序再试。")
        case code if code == _FULL:
            return WriteError("磁盘空间不足，刚才的修改没有保存。请清理磁盘后再试。")
        case code if code in (_READONLY, _PERM):
            return WorkbookError(f"“{name}”是只读的，不能修改。请换一个能写入的位置，或请管理员帮忙。")
        case code if code in _AWAY:
            return _away(path)
        case code if code in (_CORRUPT, _NOTADB):
            return WorkbookError(f"“{name}”已损坏，读不出来。请从备份恢复。")
    return None


@contextmanager
def mended(path: Path) -> Iterator[None]:
    """Turn SQLite's errors about a file into sentences; every other error is a bug and passes."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        told = _sentence(error, path)
        if told is None:
            raise
        raise told from error


class _HasPath(Protocol):
    path: Path


_Owner = TypeVar("_Owner", bound=_HasPath)
_Parameters = ParamSpec("_Parameters")
_Result = TypeVar("_Result")


def reads(
    method: Callable[Concatenate[_Owner, _Parameters], _Result],
) -> Callable[Concatenate[_Owner, _Parameters], _Result]:
    """Mark a method that reads the file of `self.path`: SQLite's errors come out `mended`."""

    @wraps(method)
    def guarded(self: _Owner, /, *args: _Parameters.args, **kwargs: _Parameters.kwargs) -> _Result:
        try:
            return method(self, *args, **kwargs)
        except sqlite3.DatabaseError as error:
            told = _sentence(error, self.path)
            if told is None:
                raise
            raise told from error

    return guarded
