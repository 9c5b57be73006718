"""A button that drops down a menu and says in its text what is chosen, as the filter chips do."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

_LONGEST = 12


class DropButton(QToolButton):
    """“分组 ▾” while nothing is chosen, “分组：状态” in bold when something is. A click, Down or Enter opens it."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = title
        self.drop = QMenu(self)
        self.clicked.connect(self.open)

    def show_choice(self, text: str, told: str) -> None:
        """Say what is chosen, "" for nothing, and, for the tip and for who can't see, the whole of it."""
        short = text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
        shown = f"{self._title}：{short}" if text else f"{self._title} ▾"
        self.setText(shown.replace("&", "&&"))
        font = self.font()
        font.setBold(bool(text))
        self.setFont(font)
        self.setAccessibleName(told)
        self.setToolTip(told)

    def open(self) -> None:
        """Drop the menu down."""
        self.drop.popup(self.mapToGlobal(QPoint(0, self.height())))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_F4, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.open()
        else:
            super().keyPressEvent(event)
