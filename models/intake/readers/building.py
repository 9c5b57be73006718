"""Builds a `SourceText` piece by piece: paragraphs and tables in reading order, each with its place.

Used by every reader, so that all give the same shape: a paragraph a line, a table row a line with its
distinct cells joined by tabs, line breaks inside a cell as `CELL_BREAK`.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from models.intake.notice import CELL_BREAK, Block, Cell, SourceText, Span


@dataclass(frozen=True)
class Piece:
    """A cell to be written: its text, and how many columns and rows it covers."""

    text: str
    columns: int = 1
    rows: int = 1


class SourceBuilder:
    """Collects the text of a document and where its paragraphs and tables lie."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._blocks: list[Block] = []
        self.where = ""
        """Where what is written next stands in the document, for people: 第 2 页, 工作表“任务表”."""

    def source(self, name: str, warnings: Sequence[str] = ()) -> SourceText:
        """What was collected."""
        return SourceText(name, "".join(self._parts), tuple(self._blocks), tuple(warnings))

    def write(self, text: str) -> Span:
        """Append text as it is, belonging to no block yet; gives its place."""
        start = self._length
        self._parts.append(text)
        self._length += len(text)
        return start, self._length

    def paragraph(self, text: str) -> None:
        """One paragraph; line feeds in it make several. A blank one leaves a blank line."""
        for line in text.split("\n"):
            span = self.write(line)
            self.write("\n")
            if line.strip():
                self._blocks.append(Block("paragraph", span, where=self.where))

    def grid(self, start: int, rows: Sequence[tuple[Cell, ...]]) -> None:
        """Declare what was written since `start`, row by row with a line feed after each, to be a table."""
        span = (start, max(start, self._length - 1))
        self._blocks.append(Block("table", span, tuple(rows), where=self.where))

    @property
    def length(self) -> int:
        """How many characters there are so far."""
        return self._length

    def table(self, rows: Sequence[Sequence[Piece]]) -> None:
        """A table of cells in order of rows, as HTML has them: a cell that covers others is given once."""
        start = self._length
        grid: list[tuple[Cell, ...]] = []
        hanging: dict[int, tuple[Span, int]] = {}  # column -> the cell from above that covers it, rows left
        for row in rows:
            line: list[Cell] = []
            first = True
            waiting = list(row)
            while waiting or len(line) in hanging:
                if len(line) in hanging:
                    column = len(line)
                    span, left = hanging.pop(column)
                    if left > 1:
                        hanging[column] = (span, left - 1)
                    line.append(Cell(span, filled=True))
                    continue
                piece = waiting.pop(0)
                if not first:
                    self.write("\t")
                first = False
                span = self.write(in_one_line(piece.text))
                for offset in range(max(1, piece.columns)):
                    if piece.rows > 1:
                        hanging[len(line)] = (span, piece.rows - 1)
                    line.append(Cell(span, filled=offset > 0))
            self.write("\n")
            grid.append(tuple(line))
        self.grid(start, grid)


def in_one_line(text: str) -> str:
    """A cell's text with its own line breaks as `CELL_BREAK`, blank lines and tabs gone."""
    kept = (line.strip() for line in text.replace("\t", " ").replace("\r", "\n").split("\n"))
    return CELL_BREAK.join(line for line in kept if line)
