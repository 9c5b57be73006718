"""Above the tasks of a notice that was brought in before: show only what differs, and what to do with the rest.

Used by `ui.intake.review` only.
"""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from models.operations.bringing_in import CANCELLED
from ui.intake.drafts import Drafts
from ui.widgets.wrap_row import WrapRow


class ChangesBar(QWidget):
    """One line with the choices that a known notice offers; hidden otherwise."""

    filtered = Signal(bool)
    """Only what differs is to be shown."""
    changed = Signal()
    """Something else is to be brought in now."""

    def __init__(self, drafts: Drafts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._drafts = drafts
        self.only = QCheckBox("只看有变化的(&V)", self)
        self.only.setToolTip("台账里已有而且没有变化的任务先不显示")
        self.only.toggled.connect(self.filtered)
        self.edited_too = QCheckBox("改过的栏也更新(&U)", self)
        self.edited_too.toggled.connect(self._set_edited_too)
        self.gone = QPushButton(self)
        self.gone.setAutoDefault(False)
        self.gone.setToolTip("看看哪些任务这份通知里没有了；默认不动，也可以在备注里注明")
        self.gone.clicked.connect(self._choose_gone)
        row = WrapRow(parent=self)
        for widget in (self.only, self.edited_too, self.gone):
            row.addWidget(widget)
        self.hide()

    def show_known(self) -> None:
        """What there is to choose now."""
        known = self._drafts.known
        items = self._drafts.items
        edited = sum(item.edited for draft in items for item in draft.differences)
        there = any(draft.is_there for draft in items)
        differs = any(not draft.is_there for draft in items)
        self.only.setVisible(there and differs)
        if not (there and differs):
            self.only.setChecked(False)
        self.edited_too.setVisible(bool(edited))
        self.edited_too.setToolTip(
            f"{edited} 处在导入以后有人改过，默认保持不变；勾选后也换成这份通知里的。进展、完成情况始终不动"
        )
        gone = known.gone if known is not None else ()
        marked = len(known.cancelled) if known is not None else 0
        told = f"，注明取消 {marked} 项" if marked else ""
        self.gone.setText(f"少了 {len(gone)} 项{told}…")
        self.gone.setVisible(bool(gone))
        self.setVisible(bool(gone) or bool(edited) or (there and differs))

    def _set_edited_too(self, on: bool) -> None:
        if self._drafts.known is None:
            return
        self._drafts.known.edited_too = on
        only_edited = [
            draft for draft in self._drafts.items if draft.differences and not draft.fields(edited_too=False)
        ]
        self._drafts.tick(only_edited, on)
        self.changed.emit()

    def _choose_gone(self) -> None:
        known = self._drafts.known
        if known is None:
            return
        dialog = GoneDialog([(number, known.title(number)) for number in known.gone], known.cancelled, self)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            known.cancelled = dialog.chosen()
            self.show_known()
            self.changed.emit()


class GoneDialog(QDialog):
    """The tasks that the notice has no longer, each to be left (default) or marked."""

    def __init__(self, gone: list[tuple[int, str]], chosen: set[int], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("这份通知里没有了的任务")
        about = QLabel(f"不打勾的保持不变；打勾的在备注里写明“{CANCELLED}”，导入时一并写入。", self)
        about.setWordWrap(True)
        self.list = QListWidget(self)
        self.list.setAccessibleName("这份通知里没有了的任务")
        self.list.setWordWrap(True)
        for number, title in gone:
            item = QListWidgetItem(title, self.list)
            item.setData(Qt.ItemDataRole.UserRole, number)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if number in chosen else Qt.CheckState.Unchecked)
        self.list.setCurrentRow(0)
        buttons = QDialogButtonBox(self)
        accept = buttons.addButton("确定", QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton("取消", QDialogButtonBox.ButtonRole.RejectRole)
        accept.setDefault(True)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        box = QVBoxLayout(self)
        box.addWidget(about)
        box.addWidget(self.list, 1)
        box.addWidget(buttons)
        self.resize(560, 320)

    def chosen(self) -> set[int]:
        """The ids of the tasks to be marked."""
        items = (self.list.item(row) for row in range(self.list.count()))
        return {item.data(Qt.ItemDataRole.UserRole) for item in items if item.checkState() == Qt.CheckState.Checked}
