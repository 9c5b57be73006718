"""The sheets of an .xlsx, read while the package is being unpacked, so that no sheet is ever held whole.

For `sheet_files` only. What is cut here are rows and cells (ECMA-376 part 1, 18.3.1); what a cell means is worked
out once for each different cell: plain texts and numbers here, everything else (dates, formulas' results, rich
text) by the library, which is given such cells in a small workbook with the styles of this one. Whatever is
written in a way that is not known here raises `UnusualError`: then the library reads the whole file.
"""

import re
from collections.abc import Iterator
from itertools import chain
from operator import itemgetter
from typing import Any

from models.base.errors import ReadError
from models.base.progress import Report, tell
from models.intake.readers.packages import DAMAGED
from models.intake.readers.sheet_files import Behind, Row, Sheet, in_pieces
from models.intake.readers.sheet_guard import LARGEST_UNPACKED
from models.intake.readers.sheet_xlsx_cells import Cells, Package, UnusualError
from models.intake.readers.sniffing import refusal

_PIECE = 1 << 18
_MOST_PENDING = 1 << 24
"""Bytes of the head of a sheet, or of one row; what is larger is left to the library."""
_MOST_ROWS, _MOST_SHAPES = 1 << 20, 1000
_MOST_CELLS = 1 << 25
"""Of the whole area, filled or not."""
_ROW = re.compile(rb'<row r="([0-9]{1,7})"[^>]*>')
_CELL = re.compile(
    rb'<c r="([A-Z]{1,3})[0-9]{1,7}("[^>]*+>(?:(?<=/>)|[^<]*+(?:<(?!/c>)[^<]*+)*+</c>))',
)
"""The letters of the column, and all that follows the row's number."""
_MERGED = re.compile(rb'<mergeCell ref="([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})"')


def xlsx_pieces(name: str, data: bytes, report: Report) -> Iterator[Any]:
    """The pieces of `sheet_files.sheet_pieces`, hidden sheets last.

    Raises:
        UnusualError: the library is to read the file. ReadError: far too large when unpacked.
    """
    from python_calamine import SheetTypeEnum, SheetVisibleEnum

    package = Package(data)
    sheets = sorted(
        (metadata.visible != SheetVisibleEnum.Visible, index, metadata.name)
        for index, metadata in enumerate(package.book().sheets_metadata)
        if metadata.typ == SheetTypeEnum.WorkSheet
    )
    for hidden, index, title in sheets:
        if index >= len(package.sheets):
            raise UnusualError("sheets")
        sheet = SheetOfXlsx(name, package, package.sheets[index], Cells(package, index), report)
        yield Sheet(title, (), hidden=hidden)
        yield from in_pieces(sheet.rows())
        merged = tuple(sorted(item for item in sheet.merged if item[:2] != item[2:]))
        if merged or sheet.lost:
            yield Behind(merged, tuple(sheet.lost))


class SheetOfXlsx:
    """One sheet: its rows once, then what stands behind them."""

    def __init__(self, name: str, package: Package, part: str, cells: Cells, report: Report) -> None:
        self.merged: list[tuple[int, int, int, int]] = []
        self.lost: list[tuple[int, int]] = []
        self._name = name
        self._package = package
        self._part = part
        self._cells = cells
        self._report = report
        self._shapes: dict[tuple[bytes, ...], Any] = {}

    def rows(self) -> Iterator[Row]:
        """The rows from the first on, those without cells among them empty.

        Raises:
            UnusualError: something is not as expected. ReadError: far too large when unpacked.
        """
        try:
            with self._package.zip.open(self._part) as stream:
                yield from self._filled(self._cut(stream))
        except (*DAMAGED, KeyError) as error:
            raise UnusualError(repr(error)) from error

    def _cut(self, stream: Any) -> Iterator[bytes]:
        """The XML of the rows, some hundred at a time; the merged cells behind them are noted."""
        whole = self._package.zip.getinfo(self._part).file_size
        read = 0
        pending = b""
        started = False
        while piece := stream.read(_PIECE):
            read += len(piece)
            if read > LARGEST_UNPACKED:
                raise ReadError(refusal("huge_sheet", self._name))
            tell(self._report, min(read, whole), whole)
            pending += piece
            if not started:
                head, found, rest = pending.partition(b"<sheetData>")
                if found:
                    _refuse_head(head)
                    started, pending = True, rest
            if started:
                end = pending.find(b"</sheetData>")
                if end >= 0:
                    yield pending[:end]
                    return self._note_merged(pending[end:], stream)
                end = pending.rfind(b"</row>")
                if end >= 0:
                    yield pending[:end]
                    pending = pending[end:]
            if len(pending) > _MOST_PENDING:
                raise UnusualError("no end of a row")
        if started or b"<sheetData/>" not in pending:
            raise UnusualError("no end of the sheet")
        return self._note_merged(pending, stream)

    def _note_merged(self, rest: bytes, stream: Any) -> None:
        columns = self._cells.columns
        while True:
            end = rest.rfind(b">") + 1
            found = _MERGED.findall(rest, 0, end)
            if rest.count(b"<mergeCell ", 0, end) != len(found):
                raise UnusualError("merged cells")
            for left, top, right, bottom in found:
                self.merged.append((int(top) - 1, columns[left], int(bottom) - 1, columns[right]))
            piece = stream.read(_PIECE)
            if not piece:
                return
            rest = rest[end:] + piece

    def _filled(self, pieces: Iterator[bytes]) -> Iterator[Row]:
        """The rows in the XML, and empty ones where the numbers leave some out."""
        following, widest = 1, 0
        for piece in pieces:
            numbers: list[int] = []
            cells: list[tuple[tuple[bytes, ...], list[bytes]]] = []
            for row in piece.split(b"</row>"):
                head, *parts = _CELL.split(row)
                heads = _ROW.findall(head)
                if head.count(b"<") != len(heads) or b"".join(parts[2::3]).strip():
                    raise UnusualError("rows or cells")
                if heads:
                    numbers += map(int, heads)
                    cells += [((), [])] * (len(heads) - 1)  # rows without cells close themselves
                    cells.append((tuple(parts[::3]), parts[1::3]))
                elif parts:
                    raise UnusualError("cells without a row")
            if b"<!" in piece:
                raise UnusualError("rows or cells")
            known = self._cells.known(set(chain.from_iterable(keys for _, keys in cells)))
            for number, (letters, keys) in zip(numbers, cells, strict=True):
                if not following <= number <= _MOST_ROWS:
                    raise UnusualError("numbers of rows")
                for _ in range(following, number):
                    yield ()
                following = number + 1
                texts = self._row(number - 1, letters, keys, known) if keys else ()
                widest = max(widest, len(texts))
                if number * widest > _MOST_CELLS:
                    raise UnusualError("area")
                yield texts

    def _row(self, number: int, letters: tuple[bytes, ...], keys: list[bytes], known: dict[bytes, str]) -> Row:
        shape = self._shapes.get(letters)
        if shape is None:
            shape = self._shape(letters)
        row: Row = shape((*map(known.__getitem__, keys), ""))
        if self._cells.lost and not self._cells.lost.isdisjoint(keys):
            columns = self._cells.columns
            pairs = zip(letters, keys, strict=True)
            self.lost += [(number, columns[name]) for name, key in pairs if key in self._cells.lost]
        return row

    def _shape(self, letters: tuple[bytes, ...]) -> Any:
        """What puts the texts of a row, and an empty one behind them, where their columns are."""
        places = [self._cells.columns[name] for name in letters]
        if len(set(places)) != len(places):
            raise UnusualError("a cell twice")
        at = {place: index for index, place in enumerate(places)}
        order = [at.get(place, len(places)) for place in range(max(places) + 1)]
        if len(self._shapes) >= _MOST_SHAPES:
            self._shapes.clear()
        self._shapes[letters] = itemgetter(*order, len(places))  # one more, so that it is a tuple of one column too
        return self._shapes[letters]


def _refuse_head(head: bytes) -> None:
    declared = re.match(rb"\s*<\?xml[^>]*?encoding=[\"']([^\"']*)", head.removeprefix(b"\xef\xbb\xbf"))
    if (declared and declared[1].lower() not in (b"utf-8", b"us-ascii", b"ascii")) or b"<!" in head:
        raise UnusualError("encoding")
