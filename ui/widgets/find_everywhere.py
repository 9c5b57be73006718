"""Search all registers (Ctrl+K): a line to type in, and below it what was found, register by register."""

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QLabel,
    QLineEdit,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from models.base.record import Record
from models.base.register import Register
from ui.session import Session
from ui.widgets.colours import faint, light_colour
from ui.widgets.field_editor import ENTER
from ui.widgets.lights import light_icon
from ui.widgets.suggestions import RoomyRows
from ui.widgets.tone import on_new_palette, set_tone

DEBOUNCE_MS = 80
MOST_A_REGISTER = 20
MOST_RECENT = 15
_WIDTH, _HEIGHT = 640, 460
_TARGET = Qt.ItemDataRole.UserRole
_MOVES = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 10, Qt.Key.Key_PageUp: -10}


@dataclass(frozen=True)
class Found:
    """What one register holds: the first records, and how many there are in all."""

    register: Register
    records: list[Record]
    total: int


def search_everywhere(session: Session, words: str, most: int = MOST_A_REGISTER) -> list[Found]:
    """The records of all registers shown in the navigation that hold these words, newest first."""
    book = session.desk.book
    found: list[Found] = []
    for register in session.registers.values():
        if register.hidden or not any(field.searched for field in register.fields):
            continue
        ids = book.index(register.name).find(words) or ()
        if ids:
            newest = sorted(ids, reverse=True)[:most]
            found.append(Found(register, book.records(register.name, newest), len(ids)))
    return found


def recent_records(session: Session, most: int = MOST_RECENT) -> list[Record]:
    """The records opened last from elsewhere, then those changed last, of the registers in the navigation."""
    book, shown = session.desk.book, {item.name for item in session.registers.values() if not item.hidden}
    places = dict.fromkeys([*session.visited(), *book.history.changed_last(4 * most)])
    found: list[Record] = []
    for register, identity in places:
        if register in shown and len(found) < most:
            found += book.records(register, [identity])
    return found


class FindEverywhere(QFrame):
    """The popup; it closes when something is picked, at Esc, and when the keyboard goes elsewhere."""

    picked = Signal(str, int)
    """(register's name, record's id)."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Tool | Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setWindowTitle("搜索全部台账")
        self._session = session
        self._searched: str | None = None
        self.line = QLineEdit(self)
        self.line.setPlaceholderText("搜索全部台账…")
        self.line.setAccessibleName("搜索全部台账")
        self.line.setClearButtonEnabled(True)
        self.line.installEventFilter(self)
        self.results = _results(self)
        self.results.itemClicked.connect(self._pick)
        self.note = QLabel(self)
        set_tone(self.note, "grey")
        column = QVBoxLayout(self)
        for widget in (self.line, self.results, self.note):
            column.addWidget(widget)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(DEBOUNCE_MS)
        self._timer.timeout.connect(self.search)
        self.line.textChanged.connect(lambda _: self._timer.start())
        self._tell()
        on_new_palette(self.results, self._search_again)

    def _search_again(self) -> None:
        self._searched = None
        self.search()

    def open(self) -> None:
        """Show above the parent's window, ready to type."""
        parent = self.parentWidget()
        self.resize(_WIDTH, _HEIGHT)
        if parent is not None:
            window = parent.window()
            self.resize(min(_WIDTH, window.width() - 40), min(_HEIGHT, window.height() - 80))
            self.move(window.mapToGlobal(QPoint((window.width() - self.width()) // 2, 60)))
        self.show()
        self.activateWindow()
        self.line.setFocus()
        self.search()

    def search(self) -> None:
        """Look for what stands in the line."""
        self._timer.stop()
        words = self.line.text().strip()
        if words == self._searched:
            return
        self._searched = words
        self.results.clear()
        if words and self._session.is_open:
            for found in search_everywhere(self._session, words):
                self._list(found)
        elif self._session.is_open:
            self._list_recent()
        self._move(1)
        self._tell()

    def _list_recent(self) -> None:
        """Before anything is typed: where the person was last."""
        found = recent_records(self._session)
        if found:
            self._head("最近打开和改过的")
        for record in found:
            register = self._session.registers[record.register]
            self.results.addTopLevelItem(self._item(register, record, f"{register.noun}　"))

    def _list(self, found: Found) -> None:
        more = f"，显示最新的 {len(found.records)} {found.register.counter}" if found.total > len(found.records) else ""
        self._head(f"{found.register.title}　{found.total} {found.register.counter}{more}")
        for record in found.records:
            self.results.addTopLevelItem(self._item(found.register, record))

    def _head(self, text: str) -> None:
        head = QTreeWidgetItem([text, ""])
        head.setFlags(Qt.ItemFlag.ItemIsEnabled)
        head.setForeground(0, faint(self.palette()))
        font = self.font()
        font.setBold(True)
        head.setFont(0, font)
        self.results.addTopLevelItem(head)
        head.setFirstColumnSpanned(True)

    def _item(self, register: Register, record: Record, before: str = "") -> QTreeWidgetItem:
        title = before + " ".join(str(record.values.get(register.title_field) or "（无标题）").split())
        item = QTreeWidgetItem([title, record.status_text])
        item.setData(0, _TARGET, (register.name, record.id))
        item.setToolTip(0, title)
        status = register.status(record.status)
        if status is not None:
            item.setIcon(0, light_icon(status.light, self.palette()))
            item.setForeground(1, light_colour(status.light, self.palette()))
        return item

    def _tell(self) -> None:
        if not self._searched:
            self.note.setText("输入任务、文号、单位名称里的任意几个字　↑↓ 选择　Enter 打开　Esc 关闭")
        elif not self.results.topLevelItemCount():
            self.note.setText(f"各台账里都没有“{self._searched}”，换几个字试试。")
        else:
            self.note.setText("↑↓ 选择　Enter 打开　Esc 关闭")

    # -- keys -----------------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._key(event)
        return False

    def _key(self, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        if key in _MOVES:
            self._move(_MOVES[key])
        elif key in ENTER:
            self.search()
            self._pick(self.results.currentItem())
        elif key == Qt.Key.Key_Escape:
            self.close()
        else:
            return False
        return True

    def _move(self, step: int) -> None:
        every = (self.results.topLevelItem(row) for row in range(self.results.topLevelItemCount()))
        items = [item for item in every if item is not None and item.data(0, _TARGET) is not None]
        if not items:
            return
        current = self.results.currentItem()
        place = items.index(current) + step if current in items else 0
        self.results.setCurrentItem(items[max(0, min(len(items) - 1, place))])

    def _pick(self, item: QTreeWidgetItem | None) -> None:
        target = item.data(0, _TARGET) if item is not None else None
        if target is None:
            return
        name, identity = target
        self.close()
        self.picked.emit(name, identity)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and self.isVisible() and not self.isActiveWindow():
            self.close()


def _results(parent: QWidget) -> QTreeWidget:
    tree = QTreeWidget(parent)
    tree.setColumnCount(2)
    tree.setItemDelegate(RoomyRows(tree))
    tree.setHeaderHidden(True)
    tree.setRootIsDecorated(False)
    tree.setUniformRowHeights(True)
    tree.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    tree.setFrameShape(QFrame.Shape.NoFrame)
    tree.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    tree.setTextElideMode(Qt.TextElideMode.ElideRight)
    tree.setAccessibleName("搜索结果")
    tree.header().setStretchLastSection(False)
    tree.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
    tree.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
    return tree
