"""The records that a notice is about, in the composer: shown by their titles, taken out of the notice alone."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QListWidget, QListWidgetItem, QPushButton, QVBoxLayout, QWidget

from models.base.record import Record
from models.base.register import Register
from ui.session import Session

_ID = Qt.ItemDataRole.UserRole
_DROP = "去掉选中的一项"


class Subjects(QWidget):
    """The list and its button; hidden for a notice about no records."""

    dropped = Signal(object)
    """The ids of records to be taken out of the notice; the register is not touched."""
    brought_back = Signal()
    """Those that were taken out are wanted again."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._count = QLabel()
        self.list = QListWidget()
        self.list.setAccessibleName("所涉及的记录")
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.setMinimumHeight(90)
        self.list.setSelectionMode(QListWidget.SelectionMode.ExtendedSelection)
        self.list.itemSelectionChanged.connect(self._tell_chosen)
        self.drop = QPushButton(_DROP)
        self.drop.setToolTip("这份公文里不写选中的，台账不受影响（Del）；按住 Ctrl 或 Shift 可以选几项")
        self.drop.clicked.connect(self._drop)
        self.back = QPushButton("恢复全部")
        self.back.setToolTip("把用“去掉”拿走的都写回这份公文")
        self.back.clicked.connect(self.brought_back.emit)
        for button in (self.drop, self.back):
            button.setAutoDefault(False)
        keys = QShortcut(QKeySequence("Del"), self.list)
        keys.setContext(Qt.ShortcutContext.WidgetShortcut)
        keys.activated.connect(self._drop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._count)
        column.addWidget(self.list, 1)
        buttons = QHBoxLayout()
        buttons.addWidget(self.drop, 1)
        buttons.addWidget(self.back)
        column.addLayout(buttons)

    def show_records(
        self, register: Register | None, ids: Sequence[int], left_out: Mapping[int, str], dropped: int = 0
    ) -> None:
        """Show these records of the register, and below them in grey those left out, each with the reason.

        dropped: how many were taken out by hand and can be brought back.
        """
        self.setVisible(register is not None)
        self.back.setEnabled(dropped > 0)
        self.list.clear()
        if register is None:
            return
        book, noun, counter = self._session.desk.book, register.noun, register.counter
        for record in book.records(register.name, ids):
            title = _titled(register, record)
            item = QListWidgetItem(f"[{record.status_text}] {title}")
            item.setToolTip(title)
            item.setData(_ID, record.id)
            self.list.addItem(item)
        for record in book.records(register.name, list(left_out)):
            told = f"[去掉：{left_out[record.id]}] {_titled(register, record)}"
            item = QListWidgetItem(told)
            item.setToolTip(told)
            item.setFlags(Qt.ItemFlag.NoItemFlags)
            self.list.addItem(item)
        less = f"，去掉 {len(left_out)} {counter}，列在后面" if left_out else ""
        self._count.setText(f"所涉及的{noun}（{len(ids)} {counter}{less}）")
        self.list.setAccessibleName(f"所涉及的{register.noun}")
        self.drop.setEnabled(len(ids) > 0)

    def show_left_out(self) -> None:
        """Scroll to the first record that was left out."""
        for row in range(self.list.count()):
            if self.list.item(row).data(_ID) is None:
                self.list.scrollToItem(self.list.item(row), QListWidget.ScrollHint.PositionAtTop)
                return

    def _tell_chosen(self) -> None:
        count = len(self.list.selectedItems())
        self.drop.setText(f"去掉选中的 {count} 项" if count > 1 else _DROP)

    def _drop(self) -> None:
        chosen = self.list.selectedItems() or ([self.list.item(0)] if self.list.count() == 1 else [])
        ids = [item.data(_ID) for item in chosen if item.data(_ID) is not None]
        if ids:
            row = min(map(self.list.row, chosen))
            self.dropped.emit(ids)
            self.list.setCurrentRow(min(row, self.list.count() - 1))


def _titled(register: Register, record: Record) -> str:
    number = record.values.get("number")
    return f"{f'{number}. ' if number else ''}{' '.join(str(record[register.title_field] or '').split())}"
