"""The window's frame: menus and toolbar made from the table of actions, and a table's context menu."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLabel, QMainWindow

from models.base.register import Register
from ui.actions import MENUS, ActionTable, perform_name

_OWN = "own"
"""Where the toolbar has the actions of the register in front."""
_TOOLBAR = (("import_file", "new", _OWN, "undo"), ("export", "notice"))
_ROW_ACTIONS = ("edit", "change_all", "fill_down", "duplicate", "copy", "delete")


class Frame:
    """The window's menus and toolbar; `refill` when the registers, and so their actions, are others."""

    def __init__(self, window: QMainWindow, table: ActionTable, about_to_show: Callable[[], None]) -> None:
        self._table = table
        self._menus = {name: window.menuBar().addMenu(f"{name}(&{letter})") for name, letter in MENUS.items()}
        for menu in self._menus.values():
            menu.setToolTipsVisible(True)
            menu.aboutToShow.connect(about_to_show)  # brings the actions up to date
        self._bar = window.addToolBar("常用操作")
        self._bar.setObjectName("toolbar")
        self._bar.setMovable(False)
        self._bar.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.refill()

    def refill(self) -> None:
        """Put the actions into menus and toolbar, in order."""
        for name, menu in self._menus.items():
            menu.clear()
            specs = list(self._table.in_menu(name))
            for spec, following in zip(specs, [*specs[1:], None], strict=True):
                menu.addAction(self._table[spec.name])
                if spec.ends_group or (spec.register and following is not None and not following.register):
                    menu.addSeparator()
        self._fill_toolbar()

    def _fill_toolbar(self) -> None:
        """What is used most, and the search over everything at the right end."""
        self._bar.clear()
        for group in _TOOLBAR:
            for name in group:
                own = [spec.name for spec in self._table.specs.values() if spec.register and spec.toolbar]
                self._bar.addActions([self._table[chosen] for chosen in (own if name == _OWN else [name])])
            self._bar.addSeparator()
        spacer = QLabel()
        spacer.setSizePolicy(spacer.sizePolicy().Policy.Expanding, spacer.sizePolicy().Policy.Preferred)
        self._bar.addWidget(spacer)
        self._bar.addAction(self._table["find_everywhere"])


def row_menu(table: ActionTable, register: Register, parent: QObject) -> list[QAction]:
    """What a table's context menu offers: the register's own actions, then what any row can have done."""
    separator = QAction(parent)
    separator.setSeparator(True)
    own = [table[perform_name(register.name, action.name)] for action in register.actions]
    notice = [table["notice"]] if register.unit_fields else []
    return [*own, *([separator] if own else []), *notice, *(table[name] for name in _ROW_ACTIONS)]
