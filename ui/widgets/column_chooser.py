"""选择栏目: which columns a table shows, and in which order."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from models.base.register import Register

_NAME = Qt.ItemDataRole.UserRole


class _Columns(QListWidget):
    """Checkable lines that move by dragging and by Alt+Up, Alt+Down."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        if event.modifiers() & Qt.KeyboardModifier.AltModifier and event.key() in steps:
            row = self.currentRow()
            to = row + steps[Qt.Key(event.key())]
            if 0 <= to < self.count():
                self.insertItem(to, self.takeItem(row))
                self.setCurrentRow(to)
            return
        super().keyPressEvent(event)


class ColumnChooser(QDialog):
    """All fields of a register, the shown ones ticked and first."""

    def __init__(self, register: Register, shown: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._register = register
        self.setWindowTitle("选择栏目")
        self.setMinimumSize(320, 460)
        self.list = _Columns()
        self.list.setAccessibleName("栏目")
        self.list.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        buttons = QDialogButtonBox()
        for text, role, done in (
            ("确定", QDialogButtonBox.ButtonRole.AcceptRole, self.accept),
            ("取消", QDialogButtonBox.ButtonRole.RejectRole, self.reject),
            ("恢复默认", QDialogButtonBox.ButtonRole.ResetRole, lambda: self._fill(register.columns)),
        ):
            button = buttons.addButton(text, role)
            button.clicked.connect(done)
        column = QVBoxLayout(self)
        self._hint = QLabel("打勾的显示；拖动或按 Alt+↑、Alt+↓ 调整顺序。")
        self._hint.setWordWrap(True)
        column.addWidget(self._hint)
        column.addWidget(self.list)
        column.addWidget(buttons)
        self._fill(shown)

    def _fill(self, shown: Sequence[str]) -> None:
        self.list.clear()
        offered = [field.name for field in self._register.shown if not field.hidden]
        for name in (*shown, *(name for name in offered if name not in shown)):
            item = QListWidgetItem(self._register.field(name).title)
            item.setData(_NAME, name)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if name in shown else Qt.CheckState.Unchecked)
            self.list.addItem(item)
        self.list.setCurrentRow(0)

    def chosen(self) -> list[str]:
        """The ticked fields, in order."""
        items = (self.list.item(row) for row in range(self.list.count()))
        return [str(item.data(_NAME)) for item in items if item.checkState() == Qt.CheckState.Checked]

    def accept(self) -> None:
        if self.chosen():
            super().accept()
        else:
            self._hint.setText("至少要勾选一个栏目。")


def choose_columns(register: Register, shown: Sequence[str], parent: QWidget | None = None) -> list[str] | None:
    """Ask; None when the person leaves it as it is."""
    dialog = ColumnChooser(register, shown, parent)
    return dialog.chosen() if dialog.exec() == QDialog.DialogCode.Accepted else None
