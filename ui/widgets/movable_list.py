"""A list whose entries are moved by dragging and by Alt+↑, Alt+↓."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QWidget


class MovableList(QListWidget):
    """`moved` when an entry has another place."""

    moved = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.model().rowsMoved.connect(self.moved)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        key = Qt.Key(event.key())
        if event.modifiers() & Qt.KeyboardModifier.AltModifier and key in steps:
            self.move_current(steps[key])
            return
        super().keyPressEvent(event)

    def move_current(self, step: int) -> None:
        """Move the current entry by so many places; not beyond the ends."""
        row = self.currentRow()
        to = row + step
        if row >= 0 and 0 <= to < self.count():
            self.insertItem(to, self.takeItem(row))
            self.setCurrentRow(to)
            self.moved.emit()
