"""A field for one piece of text that is never cut: it wraps, and grows with what stands in it and with its hint.

While somebody types, the room of the hint stays, so that nothing below moves; it goes when a text is put in.
Behaves as a line: no breaks, Enter and Tab go on to the next field.
"""

import re

from PySide6.QtCore import QMimeData, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QWidget

MOST_LINES = 3
"""Lines it grows to for its text; more are scrolled. A hint is always shown whole."""
_MARGIN = 3
_BREAKS = re.compile(r"\s*[\r\n\v\f\u2028\u2029]+\s*")


class GrowingLine(QPlainTextEdit):
    """Told apart as with a QLineEdit: `typed` when a person changes it, `left` when it is left."""

    typed = Signal(str)
    left = Signal()

    def __init__(self, joint: str = " ", parent: QWidget | None = None) -> None:
        """joint: what stands for a break in pasted text; 、 for lists of names."""
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
        """What stands in it."""
        return self.toPlainText()

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

    def isModified(self) -> bool:
        """Whether a person changed it since it was set."""
        return self._modified

    def setModified(self, on: bool) -> None:
        """Take what stands there as changed, or not."""
        self._modified = on

    def setCursorPosition(self, place: int) -> None:
        """Put the cursor before this character."""
        cursor = QTextCursor(self.document())
        cursor.setPosition(place)
        self.setTextCursor(cursor)

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

    def insertFromMimeData(self, source: QMimeData) -> None:
        self.insertPlainText(_BREAKS.sub(self._joint, source.text().strip()))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
            self.left.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            QTimer.singleShot(0, self, self._grow)  # not now: Qt is placing the viewport, which would keep its height

    # -- its height -----------------------------------------------------------------------------------

    def _changed(self) -> None:
        self._grow()
        text = self.text()
        if text == self._known:  # Qt tells other formatting as a change too
            return
        self._known = text
        if not self._setting:
            self._modified = True
            self.typed.emit(text)

    def _grow(self) -> None:
        block = self.document().firstBlock()
        self.blockBoundingRect(block)  # lays it out, what Qt puts off otherwise
        lines = max(1, min(MOST_LINES, block.lineCount()))
        policy = Qt.ScrollBarPolicy
        self.setVerticalScrollBarPolicy(
            policy.ScrollBarAlwaysOn if block.lineCount() > MOST_LINES else policy.ScrollBarAlwaysOff
        )
        metrics = self.fontMetrics()
        height = lines * metrics.lineSpacing()
        self._hint_room = self._hint_room or not self.document().characterCount() > 1
        if self._hint_room and self.placeholderText():
            room = QRect(0, 0, max(1, self.viewport().width() - 2 * _MARGIN), 10_000)
            hint = metrics.boundingRect(room, int(Qt.TextFlag.TextWordWrap), self.placeholderText())
            height = max(height, hint.height())
        wanted = height + 2 * (_MARGIN + self.frameWidth()) + 1
        if wanted != self.height() or wanted != self.minimumHeight():
            self.setFixedHeight(wanted)
