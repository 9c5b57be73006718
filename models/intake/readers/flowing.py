"""The flow of a word processor document: paragraphs, and cells that end, rows that end, within tables or outside.

In .doc and .rtf a table is no element: paragraphs say that they stand in one, marks end its cells and rows.
`Flow` makes tables of that, `write_items` writes what came out.
"""

from collections.abc import Iterable, Mapping, Sequence

from models.intake.readers.building import SourceBuilder
from models.intake.readers.ruled import RuledCell, write_ruled

Row = list[RuledCell]
Item = str | list[Row]
"""A paragraph, or a table's rows."""
NEAR = 40
"""Edges of cells this many twips apart (0.7 mm) are one."""
LEFT, ABOVE = 1, 2
"""What a cell is merged with."""
USUAL_WIDTH = 1000


class Flow:
    """Collects the paragraphs and tables of one stretch of text: the main text, or that of a text box."""

    def __init__(self) -> None:
        self._items: list[Item] = []
        self._rows: list[Row] = []
        self._cells: list[str] = []
        self._lines: list[str] = []
        self._inner: list[list[str]] = [[]]

    def paragraph(self, text: str, depth: int, boxes: Iterable[Item] = ()) -> None:
        """A paragraph in a table within so many tables, 0 outside; then the text boxes anchored in it."""
        if depth > 1:
            self._inner[-1].append(text)
        elif depth:
            self._lines.append(text)
        else:
            self._end_table()
            self._items += [text, *boxes]
            return
        self._lines += (line for item in boxes for line in flat(item))

    def end_cell(self) -> None:
        """What came since the last cell is one."""
        self._lines += [" ".join(cell) for cell in self._inner if any(cell)]
        self._inner = [[]]
        self._cells.append("\n".join(self._lines))
        self._lines = []

    def end_inner_cell(self) -> None:
        """The same for a table within a cell."""
        self._inner.append([])

    def end_inner_row(self) -> None:
        """A row of a table within a cell becomes a line of that cell."""
        cells = self._inner if any(self._inner[-1]) else self._inner[:-1]
        self._lines.append("，".join(" ".join(cell) for cell in cells))
        self._inner = [[]]

    def end_row(self, edges: Sequence[int], merged: Mapping[int, int]) -> None:
        """The cells since the last row are one; their edges from left to right, and what they are merged with."""
        row: Row = []
        if any(line.strip() for line in self._lines):
            self.end_cell()
        edges = list(edges) or [0]
        while 1 < len(edges) <= len(self._cells) and not self._cells[-1].strip():
            self._cells.pop()  # some programs end more cells than they state
        edges += [edges[-1] + USUAL_WIDTH * index for index in range(1, len(self._cells) + 2 - len(edges))]
        for index, text in enumerate(self._cells):
            if merged.get(index) == LEFT and row:
                before = row.pop()
                text = "\n".join(part for part in (before.text, text) if part)
                row.append(RuledCell(text, before.left, edges[index + 1], before.continued))
            else:
                row.append(RuledCell(text, edges[index], edges[index + 1], merged.get(index) == ABOVE))
        self._cells, self._lines = [], []
        if row:
            self._rows.append(row)

    def items(self) -> list[Item]:
        """All of it; a table that has no end ends here."""
        self._end_table()
        return self._items

    def _end_table(self) -> None:
        if any(map(any, self._inner)):
            self.end_inner_row()
        if self._cells or any(self._lines):
            self.end_row((), {})
        if self._rows:
            self._items.append(self._rows)
            self._rows = []


def flat(item: Item) -> list[str]:
    """The lines of a text box that stands in a table's cell."""
    return [item] if isinstance(item, str) else ["，".join(cell.text for cell in row) for row in item]


def trimmed(items: list[Item]) -> list[Item]:
    """Without the blank paragraphs at the end."""
    while items and isinstance(items[-1], str) and not items[-1].strip():
        items.pop()
    return items


def write_items(built: SourceBuilder, items: Iterable[Item]) -> None:
    """Write paragraphs and tables in order."""
    for item in items:
        if isinstance(item, str):
            built.paragraph(item)
        else:
            write_ruled(built, item, NEAR)
