"""The records that a notice is about, in the composer: shown by their titles, taken out of the notice alone."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLabel, QListWidget, QListWidgetItem, QPushButton, QVBoxLayout, QWidget

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

    def show_records(self, register: Register | None, ids: Sequence[int]) -> None:
        """Show these records of the register."""
        self.setVisible(register is not None)
        self.list.clear()
        if register is None:
            return
        for record in self._session.desk.book.records(register.name, ids):
            number = record.values.get("number")
            title = " ".join(str(record[register.title_field] or "").split())
            item = QListWidgetItem(f"[{record.status_text}] {f'{number}. ' if number else ''}{title}")
            item.setToolTip(title)
            item.setData(_ID, record.id)
            self.list.addItem(item)
        self._count.setText(f"所涉及的{register.noun}（{len(ids)} {register.counter}）")
        self.list.setAccessibleName(f"所涉及的{register.noun}")
        self.drop.setEnabled(len(ids) > 0)

    def _drop(self) -> None:
        item = self.list.currentItem() or (self.list.item(0) if self.list.count() == 1 else None)
        if item is not None:
            self.dropped.emit(item.data(_ID))
