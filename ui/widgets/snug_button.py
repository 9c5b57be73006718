"""A push button no wider than its words, for rows of small buttons: styles make every push button some 80 pixels wide."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QPushButton

_AROUND = 18


class SnugButton(QPushButton):
    """As any push button, but for its width."""

    def sizeHint(self) -> QSize:
        words = self.fontMetrics().size(Qt.TextFlag.TextShowMnemonic, self.text()).width()
        return QSize(words + _AROUND, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()
