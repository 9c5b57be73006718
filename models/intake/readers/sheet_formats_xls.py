"""Which cells of an .xls use number formats that matter (MS-XLS: FORMAT, XF, NUMBER, RK, MULRK, FORMULA).

For `sheet_formats` only.
"""

import io
import struct
from collections.abc import Iterator

from models.intake.readers.sheet_formats import RowOfCells, Show, Shown, show_of

_FORMAT, _XF, _SHEET, _EOF = 0x041E, 0x00E0, 0x0085, 0x000A
_ONE_CELL = (0x0203, 0x027E, 0x0006)
_MANY_CELLS = 0x00BD
_BIFF8 = 0x0600


class FormatsOfXls:
    """The number formats of an .xls that has some that matter."""

    def __init__(self, stream: bytes, shows: dict[int, Show], places: list[int]) -> None:
        self._stream = stream
        self._shows = shows
        self._places = places

    def of_sheet(self, index: int) -> Shown:
        """Of the sheet with this index in the workbook."""
        if index >= len(self._places):
            return Shown()
        rows: dict[int, dict[int, Show]] = {}
        for row, column, show in self._cells(self._places[index]):
            rows.setdefault(row, {})[column] = show
        found: list[RowOfCells] = sorted(rows.items(), key=lambda item: item[0])
        return Shown(found)

    def _cells(self, place: int) -> Iterator[tuple[int, int, Show]]:
        for kind, body in records(self._stream, place):
            if kind in _ONE_CELL and len(body) >= 6:
                row, column, style = struct.unpack_from("<HHH", body)
                if style in self._shows:
                    yield row, column, self._shows[style]
            elif kind == _MANY_CELLS and len(body) >= 6:
                row, first = struct.unpack_from("<HH", body)
                for number in range((len(body) - 6) // 6):
                    (style,) = struct.unpack_from("<H", body, 4 + 6 * number)
                    if style in self._shows:
                        yield row, first + number, self._shows[style]


def records(stream: bytes, place: int) -> Iterator[tuple[int, bytes]]:
    """The records of a substream, from its first to its last."""
    while place + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, place)
        yield kind, stream[place + 4 : place + 4 + size]
        if kind == _EOF:
            return
        place += 4 + size


def formats_of_xls(data: bytes) -> FormatsOfXls | None:
    """The formats of a workbook; None when none matters, for files older than Excel 97, or damaged ones."""
    import olefile

    try:
        with olefile.OleFileIO(io.BytesIO(data)) as package:
            if not package.exists("Workbook"):
                return None
            with package.openstream("Workbook") as opened:
                stream = bytes(opened.read())
    except (OSError, ValueError, IndexError, struct.error):
        return None  # the library has read the cells: they keep their bare numbers
    if len(stream) < 8 or struct.unpack_from("<H", stream, 4)[0] != _BIFF8:
        return None
    codes: dict[int, str] = {}
    styles: list[int] = []
    places: list[int] = []
    for kind, body in records(stream, 0):
        if kind == _FORMAT and len(body) >= 5:
            codes[struct.unpack_from("<H", body)[0]] = _text(body[2:])
        elif kind == _XF and len(body) >= 4:
            styles.append(struct.unpack_from("<H", body, 2)[0])
        elif kind == _SHEET and len(body) >= 4:
            places.append(struct.unpack_from("<I", body)[0])
    shows = {index: show for index, number in enumerate(styles) if (show := show_of(number, codes.get(number)))}
    return FormatsOfXls(stream, shows, places) if shows else None


def _text(body: bytes) -> str:
    """A string with its length in two bytes and a byte that says whether its characters are wide."""
    (length,) = struct.unpack_from("<H", body)
    if body[2] & 1:
        return body[3 : 3 + 2 * length].decode("utf-16-le", errors="replace")
    return body[3 : 3 + length].decode("latin-1")
