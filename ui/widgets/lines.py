"""Which line an editor of words has: one that grows in forms and dialogs, so that nothing in it is cut; a plain one in cells.

The editors know only `Line`, what both answer to.
"""

from typing import Protocol

from PySide6.QtWidgets import QLineEdit, QWidget

from models.base.fields import Field
from ui.widgets.growing_line import GrowingLine

_NEVER_LONG = ("number", "money", "date")
"""Kinds of fields that a plain line has room for everywhere."""


class Line(Protocol):
    """One piece of text without breaks, named as in Qt's QLineEdit."""

    def text(self) -> str:
        """What stands in it."""

    def setText(self, text: str, /) -> None:
        """Put a text in, from outside: not told as edited, and not to be taken back by Ctrl+Z."""

    def insert(self, text: str, /) -> None:
        """Write at the cursor, in place of what is selected."""

    def clear(self) -> None:
        """Leave nothing in it; not told as edited."""

    def cursorPosition(self) -> int:
        """How many characters stand before the cursor."""

    def setCursorPosition(self, place: int, /) -> None:
        """Put the cursor before this character."""

    def selectAll(self) -> None:
        """Select the whole text."""

    def selectedText(self) -> str:
        """What is selected."""

    def isUndoAvailable(self) -> bool:
        """Whether something typed can be taken back."""

    def isRedoAvailable(self) -> bool:
        """Whether something taken back can be done again."""

    def setReadOnly(self, on: bool, /) -> None:
        """Let it be read and copied only, or typed in again."""

    def setPlaceholderText(self, hint: str, /) -> None:
        """Say in the empty line what goes there."""

    def setAccessibleName(self, name: str, /) -> None:
        """Name it for screen readers."""

    def hasFocus(self) -> bool:
        """Whether the keyboard is in it."""

    def setFocus(self) -> None:
        """Move the keyboard into it."""

    def setVisible(self, visible: bool, /) -> None:
        """Show or hide it."""


def line_for(field: Field, parent: QWidget, *, compact: bool, joint: str) -> QLineEdit | GrowingLine:
    """The line for a field; joint: what stands for a break in pasted text, where the line keeps none."""
    if not compact and field.looks.kind not in _NEVER_LONG:
        return GrowingLine(joint, parent)
    line = QLineEdit(parent)
    line.setFrame(not compact)
    return line
