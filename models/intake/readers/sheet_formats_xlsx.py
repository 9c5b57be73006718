"""Which cells of an .xlsx use number formats that matter, from its styles and the cells' own marks.

For `sheet_formats` only. A sheet is gone through as bytes, once, in step with the rows the library gives.
"""

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator

from models.base.errors import ReadError
from models.intake.readers.packages import DAMAGED, parse_xml, read_part
from models.intake.readers.sheet_formats import RowOfCells, Show, Shown, show_of

_PIECE = 1 << 20
_LONGEST_TAG = 400
_RELATIONSHIP = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT_RELATIONSHIP = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"


class FormatsOfXlsx:
    """The number formats of an .xlsx that has some that matter."""

    def __init__(self, data: bytes, shows: dict[bytes, Show], parts: list[str]) -> None:
        self._data = data
        self._shows = shows
        self._parts = parts

    def of_sheet(self, index: int) -> Shown:
        """Of the sheet with this index in the workbook."""
        return Shown(self._rows(self._parts[index])) if index < len(self._parts) else Shown()

    def _rows(self, part: str) -> Iterator[RowOfCells]:
        number = -1
        cells: dict[int, Show] = {}
        for row, column, show in self._cells(part):
            if row != number:
                if cells:
                    yield number, cells
                number, cells = row, {}
            cells[column] = show
        if cells:
            yield number, cells

    def _cells(self, part: str) -> Iterator[tuple[int, int, Show]]:
        styles = b"|".join(self._shows)
        cell = re.compile(
            rb"<(?:\w+:)?c\s(?=[^>]{0,300}?\bs=[\"'](" + styles + rb")[\"'])[^>]{0,300}?\br=[\"']([A-Z]{1,3})(\d{1,7})"
        )
        with zipfile.ZipFile(io.BytesIO(self._data)) as package, package.open(part) as stream:
            rest = b""
            while piece := stream.read(_PIECE):
                text = rest + piece
                end = max(text.rfind(b"<"), 0)
                rest = text[end:] if len(text) - end < _LONGEST_TAG else b""
                for match in cell.finditer(text, 0, end):
                    yield int(match[3]) - 1, _column(match[2]), self._shows[match[1]]


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1


def formats_of_xlsx(data: bytes) -> FormatsOfXlsx | None:
    """The formats of a workbook; None when none matters, or when its parts are not as they should be."""
    from lxml import etree

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            styles = read_part(package, "xl/styles.xml")
            shows = shows_of(styles) if styles else {}
            parts = sheet_parts(package) if shows else []
    except (*DAMAGED, ReadError, etree.XMLSyntaxError):
        return None  # the library has read the cells: they keep their bare numbers
    return FormatsOfXlsx(data, shows, parts) if shows else None


def shows_of(styles: bytes) -> dict[bytes, Show]:
    """The cell styles that matter, by the number that cells name them by."""
    root = parse_xml(styles)
    codes = {
        int(item.get("numFmtId", "-1")): item.get("formatCode") for item in root.iterfind(".//{*}numFmts/{*}numFmt")
    }
    found: dict[bytes, Show] = {}
    for index, item in enumerate(root.iterfind("{*}cellXfs/{*}xf")):
        number = int(item.get("numFmtId", "0"))
        show = show_of(number, codes.get(number))
        if show is not None:
            found[str(index).encode()] = show
    return found


def sheet_parts(package: zipfile.ZipFile) -> list[str]:
    """The parts of the sheets in the order of the workbook."""
    book, links = read_part(package, "xl/workbook.xml"), read_part(package, "xl/_rels/workbook.xml.rels")
    if not book or not links:
        return []
    targets = {
        link.get("Id"): posixpath.normpath(posixpath.join("/xl", link.get("Target", "")))[1:]
        for link in parse_xml(links)
    }
    sheets = parse_xml(book).iterfind("{*}sheets/{*}sheet")
    return [targets.get(item.get(_RELATIONSHIP) or item.get(_STRICT_RELATIONSHIP), "") for item in sheets]
