"""Spreadsheets read as notices (通知): each sheet's table with what stands above and below it, as a `SourceText`.

The readers of these kinds in `reading.READERS`. What they give is parsed as any other notice.
"""

from collections.abc import Sequence
from pathlib import Path

from models.base.errors import ReadError
from models.base.progress import Report, ignore_progress
from models.intake.columns import find_head
from models.intake.notice import SourceText
from models.intake.readers.building import Piece, SourceBuilder
from models.intake.readers.sheet_files import Range, Row, Sheet, filled_down, read_sheets

_PROBE = 25
MOST_CELLS = 300_000
"""A notice's table has some thousand; a register of that size belongs on the spreadsheets' page."""
TOO_MUCH = "“{name}”里的表格太大，不像是一份通知；要把它的各行导入台账，请用“导入表格”，否则请只留下要导入的部分再试。"


def read_xlsx_notice(path: Path, data: bytes, report: Report = ignore_progress) -> SourceText:
    """The notice in an .xlsx, .xlsm or .xlsb. Raises ReadError as `sheet_files.read_sheets`."""
    return notice_of(path.name, read_sheets(path, data, "xlsx", report))


def read_xls_notice(path: Path, data: bytes, report: Report = ignore_progress) -> SourceText:
    """The notice in an .xls or .et. Raises ReadError as `sheet_files.read_sheets`."""
    return notice_of(path.name, read_sheets(path, data, "xls", report))


def read_ods_notice(path: Path, data: bytes, report: Report = ignore_progress) -> SourceText:
    """The notice in an .ods. Raises ReadError as `sheet_files.read_sheets`."""
    return notice_of(path.name, read_sheets(path, data, "ods", report))


def read_sheetml_notice(path: Path, data: bytes, report: Report = ignore_progress) -> SourceText:
    """The notice in an XML spreadsheet of Excel 2003. Raises ReadError as `sheet_files.read_sheets`."""
    return notice_of(path.name, read_sheets(path, data, "sheetml", report))


def notice_of(name: str, sheets: Sequence[Sheet]) -> SourceText:
    """Sheets as the source of a notice.

    Raises:
        ReadError: they hold far more cells than any notice.
    """
    if sum(len(row) for sheet in sheets for row in sheet.rows) > MOST_CELLS:
        raise ReadError(TOO_MUCH.format(name=name))
    builder = SourceBuilder()
    for sheet in sheets:
        builder.where = f"工作表“{sheet.name}”" if sheet.name else ""
        _write(builder, sheet)
    return builder.source(name)


def _write(builder: SourceBuilder, sheet: Sheet) -> None:
    first = _table_begins(sheet)
    last = _table_ends(sheet, first)
    for row in filter(_one_line, sheet.rows[:first]):
        builder.paragraph("　".join(_one_line(row)))
    if first < last:
        builder.table(_pieces(sheet, first, last))
    for row in filter(_one_line, sheet.rows[last:]):
        builder.paragraph("　".join(_one_line(row)))


def _one_line(row: Row) -> list[str]:
    return [cell.strip() for cell in row if cell.strip()]


def _table_begins(sheet: Sheet) -> int:
    """The first row of the table: its head where it is one of tasks, else the first row of several cells."""
    rows = sheet.rows[:_PROBE]
    width = max(map(len, rows), default=0)
    filled = filled_down(rows, sheet.merged)
    found = find_head([[*row, *[""] * (width - len(row))] for row in filled], deepest=_PROBE - 1)
    if found is not None:
        return found[0]
    for number, row in enumerate(sheet.rows):
        if len(_one_line(row)) > 1:
            return number
    return len(sheet.rows)


def _table_ends(sheet: Sheet, first: int) -> int:
    """The row after the table: notes below it stand in one cell each."""
    last = len(sheet.rows)
    inside = max((bottom for top, _, bottom, _ in sheet.merged if bottom > top >= first), default=-1)
    while last > first and last - 1 > inside and len(_one_line(sheet.rows[last - 1])) <= 1:
        last -= 1
    return last


def _pieces(sheet: Sheet, first: int, last: int) -> list[list[Piece]]:
    """The cells of the table; those that a merged cell covers are left out."""
    spans: dict[tuple[int, int], tuple[int, int]] = {}
    covered: set[tuple[int, int]] = set()
    width = max(len(row) for row in sheet.rows[first:last])
    for top, left, bottom, right in _inside(sheet.merged, first, last, width):
        spans[top, left] = bottom - top + 1, right - left + 1
        covered.update((row, column) for row in range(top, bottom + 1) for column in range(left, right + 1))
        covered.discard((top, left))
    rows: list[list[Piece]] = []
    for number in range(first, last):
        row = sheet.rows[number]
        if not any(cell.strip() for cell in row) and not any((number, column) in covered for column in range(width)):
            continue
        line: list[Piece] = []
        for column in range(width):
            if (number, column) not in covered:
                high, wide = spans.get((number, column), (1, 1))
                line.append(Piece(row[column] if column < len(row) else "", columns=wide, rows=high))
        rows.append(line)
    return rows


def _inside(merged: Sequence[Range], first: int, last: int, width: int) -> list[Range]:
    """The merged cells of the table, as far as they lie in it."""
    return [
        (max(top, first), left, min(bottom, last - 1), min(right, width - 1))
        for top, left, bottom, right in merged
        if bottom >= first and top < last and left < width
    ]
