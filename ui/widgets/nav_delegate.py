"""Paints a navigation entry with its number at the right end."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPalette
from PySide6.QtWidgets import QApplication, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui.widgets.colours import faint

COUNT_ROLE = Qt.ItemDataRole.UserRole + 1
_HEIGHT = 34
_AT_RIGHT, _BETWEEN = 12, 8
"""Pixels right of the count, and between the text and the count."""


class NavDelegate(QStyledItemDelegate):
    """Entry text as the style paints it; the count right-aligned; headings grey."""

    @staticmethod
    def _paint_heading(
        painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        rect: QRect = option.rect
        painter.save()
        painter.setPen(faint(option.palette))
        painter.drawText(rect.adjusted(6, 8, 0, 0), Qt.AlignmentFlag.AlignVCenter, str(index.data()))
        painter.restore()

    def initStyleOption(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        """A name that is too long is cut before the count, not painted under it."""
        super().initStyleOption(option, index)
        if count := index.data(COUNT_ROLE):
            style = option.widget.style() if option.widget is not None else QApplication.style()
            begins: QRect = style.subElementRect(QStyle.SubElement.SE_ItemViewItemText, option, option.widget)
            room = option.rect.right() - begins.left() - self._count_width(option, str(count)) - _AT_RIGHT - _BETWEEN
            option.text = option.fontMetrics.elidedText(option.text, Qt.TextElideMode.ElideRight, room)

    @staticmethod
    def _count_width(option: QStyleOptionViewItem, count: str) -> int:
        font = QFont(option.font)
        font.setBold(True)
        return QFontMetrics(font).horizontalAdvance(count)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        size = super().sizeHint(option, index)
        size.setHeight(max(_HEIGHT, option.fontMetrics.lineSpacing() + 14))
        return size

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        if not index.flags() & Qt.ItemFlag.ItemIsEnabled:
            self._paint_heading(painter, option, index)
            return
        super().paint(painter, option, index)
        count = index.data(COUNT_ROLE)
        if not count:
            return
        state: QStyle.StateFlag = option.state
        rect: QRect = option.rect
        palette: QPalette = option.palette
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setPen(palette.color(QPalette.ColorRole.HighlightedText if chosen else QPalette.ColorRole.Text))
        font = painter.font()
        font.setBold(True)
        painter.setFont(font)
        painter.drawText(
            rect.adjusted(0, 0, -_AT_RIGHT, 0), Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, str(count)
        )
        painter.restore()
