"""A field for one piece of text that is never cut: it wraps, and grows with what stands in it and with its hint.

While somebody types, the room of the hint stays, so that nothing below moves; it goes when a text is put in.
Behaves as a line: no breaks, plain words in and out, Enter and Tab go on to the next field, Tab selects what stands there.
"""

import re
from functools import lru_cache
from math import ceil

from PySide6.QtCore import QEvent, QMimeData, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QFont, QFontMetrics, QKeyEvent, QResizeEvent, QTextCursor, QTextLayout
from PySide6.QtWidgets import QPlainTextEdit, QScrollArea, QSizePolicy, QWidget

MOST_LINES = 3
"""Lines it grows to for its text; more are scrolled. A hint is always shown whole."""
_MARGIN = 2
_BREAKS = re.compile(r"\s*[\r\n\v\f\u2028\u2029]+\s*")
_BY_KEYS = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason, Qt.FocusReason.ShortcutFocusReason)
_FOR_A_MOMENT = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)


@lru_cache(maxsize=16)
def _line_height(described: str) -> int:
    """Pixels of a line with Chinese in it, which may come from a larger font than the letters: none jumps to that later."""
    font = QFont()
    font.fromString(described)
    layout = QTextLayout("字g", font)
    layout.beginLayout()
    line = layout.createLine()
    line.setLeadingIncluded(True)
    layout.endLayout()
    return max(ceil(line.height()), QFontMetrics(font).lineSpacing())


class GrowingLine(QPlainTextEdit):
    """As a QLineEdit where it has methods of the same names; `left` is told when it is left."""

    textEdited = Signal(str)  # noqa: N815
    """A person changed it."""
    left = Signal()

    def __init__(self, joint: str = " ", parent: QWidget | None = None) -> None:
        """joint: what stands for a break in pasted text; 、 or ； for lists of names."""
        super().__init__(parent)
        self._joint = joint
        self._setting = False
        self._known = ""
        self._modified = False
        self._hint_room = False
        self.setTabChangesFocus(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().setDocumentMargin(_MARGIN)
        self.textChanged.connect(self._changed)
        self._grow()

    def text(self) -> str:
        """What stands in it, every blank as it is (Qt's `toPlainText` would make a common one of each)."""
        return self.document().toRawText()

    def setText(self, text: str) -> None:
        """Put a text in, from outside: not told as edited."""
        self._setting = True
        self.setPlainText(_BREAKS.sub(self._joint, text))
        self._setting = False
        self._hint_room = False
        self._grow()
        self.setModified(False)

    def insert(self, text: str) -> None:
        """Write at the cursor, in place of what is selected."""
        self.insertPlainText(text)

    def clear(self) -> None:
        self.setText("")

    def isModified(self) -> bool:
        """Whether a person changed it since it was set."""
        return self._modified

    def setModified(self, on: bool) -> None:
        """Take what stands there as changed, or not."""
        self._modified = on

    def cursorPosition(self) -> int:
        """How many characters stand before the cursor."""
        return self.textCursor().position()

    def setCursorPosition(self, place: int) -> None:
        """Put the cursor before this character, or behind the last."""
        cursor = QTextCursor(self.document())
        cursor.setPosition(max(0, min(place, self.document().characterCount() - 1)))
        self.setTextCursor(cursor)

    def selectedText(self) -> str:
        """What is selected."""
        return self.textCursor().selectedText()

    def isUndoAvailable(self) -> bool:
        """Whether something typed can be taken back."""
        return not self.isReadOnly() and self.document().isUndoAvailable()

    def isRedoAvailable(self) -> bool:
        """Whether something taken back can be done again."""
        return not self.isReadOnly() and self.document().isRedoAvailable()

    def setPlaceholderText(self, text: str) -> None:
        super().setPlaceholderText(text)
        self._grow()

    # -- Qt's side ------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.left.emit()
            self.focusNextChild()
        else:
            super().keyPressEvent(event)

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return source.hasFormat("text/plain")  # files that are dropped are the window's, not their paths

    def insertFromMimeData(self, source: QMimeData) -> None:
        self.insertPlainText(_BREAKS.sub(self._joint, source.text().strip()))

    def createMimeDataFromSelection(self) -> QMimeData:
        words = QMimeData()
        words.setText(self.selectedText())
        return words

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() in _BY_KEYS and not self.textCursor().hasSelection():
            self.selectAll()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() in _FOR_A_MOMENT:
            return
        cursor = self.textCursor()
        if cursor.hasSelection():
            cursor.clearSelection()
            self.setTextCursor(cursor)
        self.left.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            QTimer.singleShot(0, self, self._grow)  # not now: Qt is placing the viewport, which would keep its height

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            QTimer.singleShot(0, self, self._grow)

    # -- its height -----------------------------------------------------------------------------------

    def _changed(self) -> None:
        self._grow()
        text = self.text()
        if text == self._known:  # Qt tells other formatting as a change too
            return
        self._known = text
        if not self._setting:
            self._modified = True
            self.textEdited.emit(text)

    def _grow(self) -> None:
        block = self.document().firstBlock()
        self.blockBoundingRect(block)  # lays it out, what Qt puts off otherwise
        policy = Qt.ScrollBarPolicy
        self.setVerticalScrollBarPolicy(
            policy.ScrollBarAlwaysOn if block.lineCount() > MOST_LINES else policy.ScrollBarAlwaysOff
        )
        metrics = self.fontMetrics()
        height = max(1, min(MOST_LINES, block.lineCount())) * _line_height(self.font().toString())
        self._hint_room = self._hint_room or not self.document().characterCount() > 1
        if self._hint_room and self.placeholderText():
            room = QRect(0, 0, max(1, self.viewport().width() - 2 * _MARGIN), 10_000)
            hint = metrics.boundingRect(room, int(Qt.TextFlag.TextWordWrap), self.placeholderText())
            height = max(height, hint.height())
        wanted = height + 2 * (_MARGIN + self.frameWidth()) + 1
        if wanted != self.height() or wanted != self.minimumHeight():
            self.setFixedHeight(wanted)
            if self.hasFocus():
                QTimer.singleShot(0, self, self._stay_in_sight)

    def _stay_in_sight(self) -> None:
        """Grown beyond the edge of what it is scrolled in: the words being typed are seen."""
        holder = self.parentWidget()
        while holder is not None and not isinstance(holder, QScrollArea):
            holder = holder.parentWidget()
        if isinstance(holder, QScrollArea) and self.hasFocus():
            holder.ensureWidgetVisible(self)
