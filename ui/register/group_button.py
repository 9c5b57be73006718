"""“分组：状态 ▾”: by which field the rows of a table are grouped."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QWidget

from models.base.groups import grouping_title, groupings
from models.base.register import Register
from ui.widgets.drop_button import DropButton


class GroupButton(DropButton):
    """Drops down the groupings of a register; `chosen` when the person picked one."""

    chosen = Signal(str)
    """The name of a field, "status", or "" for none."""

    def __init__(self, register: Register, parent: QWidget | None = None) -> None:
        super().__init__("分组", parent)
        self._titles = {"": "不分组"} | {name: grouping_title(register, name) for name in groupings(register)}
        self.group_by = ""
        self._choices = QActionGroup(self)
        self._actions: dict[str, QAction] = {}
        for name, title in self._titles.items():
            action = self.drop.addAction(title.replace("&", "&&"))
            action.setCheckable(True)
            action.triggered.connect(lambda _, name=name: self._pick(name))
            self._choices.addAction(action)
            self._actions[name] = action
            if not name:
                self.drop.addSeparator()
        self.show_grouping("")

    def show_grouping(self, name: str) -> None:
        """Show what the table is grouped by; nothing is emitted."""
        self.group_by = name if name in self._titles else ""
        self._actions[self.group_by].setChecked(True)
        told = f"按{self._titles[self.group_by]}分组" if self.group_by else "没有分组"
        text = self._titles[self.group_by] if self.group_by else ""
        self.show_choice(text, f"{told}；点这里选按什么分组（Ctrl+Shift+U）")

    def _pick(self, name: str) -> None:
        if name != self.group_by:
            self.show_grouping(name)
            self.chosen.emit(name)
