"""The merged cells (合并单元格) of an .ods, which the library does not tell. For `sheet_formats` only."""

import io
import zipfile
from typing import Any

from models.base.errors import ReadError
from models.intake.readers.packages import DAMAGED
from models.intake.readers.sheet_formats import Shown

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_MOST = 20_000


class MergingOfOds:
    """The merged cells by sheet."""

    def __init__(self, sheets: list[tuple[tuple[int, int, int, int], ...]]) -> None:
        self._sheets = sheets

    def of_sheet(self, index: int) -> Shown:
        """Of the sheet with this index."""
        return Shown(merged=self._sheets[index]) if index < len(self._sheets) else Shown()


def merging_of_ods(data: bytes) -> MergingOfOds:
    """What is merged in each sheet; nothing where it can't be made out."""
    from lxml import etree

    sheets: list[tuple[tuple[int, int, int, int], ...]] = []
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package, package.open("content.xml") as stream:
            if b"spanned" not in package.read("content.xml"):
                return MergingOfOds([])
            events = etree.iterparse(stream, tag=_TABLE + "table", resolve_entities=False, no_network=True)
            for _, table in events:
                sheets.append(tuple(_merged(table)))
                table.clear()
    except (*DAMAGED, KeyError, ReadError, etree.XMLSyntaxError):
        return MergingOfOds(sheets)
    return MergingOfOds(sheets)


def _merged(table: Any) -> list[tuple[int, int, int, int]]:
    found: list[tuple[int, int, int, int]] = []
    number = 0
    for row in table.iter(_TABLE + "table-row"):
        column = 0
        for cell in row:
            if cell.tag not in (_TABLE + "table-cell", _TABLE + "covered-table-cell"):
                continue
            wide, high = _count(cell, "number-columns-spanned"), _count(cell, "number-rows-spanned")
            if (wide > 1 or high > 1) and len(found) < _MOST:
                found.append((number, column, number + high - 1, column + wide - 1))
            column += _count(cell, "number-columns-repeated")
        number += _count(row, "number-rows-repeated")
    return found


def _count(element: Any, name: str) -> int:
    text = element.get(_TABLE + name, "1")
    return max(1, int(text)) if text.isdigit() and len(text) < 8 else 1
