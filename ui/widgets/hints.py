"""Hints in empty fields, readable: Qt's themes draw them at half strength, which is 4 : 1 on white (WCAG 2.1 wants 4.5).

Made by `ui.app` for the application, once.
"""

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

from ui.widgets.colours import contrast

_WANTED = 4.5
_STRENGTHS = (128, 150, 175, 200, 255)
"""Of 255; the weakest that is readable is taken, so that a hint never looks like what was typed."""


class ReadableHints(QObject):
    """Keeps the colour of hints readable also when the system turns dark or light; a child of the application."""

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        self._application = application
        self.take_system()
        application.styleHints().colorSchemeChanged.connect(lambda: QTimer.singleShot(0, self, self.take_system))

    def take_system(self) -> None:
        """Colours as the system has them, but for the hints."""
        self._application.setPalette(QPalette())
        ours = QPalette()
        ours.setColor(QPalette.ColorRole.PlaceholderText, hint_colour(self._application.palette()))
        self._application.setPalette(ours)


def hint_colour(palette: QPalette) -> QColor:
    """The colour of text, as much weaker as the ground of fields allows."""
    ground, ink = palette.color(QPalette.ColorRole.Base), palette.color(QPalette.ColorRole.Text)
    strength = next((one for one in _STRENGTHS if contrast(over(ground, ink, one), ground) >= _WANTED), 255)
    return QColor(ink.red(), ink.green(), ink.blue(), strength)


def over(ground: QColor, ink: QColor, strength: int) -> QColor:
    """What is seen where ink of this strength (of 255) lies on the ground."""
    parts = zip(ground.getRgb()[:3], ink.getRgb()[:3], strict=True)  # type: ignore[index]
    return QColor(*(round(below + (above - below) * strength / 255) for below, above in parts))
