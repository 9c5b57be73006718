"""Office files are zip packages: a small one made by a library gets its many rows put in as it is copied.

python-docx and openpyxl keep (or build one by one) every cell as an object; a hundred thousand rows cost
minutes or gigabytes. So the library makes the package with a mark where the rows belong, and the rows go into
the zip as text, one piece at a time. Used by the ledger writers.
"""

import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import IO

from models.base.errors import WriteError

_LIMIT = 2**31 - 2**20
_EPOCH = (1980, 1, 1, 0, 0, 0)  # entries carry no clock: the same value gives the same bytes


def splice(source: IO[bytes], target: Path, part: str, pieces: Mapping[bytes, Iterable[str]]) -> None:
    """Copy the package `source` to `target`; in the entry `part`, pieces take the place of each mark, in this order.

    Raises:
        WriteError: the part grows beyond what Office programs open (2 GB).
        ValueError: the part does not hold each mark exactly once, in this order.
    """
    with (
        zipfile.ZipFile(source) as old,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=4) as new,
    ):
        for name in old.namelist():
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            content = old.read(name)
            if name != part:
                new.writestr(entry, content)
                continue
            between, end = _parted(content, part, pieces)
            with new.open(entry, "w") as stream:
                for before, some in zip(between, pieces.values(), strict=True):
                    stream.write(before)
                    _pour(some, stream)
                stream.write(end)


def _parted(content: bytes, part: str, marks: Iterable[bytes]) -> tuple[list[bytes], bytes]:
    """What stands before each mark, and what stands after the last."""
    between: list[bytes] = []
    for mark in marks:
        before, found, content = content.partition(mark)
        if not found or mark in content:
            raise ValueError(f"{part} does not hold {mark!r} once")
        between.append(before)
    return between, content


def _pour(pieces: Iterable[str], stream: IO[bytes]) -> None:
    written = 0
    for piece in pieces:
        data = piece.encode("utf-8")
        written += len(data)
        if written > _LIMIT:
            raise WriteError("台账内容太多，一个文件装不下。请先筛选，分几次导出。")
        stream.write(data)
