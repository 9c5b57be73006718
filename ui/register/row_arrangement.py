"""The rows of a register's table as a tree, in groups or as a plain list: the two controls for it, and what they do.

Made by the page, whose heading shows the controls; `arrangement` restores the rows with the rest of a view.
"""

from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QCheckBox

from models.base.groups import groupings
from models.base.register import Register
from ui.actions import Handler
from ui.register.group_button import GroupButton
from ui.register.remembered import Remembered
from ui.register.selection import Selection
from ui.register.table_model import RegisterModel

_TREE, _GROUPS = "tree", "groups"


class RowArrangement(QObject):
    """Arranges a model's rows as they are remembered; what is selected stays selected."""

    arranged = Signal()
    """The person asked for other rows, and they are there."""

    def __init__(
        self, register: Register, model: RegisterModel, remembered: Remembered, selection: Selection, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._register = register
        self._model = model
        self._remembered = remembered
        self._selection = selection
        self.as_tree = QCheckBox("按层级显示")
        self.as_tree.setToolTip("下级排在上级下面；点三角或按左右方向键展开、收起（Ctrl+Shift+T）")
        if not register.tree:
            self.as_tree.hide()
        self.grouping = GroupButton(register)
        self.as_tree.toggled.connect(lambda on: self._arrange(tree=on))
        self.grouping.chosen.connect(lambda name: self._arrange(group_by=name))

    @property
    def is_tree(self) -> bool:
        """Whether the rows are a tree of records."""
        return self.as_tree.isChecked()

    @property
    def group_by(self) -> str:
        """By which field, or "status", the rows are grouped; "" where they are not."""
        return self._model.group_by

    def handlers(self) -> dict[str, Handler]:
        """What the window's actions do with the rows."""
        return {
            "tree": self.as_tree.toggle,
            "group": self.grouping.open,
            "open_all": lambda: self._turn_all(True),
            "close_all": lambda: self._turn_all(False),
        }

    def restore(self) -> None:
        """The rows as they are remembered."""
        tree = self._remembered.value(self._key(_TREE)) == "1" and bool(self._register.tree)
        kept = str(self._remembered.value(self._key(_GROUPS)) or "")
        group_by = kept if kept in groupings(self._register) and not tree else ""
        self.grouping.show_grouping(group_by)
        self.as_tree.blockSignals(True)
        self.as_tree.setChecked(tree)
        self.as_tree.blockSignals(False)
        self._model.arrange(tree=tree, group_by=group_by)

    def remembered_as(self, *, tree: bool, group_by: str) -> dict[str, Any]:
        """What is remembered for rows arranged so."""
        return {self._key(_TREE): "1" if tree else "0", self._key(_GROUPS): group_by}

    def _arrange(self, *, tree: bool = False, group_by: str = "") -> None:
        """Show the rows as a tree, or grouped, or as a plain list, as the person asked."""
        chosen = self._selection.ids()
        for key, value in self.remembered_as(tree=tree, group_by=group_by).items():
            self._remembered.keep(key, value)
        self.restore()
        self._selection.again(chosen)
        self.arranged.emit()

    def _turn_all(self, opened: bool) -> None:
        chosen = self._selection.ids()
        self._model.turn_all(opened)
        self._selection.again(chosen)

    def _key(self, name: str) -> str:
        return self._remembered.key("page", name)
