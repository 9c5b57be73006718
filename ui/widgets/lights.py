"""The round traffic light beside a status, sharp at any scaling."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPainter, QPalette, QPen, QPixmap

from models.base.register import Light
from ui.widgets.colours import lamp_colour

_TICK = ((0.24, 0.52), (0.44, 0.72), (0.78, 0.32))
SIDE = 14
"""Device-independent pixels."""


def paint_light(painter: QPainter, square: QRectF, light: Light, palette: QPalette) -> None:
    """Paint a light into a square: full for red, amber, green and blue, a ring for grey; nothing for no light.

    Grey has not begun, so it is hollow; what is done has a tick: the shapes tell them apart without colours.
    """
    if not light:
        return
    colour = QColor(lamp_colour(light, palette))
    width = max(1.2, square.width() / 8)
    disc = square.adjusted(width, width, -width, -width)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colour, width))
    painter.setBrush(Qt.BrushStyle.NoBrush if light == "grey" else colour)
    painter.drawEllipse(disc)
    if light == "done":
        painter.setPen(QPen(palette.color(QPalette.ColorRole.Base), width * 1.2))
        painter.drawPolyline([disc.topLeft() + QPointF(*part) * disc.width() for part in _TICK])
    painter.restore()


def light_pixmap(light: Light, palette: QPalette | None = None, *, side: int = SIDE, ratio: float = 0.0) -> QPixmap:
    """A light of `side` × `side` device-independent pixels; `ratio` 0 is that of the sharpest screen."""
    sharpness = ratio or _sharpest()
    pixmap = QPixmap(round(side * sharpness), round(side * sharpness))
    pixmap.setDevicePixelRatio(sharpness)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    paint_light(painter, QRectF(0, 0, side, side), light, palette or QGuiApplication.palette())
    painter.end()
    return pixmap


def light_icon(light: Light, palette: QPalette | None = None) -> QIcon:
    """A light as an icon; empty for no light. In a selected row it keeps its colour, with a ring around it."""
    made = QIcon()
    if not light:
        return made
    used = palette or QGuiApplication.palette()
    plain = light_pixmap(light, used)
    made.addPixmap(plain)
    ringed = QPixmap(plain.size())
    ringed.setDevicePixelRatio(plain.devicePixelRatio())
    ringed.fill(Qt.GlobalColor.transparent)
    painter = QPainter(ringed)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(used.color(QPalette.ColorRole.Base))
    painter.drawEllipse(QRectF(0, 0, SIDE, SIDE))
    painter.drawPixmap(0, 0, plain)
    painter.end()
    made.addPixmap(ringed, QIcon.Mode.Selected)
    return made


def _sharpest() -> float:
    return max((screen.devicePixelRatio() for screen in QGuiApplication.screens()), default=1.0)
