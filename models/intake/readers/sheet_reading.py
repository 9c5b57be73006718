"""The way in for spreadsheets: is a file one, and what stands in it. For `models.intake`, which exports these."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from models.base.apart import Apart
from models.base.errors import ReadError
from models.base.progress import Report, ignore_progress
from models.intake.readers.opening import beginning, contents, process_for
from models.intake.readers.sheet_csv import delimiter_of
from models.intake.readers.sheet_files import MARKUP, Sheet, collected, sheet_pieces
from models.intake.readers.sniffing import is_text, kind_of, refusal
from models.intake.readers.text_files import decode

KINDS = ("xlsx", "xls", "ods", "sheetml")
_ENDINGS = (".xls", ".xlsx", ".et", ".csv")
_EXCEL = b"urn:schemas-microsoft-com:office:excel"
_PROBE = 200_000


def is_spreadsheet(path: Path) -> bool:
    """Whether a file is a spreadsheet, by its content: also text that is a table, whatever its ending.

    A web page is one when a spreadsheet program wrote it, or when it is called one.

    Raises:
        ReadError: the file can't be opened.
    """
    first = beginning(path, _PROBE)
    if not is_text(first):
        kind = kind_of(contents(path))
        named = _EXCEL in first or path.suffix.lower() in _ENDINGS
        return kind in KINDS or (kind in MARKUP and named)
    try:
        return delimiter_of(decode(first, path.name)) is not None
    except ReadError:
        return False


def read_spreadsheet(path: Path, report: Report = ignore_progress, apart: Apart | None = None) -> tuple[Sheet, ...]:
    """The sheets of a file, as `sheet_files.Sheet`. `apart` is the process to read in, as for `read_file`.

    Raises:
        ReadError: missing, empty, too large, damaged, protected by a password, or no spreadsheet at all.
        Cancelled: as `report` says.
    """
    if is_text(beginning(path)):
        return collected(path.name, pieces_here(path, report))
    with process_for(path, apart) as process:
        return collected(path.name, process.each(pieces_here, path, report=report))


def pieces_here(path: Path, report: Report = ignore_progress) -> Iterator[Any]:
    """The pieces of `sheet_files.sheet_pieces`, read in this very process."""
    data = contents(path)
    kind = kind_of(data)
    if kind not in (*KINDS, *MARKUP, "text"):
        raise ReadError(_refusal(kind, path.name))
    yield from sheet_pieces(path, data, kind, report)


def _refusal(kind: str, name: str) -> str:
    if kind in ("locked", "image", "archive", "broken_zip", "binary"):
        return refusal(kind, name)
    return f"“{name}”不是表格文件；请选择 .xlsx、.xls、.et、.ods 或 .csv 文件，通知请用“导入文件”。"
