"""The numbers of one annual report: a figure for each cell of its tables.

A cell is named by its table (二, 三, 四), its line and its column, as `form` declares them. A cell nobody filled
counts as 0, as the form prints it. Counts are whole; amounts of money (万元) may have decimals.
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import NamedTuple

Figure = int | Decimal


class Cell(NamedTuple):
    """Where a figure stands: 三, 三(三)1, 自然人."""

    table: str
    line: str
    column: str

    def __str__(self) -> str:
        return "/".join(self)


Cells = Mapping[Cell, Figure]


def cell_named(text: str) -> Cell:
    """Back from `str(cell)`.

    Raises:
        ValueError: it has not three parts.
    """
    table, line, column = text.split("/", 2)
    return Cell(table, line, column)


def total(cells: Cells, wanted: Iterable[Cell]) -> Figure:
    """The sum of some cells, empty ones as 0."""
    return sum((cells.get(cell, 0) for cell in wanted), start=0)


def told(figure: Figure) -> str:
    """A figure as the form prints it: 14069, 3.52; no needless zeros."""
    if isinstance(figure, int):
        return str(figure)
    plain = format(figure, "f")
    return plain.rstrip("0").rstrip(".") if "." in plain else plain
