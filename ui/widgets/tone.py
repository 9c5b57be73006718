"""Words in one of the program's colours, kept readable when the window turns dark, light or high in contrast."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from models.base.register import Light
from ui.widgets.colours import light_colour

_CHANGES = (QEvent.Type.ApplicationPaletteChange, QEvent.Type.PaletteChange)


class _Tone(QObject):
    """Colours its parent's words, now and whenever the palette changes."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self._widget = widget
        self.light: Light = ""
        widget.installEventFilter(self)

    def paint(self) -> None:
        """Set the colour that the light has on the widget's ground."""
        palette = QPalette(self._widget.palette())
        button = isinstance(self._widget, QAbstractButton)
        role = QPalette.ColorRole.ButtonText if button else QPalette.ColorRole.WindowText
        usual = QApplication.palette(self._widget)
        wanted = light_colour(self.light, usual) if self.light else usual.color(role)
        if palette.color(role) != wanted:
            palette.setColor(role, wanted)
            self._widget.setPalette(palette)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _CHANGES:
            self.paint()
        return False


def set_tone(widget: QWidget, light: Light) -> None:
    """Write a label's or a button's words in the colour of a light; "" for the usual colour.

    "red" is for what is refused or wrong, "grey" for what is of less weight (hints, counts).
    """
    tone = widget.findChild(_Tone, options=Qt.FindChildOption.FindDirectChildrenOnly)
    if tone is None:
        tone = _Tone(widget)
        if not isinstance(widget, QAbstractButton):
            widget.setForegroundRole(QPalette.ColorRole.WindowText)
    tone.light = light
    tone.paint()


class _Refill(QObject):
    """Has something done when its parent's palette has changed."""

    def __init__(self, widget: QWidget, done: Callable[[], None]) -> None:
        super().__init__(widget)
        self._done = done
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.PaletteChange:
            QTimer.singleShot(0, self, self._done)  # the widget itself takes the new palette first
        return False


def on_new_palette(widget: QWidget, done: Callable[[], None]) -> None:
    """Call `done` whenever the widget's palette has changed: for lists whose items hold colours of their own."""
    _Refill(widget, done)
