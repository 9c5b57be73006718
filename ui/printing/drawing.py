"""What stands on a page, as a list of strokes to be painted: words, lines, backgrounds. Lengths in twips."""

from dataclasses import dataclass, replace

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPainter

from ui.printing.blocks import Look
from ui.printing.faces import advance, face

TWIPS_PER_INCH = 1440.0


@dataclass(frozen=True)
class Text:
    """Words whose characters stand one after the other, `spacing` between them, from `x` on the baseline `y`."""

    x: float
    y: float
    text: str
    look: Look
    spacing: float = 0.0

    def moved(self, right: float, down: float) -> "Text":
        """The same elsewhere."""
        return replace(self, x=self.x + right, y=self.y + down)

    def paint(self, painter: QPainter) -> None:
        """Draw it; spaced characters one by one, for a font's own letter spacing depends on the device."""
        painter.setFont(face(self.look.font, self.look.size, self.look.bold))
        painter.setPen(QColor(f"#{self.look.colour}"))
        if self.look.scale != 100:
            painter.save()
            painter.translate(self.x, self.y)
            painter.scale(self.look.scale / 100, 1)
            self._draw(painter, 0.0, 0.0)
            painter.restore()
        else:
            self._draw(painter, self.x, self.y)

    def _draw(self, painter: QPainter, x: float, y: float) -> None:
        if not self.spacing:
            painter.drawText(QPointF(x, y), self.text)
            return
        for char in self.text:
            painter.drawText(QPointF(x, y), char)
            x += (advance(char, self.look) - self.look.spacing + self.spacing) * 100 / self.look.scale


@dataclass(frozen=True)
class Rule:
    """A straight line, level or upright."""

    x1: float
    y1: float
    x2: float
    y2: float
    width: float
    colour: str = "000000"

    def moved(self, right: float, down: float) -> "Rule":
        """The same elsewhere."""
        return replace(self, x1=self.x1 + right, x2=self.x2 + right, y1=self.y1 + down, y2=self.y2 + down)

    def paint(self, painter: QPainter) -> None:
        """Draw it as a filled strip: upright or level, all there are, and the same on every device."""
        across, down = self.x2 - self.x1, self.y2 - self.y1
        half = self.width / 2
        strip = (
            QRectF(self.x1, self.y1 - half, across, self.width)
            if abs(across) >= abs(down)
            else QRectF(self.x1 - half, self.y1, self.width, down)
        )
        painter.fillRect(strip, QColor(f"#{self.colour}"))


@dataclass(frozen=True)
class Fill:
    """A background."""

    x: float
    y: float
    width: float
    height: float
    colour: str

    def moved(self, right: float, down: float) -> "Fill":
        """The same elsewhere."""
        return replace(self, x=self.x + right, y=self.y + down)

    def paint(self, painter: QPainter) -> None:
        """Draw it."""
        painter.fillRect(QRectF(self.x, self.y, self.width, self.height), QColor(f"#{self.colour}"))


@dataclass(frozen=True)
class Turned:
    """Strokes turned clockwise by a quarter about a point that then is their upper left corner's right."""

    x: float
    y: float
    strokes: tuple["Stroke", ...]

    def moved(self, right: float, down: float) -> "Turned":
        """The same elsewhere."""
        return replace(self, x=self.x + right, y=self.y + down)

    def paint(self, painter: QPainter) -> None:
        """Draw them."""
        painter.save()
        painter.translate(self.x, self.y)
        painter.rotate(90)
        for stroke in self.strokes:
            stroke.paint(painter)
        painter.restore()


Stroke = Text | Rule | Fill | Turned


@dataclass(frozen=True)
class Page:
    """One page: its size, and what is drawn on it, backgrounds first."""

    width: float
    height: float
    strokes: tuple[Stroke, ...]

    def paint(self, painter: QPainter) -> None:
        """Draw it; the painter's unit is the twip."""
        for stroke in self.strokes:
            stroke.paint(painter)

    @property
    def texts(self) -> tuple[Text, ...]:
        """The words on the page, those of turned parts too (at places of their own)."""
        return tuple(_texts(self.strokes))


def _texts(strokes: tuple[Stroke, ...]) -> list[Text]:
    found: list[Text] = []
    for stroke in strokes:
        if isinstance(stroke, Text):
            found.append(stroke)
        elif isinstance(stroke, Turned):
            found += _texts(stroke.strokes)
    return found
