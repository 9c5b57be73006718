"""Spreadsheets (电子表格): .xlsx, .xlsm, .xlsb, .xls, .et, .ods, .csv and markup as sheets of plain text cells.

For `reading` and the reader of notices in spreadsheets; runs in the helper process, since the library that
takes the files apart is not ours and may meet anything. Cells come out as a clerk would type them (`sheet_cells`).
"""

import io
import logging
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Any

from models.base.errors import ReadError
from models.base.progress import Report, ignore_progress, tell
from models.intake.readers.sheet_cells import LARGEST_EXACT, Texts
from models.intake.readers.sheet_csv import csv_rows
from models.intake.readers.sheet_formats import Show, Shown, shown_formats
from models.intake.readers.sheet_guard import guard
from models.intake.readers.sniffing import refusal
from models.intake.readers.text_files import decode

log = logging.getLogger(__name__)

Row = tuple[str, ...]
Range = tuple[int, int, int, int]
MARKUP = ("html", "mht", "sheetml")
"""Kinds that are no work of the library's."""
AGAIN = "again"
AT_ONCE = 2000
SHORT, _MOST_ONCE = 60, 20_000
BEAT = 0.5
SLOWEST = 3_000_000
"""Bytes of unpacked file that are read in a second at the very least; what takes longer counts as hanging."""


@dataclass(frozen=True)
class Sheet:
    """One sheet (工作表): every cell as text, rows as long as they are filled.

    `merged` are the merged cells (合并单元格): first row, first column, last row, last column, from 0 and
    inclusive. `lost` are the cells (row, column) whose number is so long that the spreadsheet program has
    already put zeros in place of its last digits.
    """

    name: str
    rows: tuple[Row, ...]
    merged: tuple[Range, ...] = ()
    lost: tuple[tuple[int, int], ...] = ()
    hidden: bool = False


@dataclass(frozen=True)
class Behind:
    """What is known of a sheet only when its rows are read; as in `Sheet`."""

    merged: tuple[Range, ...] = ()
    lost: tuple[tuple[int, int], ...] = ()


def read_sheets(path: Path, data: bytes, kind: str, report: Report = ignore_progress) -> tuple[Sheet, ...]:
    """All sheets that hold anything, hidden ones last.

    Raises:
        ReadError: damaged, protected by a password, far too large when unpacked, or without any cell.
    """
    return collected(path.name, sheet_pieces(path, data, kind, report))


def sheet_pieces(path: Path, data: bytes, kind: str, report: Report = ignore_progress) -> Iterator[Any]:
    """The sheets piece by piece, for `collected`: a Sheet without rows, lists of its rows, then the next Sheet.

    What comes to light only behind the rows follows them as `Behind`; AGAIN says that all is read anew from the start.
    """
    if kind == "text":
        yield Sheet("", ())
        yield from in_pieces(csv_rows(decode(data, path.name), path.name))
        return
    if kind in MARKUP:
        from models.intake.readers.sheet_markup import html_sheets, xml_sheets

        for name, rows, merged in (xml_sheets if kind == "sheetml" else html_sheets)(path, data, report):
            yield Sheet(name, (), tuple(sorted(merged)))
            yield from in_pieces(iter(rows))
        return
    if kind == "xlsx":
        from models.intake.readers.sheet_xlsx import xlsx_pieces
        from models.intake.readers.sheet_xlsx_cells import UnusualError

        try:
            yield from xlsx_pieces(path.name, data, report)
            return
        except UnusualError as error:
            log.info("left to the library: %s", error)
            yield AGAIN
    size = guard(path.name, data, kind, report)
    yield from _workbook_pieces(path.name, data, kind, size, report)


def collected(name: str, pieces: Iterator[Any]) -> tuple[Sheet, ...]:
    """The sheets that pieces make up. Repeated short texts are kept once. Raises ReadError as `read_sheets`."""
    sheets: list[tuple[Sheet, list[Row]]] = []
    once = _Once().__getitem__
    for piece in pieces:
        if isinstance(piece, Behind):
            sheet, rows = sheets[-1]
            sheets[-1] = replace(sheet, merged=piece.merged or sheet.merged, lost=piece.lost), rows
        elif piece == AGAIN:
            sheets.clear()
        elif isinstance(piece, Sheet):
            sheets.append((piece, []))
        else:
            sheets[-1][1].extend([tuple(map(once, row)) for row in piece])
    found = tuple(replace(sheet, rows=tuple(rows)) for sheet, rows in sheets if rows)
    if not found:
        raise ReadError(f"“{name}”里没有内容，请换一份文件。")
    return found


class _Once(dict[str, str]):
    """Gives short texts as one object each, however often they come; of very many different ones the first."""

    def __missing__(self, text: str) -> str:
        if len(text) <= SHORT and len(self) < _MOST_ONCE:
            self[text] = text
        return text


def in_pieces(rows: Iterator[Row]) -> Iterator[list[Row]]:
    """Rows a few thousand at a time, each without the empty cells at its end, and none after the last filled one."""
    waiting: list[Row] = []
    filled = 0
    for row in rows:
        end = len(row)
        while end and not row[end - 1].strip():
            end -= 1
        waiting.append(row if end == len(row) else row[:end])
        if end:
            filled = len(waiting)
            if filled >= AT_ONCE:
                yield waiting
                waiting, filled = [], 0
    if filled:
        yield waiting[:filled]


def _workbook_pieces(name: str, data: bytes, kind: str, size: int, report: Report) -> Iterator[Any]:
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

    try:
        with beating(report, size):
            book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        sheets = [
            (metadata.visible != SheetVisibleEnum.Visible, index, metadata.name)
            for index, metadata in enumerate(book.sheets_metadata)
            if metadata.typ == SheetTypeEnum.WorkSheet
        ]
        shown = shown_formats(data, kind)
        for hidden, index, title in sorted(sheets):
            with beating(report, size):
                sheet = book.get_sheet_by_index(index)
            yield from _sheet_pieces(Sheet(title, (), hidden=hidden), sheet, shown.of_sheet(index), report)
    except PasswordError:
        raise ReadError(refusal("locked", name)) from None
    except (CalamineError, OSError, ValueError, OverflowError) as error:
        raise ReadError(refusal("broken_sheet", name)) from error


def _sheet_pieces(found: Sheet, sheet: Any, shown: Shown, report: Report) -> Iterator[Any]:
    if sheet.start is None:
        return
    merged = tuple((*first, *last) for first, last in sheet.merged_cell_ranges or ()) or shown.merged
    merged = tuple(sorted(item for item in merged if item[:2] != item[2:]))
    texts = Texts()
    yield replace(found, merged=merged)
    for number, piece in enumerate(in_pieces(_text_rows(sheet, texts, shown))):
        tell(report, min(number * AT_ONCE, sheet.total_height), sheet.total_height)
        yield piece
    if texts.long_numbers:
        yield Behind(lost=_long_numbers(sheet, sheet.start[1]))


def _text_rows(sheet: Any, texts: Texts, shown: Shown) -> Iterator[Row]:
    """The rows as texts; a few thousand at a time, a column at a time, which is quickest."""
    lead = ("",) * sheet.start[1]
    own_rows = iter(shown.rows)
    number_of_own, own = next(own_rows, (-1, {}))
    first = 0
    rows = sheet.iter_rows()
    while part := list(islice(rows, AT_ONCE)):
        plain = zip(*[texts.of_column(column) for column in zip(*part, strict=True)], strict=True)
        for number, row in enumerate(plain, first):
            while -1 < number_of_own < number:
                number_of_own, own = next(own_rows, (-1, {}))
            if number_of_own == number:
                cells = zip(part[number - first], row, strict=True)
                row = tuple(own_text(own.get(place), *cell) for place, cell in enumerate(cells, len(lead)))
            yield (*lead, *row) if lead else row
        first += len(part)


def own_text(show: Show | None, cell: Any, plain: str) -> str:
    """A cell's text, as its number format shows it when it is a number; without one its plain text."""
    if show is not None and isinstance(cell, int | float) and not isinstance(cell, bool):
        return show(cell)
    return plain


def _long_numbers(sheet: Any, first: int) -> tuple[tuple[int, int], ...]:
    numeric = (int, float)
    return tuple(
        (row, column)
        for row, cells in enumerate(sheet.iter_rows())
        for column, cell in enumerate(cells, first)
        if type(cell) in numeric and abs(cell) >= LARGEST_EXACT
    )


@contextmanager
def beating(report: Report, size: int) -> Iterator[None]:
    """Say every now and then that work goes on, while the library is at it and says nothing.

    Only as long as a file of `size` bytes may take: one that hangs is to be found out.
    """
    done = threading.Event()

    def beat() -> None:
        for number in range(int(size / SLOWEST / BEAT)):
            if done.wait(BEAT):
                return
            report(number, 0)

    thread = threading.Thread(target=beat, daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()


def filled_down(rows: Sequence[Row], merged: Sequence[Range]) -> list[Row]:
    """The rows with the text of each merged cell at every place it covers."""
    lines: list[Any] = list(rows)
    for top, left, bottom, right in merged:
        if top >= len(lines):
            continue
        text = lines[top][left] if left < len(lines[top]) else ""
        if not text:
            continue
        for number in range(top, min(bottom + 1, len(lines))):
            line = lines[number] if isinstance(lines[number], list) else list(lines[number])
            line += [""] * (right + 1 - len(line))
            line[left : right + 1] = [text] * (right + 1 - left)
            lines[number] = line
    return [row if isinstance(row, tuple) else tuple(row) for row in lines]
