"""保存为视图: its name; 整理视图: rename and delete views, and choose the one a register begins with."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from models.base.errors import ClerkError
from models.base.register import Register
from models.base.views import View
from models.operations import Outcome, views
from ui.session import Session
from ui.widgets.problem_line import ProblemLine

_NAME = Qt.ItemDataRole.UserRole


class SaveViewDialog(QDialog):
    """Asks for a name; a refused one stays there with the reason."""

    def __init__(self, session: Session, register: Register, shown: View, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._register = register
        self._shown = shown
        self.saved = ""
        """The name under which it was kept."""
        self.setWindowTitle("保存为视图")
        self.setMinimumWidth(360)
        about = QLabel("现在的筛选、排序、栏目和分组存成一个视图，以后选它的名称就看到同样的内容。")
        about.setWordWrap(True)
        self.name = QLineEdit()
        self.name.setMaxLength(2 * views.LONGEST_NAME)
        self.name.setPlaceholderText("视图名称，如 逾期未办")
        self.name.setAccessibleName("视图名称")
        self.first = QCheckBox("打开工作簿时就用这个视图")
        self.problem = ProblemLine()
        buttons = QDialogButtonBox()
        buttons.addButton("保存", QDialogButtonBox.ButtonRole.AcceptRole).clicked.connect(self.accept)
        buttons.addButton("取消", QDialogButtonBox.ButtonRole.RejectRole).clicked.connect(self.reject)
        column = QVBoxLayout(self)
        for widget in (about, self.name, self.first, self.problem, buttons):
            column.addWidget(widget)
        self.name.setFocus()

    def accept(self) -> None:
        view = replace(self._shown, name=self.name.text().strip())
        first = True if self.first.isChecked() else None
        try:
            outcome = views.save_view(self._session.desk, self._register, view, first=first)
        except ClerkError as error:
            self.problem.tell(error.sentence)
            self.name.setFocus()
            return
        self.saved = view.name
        self._session.announce(outcome)
        super().accept()


class ViewsDialog(QDialog):
    """The views of a register; F2 renames, Del deletes, both can be undone. What is done is done at once."""

    def __init__(self, session: Session, register: Register, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._register = register
        self.renamed: dict[str, str] = {}
        """The names that views had before -> those they have now."""
        self.setWindowTitle(f"整理视图 · {register.title}")
        self.setMinimumSize(400, 320)
        self.list = QListWidget()
        self.list.setAccessibleName("视图")
        self.list.itemChanged.connect(self._rename)
        self.list.currentItemChanged.connect(lambda *_: self._show_buttons())
        self.rename_button = QPushButton("改名（F2）")
        self.rename_button.clicked.connect(lambda: self.list.editItem(self.list.currentItem()))
        self.first_button = QPushButton("设为默认")
        self.first_button.setToolTip("打开工作簿时就用这个视图")
        self.first_button.clicked.connect(self.turn_first)
        self.delete_button = QPushButton("删除（Del）")
        self.delete_button.clicked.connect(self.delete)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Delete), self.list, self.delete).setContext(
            Qt.ShortcutContext.WidgetShortcut
        )
        self.problem = ProblemLine()
        close = QPushButton("关闭")
        close.clicked.connect(self.accept)
        row = QHBoxLayout()
        for button in (self.rename_button, self.first_button, self.delete_button):
            button.setAutoDefault(False)
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(close)
        column = QVBoxLayout(self)
        column.addWidget(self.list, 1)
        column.addWidget(self.problem)
        column.addLayout(row)
        self.fill()

    def fill(self, chosen: str = "") -> None:
        """Show the views as they are now."""
        first = views.first_view(self._session.desk, self._register)
        self.list.blockSignals(True)
        self.list.clear()
        for name, view in views.views_of(self._session.desk, self._register).items():
            item = QListWidgetItem(name)
            item.setData(_NAME, name)
            if self._session.writable:
                item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)
            font = item.font()
            font.setBold(name == first)
            item.setFont(font)
            item.setToolTip("读不懂，可能是别的版本存的" if view is None else "默认视图" if name == first else name)
            self.list.addItem(item)
            if name == chosen:
                self.list.setCurrentItem(item)
        self.list.blockSignals(False)
        if self.list.currentItem() is None:
            self.list.setCurrentRow(0)
        self._show_buttons()

    def _name(self) -> str:
        item = self.list.currentItem()
        return str(item.data(_NAME)) if item is not None else ""

    def _show_buttons(self) -> None:
        there = bool(self._name()) and self._session.writable
        for button in (self.rename_button, self.first_button, self.delete_button):
            button.setEnabled(there)
        is_first = there and views.first_view(self._session.desk, self._register) == self._name()
        self.first_button.setText("取消默认" if is_first else "设为默认")

    def _rename(self, item: QListWidgetItem) -> None:
        old, new = str(item.data(_NAME)), item.text().strip()
        if new == old:
            return
        try:
            outcome = views.rename_view(self._session.desk, self._register, old, new)
        except ClerkError as error:
            self.fill(old)
            self.problem.tell(error.sentence)
            return
        before = next((was for was, now in self.renamed.items() if now == old), old)
        self.renamed[before] = new
        self._done(outcome, new)

    def delete(self) -> None:
        """Delete the view; 撤销 brings it back."""
        if self._name():
            self._try(lambda name: views.delete_view(self._session.desk, self._register, name))

    def turn_first(self) -> None:
        """Begin with this view from now on, or no longer."""
        name = self._name()
        now = views.first_view(self._session.desk, self._register)
        self._try(lambda _: views.set_first_view(self._session.desk, self._register, "" if now == name else name))

    def _try(self, work: Callable[[str], Outcome]) -> None:
        name = self._name()
        try:
            outcome = work(name)
        except ClerkError as error:
            self.problem.tell(error.sentence)
            return
        self._done(outcome, name)

    def _done(self, outcome: Outcome, chosen: str) -> None:
        self.problem.tell("")
        self._session.announce(outcome)
        self.fill(chosen)
