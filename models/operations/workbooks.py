"""Making, opening, checking, backing up and restoring workbooks."""

import sqlite3
from pathlib import Path

from models.base.clock import Clock
from models.base.errors import ClerkError, WriteError
from models.base.progress import Report, ignore_progress
from models.base.register import Registers
from models.operations.desk import Desk
from models.workbook import create_workbook, open_workbook, reconnect_workbook
from models.workbook.backup import automatic_copies, backup_folder, backup_name, made_at, thin_out
from models.workbook.opening import restore_workbook


def new(path: Path, registers: Registers, clock: Clock, resources: Path) -> Desk:
    """A new workbook, open. Raises ClerkError when the name is taken or can't be written."""
    return Desk(create_workbook(with_suffix(path), registers, clock), clock, resources)


def open_desk(
    path: Path,
    registers: Registers,
    clock: Clock,
    resources: Path,
    *,
    backups: Path | None = None,
    read_only: bool = False,
) -> Desk:
    """A workbook, open; for reading when somebody else has it (`desk.book.reading_because`).

    Raises:
        WorkbookError: as `models.workbook.open_workbook`.
    """
    folder = backup_folder(backups, path) if backups else None
    return Desk(open_workbook(path, registers, clock, backups=folder, read_only=read_only), clock, resources)


def reconnect(desk: Desk) -> None:
    """Reach the workbook's file anew after its disk or network was away; it may be for reading only then.

    Raises:
        Disconnected: it is still away, or another workbook lies in its place.
    """
    reconnect_workbook(desk.book, desk.clock)


def make_whole(desk: Desk) -> None:
    """Let the workbook's file hold everything by itself, for whoever copies it while it is open or after a crash.

    Raises:
        WorkbookError: it can't be written just now; nothing is lost, it stands beside the file.
    """
    desk.book.merge_log()


def with_suffix(path: Path) -> Path:
    """The path with the workbook's ending .gkb."""
    return path if path.suffix.lower() == ".gkb" else path.with_name(path.name + ".gkb")


def back_up_by_day(desk: Desk, home: Path) -> Path | None:
    """Today's automatic copy below `home`, once a day; older ones beyond thirty go. None when it is there.

    Raises:
        WriteError: the backup folder can't be written.
    """
    book = desk.book
    folder = backup_folder(home, book.path)
    today = f"{desk.clock.today():%Y-%m-%d}"
    if any(made_at(path).startswith(today) for path in automatic_copies(folder)):
        return None
    return back_up_now(desk, home)


def back_up_now(desk: Desk, home: Path) -> Path:
    """A dated copy below `home`, whatever is there already. Raises WriteError."""
    folder = backup_folder(home, desk.book.path)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise WriteError(f"备份文件夹“{folder}”建不成（{error.strerror}），请检查磁盘。") from error
    target = folder / backup_name(desk.book.path, desk.clock.now())
    desk.book.back_up(target)
    thin_out(folder)
    return target


def back_up_to(desk: Desk, target: Path) -> Path:
    """A copy at a place of the person's choice. Raises ClerkError when that is the workbook itself."""
    wanted = with_suffix(target)
    if wanted.exists() and wanted.samefile(desk.book.path):
        raise ClerkError("备份不能覆盖工作簿自己，请换一个文件名或文件夹。")
    desk.book.back_up(wanted)
    return wanted


def restore(backup: Path, target: Path, registers: Registers, clock: Clock) -> Path:
    """Bring a copy back as a new workbook; an existing file is never overwritten.

    Raises:
        ClerkError: the target exists, or the copy is not a workbook or is damaged.
    """
    del registers, clock  # a copy of an older version is brought up to date when it is opened
    wanted = with_suffix(target)
    if wanted.exists():
        raise ClerkError(f"“{wanted.name}”已经存在，恢复不会覆盖它。请换一个文件名。")
    restore_workbook(backup, wanted)
    return wanted


def check(desk: Desk, report: Report = ignore_progress) -> list[str]:
    """What is wrong with the open workbook; empty when all is well."""
    try:
        return desk.book.problems(report)
    except sqlite3.DatabaseError as error:
        return [f"数据库读不完整：{error}"]
