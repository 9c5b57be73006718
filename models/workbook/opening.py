"""Opening and creating workbooks: what may go wrong with the file, each with its Chinese sentence."""

import os
import sqlite3
from pathlib import Path

from models.base.clock import Clock
from models.base.errors import Disconnected, WorkbookError
from models.base.files import write_error, written_whole
from models.base.held_files import when_free
from models.base.register import Registers
from models.workbook.backup import back_up, backup_name, structural_problems
from models.workbook.connecting import connect, mended, merge_log
from models.workbook.lock import Lock, Owner, take_lock
from models.workbook.version import APPLICATION_ID, current_version
from models.workbook.workbook import Workbook, identity_of

SUFFIX = ".gkb"
_SQLITE_MAGIC = b"SQLite format 3\x00"


def create_workbook(path: Path, registers: Registers, clock: Clock) -> Workbook:
    """Make a new, empty workbook and open it.

    Raises:
        WorkbookError: a file of that name is there already.
        WriteError: it can't be written there.
    """
    refuse_existing(path)
    with written_whole(path) as temporary:
        connection = sqlite3.connect(temporary)
        try:
            # nobody sees the file before `written_whole` has it on the disk: no need to wait at every migration
            connection.execute("PRAGMA synchronous = OFF")
            connection.execute("PRAGMA journal_mode = MEMORY")
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            _migrate(connection)
        finally:
            connection.close()
    return open_workbook(path, registers, clock)


def restore_workbook(backup: Path, target: Path) -> None:
    """Bring a copy back as a new workbook, whatever version it is of; opening it brings it up to date.

    Raises:
        WorkbookError: the target exists, or the copy is not a workbook, or damaged. WriteError: as `written_whole`.
    """
    refuse_existing(target)
    _inspect(backup)
    with mended(backup):
        connection = connect(backup, writable=False)
        try:
            problems = structural_problems(connection)
            if problems:
                raise WorkbookError(f"备份“{backup.name}”不完好（{problems[0]}），请换一份备份。")
            back_up(connection, target)
        finally:
            connection.close()


def refuse_existing(path: Path) -> None:
    """Refuse to make a workbook where one is, or where the leftovers of one would be mixed into it.

    SQLite takes a journal or write-ahead log of the right name for its own, whatever file it once belonged to.

    Raises:
        WorkbookError: a file of that name is there already. WriteError: the name can't be used.
    """
    try:
        if path.exists():
            raise WorkbookError(f"“{path.name}”已经存在。请换一个名称，或直接打开它。")
        for ending in ("-wal", "-journal"):
            if path.with_name(path.name + ending).exists():
                raise WorkbookError(
                    f"这里还留着“{path.name}{ending}”，里面可能有同名旧工作簿没写完的内容。请换一个名称，或先把它移走。"
                )
    except OSError as error:
        raise write_error(error, path) from error


def open_workbook(
    path: Path, registers: Registers, clock: Clock, *, backups: Path | None = None, read_only: bool = False
) -> Workbook:
    """Open a workbook, for writing when it can be, else for reading with the reason in `reading_because`.

    `backups` is the folder for the copy made before a migration; without it an older workbook is copied
    beside itself.

    Raises:
        WorkbookError: it is missing, empty, truncated, not a workbook, damaged, or made by a newer version.
    """
    connection, lock, because = _reach(path, clock, backups, read_only=read_only)
    try:
        return Workbook(path, connection, registers, clock, lock, because)
    except BaseException:
        connection.close()
        if lock is not None:
            lock.release()
        raise


def reconnect_workbook(book: Workbook, clock: Clock) -> None:
    """Reach the file of an open workbook anew, once its disk or network is back: a PC that slept, a stick pulled out.

    What was written is there, what was under way when the connection was cut is not. Who took the workbook
    meanwhile goes on with it, and this program only reads (`reading_because`).

    Raises:
        Disconnected: it is still away, or something else lies in its place; `book` can be reconnected later.
    """
    book.let_go()  # first: SQLite shares what it knows of an open file among a program's connections
    try:
        connection, lock, because = _reach(book.path, clock, None, read_only=False)
    except WorkbookError as error:
        raise Disconnected(error.sentence, book.path) from error
    try:
        with mended(book.path):
            identity = identity_of(connection)
        if identity != book.identity:
            told = f"“{book.path}”现在是另一个工作簿，不是刚才打开的那个。请检查磁盘或网络再试。"
            raise Disconnected(told, book.path)
        book.go_on(connection, lock, because)
    except BaseException:
        connection.close()
        if lock is not None:
            lock.release()
        raise


def _reach(
    path: Path, clock: Clock, backups: Path | None, *, read_only: bool
) -> tuple[sqlite3.Connection, Lock | None, str]:
    """A connection to a workbook, of this version now, with the lock, or why it can only be read.

    Raises:
        WorkbookError: as `open_workbook`.
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
    connection: sqlite3.Connection | None = None
    try:
        with mended(path):
            connection = connect(path, writable=lock is not None)
            _refuse_newer(path, _version(connection))
            if lock is not None:
                merge_log(connection, path)  # of a program that was killed
                _bring_up_to_date(path, connection, clock, backups)
            elif _version(connection) < current_version():
                raise WorkbookError(
                    f"“{path.name}”是旧版本建的，要先能写入才能升级。请关闭其他正在使用它的程序再打开。"
                )
        return connection, lock, because
    except BaseException:
        if connection is not None:
            connection.close()
        if lock is not None:
            lock.release()
        raise


def _inspect(path: Path) -> None:
    """Look at the file itself before SQLite does."""
    try:
        if path.is_dir():
            raise WorkbookError(f"“{path.name}”是文件夹，不是工作簿。请选择扩展名为 {SUFFIX} 的文件。")
        size = path.stat().st_size
        with when_free(lambda: path.open("rb")) as file:
            head = file.read(100)
    except FileNotFoundError:
        raise WorkbookError(f"找不到“{path}”。它可能被移走或改名了，请重新选择。") from None
    except PermissionError as error:
        if getattr(error, "winerror", None) in {32, 33}:
            raise WorkbookError(f"“{path.name}”正被别的程序占用，请关闭那个程序再试。") from None
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
    _refuse_newer(path, int.from_bytes(head[60:64], "big"))


def _refuse_newer(path: Path, version: int) -> None:
    if version > current_version():
        raise WorkbookError(f"“{path.name}”是更新版本的程序建的，这个版本打不开。请升级程序后再打开，文件没有改动。")


def _version(connection: sqlite3.Connection) -> int:
    version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    return version


def _bring_up_to_date(path: Path, connection: sqlite3.Connection, clock: Clock, backups: Path | None) -> None:
    """Migrate an older workbook, after a copy of it has been made."""
    if _version(connection) == current_version():
        return
    folder = backups or path.parent
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise write_error(error, folder) from error
    back_up(connection, folder / backup_name(path, clock.now(), "升级前"))
    _migrate(connection)


def _migrate(connection: sqlite3.Connection) -> None:
    from sqlite_utils import Database

    from models.workbook import migrations

    migrations.MIGRATIONS.apply(Database(connection))
    connection.execute(f"PRAGMA user_version = {current_version()}")
    connection.commit()
