"""The bytes of a file, and the process of its own in which it is taken apart; every failure as a sentence about the file."""

import contextlib
import logging
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from models.base.apart import Apart, ApartError, Why
from models.base.errors import ReadError
from models.base.held_files import when_free
from models.base.progress import Report, ignore_progress

log = logging.getLogger(__name__)

LARGEST = 60 * 1024 * 1024
"""Bytes; a notice is a few hundred kilobytes, with pictures a few megabytes."""

LOST: dict[Why, str] = {
    "silent": "“{name}”读了很久也没有读完，可能已损坏；请打开后另存一份，再导入另存的文件。",
    "memory": "“{name}”的内容大得不正常，为安全起见没有读取；请打开后另存一份，只留下要导入的部分再试。",
    "died": "“{name}”读不出来，可能已损坏或大得不正常；请打开后另存一份，再导入另存的文件。",
    "broken": "“{name}”已损坏或格式不规范，读不出来；请打开后另存一份，再导入另存的文件。",
}


def ask_apart(
    path: Path, job: Callable[..., Any], *arguments: Any, report: Report = ignore_progress, apart: Apart | None = None
) -> Any:
    """What a job about a file gives when it is done in a process of its own. Raises ReadError and Cancelled."""
    with process_for(path, apart) as process:
        return process.ask(job, *arguments, report=report)


@contextlib.contextmanager
def process_for(path: Path, apart: Apart | None) -> Iterator[Apart]:
    """The process to read a file in, given or new; when it comes to no result, a ReadError says so of the file."""
    with contextlib.ExitStack() as stack:
        process = apart or stack.enter_context(Apart())
        try:
            yield process
        except ApartError as error:
            log.warning("%s", error)
            raise ReadError(LOST[error.why].format(name=path.name)) from None


def beginning(path: Path, size: int = 4096) -> bytes:
    """The first bytes of a file, enough to tell text from the rest. Raises ReadError as `contents`."""
    return contents(path, size)


def contents(path: Path, first: int = -1) -> bytes:
    """The bytes of a file, all or the first ones, or the Chinese sentence why there are none."""
    name = path.name or str(path)
    try:
        if path.is_dir():
            raise ReadError(f"“{name}”是一个文件夹，请选择里面的文件。")
        size = path.stat().st_size
        if size > LARGEST:
            raise ReadError(
                f"“{name}”有 {size // 1024 // 1024} MB，太大了，不像是一份通知；请核对后另存较小的文件再试。"
            )
        with when_free(lambda: path.open("rb")) as stream:
            data = stream.read(first)
    except FileNotFoundError:
        raise ReadError(f"找不到文件“{name}”，可能已被移动或改名；请重新选择。") from None
    except PermissionError:
        raise ReadError(f"“{name}”打不开，可能正被别的程序占用或没有权限；请关闭占用它的程序后再试。") from None
    except (OSError, ValueError) as error:
        raise ReadError(
            f"“{name}”读不出来（{getattr(error, 'strerror', None) or '路径无效'}），请复制到本机后再试。"
        ) from None
    if not data:
        raise ReadError(f"“{name}”是空文件，请换一份文件。")
    return data
