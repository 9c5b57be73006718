"""The list of registers at the left, with the numbers of what needs a hand."""

from collections.abc import Callable

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from models.base.register import Registers
from ui.widgets.icons import Icons
from ui.widgets.nav_delegate import COUNT_ROLE, NavDelegate

DASHBOARD, REVIEW, DEFINE = "dashboard", "review", "define"
_NAME_ROLE = Qt.ItemDataRole.UserRole


class Navigation(QListWidget):
    """工作台, then the registers; `chosen` carries "dashboard" or a register's name. At the end the way to a new one."""

    chosen = Signal(str)
    define_asked = Signal()
    """Make a register of the office's own."""
    menu_asked = Signal(str, QPoint)
    """The menu of a register: its name, and the place on the screen."""
    left_rightwards = Signal()
    """Enter, Right or a click: the keyboard goes on to the page."""

    def __init__(self, registers: Registers, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icons = icons
        self.setAccessibleName("台账导航")
        self.setItemDelegate(NavDelegate(self))
        self.setIconSize(QSize(18, 18))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumWidth(150)
        self.setMaximumWidth(240)
        self._fill(registers)
        self.currentItemChanged.connect(self._changed)
        self.itemClicked.connect(self._go)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._ask_menu)

    def show_registers(self, registers: Registers) -> None:
        """Other registers than before; the one in front stays marked when it is among them."""
        front, review = self._name(self.currentItem()), self._name(self.item(0)) == REVIEW

        def fill() -> None:
            self.clear()
            self._fill(registers)

        self._quietly(fill)
        self.show_review(review)
        self.show_chosen(front)

    def _fill(self, registers: Registers) -> None:
        self._add("工作台", DASHBOARD, "dashboard")
        shown = [register for register in registers.values() if not register.hidden]
        for heading in dict.fromkeys(register.shelf for register in shown):
            self._add_heading(heading)
            for register in shown:
                if register.shelf == heading:
                    self._add(register.title.removesuffix("台账"), register.name, register.icon)
        if registers.own is not None:
            self._add("新建台账…", DEFINE, "new").setToolTip("建一个本单位自己的台账（Ctrl+Shift+J）")

    def _add(self, text: str, name: str, icon: str) -> QListWidgetItem:
        item = QListWidgetItem(self._icons(icon), text)
        item.setData(_NAME_ROLE, name)
        self.addItem(item)
        return item

    @staticmethod
    def _name(item: QListWidgetItem | None) -> str:
        """What an entry stands for; "" for a heading."""
        return str(item.data(_NAME_ROLE) or "") if item is not None else ""

    def _ask_menu(self, at: QPoint) -> None:
        name = self._name(self.itemAt(at))
        if name not in ("", DASHBOARD, REVIEW, DEFINE):
            self.menu_asked.emit(name, self.viewport().mapToGlobal(at))

    def _add_heading(self, text: str) -> None:
        item = QListWidgetItem(text)
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        self.addItem(item)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Right) and not event.modifiers():
            self._go(self.currentItem())
        else:
            super().keyPressEvent(event)

    def _go(self, item: QListWidgetItem | None) -> None:
        """To the page, also when another one (a notice being written) stands in front of it."""
        if self._name(item) == DEFINE:
            self.define_asked.emit()
            return
        self._changed(item)
        if self._name(item):
            self.left_rightwards.emit()

    def show_review(self, under_way: bool) -> None:
        """Offer the way back to what is being brought in, at the top, for as long as it is."""
        has = self._name(self.item(0)) == REVIEW
        if under_way and not has:
            item = QListWidgetItem(self._icons("import"), "导入核对")
            item.setData(_NAME_ROLE, REVIEW)
            item.setToolTip("回到正在核对的内容")
            self._quietly(lambda: self.insertItem(0, item))
        elif has and not under_way:
            self._quietly(lambda: self.takeItem(0))

    def _quietly(self, change: Callable[[], object]) -> None:
        """Change the list without choosing another page by it."""
        self.blockSignals(True)
        change()
        self.blockSignals(False)

    def show_chosen(self, name: str) -> None:
        """Mark a page as the one in front, without choosing it anew."""
        self.blockSignals(True)
        for row in range(self.count()):
            if name and self._name(self.item(row)) == name:
                self.setCurrentRow(row)
        self.blockSignals(False)

    def show_counts(self, counts: dict[str, int]) -> None:
        """Put the numbers beside the names; 0 shows nothing."""
        for row in range(self.count()):
            item = self.item(row)
            count = counts.get(self._name(item), 0)
            item.setData(COUNT_ROLE, count or None)
            if self._name(item) not in ("", DEFINE):
                item.setToolTip(f"{item.text()}：{count} 项需要处理" if count else item.text())

    def _changed(self, item: QListWidgetItem | None) -> None:
        if self._name(item) not in ("", DEFINE):
            self.chosen.emit(self._name(item))
