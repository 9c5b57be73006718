"""Writes a ledger (台账) as an .xlsx workbook that prints as it stands and can go on being used.

openpyxl makes the workbook (styles, frozen head, filter, page), the rows go in as text (see `packages` and
`sheet_rows`). Called by operations.
"""

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

from models.base.errors import WriteError
from models.base.files import written_whole
from models.base.progress import Report, ignore_progress, tell
from models.export.fonts import OFFICE_FONTS
from models.export.ledger import LIGHT_FILLS, Ledger
from models.export.packages import splice
from models.export.sheet_rows import LINE_HEIGHT, ROW_PADDING, Styles, column_letter, fitting, line_count, row_pieces
from models.export.text import legal

ROW_LIMIT = 1_048_576
_TITLE_SIZE, _HEAD_SIZE, _BODY_SIZE = 20, 11, 11


def write_ledger_xlsx(ledger: Ledger, target: Path, report: Report = ignore_progress) -> None:
    """Write the ledger to `target`, whole or not at all.

    Layout: the title merged over all columns, 填报单位 and 日期, the notes, the head row (frozen, filtered,
    repeated on each printed page), one row a record; landscape A4, as wide as the page, 第 1 页 共 N 页.

    Raises:
        WriteError: the target can't be written, or there are more rows than a sheet holds.
        Cancelled: `report` said so; nothing is left behind.
        ValueError: a row does not fit the columns.
    """
    head = 3 + len(ledger.note_lines())
    if len(ledger.rows) + head > ROW_LIMIT:
        raise WriteError(f"共 {len(ledger.rows)} 行，一张表最多 {ROW_LIMIT - head} 行。请先筛选，分几次导出。")
    with written_whole(target) as temporary:
        tell(report, 0, len(ledger.rows))
        package, styles = _workbook(ledger, head)
        rows = row_pieces(ledger, head + 1, styles, report)
        splice(package, temporary, "xl/worksheets/sheet1.xml", b"</sheetData>", _closed(rows))
        tell(report, len(ledger.rows), len(ledger.rows))


def sheet_name(title: str) -> str:
    """A sheet's name Excel accepts: at most 31 characters, none of its reserved signs, no apostrophe at an end."""
    name = re.sub(r"[\[\]:*?/\\\n\t]", "", legal(title)).strip(" '")
    while len(name.encode("utf-16-le")) > 62:
        name = name[:-1]
    name = name.strip(" '")
    return name if name and name.lower() != "history" else "台账"


def _workbook(ledger: Ledger, head: int) -> tuple[BytesIO, Styles]:
    """The workbook with everything but the rows, and the numbers of the styles the rows use."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    book.properties.creator = legal(ledger.unit) or "政务公开台账"
    book.properties.title = legal(ledger.title)
    sheet = book.create_sheet(sheet_name(ledger.title))
    _page(sheet, ledger, head)
    styles = _body_styles(sheet)
    _head_rows(sheet, ledger, head)
    sheet.close()
    package = BytesIO()
    book.save(package)
    package.seek(0)
    return package, styles


def _page(sheet: Any, ledger: Ledger, head: int) -> None:
    from openpyxl.worksheet.properties import PageSetupProperties

    last = column_letter(len(ledger.columns))
    end = head + len(ledger.rows)
    sheet.freeze_panes = f"A{head + 1}"
    sheet.print_title_rows = f"{head}:{head}"
    sheet.auto_filter.ref = f"A{head}:{last}{end}"
    for number, column in enumerate(ledger.columns, 1):
        # In digits of Calibri 11 (7 pixels), the workbook's plain font; a character of 11 pt has 14.7 pixels.
        width = min(2.1 * max(column.width, 2) + 1.3, 250)
        sheet.column_dimensions[column_letter(number)].width = round(width, 2)
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.print_options.horizontalCentered = True
    margins = sheet.page_margins
    margins.left = margins.right = 15 / 25.4
    margins.top, margins.bottom, margins.header, margins.footer = (mm / 25.4 for mm in (18, 18, 8, 8))
    sheet.oddFooter.center.text = "第 &P 页 共 &N 页"
    sheet.oddFooter.center.size = 10


def _head_rows(sheet: Any, ledger: Ledger, head: int) -> None:
    """Title, unit-and-day line, notes and the head row; the merges that belong to them."""
    count = len(ledger.columns)
    sheet.row_dimensions[1].height = 36
    sheet.row_dimensions[2].height = 20
    lines = max(line_count(column.title, max(column.width, 2)) for column in ledger.columns)
    sheet.row_dimensions[head].height = lines * LINE_HEIGHT + 2 * ROW_PADDING
    sheet.append([_cell(sheet, ledger.title, OFFICE_FONTS.title, _TITLE_SIZE, "center")])
    split = _split_column(ledger)
    second: list[Any] = [None] * count
    second[0] = _cell(sheet, ledger.unit_line(), OFFICE_FONTS.body, _BODY_SIZE, "left", wrap=False)
    if count > 1:
        second[split] = _cell(sheet, ledger.day_line(), OFFICE_FONTS.body, _BODY_SIZE, "right", wrap=False)
    else:
        line = "　".join(filter(None, (ledger.unit_line(), ledger.day_line())))
        second[0] = _cell(sheet, line, OFFICE_FONTS.body, _BODY_SIZE, "left", wrap=False)
    sheet.append(second)
    for line in ledger.note_lines():
        sheet.append([_cell(sheet, line, OFFICE_FONTS.body, _BODY_SIZE, "left", wrap=False)])
    heads = [
        _cell(sheet, column.title, OFFICE_FONTS.hei, _HEAD_SIZE, "center", border=True) for column in ledger.columns
    ]
    sheet.append(heads)
    _merge(sheet, 1, 1, count)
    _merge(sheet, 2, 1, split)
    _merge(sheet, 2, split + 1, count)
    for line_number in range(3, head):
        _merge(sheet, line_number, 1, count)


def _split_column(ledger: Ledger) -> int:
    """How many columns the 填报单位 takes: about two thirds of the width, at least one, not all."""
    total, taken = sum(column.width for column in ledger.columns), 0.0
    for number, column in enumerate(ledger.columns[:-1], 1):
        taken += column.width
        if taken >= total * 0.6:
            return number
    return max(1, len(ledger.columns) - 1)


def _merge(sheet: Any, row: int, first: int, last: int) -> None:
    from openpyxl.worksheet.cell_range import CellRange

    if last > first:
        sheet.merged_cells.add(CellRange(min_col=first, max_col=last, min_row=row, max_row=row))


def _cell(
    sheet: Any,
    text: str,
    font: str,
    size: float,
    align: str,
    *,
    border: bool = False,
    fill: str = "",
    number_format: str = "General",
    wrap: bool = True,
) -> Any:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

    cell = WriteOnlyCell(sheet, fitting(text) or None)
    if text:
        cell.data_type = "s"
    cell.font = Font(name=font, size=size, charset=134)
    cell.alignment = Alignment(horizontal=align, vertical="center", wrap_text=wrap)
    cell.number_format = number_format
    if border:
        side = Side(style="thin", color="FF000000")
        cell.border = Border(left=side, right=side, top=side, bottom=side)
    if fill:
        cell.fill = PatternFill("solid", fgColor="FF" + fill)
    return cell


def _body_styles(sheet: Any) -> Styles:
    """Register the styles of the body cells by making one cell of each; only their numbers are kept."""

    def made(align: str, number_format: str = "General", fill: str = "") -> Any:
        font = OFFICE_FONTS.body
        return _cell(sheet, "", font, _BODY_SIZE, align, border=True, fill=fill, number_format=number_format)

    styles = Styles()
    quoted = made("left")
    quoted.quotePrefix = True
    styles.quoted = quoted.style_id
    styles.plain = {
        "text": made("left").style_id,
        "code": made("center", "@").style_id,
        "date": made("center", "yyyy\\-mm\\-dd").style_id,
        "number": made("right").style_id,
        "status": made("center").style_id,
    }
    styles.lights = {light: made("center", fill=fill).style_id for light, fill in LIGHT_FILLS.items()}
    return styles


def _closed(rows: Iterator[str]) -> Iterator[str]:
    yield from rows
    yield "</sheetData>"
