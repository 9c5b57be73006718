"""Tables whose cells are known by the place of their edges (.doc, .rtf, .ofd), brought into a grid.

Such a table has no columns of its own: each row states where its cells end. A cell covers every column
whose edges another row draws inside it.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from models.intake.notice import Cell
from models.intake.readers.building import SourceBuilder, in_one_line

WIDEST = 200
"""Columns; more edges than that are no table of a notice."""


@dataclass(frozen=True)
class RuledCell:
    """A cell: its text, its edges in any unit, and whether it carries on the cell above it (垂直合并)."""

    text: str
    left: float
    right: float
    continued: bool = False


def write_ruled(built: SourceBuilder, rows: Sequence[Sequence[RuledCell]], near: float) -> None:
    """Write a table. Edges closer than `near` are one.

    A table of one column only serves the layout, so that its cells become paragraphs.
    """
    if all(len(row) <= 1 for row in rows):
        for cell in (cell for row in rows for cell in row if not cell.continued):
            built.paragraph(cell.text)
        return
    edges = columns_of(rows, near)
    start = built.length
    grid: list[tuple[Cell, ...]] = []
    for row in rows:
        grid.append(write_row(built, row, edges, near, grid[-1] if grid else ()))
        built.write("\n")
    built.grid(start, grid)


def write_row(
    built: SourceBuilder, row: Sequence[RuledCell], edges: Sequence[float], near: float, above: tuple[Cell, ...]
) -> tuple[Cell, ...]:
    """Write the cells of one row; gives their places in the grid."""
    line: list[Cell] = []
    for index, cell in enumerate(row):
        if index:
            built.write("\t")
        width = 1
        if len(edges) <= WIDEST:
            width = max(1, column_at(edges, cell.right, near) - max(len(line), column_at(edges, cell.left, near)))
        if cell.continued and len(line) < len(above):
            line += [Cell(above[len(line)].span, filled=True)] * width
        else:
            span = built.write(in_one_line(cell.text))
            line += [Cell(span), *[Cell(span, filled=True)] * (width - 1)]
    return tuple(line)


def columns_of(rows: Sequence[Sequence[RuledCell]], near: float) -> list[float]:
    """The places of all edges in order, those near to each other taken together."""
    edges: list[float] = []
    for place in sorted({edge for row in rows for cell in row for edge in (cell.left, cell.right)}):
        if not edges or place - edges[-1] > near:
            edges.append(place)
    return edges


def column_at(edges: Sequence[float], place: float, near: float) -> int:
    """The number of the edge at a place."""
    return bisect_left(edges, place - near)
