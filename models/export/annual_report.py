"""Writes an annual report (政府信息公开工作年度报告) as .docx and .xlsx in the prescribed layout, and reads the .xlsx again.

国办公开办函〔2021〕30号 (2019 format: 〔2019〕60号): six parts, of which 二, 三 and 四 are tables. Called by operations; the
window's pages and .pdf follow the .docx.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from models.base.errors import ReadError
from models.base.files import written_whole
from models.export.annual_tables import figures_shown, table_grid
from models.export.fonts import OFFICE_FONTS, SIZE_2, FontSet
from models.export.grid import Grid
from models.export.text import legal
from models.registers.annual.figures import Cell, Cells, Figure, cell_named
from models.registers.annual.form import Form

if TYPE_CHECKING:
    from docx.document import Document

_TABLES = ("二", "三", "四")
_TITLES = {"一": "总体情况", "五": "存在的主要问题及改进情况", "六": "其他需要报告的事项"}
_ORDER = ("一", "二", "三", "四", "五", "六")
_NOTHING = "无。"
"""What a part without text says: the form asks for all six."""
_HEAD_ROWS = 2
"""Rows above the table in a sheet: its title and the unit and year."""


@dataclass(frozen=True)
class AnnualPaper:
    """A report to be written: whose, on which year, in which form, its figures, its texts by part (一, 五, 六)."""

    issuer: str
    year: int
    form: Form
    cells: Cells
    texts: Mapping[str, str]

    @property
    def title(self) -> str:
        """某某局2025年政府信息公开工作年度报告."""
        return f"{self.issuer}{self.year}年政府信息公开工作年度报告"


def write_annual_docx(paper: AnnualPaper, target: Path, fonts: FontSet = OFFICE_FONTS) -> None:
    """Write the report to `target` as .docx, whole or not at all.

    Raises:
        WriteError: the target can't be written.
    """
    with written_whole(target) as temporary, temporary.open("wb") as stream:
        rendered_annual(paper, fonts).save(stream)


def annual_docx(paper: AnnualPaper, fonts: FontSet = OFFICE_FONTS) -> bytes:
    """The same as bytes, for the pages of the window."""
    stream = BytesIO()
    rendered_annual(paper, fonts).save(stream)
    return stream.getvalue()


def rendered_annual(paper: AnnualPaper, fonts: FontSet) -> "Document":
    """The report as python-docx holds it."""
    from models.export.docx_xml import paragraph, run
    from models.export.gongwen import Paragraph
    from models.export.gongwen_body import body_pieces
    from models.export.gongwen_elements import TITLE_ROOM
    from models.export.gongwen_head import blank_lines
    from models.export.gongwen_page import TEXT_WIDTH
    from models.export.gongwen_sections import ended, new_gongwen
    from models.export.gongwen_styles import gongwen_styles
    from models.export.grid_docx import grid_table
    from models.export.titles import break_title

    lines = break_title(paper.title, TITLE_ROOM)
    pieces = [
        paragraph("GwTitle", run("\n".join(lines), fonts.title, SIZE_2, bold=fonts.title_bold)),
        *blank_lines(1),
    ]
    for number in _ORDER:
        if number in _TABLES:
            table = paper.form.table(number)
            head = Paragraph(f"{number}、{table.title}", 1)
            pieces += body_pieces((head,), fonts, keep_last=True)
            grid = table_grid(paper.form, number, figures_shown(paper.cells))
            pieces += [grid_table(grid, TEXT_WIDTH, fonts, "GwTableCentred"), *blank_lines(1)]
        else:
            text = paper.texts.get(number, "").strip() or _NOTHING
            told = [Paragraph(line.strip()) for line in text.split("\n") if line.strip()]
            pieces += body_pieces((Paragraph(f"{number}、{_TITLES[number]}", 1), *told), fonts, keep_last=False)
    body = ended(pieces, "main", last=True)
    return new_gongwen(paper.title, paper.issuer, fonts, gongwen_styles(fonts), body)


# -- .xlsx ---------------------------------------------------------------------------------------------


def write_annual_xlsx(paper: AnnualPaper, target: Path) -> None:
    """Write the tables to `target`, a sheet each (表二, 表三, 表四); figures are numbers.

    Raises:
        WriteError: the target can't be written.
    """
    from openpyxl import Workbook

    book: Any = Workbook()
    book.remove(book.active)
    book.properties.title = legal(paper.title)
    for table in paper.form.tables:
        sheet = book.create_sheet(f"表{table.number}")
        numbers = paper.cells

        def shown(cell: Cell, numbers: Cells = numbers) -> Any:
            return numbers.get(cell, 0)

        _fill_sheet(sheet, table_grid(paper.form, table.number, shown), f"{table.number}、{table.title}", paper)
    with written_whole(target) as temporary:
        book.save(temporary)


def _fill_sheet(sheet: Any, grid: Grid, title: str, paper: AnnualPaper) -> None:
    from openpyxl.utils import get_column_letter

    width = len(grid.widths)
    _put(sheet, 1, 1, title, width, 1, size=16, bold=True)
    _put(sheet, 2, 1, f"填报单位：{paper.issuer}　　{paper.year}年度", width, 1, align="left")
    for item in grid.placed():
        cell = item.cell
        row, column = item.row + 1 + _HEAD_ROWS, item.column + 1
        value = cell.text if isinstance(cell.text, int | Decimal) else str(cell.text or "")
        _put(sheet, row, column, value, cell.across, cell.down, align=cell.align, bold=cell.head, framed=True)
    for number, relative in enumerate(grid.widths, 1):
        sheet.column_dimensions[get_column_letter(number)].width = round(10 * relative, 1)
    sheet.page_setup.paperSize = 9
    sheet.page_setup.orientation = "landscape"
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_setup.fitToHeight = 0
    sheet.oddFooter.center.text = "第 &P 页 共 &N 页"


def _put(
    sheet: Any,
    row: int,
    column: int,
    value: Figure | str,
    across: int,
    down: int,
    *,
    align: str = "center",
    size: float = 10.5,
    bold: bool = False,
    framed: bool = False,
) -> None:
    from openpyxl.styles import Alignment, Border, Font, Side

    cell = sheet.cell(row, column, value)
    if isinstance(value, str):
        cell.data_type = "s"
    cell.font = Font(name="宋体", size=size, bold=bold)
    cell.alignment = Alignment(horizontal=align, vertical="center", wrap_text=True)
    if framed:
        side = Side(style="thin", color="FF000000")
        for y in range(row, row + down):
            for x in range(column, column + across):
                sheet.cell(y, x).border = Border(left=side, right=side, top=side, bottom=side)
    if across > 1 or down > 1:
        sheet.merge_cells(start_row=row, start_column=column, end_row=row + down - 1, end_column=column + across - 1)


def read_annual_xlsx(path: Path, form: Form) -> dict[Cell, Figure]:
    """The figures of a unit's report as `write_annual_xlsx` lays them out; the sheets that are there.

    Raises:
        ReadError: it is no such file, a figure is not a number, or its tables are of the other format.
    """
    from python_calamine import CalamineWorkbook

    try:
        book = CalamineWorkbook.from_path(str(path))
        sheets = {
            name.strip(): book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names
        }
    except Exception as error:
        raise ReadError(f"“{path.name}”打不开，请选择年度报告的 .xlsx 表格。") from error
    found: dict[Cell, Figure] = {}
    for table in form.tables:
        rows = sheets.get(f"表{table.number}")
        if rows is not None:
            found.update(_read_table(path, rows, table_grid(form, table.number, str)))
    if not found:
        raise ReadError(f"“{path.name}”里没有表二、表三、表四，请选择本程序导出的年度报告表格。")
    return found


def _read_table(path: Path, rows: list[list[Any]], grid: Grid) -> dict[Cell, Figure]:
    """Every figure at its place; the words of the form must stand where they belong."""
    found: dict[Cell, Figure] = {}
    for item in grid.placed():
        row, column = item.row + _HEAD_ROWS, item.column
        value = rows[row][column] if row < len(rows) and column < len(rows[row]) else ""
        told = str(item.cell.text or "")
        if told.count("/") >= 2:
            cell = cell_named(told)
            found[cell] = _figure(path, cell, value)
        elif "".join(str(value).split()) != "".join(told.split()):
            raise ReadError(
                f"“{path.name}”的表格和规定的格式不一样（“{told[:12]}”的位置不对），请用本程序导出的表格填报。"
            )
    return found


def _figure(path: Path, cell: Cell, value: Any) -> Figure:
    text = str(value).replace(",", "").strip() or "0"
    try:
        number = Decimal(text)
    except ArithmeticError:
        raise ReadError(
            f"“{path.name}”表{cell.table}“{cell.line}”{cell.column}填的“{text[:12]}”不是数字，请改正。"
        ) from None
    return int(number) if number == number.to_integral_value() else number
