"""A grid as WordprocessingML: cells that span columns (w:gridSpan) and rows (w:vMerge). Used by the .docx writers."""

from collections.abc import Sequence

from models.export.docx_xml import TWIPS_PER_POINT, paragraph, run
from models.export.fonts import FontSet
from models.export.grid import Grid, Placed
from models.export.text import shown

_MARGIN = 40
"""Left and right margin inside a cell: forms are crowded."""
_BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)


def grid_widths(grid: Grid, available: int) -> tuple[int, ...]:
    """The columns' widths in twips, filling `available` exactly."""
    whole = sum(grid.widths)
    widths = [int(available * width / whole) for width in grid.widths]
    widths[-1] += available - sum(widths)
    return tuple(widths)


def grid_table(grid: Grid, available: int, fonts: FontSet, style: str) -> str:
    """The grid as one w:tbl, `available` twips wide; `style` is the paragraph style of its cells.

    A form stands on one page where one holds it: each row keeps with the next.

    Raises:
        ValueError: the cells do not tile the grid.
    """
    widths = grid_widths(grid, available)
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    rows = []
    for number, slots in enumerate(grid.slots()):
        keeps = "<w:keepNext/>" if number < len(grid.rows) - 1 else ""
        cells = "".join(_cell(item, begins, widths, grid, fonts, style, keeps) for item, begins in slots)
        head = "<w:tblHeader/>" if number < grid.heads else ""
        rows.append(f"<w:tr><w:trPr><w:cantSplit/>{head}</w:trPr>{cells}</w:tr>")
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{available}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{_BORDERS}</w:tblBorders><w:tblLayout w:type="fixed"/>'
        f'<w:tblCellMar><w:top w:w="28" w:type="dxa"/><w:left w:w="{_MARGIN}" w:type="dxa"/>'
        f'<w:bottom w:w="28" w:type="dxa"/><w:right w:w="{_MARGIN}" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        f"<w:tblGrid>{columns}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


def _cell(item: Placed, begins: bool, widths: Sequence[int], grid: Grid, fonts: FontSet, style: str, keeps: str) -> str:
    cell = item.cell
    width = sum(widths[item.column : item.column + cell.across])
    span = f'<w:gridSpan w:val="{cell.across}"/>' if cell.across > 1 else ""
    merge = "" if cell.down == 1 else '<w:vMerge w:val="restart"/>' if begins else "<w:vMerge/>"
    font = fonts.hei if cell.head else fonts.body
    text = shown(cell.text) if begins else ""
    content = run(text, font, grid.size) if text else ""
    place = f'<w:spacing w:line="{round(grid.size * 1.3 * TWIPS_PER_POINT)}" w:lineRule="atLeast"/>'
    inside = paragraph(style, content, f'{keeps}{place}<w:jc w:val="{cell.align}"/>')
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{merge}<w:vAlign w:val="center"/></w:tcPr>{inside}</w:tc>'
