"""The window's frame: menus and toolbar made from the table of actions, and a table's context menu."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLabel, QMainWindow, QMenu

from models.base.register import Register
from ui.actions import MENUS, ActionTable, perform_name

_OWN = "own"
"""Where the toolbar has the actions of the register in front."""
_TOOLBAR = (("import_file", "new", _OWN, "undo"), ("export", "notice"))
_ROW_ACTIONS = ("edit", "fill_down", "duplicate", "copy", "delete")


def build_menus(window: QMainWindow, table: ActionTable, about_to_show: Callable[[], None]) -> None:
    """All menus, in order; `about_to_show` brings the actions up to date."""
    for name, letter in MENUS.items():
        menu: QMenu = window.menuBar().addMenu(f"{name}(&{letter})")
        menu.setToolTipsVisible(True)
        for spec in table.in_menu(name):
            menu.addAction(table[spec.name])
            if spec.ends_group:
                menu.addSeparator()
        menu.aboutToShow.connect(about_to_show)


def build_toolbar(window: QMainWindow, table: ActionTable) -> None:
    """What is used most, and the search over everything at the right end."""
    bar = window.addToolBar("常用操作")
    bar.setObjectName("toolbar")
    bar.setMovable(False)
    bar.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    for group in _TOOLBAR:
        for name in group:
            own = [spec.name for spec in table.specs.values() if spec.register and spec.toolbar]
            bar.addActions([table[chosen] for chosen in (own if name == _OWN else [name])])
        bar.addSeparator()
    spacer = QLabel()
    spacer.setSizePolicy(spacer.sizePolicy().Policy.Expanding, spacer.sizePolicy().Policy.Preferred)
    bar.addWidget(spacer)
    bar.addAction(table["find_everywhere"])


def row_menu(table: ActionTable, register: Register, parent: QObject) -> list[QAction]:
    """What a table's context menu offers: the register's own actions, then what any row can have done."""
    separator = QAction(parent)
    separator.setSeparator(True)
    own = [table[perform_name(register.name, action.name)] for action in register.actions]
    notice = [table["notice"]] if register.unit_fields else []
    return [*own, *([separator] if own else []), *notice, *(table[name] for name in _ROW_ACTIONS)]
