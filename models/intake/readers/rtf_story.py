"""What an RTF file's words build: the paragraphs, cells and rows of its text or of one of its text boxes.

Used by `rtf_files`.
"""

import re

from models.intake.readers.flowing import Flow, Item
from models.intake.readers.rtf_letters import Letters

MOST_CELLS = 1000


class RowShape:
    r"""The edges and merges of the cells of a row, as \trowd states them."""

    def __init__(self) -> None:
        self.edges = [0]
        self.merged: dict[int, int] = {}

    def cell(self, edge: int) -> None:
        """The right edge of the next cell."""
        if len(self.edges) < MOST_CELLS:
            self.edges.append(edge)

    def merge(self, how: int) -> None:
        """The next cell belongs to another one, `flowing.LEFT` or `flowing.ABOVE`."""
        self.merged[len(self.edges) - 1] = how


class Story:
    """One stretch of text as it grows."""

    def __init__(self) -> None:
        self.letters = Letters()
        self.number = Letters()
        self.row = RowShape()
        self._flow = Flow()
        self._boxes: list[Item] = []

    def items(self) -> list[Item]:
        """All of it."""
        if self._has_letters() or self._boxes:
            self.end_paragraph(0)
        return self._flow.items()

    def anchor(self, items: list[Item]) -> None:
        """The text of a box that is anchored in the open paragraph."""
        self._boxes += items

    def end_paragraph(self, depth: int) -> None:
        """What came since the last one is a paragraph, within so many tables."""
        text, number = self.letters.take(), self.number.take()
        if text.strip() and re.search(r"\w", number):
            text = number.strip() + (" " if number[-1:].isspace() else "") + text.lstrip()
        boxes, self._boxes = self._boxes, []
        self._flow.paragraph(text, depth, boxes)

    def end_cell(self) -> None:
        """What came since the last cell is one."""
        self.end_paragraph(1)
        self._flow.end_cell()

    def end_row(self) -> None:
        """What came since the last row is one, of the shape stated last."""
        if self._has_letters():
            self.end_cell()
        self.letters.take()
        self._flow.end_row(self.row.edges, self.row.merged)

    def end_inner_cell(self) -> None:
        """The same for a table within a cell."""
        self.end_paragraph(2)
        self._flow.end_inner_cell()

    def end_inner_row(self) -> None:
        """A row of a table within a cell."""
        self._flow.end_inner_row()

    def _has_letters(self) -> bool:
        text = self.letters.take()
        self.letters.add_text(text)
        return bool(text.strip())
