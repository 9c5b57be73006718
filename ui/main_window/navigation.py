"""The list of registers at the left, with the numbers of what needs a hand."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from models.base.register import Registers
from ui.widgets.icons import Icons
from ui.widgets.nav_delegate import COUNT_ROLE, NavDelegate

DASHBOARD, REVIEW = "dashboard", "review"
_NAME_ROLE = Qt.ItemDataRole.UserRole


class Navigation(QListWidget):
    """工作台, then the registers; `chosen` carries "dashboard" or a register's name."""

    chosen = Signal(str)
    left_rightwards = Signal()
    """Enter, Right or a click: the keyboard goes on to the page."""

    def __init__(self, registers: Registers, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._registers = registers
        self._icons = icons
        self.setAccessibleName("台账导航")
        self.setItemDelegate(NavDelegate(self))
        self.setIconSize(QSize(18, 18))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumWidth(150)
        self.setMaximumWidth(240)
        self._add("工作台", DASHBOARD, icons)
        shown = [register for register in registers.values() if not register.hidden]
        for heading in dict.fromkeys(register.shelf for register in shown):
            self._add_heading(heading)
            for register in shown:
                if register.shelf == heading:
                    self._add(register.title.removesuffix("台账"), register.name, icons, register.icon)
        self.currentItemChanged.connect(self._changed)
        self.itemClicked.connect(self._go)

    def _add(self, text: str, name: str, icons: Icons, icon: str = "dashboard") -> None:
        item = QListWidgetItem(icons(icon), text)
        item.setData(_NAME_ROLE, name)
        self.addItem(item)

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
        self._changed(item)
        if item is not None and item.data(_NAME_ROLE):
            self.left_rightwards.emit()

    def show_review(self, under_way: bool) -> None:
        """Offer the way back to what is being brought in, at the top, for as long as it is."""
        has = self.item(0).data(_NAME_ROLE) == REVIEW
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
            if self.item(row).data(_NAME_ROLE) == name:
                self.setCurrentRow(row)
        self.blockSignals(False)

    def show_counts(self, counts: dict[str, int]) -> None:
        """Put the numbers beside the names; 0 shows nothing."""
        for row in range(self.count()):
            item = self.item(row)
            count = counts.get(item.data(_NAME_ROLE), 0)
            item.setData(COUNT_ROLE, count or None)
            if item.data(_NAME_ROLE):
                item.setToolTip(f"{count} 项需要处理" if count else "")

    def _changed(self, item: QListWidgetItem | None) -> None:
        if item is not None and item.data(_NAME_ROLE):
            self.chosen.emit(str(item.data(_NAME_ROLE)))
