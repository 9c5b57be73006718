"""The records that a notice is about, in the composer: shown by their titles, taken out of the notice alone."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLabel, QListWidget, QListWidgetItem, QPushButton, QVBoxLayout, QWidget

from models.base.record import Record
from models.base.register import Register
from ui.session import Session

_ID = Qt.ItemDataRole.UserRole


class Subjects(QWidget):
    """The list and its button; hidden for a notice about no records."""

    dropped = Signal(int)
    """A record's id, to be taken out of the notice; the register is not touched."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._count = QLabel()
        self.list = QListWidget()
        self.list.setAccessibleName("所涉及的记录")
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.setMinimumHeight(90)
        self.drop = QPushButton("去掉选中的一项")
        self.drop.setToolTip("这份公文里不写这一项，台账不受影响（Del）")
        self.drop.clicked.connect(self._drop)
        keys = QShortcut(QKeySequence("Del"), self.list)
        keys.setContext(Qt.ShortcutContext.WidgetShortcut)
        keys.activated.connect(self._drop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._count)
        column.addWidget(self.list, 1)
        column.addWidget(self.drop)

    def show_records(self, register: Register | None, ids: Sequence[int], left_out: Mapping[int, str]) -> None:
        """Show these records of the register, and below them in grey those left out, each with the reason."""
        self.setVisible(register is not None)
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

    def _drop(self) -> None:
        item = self.list.currentItem() or (self.list.item(0) if self.list.count() == 1 else None)
        if item is not None and item.data(_ID) is not None:
            self.dropped.emit(item.data(_ID))


def _titled(register: Register, record: Record) -> str:
    number = record.values.get("number")
    return f"{f'{number}. ' if number else ''}{' '.join(str(record[register.title_field] or '').split())}"
