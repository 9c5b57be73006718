"""Dated copies of a workbook, by SQLite's own backup: whole even while it is being written."""

import hashlib
import os
import re
import sqlite3
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from models.base.files import written_whole
from models.workbook.connecting import mended

KEPT = 30
"""How many automatic copies of one workbook stay; the oldest go first."""

_NAME = re.compile(r"^.+ \d{4}-\d\d-\d\d \d{6}\.gkb$")


def backup_name(workbook: Path, now: datetime, why: str = "") -> str:
    """The file name of a copy made now."""
    return f"{workbook.stem}{' ' + why if why else ''} {now:%Y-%m-%d %H%M%S}.gkb"


def backup_folder(home: Path, workbook: Path) -> Path:
    """The folder for one workbook's automatic copies below the program's backup folder.

    Workbooks of the same name in different places get different folders.
    """
    mark = hashlib.sha256(os.fsencode(workbook.absolute())).hexdigest()[:8]
    return home / f"{workbook.stem}-{mark}"


def back_up(connection: sqlite3.Connection, target: Path) -> None:
    """Copy the open workbook to `target`, whole or not at all.

    Raises:
        WriteError: the target can't be written. WorkbookError: the workbook can't be read.
    """
    with written_whole(target) as temporary:
        copy = sqlite3.connect(temporary)
        try:
            with mended(target):
                connection.backup(copy)
                copy.execute("PRAGMA journal_mode = DELETE").fetchone()
        finally:
            copy.close()


def structural_problems(connection: sqlite3.Connection) -> list[str]:
    """What is wrong with the file's pages and with the links between its rows, in Chinese sentences."""
    try:
        rows = connection.execute("PRAGMA integrity_check(20)").fetchall()
        broken = connection.execute("PRAGMA foreign_key_check").fetchall()
    except sqlite3.DatabaseError as error:
        return [f"数据库读不完整：{error}"]
    found = [f"数据库结构有损坏：{row[0]}" for row in rows if row[0] != "ok"]
    return found + [f"{row[0]} 的第 {row[1]} 条记录指向不存在的 {row[2]}" for row in broken]


def automatic_copies(folder: Path) -> list[Path]:
    """The automatic copies in a folder, oldest first."""
    if not folder.is_dir():
        return []
    found = (path for path in folder.iterdir() if _NAME.match(path.name))
    return sorted(found, key=made_at)


def made_at(copy: Path) -> str:
    """When an automatic copy was made, as its name says: 2021-10-15 090000."""
    return copy.stem[-17:]


def thin_out(folder: Path) -> None:
    """Remove the oldest automatic copies beyond `KEPT`; one that is open elsewhere goes another day."""
    for path in automatic_copies(folder)[:-KEPT]:
        with suppress(OSError):
            path.unlink(missing_ok=True)
