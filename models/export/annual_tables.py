"""The annual report's tables as grids, in the layout the form prescribes (国办公开办函〔2021〕30号 and 〔2019〕60号).

Called by `annual_report`, which puts them into papers, and by the window, which shows them to be filled in.
"""

from collections.abc import Callable

from models.export.grid import Grid, GridCell
from models.export.text import Value
from models.registers.annual.figures import Cell, Cells, told
from models.registers.annual.form import APPLICANTS, TOTAL, Block, Form, Line, Table

Shown = Callable[[Cell], Value]
"""What stands in a cell of figures."""


def figures_shown(cells: Cells) -> Shown:
    """The figures as the form prints them; a cell nobody filled is 0."""
    return lambda cell: told(cells.get(cell, 0))


def table_grid(form: Form, number: str, shown: Shown) -> Grid:
    """Table 二, 三 or 四 with its figures."""
    table = form.table(number)
    return {"二": _proactive, "三": _applications, "四": _cases}[number](table, shown)


def _head(text: str, across: int = 1, down: int = 1) -> GridCell:
    return GridCell(text, across, down, head=True)


def _proactive(table: Table, shown: Shown) -> Grid:
    """Blocks one below the other; each block's last column takes what is left of the width."""
    columns = 1 + max(len(block.heads) for block in table.blocks)
    rows: list[tuple[GridCell, ...]] = []
    for block in table.blocks:
        rows.append((_head(block.title, columns),))
        rows.append((_head(block.corner), *_spread([head.title for head in block.heads], columns - 1, head=True)))
        rows += [_proactive_line(table, block, line, columns, shown) for line in block.lines]
    return Grid((1.6, *(1.0,) * (columns - 1)), tuple(rows))


def _proactive_line(table: Table, block: Block, line: Line, columns: int, shown: Shown) -> tuple[GridCell, ...]:
    figures = [shown(Cell(table.number, line.key, head.key)) for head in block.heads]
    return (GridCell(line.title), *_spread(figures, columns - 1, head=False))


def _spread(texts: list[Value] | list[str], columns: int, *, head: bool) -> list[GridCell]:
    cells = [GridCell(text, head=head) for text in texts[:-1]]
    return [*cells, GridCell(texts[-1], columns - len(cells), head=head)]


def _applications(table: Table, shown: Shown) -> Grid:
    """Three columns of names, seven of figures, and a head of three rows."""
    block = table.blocks[0]
    rows: list[tuple[GridCell, ...]] = [
        (_head(block.corner, 3, 3), _head("申请人情况", len(block.heads))),
        (_head(APPLICANTS[0], 1, 2), _head("法人或其他组织", len(APPLICANTS) - 1), _head(TOTAL, 1, 2)),
        tuple(_head(name) for name in APPLICANTS[1:]),
    ]
    answered = [line for line in block.lines if line.key.startswith("三")]
    groups = {line.group: sum(other.group == line.group for other in answered) for line in answered}
    for line in block.lines:
        figures = tuple(GridCell(shown(Cell(table.number, line.key, head.key))) for head in block.heads)
        rows.append((*_names(line, answered, groups), *figures))
    wide = (0.9, 1.5, 3.35, *(1.0,) * len(APPLICANTS), 1.25)  # a total may have six digits
    return Grid(wide, tuple(rows), heads=3, size=9.0)


def _names(line: Line, answered: list[Line], groups: dict[str, int]) -> tuple[GridCell, ...]:
    """The cells before a line's figures: those that begin in its row."""
    if line not in answered:
        return (GridCell(line.title, 3, align="left"),)
    names: list[GridCell] = []
    if line is answered[0]:
        names.append(GridCell("三、本年度办理结果", 1, len(answered)))
    if not line.group:
        return (*names, GridCell(line.title, 2, align="left"))
    if line is next(other for other in answered if other.group == line.group):
        names.append(GridCell(line.group, 1, groups[line.group]))
    return (*names, GridCell(line.title, align="left"))


def _cases(table: Table, shown: Shown) -> Grid:
    """Fifteen columns, one row of figures."""
    lines = table.blocks[0].lines
    columns = [head.key for head in table.blocks[0].heads]
    review, *suits = lines
    rows = (
        (_head(review.title, len(columns)), _head("行政诉讼", len(columns) * len(suits))),
        (*(_head(name, 1, 2) for name in columns), *(_head(line.title, len(columns)) for line in suits)),
        tuple(_head(name) for _ in suits for name in columns),
        tuple(GridCell(shown(Cell(table.number, line.key, name))) for line in lines for name in columns),
    )
    return Grid((1.0,) * (len(columns) * len(lines)), rows, size=9.0)
