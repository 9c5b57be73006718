"""Writes a ledger (台账) as an .xlsx workbook that prints as it stands and can go on being used.

openpyxl makes the workbook (styles, frozen head, filter, page), the rows go in as text (see `packages`).
Called by operations. Nothing is lost silently: a cell beyond Excel's 32,767 characters is cut with a mark at
its end, numbers of more than 15 digits and days before 1 March 1900 (Excel's calendar is wrong there) become text.
"""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from models.base.errors import WriteError
from models.base.files import written_whole
from models.base.progress import Report, ignore_progress, tell
from models.export.fonts import OFFICE_FONTS
from models.export.ledger import LIGHT_FILLS, Ledger, Row
from models.export.packages import splice
from models.export.text import Value, escaped, legal, shown

CELL_LIMIT = 32_767
"""Characters a cell holds, in UTF-16 units (Excel specifications and limits)."""
ROW_LIMIT = 1_048_576
CUT_MARK = "……（内容超过表格单元格上限，以下略）"

_STEP = 500
_LINE_HEIGHT, _ROW_PADDING, _MAX_HEIGHT = 15, 5, 409
_TITLE_SIZE, _HEAD_SIZE, _BODY_SIZE = 20, 11, 11
_EXCEL_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_FORMULA_LIKE = ("=", "+", "-", "@")
_CENTRED = ("code", "date", "status")
_EXCEL_EPOCH = date(1899, 12, 30)
_EXCEL_FIRST_DAY = date(1900, 3, 1)


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
        rows = _row_pieces(ledger, head + 1, styles, report)
        splice(package, temporary, "xl/worksheets/sheet1.xml", b"</sheetData>", _closed(rows))
        tell(report, len(ledger.rows), len(ledger.rows))


def sheet_name(title: str) -> str:
    """A sheet's name Excel accepts: at most 31 characters, none of its reserved signs, no apostrophe at an end."""
    name = re.sub(r"[\[\]:*?/\\\n\t]", "", legal(title)).strip(" '")
    while len(name.encode("utf-16-le")) > 62:
        name = name[:-1]
    name = name.strip(" '")
    return name if name and name.lower() != "history" else "台账"


def column_letter(number: int) -> str:
    """The name of the column with this number: 1 is A, 27 is AA."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


@dataclass
class _Styles:
    """Style numbers of the body cells, by kind and, for a status, by light."""

    plain: dict[str, int] = field(default_factory=dict)
    quoted: int = 0
    """A text that begins like a formula: Excel keeps it text even after it is edited."""
    lights: dict[str, int] = field(default_factory=dict)


def _workbook(ledger: Ledger, head: int) -> tuple[BytesIO, _Styles]:
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
    lines = max(_lines(column.title, max(column.width, 2)) for column in ledger.columns)
    sheet.row_dimensions[head].height = lines * _LINE_HEIGHT + 2 * _ROW_PADDING
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

    cell = WriteOnlyCell(sheet, _fitting(text) or None)
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


def _body_styles(sheet: Any) -> _Styles:
    """Register the styles of the body cells by making one cell of each; only their numbers are kept."""

    def made(align: str, number_format: str = "General", fill: str = "") -> Any:
        font = OFFICE_FONTS.body
        return _cell(sheet, "", font, _BODY_SIZE, align, border=True, fill=fill, number_format=number_format)

    styles = _Styles()
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


def _row_pieces(ledger: Ledger, first: int, styles: _Styles, report: Report) -> Iterator[str]:
    """The rows as sheet XML, a few hundred at a time; reports and stops between the pieces."""
    places = [
        _Place(column_letter(number), column.kind, max(column.width, 2))
        for number, column in enumerate(ledger.columns, 1)
    ]
    total = len(ledger.rows)
    lines: list[str] = []
    for number, row in enumerate(ledger.checked_rows()):
        lines.append(_row_xml(row, first + number, places, styles))
        if len(lines) == _STEP:
            yield "".join(lines)
            lines.clear()
            tell(report, number + 1, total)
    yield "".join(lines)


def _closed(rows: Iterator[str]) -> Iterator[str]:
    yield from rows
    yield "</sheetData>"


@dataclass(frozen=True)
class _Place:
    """A column as the rows need it: its letter, kind and width in full-width characters."""

    letter: str
    kind: str
    width: float


def _row_xml(row: Row, number: int, places: list[_Place], styles: _Styles) -> str:
    """A row with its height, so that wrapped text shows also where the program does not measure it itself.

    The height is not marked as the person's own (customHeight), so it goes on following the text.
    """
    cells: list[str] = []
    lines = 1
    for place, value in zip(places, row.cells, strict=True):
        style = styles.plain[place.kind]
        if place.kind == "status":
            style = styles.lights.get(row.light, style)
        reference = f"{place.letter}{number}"
        plain = _plain_value(place.kind, value)
        if plain is not None:
            cells.append(f'<c r="{reference}" s="{style}"><v>{plain}</v></c>')
            continue
        text = _fitting(shown(value))
        if not text:
            cells.append(f'<c r="{reference}" s="{style}"/>')
            continue
        lines = max(lines, _lines(text, place.width))
        if place.kind == "text" and text.startswith(_FORMULA_LIKE):
            style = styles.quoted
        cells.append(
            f'<c r="{reference}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{escaped(text)}</t></is></c>'
        )
    height = min(lines * _LINE_HEIGHT + _ROW_PADDING, _MAX_HEIGHT)
    return f'<row r="{number}" ht="{height}">{"".join(cells)}</row>'


def _plain_value(kind: str, value: Value) -> str | None:
    """A number, or a day as Excel counts it, where Excel can hold it exactly; None: write it as text."""
    if kind == "number" and isinstance(value, int | float) and _exact(value):
        return repr(value)
    if kind == "date" and isinstance(value, date):
        day = value.date() if isinstance(value, datetime) else value
        if day >= _EXCEL_FIRST_DAY:
            return str((day - _EXCEL_EPOCH).days)
    return None


def _lines(text: str, width: float) -> int:
    """About how many lines the text takes in a column of this width.

    The length in GB 18030 is the width in half characters, but for rare characters: quick, and near enough.
    """
    if "\n" not in text and len(text) <= width:
        return 1
    return sum(max(1, math.ceil(len(line.encode("gb18030", "replace")) / 2 / width)) for line in text.split("\n"))


def _exact(value: float) -> bool:
    """Whether Excel keeps this number as it is: finite and at most 15 digits."""
    if isinstance(value, bool) or not math.isfinite(value):
        return False
    return not isinstance(value, int) or abs(value) < 10**15


def _fitting(text: str) -> str:
    """Legal text, cut with a mark when a cell can't hold it, `_x0041_` kept from being read as an escape."""
    plain = legal(text)
    if len(plain) * 2 > CELL_LIMIT:
        units = plain.encode("utf-16-le")
        if len(units) > CELL_LIMIT * 2:
            kept = units[: (CELL_LIMIT - len(CUT_MARK)) * 2].decode("utf-16-le", "ignore")
            plain = kept + CUT_MARK
    return _EXCEL_ESCAPE.sub("_x005F_", plain)
