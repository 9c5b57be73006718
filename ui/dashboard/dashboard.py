"""工作台: how many records stand where, what is overdue or due soon, who has most of it, what was done last.

Shows every register that has statuses and anything in it; the first one, the tasks, also when it is empty.
"""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QScrollArea,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from models.base.record import Record
from models.base.register import Register
from models.reports.attention import (
    answerable,
    counted_day,
    counted_text,
    overdue_by_unit,
    overdue_codes,
    overdue_or_soon,
)
from ui.actions import Handler
from ui.dashboard.numbers import Numbers, clear
from ui.session import Session
from ui.widgets.colours import light_colour
from ui.widgets.empty_state import EmptyState
from ui.widgets.list_table import list_table
from ui.widgets.tone import on_new_palette

_MOST_UNITS = 8
_UNIT_WIDTH, _LEAST_UNIT_WIDTH, _STATUS_WIDTH = 10, 6, 7
"""Of columns, in characters; on a narrow page what it is about needs the room more than the unit."""
_LOW = 30
"""Lines of text; on a page lower than that the numbers take less room, so that what is due is in view."""
_SHOWN = 50
_STEPS = 8
_COLUMNS = ("事项", "牵头或责任单位", "到期", "状态")


class DashboardPage(QWidget):
    """Reads when it is shown and after each change; everything on it leads to the records behind it."""

    show_asked = Signal(str, list)
    """Show a register filtered: (register, [(field, value)])."""
    record_asked = Signal(str, int)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._due: list[Record] = []
        self._day = QLabel()
        font = self._day.font()
        font.setPointSizeF(font.pointSizeF() * 1.35)
        font.setBold(True)
        self._day.setFont(font)
        self._numbers = Numbers(session)
        self._numbers.show_asked.connect(self.show_asked)
        self._used: list[Register] = []
        self._table = self._make_table()
        on_new_palette(self._table, self.refresh)
        self._nothing_due = QLabel("没有逾期和快到期的事项。")
        self._units = QGridLayout()
        self._units.setVerticalSpacing(4)
        self._steps = QLabel()
        self._steps.setTextFormat(Qt.TextFormat.PlainText)
        self._steps.setWordWrap(True)
        self._empty = EmptyState()
        self._full = self._arrange()
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 10, 16, 8)
        column.addWidget(self._day)
        column.addWidget(self._full, 1)
        column.addWidget(self._empty, 1)

    def _arrange(self) -> QWidget:
        side = QVBoxLayout()
        side.addWidget(_heading("逾期最多的单位"))
        side.addLayout(self._units)
        side.addSpacing(16)
        side.addWidget(_heading("最近做的事"))
        side.addWidget(self._steps)
        side.addStretch(1)
        left = QVBoxLayout()
        left.addWidget(_heading("逾期和快到期的事项"))
        left.addWidget(self._table, 1)
        left.addWidget(self._nothing_due, 1, Qt.AlignmentFlag.AlignTop)
        below = QHBoxLayout()
        below.setSpacing(16)
        below.addLayout(left, 3)
        below.addLayout(side, 1)
        full = QWidget()
        column = QVBoxLayout(full)
        column.setContentsMargins(0, 6, 0, 0)
        column.addWidget(self._numbers)
        column.addSpacing(8)
        column.addLayout(below, 1)
        area = QScrollArea()  # for low screens
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(full)
        return area

    def _make_table(self) -> QTableWidget:
        table = list_table("逾期和快到期的事项", _COLUMNS, wide=0)
        table.verticalHeader().setDefaultSectionSize(32)
        table.setTabKeyNavigation(False)
        table.setWordWrap(False)
        heads = table.horizontalHeader()
        heads.setHighlightSections(False)
        heads.setSectionResizeMode(1, QHeaderView.ResizeMode.Interactive)
        heads.resizeSection(1, _UNIT_WIDTH * table.fontMetrics().horizontalAdvance("字"))
        heads.setMaximumSectionSize(420)
        table.activated.connect(lambda index: self._open(index.row()))
        return table

    # -- what the window asks -------------------------------------------------------------------------

    def handlers(self) -> dict[str, Handler]:
        """Nothing of its own."""
        return {}

    def state(self) -> frozenset[str]:
        """Nothing that enables actions."""
        return frozenset()

    def focus_table(self) -> None:
        """Move the keyboard to the list of what is due, on a row."""
        self._table.setFocus()
        if not self._table.selectedItems() and self._table.rowCount():
            self._table.selectRow(0)

    def refresh(self) -> None:
        """Read everything anew."""
        if not self._session.is_open:
            return
        today = self._session.clock.today()
        self._day.setText(f"{today.year}年{today.month}月{today.day}日　星期{'一二三四五六日'[today.weekday()]}")
        book = self._session.desk.book
        kept = [item for item in self._session.registers.values() if item.statuses and not item.hidden]
        used = [item for item in kept if book.count(item.name)]
        self._full.setVisible(bool(used))
        self._empty.setVisible(not used)
        if not used:
            self._empty.show_hint(f"还没有{kept[0].noun}", kept[0].empty_hint, [])
            return
        self._used = used
        self._numbers.show_registers(used, short=self._is_low)
        self._show_due(used)
        self._show_units(used)
        self._show_steps()

    @property
    def _is_low(self) -> bool:
        return self.height() < _LOW * self.fontMetrics().lineSpacing()

    def resizeEvent(self, event: QResizeEvent) -> None:
        character = self.fontMetrics().horizontalAdvance("字")
        wide = max(_LEAST_UNIT_WIDTH * character, min(_UNIT_WIDTH * character, self.width() // 8))
        self._table.horizontalHeader().resizeSection(1, wide)
        super().resizeEvent(event)
        if self._session.is_open and self._used and self._is_low is not self._numbers.short:
            self._numbers.show_registers(self._used, short=self._is_low)

    # -- parts ----------------------------------------------------------------------------------------

    def _show_due(self, registers: Sequence[Register]) -> None:
        book = self._session.desk.book
        found: list[tuple[date, Record]] = []
        for register in registers:
            for record in overdue_or_soon(book, register, _SHOWN):
                found.append((counted_day(register, record), record))
        self._due = [record for _, record in sorted(found, key=lambda item: item[0])[:_SHOWN]]
        self._table.setVisible(bool(self._due))
        self._nothing_due.setVisible(not self._due)
        self._table.setRowCount(len(self._due))
        for row, record in enumerate(self._due):
            register = self._session.registers[record.register]
            told = f"{register.noun}　" if len(registers) > 1 else ""
            for column, cell in enumerate(self._cells(register, record, told)):
                item = QTableWidgetItem(cell)
                item.setToolTip(cell)
                if column == 3 and (status := register.status(record.status)) is not None:
                    item.setForeground(light_colour(status.light, self._table.palette()))
                self._table.setItem(row, column, item)
        widest = _STATUS_WIDTH * self._table.fontMetrics().horizontalAdvance("字")  # the rest is for what it is about
        self._table.setColumnWidth(3, min(self._table.sizeHintForColumn(3) + 8, widest))

    def _cells(self, register: Register, record: Record, told: str) -> tuple[str, str, str, str]:
        book = self._session.desk.book
        number = record.values.get("number")
        title = book.title(register.name, record.id)
        units = answerable(record, register.unit_fields)
        names = register.field(register.unit_fields[0]).display(units, book) if units else ""
        text = f"{told}{number}. {title}" if number else f"{told}{title}"
        return text, names, counted_text(register, record), record.status_text

    def _show_units(self, registers: Sequence[Register]) -> None:
        """The units with most overdue; a unit stands once for each register in which it has some."""
        clear(self._units)
        book = self._session.desk.book
        found = [
            (count, unit, register)
            for register in registers
            for unit, count in overdue_by_unit(book, register, _MOST_UNITS)
        ]
        found = sorted(found, key=lambda item: -item[0])[:_MOST_UNITS]
        for row, (count, unit, register) in enumerate(found):
            name = book.title("units", unit)
            button = QPushButton(name)
            button.setFlat(True)
            button.setStyleSheet("text-align: left; padding: 2px 4px;")
            button.setToolTip(f"查看{name}逾期的{register.noun}")
            pairs = [*(("status", code) for code in overdue_codes(register)), ("units", name)]
            button.clicked.connect(lambda _, pairs=pairs, to=register.name: self.show_asked.emit(to, pairs))
            self._units.addWidget(button, row, 0)
            told = f"{count} {register.counter}" + (register.noun if len(registers) > 1 else "")
            self._units.addWidget(QLabel(told), row, 1, Qt.AlignmentFlag.AlignRight)
        if not found:
            self._units.addWidget(QLabel("没有逾期的事项"), 0, 0)

    def _show_steps(self) -> None:
        steps = self._session.desk.book.history.steps(_STEPS)
        words = {"undo": "撤销：", "redo": "重做："}
        lines = [f"{step.made_at:%m-%d %H:%M}　{words.get(step.kind, '')}{step.title}" for step in steps]
        self._steps.setText("\n".join(lines) or "还没有")

    def _open(self, row: int) -> None:
        if 0 <= row < len(self._due):
            self.record_asked.emit(self._due[row].register, self._due[row].id)


def _heading(text: str) -> QLabel:
    label = QLabel(text)
    font = label.font()
    font.setBold(True)
    label.setFont(font)
    return label
