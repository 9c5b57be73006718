"""How the source text is coloured by what its pieces became, and the legend that explains it.

The grounds of the review stand here, all else is in `ui.widgets.colours`. Kinds differ in background, weight and underline, so that they can be
told apart without colours; the letters keep the palette's own colour, on a light and on a dark ground.
"""

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QIcon, QPainter, QPalette, QPixmap, QTextCharFormat
from PySide6.QtWidgets import QLabel, QWidget

from ui.widgets.colours import is_dark
from ui.widgets.wrap_row import WrapRow

LINE = QTextCharFormat.UnderlineStyle


@dataclass(frozen=True)
class MarkStyle:
    """One kind of piece: its name, its ground on light and dark, and what else tells it apart."""

    title: str
    light: str
    dark: str
    bold: bool = False
    underline: LINE = LINE.NoUnderline


STYLES = {
    "unlisted": MarkStyle("未用到", "#f1f1f1", "#303030", underline=LINE.DotLine),
    "section": MarkStyle("大项", "#e5dcf5", "#43345e", bold=True),
    "number": MarkStyle("序号", "#d7d7d7", "#565656", bold=True, underline=LINE.SingleUnderline),
    "text": MarkStyle("任务", "#e6f3e2", "#263d2b"),
    "unit": MarkStyle("单位", "#cfe3fb", "#1d4068", underline=LINE.SingleUnderline),
    "deadline": MarkStyle("时限", "#ffe0ad", "#62450f", underline=LINE.DashUnderline),
}
REPAIR_TITLE = "修复"
_REPAIR_LINE = ("#a03a00", "#ffb27a")
KIND_OF_FIELD = {
    "number": "number",
    "content": "text",
    "lead_units": "unit",
    "responsible_units": "unit",
    "cooperating_units": "unit",
    "deadline_text": "deadline",
    "due_on": "deadline",
}


def ground(kind: str, palette: QPalette) -> QColor:
    """The ground colour of a kind of piece."""
    style = STYLES[kind]
    return QColor(style.dark if is_dark(palette) else style.light)


def mark_format(kind: str, palette: QPalette) -> QTextCharFormat:
    """The character format of a kind of piece."""
    style = STYLES[kind]
    made = QTextCharFormat()
    made.setBackground(ground(kind, palette))
    if style.bold:
        made.setFontWeight(QFont.Weight.Bold)
    if style.underline != LINE.NoUnderline:
        made.setUnderlineStyle(style.underline)
    return made


def add_repair(made: QTextCharFormat, palette: QPalette) -> None:
    """Mark a format as mended: a wavy line below."""
    made.setUnderlineStyle(LINE.WaveUnderline)
    made.setUnderlineColor(QColor(_REPAIR_LINE[is_dark(palette)]))


def chip(kind: str, palette: QPalette) -> QIcon:
    """A small square in the colour of a kind, for column heads."""
    size = QSize(12, 12)
    picture = QPixmap(size * 2)
    picture.setDevicePixelRatio(2)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setPen(palette.color(QPalette.ColorRole.Mid))
    painter.setBrush(ground(kind, palette))
    painter.drawRect(QRect(0, 0, size.width() - 1, size.height() - 1))
    painter.end()
    return QIcon(picture)


class Legend(QWidget):
    """Shows each kind as it looks in the text."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("图例：原文里的颜色")
        row = WrapRow(parent=self)
        self._labels: dict[str, QLabel] = {}
        for kind in (*STYLES, "repair"):
            label = QLabel(self)
            self._labels[kind] = label
            row.addWidget(label)
        self.paint_again()

    def paint_again(self) -> None:
        """Take the colours of the present palette."""
        colours = self.palette()
        ink = colours.color(QPalette.ColorRole.Text).name()
        for kind, label in self._labels.items():
            if kind == "repair":
                line = _REPAIR_LINE[is_dark(colours)]
                label.setText(f'<span style="text-decoration: underline; color: {line}">～{REPAIR_TITLE}～</span>')
                continue
            style = STYLES[kind]
            weight = "bold" if style.bold else "normal"
            line = "underline" if style.underline != LINE.NoUnderline else "none"
            label.setText(
                f'<span style="background-color: {ground(kind, colours).name()}; color: {ink};'
                f' font-weight: {weight}; text-decoration: {line}">&nbsp;{style.title}&nbsp;</span>'
            )

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_labels"):
            self.paint_again()
