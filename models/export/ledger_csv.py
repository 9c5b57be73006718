"""Writes a ledger (台账) as a .csv: its head and its rows, for another system to take in or for Excel and WPS to open.

Title, notes, signature and figures have no place in it. Called by operations.

What Excel makes of such a file: without the mark of UTF-8 at its beginning (BOM) it reads Chinese as GBK; a cell that
looks like a number, a day or a formula becomes one (00123 → 123, 18 digits → 4.4E+17, 3-5 → 3月5日, =A1 is worked
out). A tab before such text keeps it as it is; programs that strip blanks from cells, this one among them, do not see
it. Source: RFC 4180 (quotes, CRLF); OWASP, "CSV Injection".
"""

import csv
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from models.base.files import written_whole
from models.base.progress import Report, ignore_progress, tell
from models.export.ledger import Band, Ledger
from models.export.text import Value, legal, shown

_STEP = 500
_GROUP = "分组"
_FORMULA_SIGNS = ("=", "+", "-", "@")
_REMADE = re.compile(r"(?=.*[\d０-９])[\d０-９.,:/\\()%+\-eE年月日时分 ]+")
_PLAIN_NUMBER = re.compile(r"0|[1-9]\d{0,10}|(0|[1-9]\d{0,10})\.\d*[1-9]")


def write_ledger_csv(ledger: Ledger, target: Path, report: Report = ignore_progress) -> None:
    """Write the ledger to `target`, whole or not at all: UTF-8 with its mark, CRLF.

    A heading over others stands before theirs (时间节点/启动时间). Headings of groups become a first column; subtotals,
    which any program works out by itself, are left out.

    Raises:
        WriteError: the target can't be written. Cancelled: `report` said so; nothing is left behind.
        ValueError: a row does not fit the columns.
    """
    total = len(ledger.rows)
    grouped = any(isinstance(row, Band) and row.kind == "section" for row in ledger.rows)
    with written_whole(target) as temporary, temporary.open("w", encoding="utf-8-sig", newline="") as file:
        tell(report, 0, total)
        writer = csv.writer(file)
        heads = [f"{column.over}/{column.title}" if column.over else column.title for column in ledger.columns]
        writer.writerow([_GROUP, *heads] if grouped else heads)
        for number, row in enumerate(_rows(ledger, grouped=grouped), 1):
            writer.writerow(row)
            if number % _STEP == 0:
                tell(report, number, total)
        tell(report, total, total)


def _rows(ledger: Ledger, *, grouped: bool) -> Iterator[list[str]]:
    group = ""
    for row in ledger.checked_rows():
        if isinstance(row, Band):
            group = row.text if row.kind == "section" else group
            continue
        cells = [_cell(value) for value in row.cells]
        yield [_cell(group), *cells] if grouped else cells


def _cell(value: Value) -> str:
    """A cell's text; only text is kept from being made into something else, numbers and days are what they are."""
    text = legal(shown(value))
    if isinstance(value, str) and _would_be_remade(text.strip()):
        return f"\t{text}"
    return text


def _would_be_remade(text: str) -> bool:
    """Whether Excel would show something else than this text."""
    if text.startswith(_FORMULA_SIGNS):
        return True
    if _is_day(text):
        return False  # as a day it reads the same
    return bool(_REMADE.fullmatch(text)) and not _PLAIN_NUMBER.fullmatch(text)


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
