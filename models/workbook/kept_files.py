"""Files kept inside the workbook: SQLite's archive table `sqlar` (sqlite.org/sqlar.html), a copy a content.

The name of an entry is the SHA-256 of its content, so that the same file is kept once.
"""

import hashlib
import sqlite3
import zlib

from models.base.errors import WorkbookError

LARGEST = 50 * 1024 * 1024
"""No single file over 50 MB: the workbook must stay a file that can be copied."""


def refuse_large(size: int, name: str) -> None:
    """Raise a WorkbookError when a file of `size` bytes is too large to be kept."""
    if size > LARGEST:
        raise WorkbookError(f"“{name}”有 {size / 1024 / 1024:.1f} MB，超过 50 MB，请改用网址或压缩后再添加。")


def keep_file(connection: sqlite3.Connection, content: bytes, name: str) -> str:
    """Keep a content; gives its digest.

    Raises:
        WorkbookError: it is too large.
    """
    refuse_large(len(content), name)
    digest = hashlib.sha256(content).hexdigest()
    packed = zlib.compress(content, 6)
    data = packed if len(packed) < len(content) else content
    connection.execute(
        "INSERT OR IGNORE INTO sqlar (name, mode, mtime, sz, data) VALUES (?, ?, ?, ?, ?)",
        [digest, 0o100644, 0, len(content), data],
    )
    return digest


def read_file(connection: sqlite3.Connection, digest: str) -> bytes:
    """The content behind a digest.

    Raises:
        WorkbookError: the workbook does not hold it, or holds it damaged.
    """
    row = connection.execute("SELECT sz, data FROM sqlar WHERE name = ?", [digest]).fetchone()
    if row is None:
        raise WorkbookError("这份附件不在工作簿里，可能没有加成，请重新添加。")
    size, data = row
    try:
        content = bytes(data) if len(data) == size else zlib.decompress(data)
    except (zlib.error, TypeError):
        content = b""
    if len(content) != size or hashlib.sha256(content).hexdigest() != digest:
        raise WorkbookError("这份附件已损坏，请从备份里找回，或重新添加。")
    return content
