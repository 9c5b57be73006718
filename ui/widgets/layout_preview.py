"""A small picture of a ledger's first page, for the dialog in which its layout is made."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from models.base.layouts import Look
from models.export.columns import column_widths
from models.export.ledger import LIGHT_FILLS, Band, Column, Ledger, Row
from models.export.ledger_docx import body_size, text_width
from models.export.text import shown

_PAPERS = {"A4": (842.0, 595.0), "A3": (1191.0, 842.0)}
_SIDE, _TOP, _BOTTOM = 42.5, 51.0, 48.0
"""Margins in points."""
_PAD = 3.5
_LINE = 0.5
_WRAP = int(Qt.TextFlag.TextWrapAnywhere | Qt.AlignmentFlag.AlignVCenter)
_CENTRE, _LEFT, _RIGHT = (
    int(Qt.AlignmentFlag.AlignHCenter),
    int(Qt.AlignmentFlag.AlignLeft),
    int(Qt.AlignmentFlag.AlignRight),
)
_ALIGN = {"text": _LEFT, "number": _RIGHT, "money": _RIGHT}


class LayoutPreview(QWidget):
    """Draws a ledger as its first page would look, as large as the widget allows."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ledger: Ledger | None = None
        self.setAccessibleName("版式预览")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(260, 200)

    def sizeHint(self) -> QSize:
        return QSize(460, 330)

    def show_ledger(self, ledger: Ledger) -> None:
        """Draw this one from now on."""
        self._ledger = ledger
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        if self._ledger is None:
            return
        width, height = page_size(self._ledger.look)
        scale = min((self.width() - 4) / width, (self.height() - 4) / height)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate((self.width() - width * scale) / 2, (self.height() - height * scale) / 2)
        painter.scale(scale, scale)
        paper = QRectF(0, 0, width, height)
        painter.fillRect(paper, Qt.GlobalColor.white)
        painter.setPen(QPen(QColor("#999999"), 0))
        painter.drawRect(paper)
        painter.setClipRect(paper)
        _Page(painter, self._ledger).draw()
        painter.end()


def page_size(look: Look) -> tuple[float, float]:
    """Width and height of the page in points."""
    long, short = _PAPERS[look.paper]
    return (long, short) if look.landscape else (short, long)


class _Page:
    """The first page of a ledger on a painter whose unit is the point."""

    def __init__(self, painter: QPainter, ledger: Ledger) -> None:
        self._painter = painter
        self._ledger = ledger
        look = ledger.look
        self._width, self._height = page_size(look)
        size = body_size(ledger)
        self._body, self._head = _font(look.body_font or "仿宋_GB2312", size), _font(look.head_font or "黑体", size)
        self._title, self._line = (
            _font(look.title_font or "方正小标宋简体", look.title_size),
            _font(self._body.family(), 12),
        )
        twips = column_widths(ledger.columns, text_width(look), round(size * 20))
        self._widths = [width / 20 for width in twips]
        self._y = _TOP

    def draw(self) -> None:
        self._painter.setPen(QPen(Qt.GlobalColor.black, _LINE))
        inner = self._width - 2 * _SIDE
        title = self._ledger.look.title_size * 1.8
        self._text(QRectF(_SIDE, self._y, inner, title), self._title, self._ledger.title, _CENTRE)
        self._y += title
        self._text(QRectF(_SIDE, self._y, inner, 24), self._line, self._ledger.unit_line(), _LEFT)
        self._text(QRectF(_SIDE, self._y, inner, 24), self._line, self._ledger.day_line(), _RIGHT)
        self._y += 24
        self._draw_head()
        for row, merges in self._ledger.merging_rows():
            if self._y > self._height - _BOTTOM:
                return
            if isinstance(row, Band):
                self._draw_band(row)
            else:
                self._draw_row(row, merges)
        self._draw_foot(inner)

    def _draw_foot(self, inner: float) -> None:
        for line in self._ledger.note_lines():
            self._text(QRectF(_SIDE, self._y, inner, 18), self._body, line, _LEFT)
            self._y += 18
        signing = self._ledger.signature
        for place, text in enumerate(signing):
            left = _SIDE + inner * place / len(signing)
            self._text(QRectF(left, self._y, inner / len(signing), 32), self._line, text, _LEFT)

    def _draw_head(self) -> None:
        columns = self._ledger.columns
        high = max(
            self._needs(self._head, column.title, width) for column, width in zip(columns, self._widths, strict=True)
        )
        upper = QFontMetricsF(self._head).height() + _PAD if any(column.over for column in columns) else 0.0
        left, over_left = _SIDE, _SIDE
        for place, (column, width) in enumerate(zip(columns, self._widths, strict=True)):
            top, tall = (self._y + upper, high) if column.over else (self._y, upper + high)
            self._cell(QRectF(left, top, width, tall), self._head, column.title, _CENTRE)
            left += width
            following = columns[place + 1].over if place + 1 < len(columns) else ""
            if following != column.over or not column.over:
                if column.over:
                    self._cell(QRectF(over_left, self._y, left - over_left, upper), self._head, column.over, _CENTRE)
                over_left = left
        self._y += upper + high

    def _draw_band(self, band: Band) -> None:
        section = band.kind == "section"
        font = self._head if section else self._body
        high = self._needs(font, band.text, sum(self._widths))
        place = QRectF(_SIDE, self._y, sum(self._widths), high)
        self._cell(place, font, band.text, _LEFT if section else _RIGHT, "F2F2F2" if section else "")
        self._y += high

    def _draw_row(self, row: Row, merges: tuple[bool, ...]) -> None:
        cells = [shown(value) for value in row.cells]
        sized = zip(cells, self._widths, strict=True)
        high = max(self._needs(self._body, text, width) for text, width in sized)
        left = _SIDE
        for place, (column, text, width) in enumerate(zip(self._ledger.columns, cells, self._widths, strict=True)):
            goes_on = bool(merges) and merges[place]
            fill = LIGHT_FILLS.get(row.light, "") if column.kind == "status" else ""
            self._cell(
                QRectF(left, self._y, width, high), self._body, "" if goes_on else text, _aligned(column), fill, goes_on
            )
            left += width
        self._y += high

    def _cell(self, place: QRectF, font: QFont, text: str, align: int, fill: str = "", goes_on: bool = False) -> None:
        if fill:
            self._painter.fillRect(place, QColor(f"#{fill}"))
        if goes_on:
            for line in ((place.topLeft(), place.bottomLeft()), (place.topRight(), place.bottomRight())):
                self._painter.drawLine(*line)
            self._painter.drawLine(place.bottomLeft(), place.bottomRight())
        else:
            self._painter.drawRect(place)
        self._text(place.adjusted(_PAD, 0, -_PAD, 0), font, text, align)

    def _text(self, place: QRectF, font: QFont, text: str, align: int) -> None:
        self._painter.setFont(font)
        self._painter.drawText(place, _WRAP | align, text)

    def _needs(self, font: QFont, text: str, width: float) -> float:
        room = QRectF(0, 0, max(width - 2 * _PAD, 1), 10_000)
        return max(QFontMetricsF(font).boundingRect(room, _WRAP, text or "　").height(), font.pixelSize()) + _PAD


def _aligned(column: Column) -> int:
    return _ALIGN.get(column.kind, _CENTRE)


def _font(family: str, size: float) -> QFont:
    """A font whose pixel is the point of the page."""
    font = QFont(family)
    font.setPixelSize(max(1, round(size)))
    return font
