"""Where the window stands on the screen, and how large; kept from one time to the next."""

from PySide6.QtCore import QByteArray, QSettings, QSize, Qt
from PySide6.QtWidgets import QWidget

_SIZE, _AROUND = QSize(1280, 760), QSize(40, 60)
_GEOMETRY = "window/geometry"


def fit_screen(window: QWidget) -> None:
    """A good size, with room left for the frame and the task bar; on a small screen all of it."""
    screen = window.screen().availableSize()
    window.resize(_SIZE.boundedTo(screen - _AROUND))
    if screen.width() < _SIZE.width() + _AROUND.width() or screen.height() < _SIZE.height() + _AROUND.height():
        window.setWindowState(Qt.WindowState.WindowMaximized)


def stand_as_before(window: QWidget, settings: QSettings) -> None:
    """As the window was left the last time; as it is when that is not known."""
    geometry = settings.value(_GEOMETRY)
    if isinstance(geometry, QByteArray):
        window.restoreGeometry(geometry)


def keep_geometry(window: QWidget, settings: QSettings) -> None:
    """Have it stand so the next time."""
    settings.setValue(_GEOMETRY, window.saveGeometry())
