"""Writes a ledger (台账) as an .xlsx workbook that prints as it stands and can go on being used.

openpyxl makes the workbook (styles, frozen head, filter, page, statistics), the rows go in as text (see `packages`
and `sheet_rows`). Called by operations.
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
from models.export.ledger import Column, Ledger
from models.export.packages import splice
from models.export.sheet_choices import Choices
from models.export.sheet_figures import add_figures
from models.export.sheet_rows import LINE_HEIGHT, ROW_PADDING, SheetRows
from models.export.sheet_styles import USUAL_SIZE, SheetLook, Styles, body_styles, cell, sheet_look, sheet_widths
from models.export.sheet_text import column_letter, line_count
from models.export.text import legal

ROW_LIMIT = 1_048_576
_PAPERS = {"A4": 9, "A3": 8}
_FOOT_ROWS = 2
_ROWS_MARK, _AFTER_MARK = b"</sheetData>", b"<printOptions"


def write_ledger_xlsx(ledger: Ledger, target: Path, report: Report = ignore_progress) -> None:
    """Write the ledger to `target`, whole or not at all.

    Layout: the title merged over all columns, 填报单位 and 日期, the notes, the head of one or two rows (frozen,
    filtered, repeated on each printed page), one row a record, bands merged across, the line for signing; as wide
    as the page, 第 1 页 共 N 页. Columns with choices offer them; figures get a sheet of their own.

    Raises:
        WriteError: the target can't be written, or there are more rows than a sheet holds.
        Cancelled: `report` said so; nothing is left behind.
        ValueError: a row does not fit the columns.
    """
    head = 2 + len(ledger.note_lines()) + head_rows(ledger.columns)
    room = ROW_LIMIT - head - (_FOOT_ROWS if ledger.signature else 0)
    if len(ledger.rows) > room:
        raise WriteError(f"共 {len(ledger.rows)} 行，一张表最多 {room} 行。请先筛选，分几次导出。")
    with written_whole(target) as temporary:
        tell(report, 0, len(ledger.rows))
        package, styles, choices = _workbook(ledger, head)
        rows = SheetRows(ledger, head + 1, styles)
        pieces = {
            _ROWS_MARK: _closed(rows.pieces(report)),
            _AFTER_MARK: _after(ledger, head, rows, choices),
        }
        splice(package, temporary, "xl/worksheets/sheet1.xml", pieces)
        tell(report, len(ledger.rows), len(ledger.rows))


def head_rows(columns: tuple[Column, ...]) -> int:
    """How many rows the head has: two when a heading stands over others."""
    return 2 if any(column.over for column in columns) else 1


def sheet_name(title: str) -> str:
    """A sheet's name Excel accepts: at most 31 characters, none of its reserved signs, no apostrophe at an end."""
    name = re.sub(r"[\[\]:*?/\\\n\t]", "", legal(title)).strip(" '")
    while len(name.encode("utf-16-le")) > 62:
        name = name[:-1]
    name = name.strip(" '")
    return name if name and name.lower() != "history" else "台账"


def _workbook(ledger: Ledger, head: int) -> tuple[BytesIO, Styles, Choices]:
    """The workbook with everything but the rows, the numbers of the styles the rows use, and the lists to choose from."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    book.properties.creator = legal(ledger.unit) or "政务公开台账"
    book.properties.title = legal(ledger.title)
    sheet = book.create_sheet(sheet_name(ledger.title))
    look = sheet_look(ledger)
    _page(sheet, ledger, head, look)
    styles = body_styles(sheet, look)
    _head(sheet, ledger, head, look)
    sheet.close()
    if ledger.figures:
        add_figures(book, ledger.figures, look)
    choices = Choices(book, ledger.columns)
    package = BytesIO()
    book.save(package)
    package.seek(0)
    return package, styles, choices


def _page(sheet: Any, ledger: Ledger, head: int, look: SheetLook) -> None:
    from openpyxl.worksheet.properties import PageSetupProperties

    last = column_letter(len(ledger.columns))
    end = head + len(ledger.rows)
    sheet.freeze_panes = f"A{head + 1}"
    sheet.print_title_rows = f"{head - head_rows(ledger.columns) + 1}:{head}"
    sheet.auto_filter.ref = f"A{head}:{last}{end}"
    for number, characters in enumerate(sheet_widths(ledger), 1):
        # In digits of Calibri 11 (7 pixels), the workbook's plain font; a character of 11 pt has 14.7 pixels.
        width = min(2.1 * look.size / USUAL_SIZE * characters + 1.3, 250)
        sheet.column_dimensions[column_letter(number)].width = round(width, 2)
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.orientation = "landscape" if ledger.look.landscape else "portrait"
    sheet.page_setup.paperSize = _PAPERS[ledger.look.paper]
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.print_options.horizontalCentered = True
    margins = sheet.page_margins
    margins.left = margins.right = 15 / 25.4
    margins.top, margins.bottom, margins.header, margins.footer = (mm / 25.4 for mm in (18, 18, 8, 8))
    sheet.oddFooter.center.text = "第 &P 页 共 &N 页"
    sheet.oddFooter.center.size = 10


def _head(sheet: Any, ledger: Ledger, head: int, look: SheetLook) -> None:
    """Title, unit-and-day line, notes and the head."""
    count = len(ledger.columns)
    sheet.row_dimensions[1].height = round(look.title_size * 1.8)
    sheet.row_dimensions[2].height = 20
    titles = zip(ledger.columns, sheet_widths(ledger), strict=True)
    lines = max(line_count(column.title, width) for column, width in titles)
    sheet.row_dimensions[head].height = round(lines * look.size * LINE_HEIGHT + 2 * ROW_PADDING)
    bold = look.title == OFFICE_FONTS.song  # a bold 宋体 stands in for 小标宋
    sheet.append([cell(sheet, ledger.title, look.title, look.title_size, "center", bold=bold)])
    split = _split_column(ledger)
    second: list[Any] = [None] * count
    second[0] = cell(sheet, ledger.unit_line(), look.body, look.size, "left", wrap=False)
    if count > 1:
        second[split] = cell(sheet, ledger.day_line(), look.body, look.size, "right", wrap=False)
    else:
        line = "　".join(filter(None, (ledger.unit_line(), ledger.day_line())))
        second[0] = cell(sheet, line, look.body, look.size, "left", wrap=False)
    sheet.append(second)
    for line in ledger.note_lines():
        sheet.append([cell(sheet, line, look.body, look.size, "left", wrap=False)])

    def heads(titles: Iterator[str]) -> None:
        sheet.append([cell(sheet, title, look.head, look.size, "center", border=True) for title in titles])

    if head_rows(ledger.columns) == 2:
        sheet.row_dimensions[head - 1].height = round(look.size * LINE_HEIGHT + 2 * ROW_PADDING)
        heads(column.over or column.title for column in ledger.columns)
        heads(column.title if column.over else "" for column in ledger.columns)
    else:
        heads(column.title for column in ledger.columns)


def _split_column(ledger: Ledger) -> int:
    """How many columns the 填报单位 takes: about two thirds of the width, at least one, not all."""
    total, taken = sum(column.width for column in ledger.columns), 0.0
    for number, column in enumerate(ledger.columns[:-1], 1):
        taken += column.width
        if taken >= total * 0.6:
            return number
    return max(1, len(ledger.columns) - 1)


def _head_merges(ledger: Ledger, head: int) -> Iterator[str]:
    """The merged ranges of title, unit-and-day line, notes and a head of two rows."""
    count = len(ledger.columns)

    def across(row: int, first: int, last: int) -> Iterator[str]:
        if last > first:
            yield f"{column_letter(first)}{row}:{column_letter(last)}{row}"

    split = _split_column(ledger)
    yield from across(1, 1, count)
    yield from across(2, 1, split)
    yield from across(2, split + 1, count)
    top = head - head_rows(ledger.columns) + 1
    for line in range(3, top):
        yield from across(line, 1, count)
    if top == head:
        return
    for first, last in over_spans(ledger.columns):
        if ledger.columns[first].over:
            yield from across(top, first + 1, last + 1)
        else:
            letter = column_letter(first + 1)
            yield f"{letter}{top}:{letter}{head}"


def over_spans(columns: tuple[Column, ...]) -> list[tuple[int, int]]:
    """The upper row of a head of two: (first, last) column of each cell; columns without `over` stand alone."""
    spans: list[tuple[int, int]] = []
    for place, column in enumerate(columns):
        if spans and column.over and columns[spans[-1][1]].over == column.over:
            spans[-1] = spans[-1][0], place
        else:
            spans.append((place, place))
    return spans


def _closed(rows: Iterator[str]) -> Iterator[str]:
    yield from rows
    yield _ROWS_MARK.decode()


def _after(ledger: Ledger, head: int, rows: SheetRows, choices: Choices) -> Iterator[str]:
    """What follows the rows in a sheet's part (ISO/IEC 29500-1, 18.3.1.99): merged cells, then validations."""
    merged = [*_head_merges(ledger, head), *rows.merged]
    if merged:
        cells = "".join(f'<mergeCell ref="{reference}"/>' for reference in merged)
        yield f'<mergeCells count="{len(merged)}">{cells}</mergeCells>'
    yield choices.validations(head + 1, head + len(ledger.rows))
    yield _AFTER_MARK.decode()
