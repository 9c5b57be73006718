"""Comma- and tab-separated text (.csv, .tsv): which text is a table, and its rows. For `sheet_files` and `reading`."""

import csv
import io
from collections import Counter
from collections.abc import Iterator

from models.base.errors import ReadError

SIGNS = ("\t", ",", ";")
PROBE_LINES = 40
LONGEST_HEAD_CELL = 20
_SENTENCE = "。！？；"
_LARGEST_CELL = 10_000_000


def delimiter_of(text: str) -> str | None:
    """The sign that parts the cells of a text that is a table; None for a text that is none.

    A table has a head of short names without a full stop, and the same number of cells, at least two, in all
    rows but a few; a notice (通知), whose sentences hold commas too, has not.
    """
    if not any(sign in text[:200_000] for sign in SIGNS):
        return None
    for sign in SIGNS:
        rows = _first_rows(text, sign)
        if rows is not None and _is_table(rows):
            return sign
    return None


def _first_rows(text: str, sign: str) -> list[list[str]] | None:
    csv.field_size_limit(_LARGEST_CELL)
    beginning = text[:400_000]
    rows: list[list[str]] = []
    try:
        for row in csv.reader(io.StringIO(beginning, newline=""), delimiter=sign, strict=len(text) == len(beginning)):
            if any(cell.strip() for cell in row):
                rows.append([cell.strip() for cell in row])
            if len(rows) == PROBE_LINES:
                break
    except csv.Error:
        return None
    return rows


def _is_table(rows: list[list[str]]) -> bool:
    counts = Counter(len(row) for row in rows)
    width, alike = counts.most_common(1)[0] if counts else (0, 0)
    if width < 2 or len(rows) < 2 or alike < 2 or alike < len(rows) * 0.8:
        return False
    head = next(row for row in rows if len(row) == width)
    names = [cell for cell in head if cell]
    return (
        len(names) >= max(2, width * 0.6)
        and len(set(names)) == len(names)
        and all(len(cell) <= LONGEST_HEAD_CELL and not any(sign in cell for sign in _SENTENCE) for cell in names)
    )


def csv_rows(text: str, name: str) -> Iterator[tuple[str, ...]]:
    """The rows of a text that is a table.

    Raises:
        ReadError: it is none, nor is it called one.
    """
    sign = delimiter_of(text)
    if sign is None and not name.lower().endswith((".csv", ".tsv")):
        raise ReadError(f"“{name}”不是表格；请选择 .xlsx、.xls、.et、.ods 或 .csv 文件，通知请用“导入文件”。")
    csv.field_size_limit(_LARGEST_CELL)
    try:
        for row in csv.reader(io.StringIO(text.replace("\x00", ""), newline=""), delimiter=sign or ","):
            yield tuple(cell.replace("\r\n", "\n").replace("\r", "\n") for cell in row)
    except csv.Error:
        raise ReadError(f"“{name}”里的引号没有成对，分不清各列；请用 Excel 或 WPS 打开后另存为 .xlsx 再试。") from None
