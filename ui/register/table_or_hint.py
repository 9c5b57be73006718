"""The table's place: where no record shows, a hint says why, and what to do next."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from models.base.register import Register
from ui.widgets.empty_state import Choice, EmptyState


class TableOrHint(QStackedWidget):
    """Made by the page, which does what is asked for here."""

    new_asked = Signal()
    import_asked = Signal()
    all_asked = Signal()
    """Show all records, without filters."""

    def __init__(self, register: Register, table: QWidget) -> None:
        super().__init__()
        self._register = register
        self._table = table
        self._empty = EmptyState()
        self._nothing = EmptyState()
        for widget in (table, self._empty, self._nothing):
            self.addWidget(widget)

    def show_for(self, shown: int, total: int) -> None:
        """Put in front what suits this many records shown, of so many."""
        if shown:
            self.setCurrentWidget(self._table)
        elif total:
            choice: Choice = ("清除筛选", self.all_asked.emit)
            self._nothing.show_hint("没有符合筛选条件的记录", "换几个字，或清除筛选。", [choice])
            self.setCurrentWidget(self._nothing)
        else:
            choices: list[Choice] = [(f"新建{self._register.noun}", self.new_asked.emit)]
            if self._register.fed_by_notices:
                choices.insert(0, ("导入通知…", self.import_asked.emit))
            else:
                choices.append(("导入表格…", self.import_asked.emit))
            self._empty.show_hint(f"还没有{self._register.noun}", self._register.empty_hint, choices)
            self.setCurrentWidget(self._empty)
