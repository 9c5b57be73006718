"""The program's own line icons: 24 × 24 SVG in resources/icons, drawn in the palette's colour of words.

`Icons(resources)` is made by the app (or found through `Icons.of`); `icons(name)` never fails. When the
system turns dark or light, `recoloured` tells whoever keeps icons to ask for them again.
"""

import logging
from pathlib import Path

from PySide6.QtCore import QByteArray, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer

from ui.session import Session

log = logging.getLogger(__name__)

_INK = b"currentColor"
_SIDES = (16, 24, 32, 48, 64)
"""Pixels; Qt takes the next larger one and scales it down, so 125 % and 200 % stay sharp."""


class Icons(QObject):
    """The icons by name, each read and drawn once for the present palette."""

    recoloured = Signal()
    """The palette has changed: icons asked for from now on have its colour."""

    def __init__(self, resources: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder = resources / "icons"
        self._kept: dict[str, QIcon] = {}
        self._ink = _text_colour()
        hints = QGuiApplication.styleHints()
        hints.colorSchemeChanged.connect(lambda: QTimer.singleShot(0, self, self.recolour))

    @classmethod
    def of(cls, session: Session) -> "Icons":
        """The session's own, from its resources; made when first asked for."""
        return session.findChild(cls) or cls(session.resources, session)

    def __call__(self, name: str) -> QIcon:
        """The icon of that name; an empty one, and a line in the log, when there is none."""
        if name not in self._kept:
            self._kept[name] = self._read(name)
        return self._kept[name]

    def _read(self, name: str) -> QIcon:
        path = self._folder / f"{name}.svg"
        try:
            content = path.read_bytes()
        except OSError as error:
            log.warning("no icon %s: %s", name, error)
            return QIcon()
        return drawn(content, self._ink)

    def recolour(self) -> None:
        """Draw in the palette's present colour from now on; tells it when that is another one."""
        ink = _text_colour()
        if ink != self._ink:
            self._ink = ink
            self._kept.clear()
            self.recoloured.emit()


def icon(name: str, resources: Path) -> QIcon:
    """One icon, for whoever needs no more than that."""
    return Icons(resources)(name)


def drawn(content: bytes, ink: QColor) -> QIcon:
    """An SVG as an icon, `currentColor` being the ink; the style greys it out by itself."""
    renderer = QSvgRenderer(QByteArray(content.replace(_INK, ink.name().encode())))
    made = QIcon()
    for side in _SIDES if renderer.isValid() else ():
        pixmap = QPixmap(side, side)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        renderer.render(painter)
        painter.end()
        made.addPixmap(pixmap)
    return made


def _text_colour() -> QColor:
    return QGuiApplication.palette().color(QPalette.ColorRole.WindowText)
