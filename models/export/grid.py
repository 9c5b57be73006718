"""A grid (格式表): a form of cells that span rows and columns, as a prescribed table has them.

A ledger or a list of tasks is rows under heads and does not need this; a form of the annual report does. Plain
values; `grid_docx` and the pages of the window render them.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from models.export.text import Value


@dataclass(frozen=True)
class GridCell:
    """One cell: what stands in it, how many columns and rows it spans, and whether it is a head."""

    text: Value
    across: int = 1
    down: int = 1
    align: Literal["left", "center", "right"] = "center"
    head: bool = False


@dataclass(frozen=True)
class Placed:
    """A cell with the row and column of its upper left corner, both from 0."""

    row: int
    column: int
    cell: GridCell


@dataclass(frozen=True)
class Grid:
    """Relative column widths, and the rows; a row lists the cells that begin in it, left to right.

    heads: how many rows at the top are repeated on each page. size: of the text in points.
    """

    widths: tuple[float, ...]
    rows: tuple[tuple[GridCell, ...], ...]
    heads: int = 0
    size: float = 10.5

    def placed(self) -> tuple[Placed, ...]:
        """Every cell with its place.

        Raises:
            ValueError: the cells overlap, leave a gap or stick out.
        """
        taken: set[tuple[int, int]] = set()
        found: list[Placed] = []
        for row, cells in enumerate(self.rows):
            column = 0
            for cell in cells:
                while (row, column) in taken:
                    column += 1
                area = {(row + down, column + across) for down in range(cell.down) for across in range(cell.across)}
                if area & taken or column + cell.across > len(self.widths) or row + cell.down > len(self.rows):
                    raise ValueError(f"cell {cell.text!r} in row {row} does not fit the grid")
                taken |= area
                found.append(Placed(row, column, cell))
        if len(taken) != len(self.rows) * len(self.widths):
            raise ValueError("the cells leave a gap in the grid")
        return tuple(found)

    def slots(self) -> Iterator[tuple[tuple[Placed, bool], ...]]:
        """Row by row what stands there: a cell and whether it begins in this row or goes on from above."""
        by_row: list[list[tuple[Placed, bool]]] = [[] for _ in self.rows]
        for item in self.placed():
            for down in range(item.cell.down):
                by_row[item.row + down].append((item, down == 0))
        for row in by_row:
            yield tuple(sorted(row, key=lambda slot: slot[0].column))
