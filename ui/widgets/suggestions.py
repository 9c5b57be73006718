"""The list that drops down below a line while a name is typed; the keyboard stays in the line.

For the link editors. It never takes the focus, so that input methods go on composing in the line.
"""

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractScrollArea,
    QFrame,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from ui.widgets import colours
from ui.widgets.known_names import Known

_ROWS = 9
_ROOM = 7
_NO_PARENT = QModelIndex()


class SuggestionModel(QAbstractListModel):
    """The suggestions, each with its other names behind it."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.found: list[Known] = []

    def show(self, found: list[Known]) -> None:
        """Show these in place of what is there."""
        self.beginResetModel()
        self.found = found
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self.found)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        if not index.isValid():
            return None
        record = self.found[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            others = "、".join(record.shown)
            return f"{record.title}　（{others}）" if others else record.title
        return record.title if role == Qt.ItemDataRole.ToolTipRole else None


class RoomyRows(QStyledItemDelegate):
    """Rows as high as the table's, for the mouse."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        super().initStyleOption(option, index)
        colours.show_boxes(option.palette)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        size = super().sizeHint(option, index)
        return QSize(size.width(), size.height() + _ROOM)


class Suggestions(QListView):
    """The dropped-down list."""

    chosen = Signal(object)
    """Known: this one was picked."""

    def __init__(self, parent: QWidget, line: QWidget) -> None:
        """line: what it drops down from; it goes when the mouse is pressed there, and follows when the line grows."""
        super().__init__(parent)
        self._line = line
        self.setWindowFlags(Qt.WindowType.ToolTip | Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(QFrame.Shape.Box)
        self.setUniformItemSizes(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.setAccessibleName("可选的名称")
        self.names = SuggestionModel(self)
        self.setModel(self.names)
        self.setItemDelegate(RoomyRows(self))
        self.entered.connect(self.setCurrentIndex)
        self.clicked.connect(lambda index: self._choose(index.row()))
        for part in (line, line.viewport()) if isinstance(line, QAbstractScrollArea) else (line,):
            part.installEventFilter(self)

    def offer(self, found: list[Known], *, marked: bool) -> None:
        """Drop down below the line; `marked` puts the mark on the first, so that Enter takes it."""
        if not found:
            self.hide()
            return
        self.names.show(found)
        self._place()
        if marked:
            self.setCurrentIndex(self.names.index(0))
        self.show()

    def take_key(self, event: QKeyEvent) -> bool:
        """Use up a key typed in the line while the list is open; False leaves it to the line."""
        if not self.isVisible():
            return False
        key, row = event.key(), self.currentIndex().row()
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
            step = _ROWS if key in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp) else 1
            down = key in (Qt.Key.Key_Down, Qt.Key.Key_PageDown)
            last = len(self.names.found) - 1
            self.setCurrentIndex(self.names.index(min(last, row + step) if down else max(0, row - step)))
            return True
        if key == Qt.Key.Key_Escape:
            self.hide()
            return True
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab) and plain and row >= 0:
            self._choose(row)
            return True
        return False

    def _choose(self, row: int) -> None:
        record = self.names.found[row]
        self.hide()
        self.chosen.emit(record)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.MouseButtonPress:
            self.hide()
        elif event.type() in (QEvent.Type.Resize, QEvent.Type.Move) and self.isVisible():
            self._place()
        return False

    def _place(self) -> None:
        row = max(self.sizeHintForRow(0), 20)
        widest = self.sizeHintForColumn(0) + 2 * self.frameWidth() + 24
        width = min(max(self._line.width(), widest), 520)
        height = min(_ROWS, len(self.names.found)) * row + 2 * self.frameWidth()
        foot = self._line.mapToGlobal(QPoint(0, self._line.height()))
        screen = self._line.screen().availableGeometry()
        top = foot.y() if foot.y() + height <= screen.bottom() else foot.y() - self._line.height() - height
        self.setGeometry(max(screen.left(), min(foot.x(), screen.right() - width)), top, width, height)
