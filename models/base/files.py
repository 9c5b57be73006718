"""Writing a file whole or not at all, with errors a clerk can mend."""

import errno
import os
import secrets
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from models.base.errors import WriteError
from models.base.held_files import when_free

_LONGEST_PATH = 259
"""Characters (MAX_PATH without its end); longer ones only where an administrator has set LongPathsEnabled."""


def write_error(error: OSError, target: Path) -> WriteError:
    """The Chinese sentence for a failed write to `target`."""
    name = target.name
    if error.errno == errno.ENOSPC or getattr(error, "winerror", None) == 112:
        return WriteError(f"磁盘空间不足，“{name}”没有写成。请清理磁盘或换一个位置再试。")
    if isinstance(error, PermissionError):
        if os.path.exists(target):  # noqa: PTH110  (Path.exists raises where even looking is forbidden)
            return WriteError(
                f"“{name}”写不进去，可能正被 Word、WPS 或 Excel 打开，或者是只读文件。请关闭它或换一个文件名再试。"
            )
        return WriteError(f"没有权限在“{target.parent}”里写文件。请换一个文件夹再试。")
    if _too_long(error, target):
        return WriteError(
            f"“{target.parent}”太深，连文件名一共 {len(str(target))} 个字，Windows 写不了。请换一个浅一些的文件夹再试。"
        )
    if isinstance(error, FileNotFoundError):
        return WriteError(f"文件夹“{target.parent}”不存在。请换一个位置再试。")
    if isinstance(error, IsADirectoryError):
        return WriteError(f"“{name}”是一个文件夹，不能当作文件写入。请换一个文件名再试。")
    return WriteError(f"“{name}”没有写成（{error.strerror or error}）。请换一个位置再试。")


def _too_long(error: OSError, target: Path) -> bool:
    """Whether Windows refuses the path for its length: it then says that the folder, or the name, is none."""
    return getattr(error, "winerror", None) in {2, 3, 123, 206} and len(str(target.absolute())) > _LONGEST_PATH


@contextmanager
def written_whole(target: Path) -> Iterator[Path]:
    """Give a temporary path beside `target`; on success it takes the target's place in one step.

    A failure of any kind leaves the old target as it was and no temporary file behind.

    Raises:
        WriteError: the target is open elsewhere, the disk is full, the folder is missing or closed.
    """
    if target.is_dir():
        raise write_error(IsADirectoryError(errno.EISDIR, "is a directory"), target)
    temporary: Path | None = None
    try:
        _refuse_read_only(target)
        temporary = _new_file_beside(target)
        yield temporary
        _refuse_read_only(target)
        with temporary.open("rb+") as file:
            os.fsync(file.fileno())  # else a power failure may leave the new name with nothing behind it
        when_free(partial(temporary.replace, target))
        temporary = None
    except OSError as error:
        if isinstance(error, FileNotFoundError) and target.parent.is_dir():
            raise  # something else is missing: a bug of ours, not a place the person chose wrongly
        raise write_error(error, target) from error
    finally:
        if temporary is not None:
            when_free(partial(temporary.unlink, missing_ok=True))


def _new_file_beside(target: Path) -> Path:
    """An empty file with a name of its own, that others may read as far as they may read what lies there.

    `tempfile` would make one for its owner's eyes only, and the finished file keeps what it was made with. Windows
    sees to that by the rights of the folder.
    """
    beside = target.with_name(f".~{secrets.token_hex(8)}{target.suffix}")
    os.close(os.open(beside, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o666))
    if target.exists() and sys.platform != "win32":
        shutil.copymode(target, beside)
    return beside


def _refuse_read_only(target: Path) -> None:
    """Raise a PermissionError for a target that is there and may not be written."""
    if target.exists() and not os.access(target, os.W_OK):
        raise PermissionError(errno.EACCES, "read-only", str(target))
