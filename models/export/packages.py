"""Office files are zip packages: a small one made by a library gets its many rows put in as it is copied.

python-docx and openpyxl keep (or build one by one) every cell as an object; a hundred thousand rows cost
minutes or gigabytes. So the library makes the package with a mark where the rows belong, and the rows go into
the zip as text, one piece at a time. Used by the ledger writers.
"""

import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import IO

from models.base.errors import WriteError

_LIMIT = 2**31 - 2**20
_EPOCH = (1980, 1, 1, 0, 0, 0)  # entries carry no clock: the same value gives the same bytes


def splice(source: IO[bytes], target: Path, part: str, mark: bytes, pieces: Iterable[str]) -> None:
    """Copy the package `source` to `target`; in the entry `part`, `pieces` take the place of `mark`.

    Raises:
        WriteError: the part grows beyond what Office programs open (2 GB).
        ValueError: the part does not hold the mark exactly once.
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
            before, found, after = content.partition(mark)
            if not found or mark in after:
                raise ValueError(f"{part} does not hold {mark!r} once")
            with new.open(entry, "w") as stream:
                stream.write(before)
                _pour(pieces, stream)
                stream.write(after)


def _pour(pieces: Iterable[str], stream: IO[bytes]) -> None:
    written = 0
    for piece in pieces:
        data = piece.encode("utf-8")
        written += len(data)
        if written > _LIMIT:
            raise WriteError("台账内容太多，一个文件装不下。请先筛选，分几次导出。")
        stream.write(data)
