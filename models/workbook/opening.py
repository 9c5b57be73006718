"""Opening and creating workbooks: what may go wrong with the file, each with its Chinese sentence."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlite_utils import Database

from models.base.clock import Clock
from models.base.errors import WorkbookError, WriteError
from models.base.files import written_whole
from models.base.register import Registers
from models.workbook.backup import back_up, backup_name
from models.workbook.lock import Lock, Owner, take_lock
from models.workbook.migrations import APPLICATION_ID, MIGRATIONS, schema_version
from models.workbook.place import on_local_disk
from models.workbook.workbook import Workbook

SUFFIX = ".gkb"
_SQLITE_MAGIC = b"SQLite format 3\x00"
_BUSY_MS = 3000


def create_workbook(path: Path, registers: Registers, clock: Clock) -> Workbook:
    """Make a new, empty workbook and open it.

    Raises:
        WorkbookError: a file of that name is there already.
        WriteError: it can't be written there.
    """
    if path.exists():
        raise WorkbookError(f"“{path.name}”已经存在。请换一个名称，或直接打开它。")
    with written_whole(path) as temporary:
        connection = sqlite3.connect(temporary)
        try:
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            MIGRATIONS.apply(Database(connection))
            connection.execute(f"PRAGMA user_version = {schema_version()}")
            connection.commit()
        finally:
            connection.close()
    return open_workbook(path, registers, clock)


def open_workbook(
    path: Path, registers: Registers, clock: Clock, *, backups: Path | None = None, read_only: bool = False
) -> Workbook:
    """Open a workbook, for writing when it can be, else for reading with the reason in `reading_because`.

    `backups` is the folder for the copy made before a migration; without it an older workbook is copied
    beside itself.

    Raises:
        WorkbookError: it is missing, empty, truncated, not a workbook, damaged, or made by a newer version.
    """
    _inspect(path)
    because = "按只读方式打开" if read_only else ""
    lock: Lock | None = None
    if not read_only:
        taken = take_lock(path, clock.now())
        if isinstance(taken, Owner):
            because = f"{taken}正在使用这个工作簿，现在只能查看，不能修改"
        elif taken is None or not os.access(path, os.W_OK):
            because = "这个文件或它所在的文件夹是只读的，现在只能查看，不能修改"
            if taken is not None:
                taken.release()
        else:
            lock = taken
    try:
        with mended(path):
            connection = _connect(path, writable=lock is not None)
            if lock is not None:
                _bring_up_to_date(path, connection, clock, backups)
            elif _version(connection) < schema_version():
                raise WorkbookError(
                    f"“{path.name}”是旧版本建的，要先能写入才能升级。请关闭其他正在使用它的程序再打开。"
                )
    except BaseException:
        if lock is not None:
            lock.release()
        raise
    return Workbook(path, connection, registers, clock, lock, because)


@contextmanager
def mended(path: Path) -> Iterator[None]:
    """Turn SQLite's errors about a file into sentences a clerk can act on."""
    try:
        yield
    except sqlite3.OperationalError as error:
        text = str(error)
        if "locked" in text or "busy" in text:
            raise WorkbookError(f"“{path.name}”正被别的程序占用，请关闭那个程序再试。") from error
        if "disk is full" in text or "full" in text:
            raise WriteError("磁盘空间不足，刚才的修改没有保存。请清理磁盘后再试。") from error
        if "readonly" in text or "read-only" in text:
            raise WorkbookError(f"“{path.name}”是只读的，不能修改。") from error
        if "unable to open" in text or "disk I/O" in text:
            raise WorkbookError(f"“{path.name}”打不开，可能所在的磁盘或网络断开了。请检查后再试。") from error
        raise
    except sqlite3.DatabaseError as error:
        if isinstance(error, sqlite3.IntegrityError | sqlite3.ProgrammingError | sqlite3.NotSupportedError):
            raise
        raise WorkbookError(f"“{path.name}”已损坏，读不出来。请从备份恢复。") from error


def _inspect(path: Path) -> None:
    """Look at the file itself before SQLite does."""
    if path.is_dir():
        raise WorkbookError(f"“{path.name}”是文件夹，不是工作簿。请选择扩展名为 {SUFFIX} 的文件。")
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            head = file.read(100)
    except FileNotFoundError:
        raise WorkbookError(f"找不到“{path}”。它可能被移走或改名了，请重新选择。") from None
    except PermissionError:
        raise WorkbookError(f"没有权限读取“{path.name}”。请检查文件权限，或请管理员帮忙。") from None
    except OSError as error:
        raise WorkbookError(f"“{path.name}”读不出来（{error.strerror}）。请检查磁盘或网络再试。") from None
    if size == 0:
        raise WorkbookError(f"“{path.name}”是空文件，不是工作簿。请从备份恢复，或新建一个工作簿。")
    if not head.startswith(_SQLITE_MAGIC) or len(head) < 100:
        raise WorkbookError(f"“{path.name}”不是政务公开台账的工作簿。请选择由本程序建立的 {SUFFIX} 文件。")
    if int.from_bytes(head[68:72], "big") != APPLICATION_ID:
        raise WorkbookError(f"“{path.name}”是别的程序的数据库，不是政务公开台账的工作簿，没有打开。")
    page_size = int.from_bytes(head[16:18], "big")
    page_size = 65536 if page_size == 1 else page_size
    pages = int.from_bytes(head[28:32], "big")
    if size < page_size * pages and not path.with_name(path.name + "-wal").exists():
        raise WorkbookError(f"“{path.name}”不完整，后面缺了一截，可能没有复制完。请重新复制，或从备份恢复。")
    version = int.from_bytes(head[60:64], "big")
    if version > schema_version():
        raise WorkbookError(f"“{path.name}”是更新版本的程序建的，这个版本打不开。请升级程序后再打开，文件没有改动。")


def _connect(path: Path, *, writable: bool) -> sqlite3.Connection:
    uri = path.absolute().as_uri()
    if writable:
        connection = sqlite3.connect(f"{uri}?mode=rw", uri=True, check_same_thread=False)
    else:
        connection = _connect_reading(uri)
    connection.execute(f"PRAGMA busy_timeout = {_BUSY_MS}")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA temp_store = MEMORY")
    connection.execute("PRAGMA cache_size = -32000")
    if writable:
        mode = "WAL" if on_local_disk(path) else "DELETE"
        connection.execute(f"PRAGMA journal_mode = {mode}").fetchone()
        connection.execute("PRAGMA synchronous = FULL" if mode == "DELETE" else "PRAGMA synchronous = NORMAL")
    connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    return connection


def _connect_reading(uri: str) -> sqlite3.Connection:
    """A reading connection; where even the log's index can't be made (a closed folder), the file as it lies."""
    connection = sqlite3.connect(f"{uri}?mode=ro", uri=True, check_same_thread=False)
    try:
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.OperationalError as error:
        connection.close()
        if "unable to open" not in str(error):
            raise
        connection = sqlite3.connect(f"{uri}?mode=ro&immutable=1", uri=True, check_same_thread=False)
    return connection


def _version(connection: sqlite3.Connection) -> int:
    version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    return version


def _bring_up_to_date(path: Path, connection: sqlite3.Connection, clock: Clock, backups: Path | None) -> None:
    """Migrate an older workbook, after a copy of it has been made."""
    version = _version(connection)
    if version > schema_version():
        raise WorkbookError(f"“{path.name}”是更新版本的程序建的，这个版本打不开。请升级程序后再打开，文件没有改动。")
    if version == schema_version():
        return
    folder = backups or path.parent
    folder.mkdir(parents=True, exist_ok=True)
    back_up(connection, folder / backup_name(path, clock.now(), "升级前"))
    MIGRATIONS.apply(Database(connection))
    connection.execute(f"PRAGMA user_version = {schema_version()}")
    connection.commit()
