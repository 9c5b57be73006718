"""Spreadsheets that are markup, as office systems (OA) export them under the ending .xls: HTML, and XML of Excel 2003.

For `sheet_files` only.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from models.base.errors import ReadError
from models.base.progress import Report, tell
from models.intake.notice import CELL_BREAK
from models.intake.readers.building import Piece
from models.intake.readers.packages import parse_xml
from models.intake.readers.sheet_cells import date_text, number_text
from models.intake.readers.sniffing import refusal
from models.intake.readers.web_pages import html_tables

Range = tuple[int, int, int, int]
Found = tuple[str, list[tuple[str, ...]], list[Range]]
"""A sheet's name, its rows and its merged cells."""

_SS = "{urn:schemas-microsoft-com:office:spreadsheet}"
_WIDEST, _DEEPEST = 16_384, 1_048_576
_MOST_CELLS = 6_000_000


def html_sheets(path: Path, data: bytes, report: Report) -> Iterator[Found]:
    """The tables of a web page. Raises ReadError when it can't be read."""
    tables = html_tables(path, data, report)
    for number, table in enumerate(tables, 1):
        yield _laid_out(f"表{number}" if len(tables) > 1 else "", table)


def _laid_out(name: str, table: Sequence[Sequence[Piece]]) -> Found:
    """A table whose merged cells are given once, as a grid."""
    taken: dict[tuple[int, int], str] = {}
    merged: list[Range] = []
    rows: list[tuple[str, ...]] = []
    for number, pieces in enumerate(table):
        column = 0
        for piece in pieces:
            while (number, column) in taken:
                column += 1
            wide, high = max(1, piece.columns), max(1, min(piece.rows, len(table) - number))
            if wide > 1 or high > 1:
                merged.append((number, column, number + high - 1, column + wide - 1))
            text = piece.text.replace(CELL_BREAK, "\n").strip()
            for down in range(high):
                for across in range(wide):
                    taken[number + down, column + across] = "" if down or across else text
            column += wide
        line: list[str] = []
        while (number, len(line)) in taken:
            line.append(taken.pop((number, len(line))))
        rows.append(tuple(line))
    return name, rows, merged


def xml_sheets(path: Path, data: bytes, report: Report) -> Iterator[Found]:
    """The sheets of an XML spreadsheet of Excel 2003. Raises ReadError when it is damaged or far too large."""
    from lxml import etree

    try:
        root = parse_xml(data, path.name)
    except (etree.XMLSyntaxError, ValueError):
        raise ReadError(refusal("broken_sheet", path.name)) from None
    for sheet in root.iterfind(_SS + "Worksheet"):
        table = sheet.find(_SS + "Table")
        if table is not None:
            tell(report, 0, 0)
            yield _xml_sheet(path.name, sheet.get(_SS + "Name", ""), table)


def _xml_sheet(source: str, name: str, table: Any) -> Found:
    rows: list[tuple[str, ...]] = []
    merged: list[Range] = []
    cells = 0
    for row in table.iterfind(_SS + "Row"):
        number = _place(row, len(rows))
        cells += number - len(rows)
        line: list[str] = []
        for cell in row.iterfind(_SS + "Cell"):
            column = _place(cell, len(line))
            cells += column - len(line) + 1
            if cells > _MOST_CELLS or number > _DEEPEST or column > _WIDEST:
                raise ReadError(refusal("huge_sheet", source))
            line += [""] * (column - len(line))
            line.append(_xml_text(cell.find(_SS + "Data")))
            wide, high = (_count(cell, "MergeAcross"), _count(cell, "MergeDown"))
            if wide or high:
                merged.append((number, column, number + high, column + wide))
            line += [""] * min(wide, _WIDEST - len(line))
        rows += [()] * (number - len(rows))
        rows.append(tuple(line))
    last = len(rows) - 1
    return name, rows, [(top, left, min(bottom, last), right) for top, left, bottom, right in merged]


def _place(element: Any, following: int) -> int:
    """Where a row or cell stands: where it says, else behind the one before."""
    told = element.get(_SS + "Index", "")
    return max(int(told) - 1, following) if told.isdigit() and len(told) < 8 else following


def _count(element: Any, name: str) -> int:
    told = element.get(_SS + name, "")
    return int(told) if told.isdigit() and len(told) < 8 else 0


def _xml_text(data: Any) -> str:
    from datetime import datetime

    if data is None:
        return ""
    text = "".join(data.itertext())
    kind = data.get(_SS + "Type", "String")
    try:
        if kind == "Number":
            return number_text(float(text))
        if kind == "DateTime":
            return date_text(datetime.fromisoformat(text))
    except ValueError:
        return text
    if kind == "Boolean":
        return "是" if text == "1" else "否"
    return "" if kind == "Error" else text
