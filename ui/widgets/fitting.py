"""Room for windows and for words: dialogs no larger than the screen, hints that are seen whole."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QLineEdit, QWidget

_AROUND = QSize(20, 48)
"""What the system puts around a window, and a little of what is behind it."""
_BESIDE = 24
"""Pixels that a line has besides its words."""


def resize_within_screen(window: QWidget, width: int, height: int) -> None:
    """Give a window a size, or what the screen has: a laptop's 1366x768 at 150 % is 910x512."""
    window.resize(QSize(width, height).boundedTo(window.screen().availableSize() - _AROUND))


def set_hint(line: QLineEdit, hint: str, tip: str = "") -> None:
    """Say in an empty line what goes there, with room for all of it; `tip` tells more when the mouse is on it."""
    line.setPlaceholderText(hint)
    line.setToolTip(tip or hint)
    line.setMinimumWidth(line.fontMetrics().horizontalAdvance(hint) + _BESIDE)
