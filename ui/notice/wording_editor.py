"""The editor of a wording (文稿): line numbers at its left, what is wrong marked where it stands. For `wording_dialog` only."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette, QResizeEvent, QTextCursor, QTextFormat
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit, QWidget

from ui.widgets.colours import red

_GAP = 6
_FAINT = 36
"""Opacity of the mark behind a wrong line, of 255: the text on it stays readable."""


class WordingEditor(QPlainTextEdit):
    """Plain text whose lines are numbered from 1, as the checks count them."""

    def __init__(self) -> None:
        super().__init__()
        self.wrong = 0
        """The line that is marked; 0 for none."""
        self._numbers = _Numbers(self)
        self.setTabChangesFocus(True)
        self.blockCountChanged.connect(lambda _: self._make_room())
        self.updateRequest.connect(self._scrolled)
        self._make_room()

    def mark(self, line: int) -> None:
        """Mark this line as wrong, in place of the one before; 0: none is."""
        self.wrong = line if line <= self.blockCount() else 0
        selections = []
        if self.wrong:
            selection = QTextEdit.ExtraSelection()
            colour = QColor(red(self.palette()))
            colour.setAlpha(_FAINT)
            selection.format.setBackground(colour)
            selection.format.setProperty(QTextFormat.Property.FullWidthSelection, True)
            selection.cursor = QTextCursor(self.document().findBlockByNumber(self.wrong - 1))
            selection.cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
            selections.append(selection)
        self.setExtraSelections(selections)
        self._numbers.update()

    def go_to(self, line: int) -> None:
        """Put the cursor into this line and show it."""
        self.setTextCursor(QTextCursor(self.document().findBlockByNumber(line - 1)))
        self.centerCursor()
        self.setFocus()

    def numbers_width(self) -> int:
        """Pixels that the numbers take."""
        return self.fontMetrics().horizontalAdvance("9") * max(2, len(str(self.blockCount()))) + 2 * _GAP

    def _make_room(self) -> None:
        self.setViewportMargins(self.numbers_width(), 0, 0, 0)
        self._place()

    def _place(self) -> None:
        inside = self.contentsRect()
        self._numbers.setGeometry(QRect(inside.left(), inside.top(), self.numbers_width(), inside.height()))

    def _scrolled(self, area: QRect, by: int) -> None:
        if by:
            self._numbers.scroll(0, by)
        else:
            self._numbers.update(0, area.y(), self._numbers.width(), area.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def paint_numbers(self, event: QPaintEvent) -> None:
        """Draw the numbers of the lines that are seen."""
        painter = QPainter(self._numbers)
        palette = self.palette()
        painter.fillRect(event.rect(), palette.color(QPalette.ColorRole.Window))
        block = self.firstVisibleBlock()
        top = self.blockBoundingGeometry(block).translated(self.contentOffset()).top()
        high, wide = self.fontMetrics().height(), self._numbers.width() - _GAP
        while block.isValid() and top <= event.rect().bottom():
            number = block.blockNumber() + 1
            painter.setPen(red(palette) if number == self.wrong else palette.color(QPalette.ColorRole.PlaceholderText))
            painter.drawText(0, round(top), wide, high, int(Qt.AlignmentFlag.AlignRight), str(number))
            top += self.blockBoundingRect(block).height()
            block = block.next()
        painter.end()


class _Numbers(QWidget):
    def __init__(self, editor: WordingEditor) -> None:
        super().__init__(editor)
        self._editor = editor

    def sizeHint(self) -> QSize:
        return QSize(self._editor.numbers_width(), 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        self._editor.paint_numbers(event)
