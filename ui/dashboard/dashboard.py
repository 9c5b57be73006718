"""工作台: how many records stand where, what is overdue or due soon, who has most of it, what was done last.

Shows every register that has statuses and anything in it; the first one, the tasks, also when it is empty.
"""

from collections.abc import Iterator, Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLayout,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from models.base.record import Record
from models.base.register import Register, Status
from models.reports.attention import (
    answerable,
    counted_day,
    counted_text,
    overdue_by_unit,
    overdue_codes,
    overdue_or_soon,
)
from ui.actions import Handler
from ui.session import Session
from ui.widgets.colours import light_colour
from ui.widgets.empty_state import EmptyState
from ui.widgets.list_table import list_table
from ui.widgets.tone import on_new_palette, set_tone
from ui.widgets.wrap_row import WrapRow

_URGENCY = ("red", "amber", "blue", "green", "grey", "done", "")
_MOST_UNITS = 8
_UNIT_WIDTH, _STATUS_WIDTH = 10, 7
_BETWEEN = 14
"""Pixels between the numbers of two registers."""
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
        self._numbers = QVBoxLayout()
        self._numbers.setSpacing(6)
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
        column.addLayout(self._numbers)
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
        self._show_numbers(used)
        self._show_due(used)
        self._show_units(used)
        self._show_steps()

    # -- parts ----------------------------------------------------------------------------------------

    def _show_numbers(self, registers: Sequence[Register]) -> None:
        """All numbers of the first register, large; of the others, side by side as they fit, what needs a hand."""
        clear(self._numbers)
        large = QHBoxLayout()
        large.setSpacing(8)
        for button in self._buttons_of(registers[0]):
            large.addWidget(button)
        self._numbers.addLayout(large)
        others = WrapRow()
        for register in registers[1:]:
            buttons = list(self._buttons_of(register, small=True))
            if buttons:
                group = QWidget()
                line = QHBoxLayout(group)
                line.setContentsMargins(0, 0, _BETWEEN, 0)
                line.setSpacing(0)
                line.addWidget(QLabel(register.title.removesuffix("台账")))
                for button in buttons:
                    line.addWidget(button)
                others.addWidget(group)
        self._numbers.addLayout(others)

    def _buttons_of(self, register: Register, *, small: bool = False) -> Iterator[QPushButton]:
        counts = self._session.desk.book.status_counts(register.name)
        soon = self._session.desk.book.moment().soon_days
        words = {"due_soon": f"{soon} 日内到期"}
        for status in sorted(
            register.statuses, key=lambda status: (not status.attention, _URGENCY.index(status.light))
        ):
            count, word = counts.get(status.code, 0), words.get(status.code, status.title)
            if small and not (status.attention and count):
                continue
            button = self._small_number(status, count, word) if small else self._number(status, count, word)
            button.setAccessibleName(f"{word} {count} {register.counter}")
            button.setToolTip(f"查看{word}的{register.noun}")
            button.clicked.connect(lambda _, code=status.code: self.show_asked.emit(register.name, [("status", code)]))
            yield button

    @staticmethod
    def _small_number(status: Status, count: int, word: str) -> QPushButton:
        button = QPushButton(f"{word} {count}")
        button.setFlat(True)
        button.setStyleSheet("padding: 2px 5px;")
        set_tone(button, status.light)
        return button

    @staticmethod
    def _number(status: Status, count: int, word: str) -> QPushButton:
        button = QPushButton()
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        number, name = QLabel(str(count)), QLabel(word)
        font = number.font()
        font.setPointSizeF(font.pointSizeF() * 1.8)
        font.setBold(True)
        number.setFont(font)
        set_tone(number, status.light if count else "grey")
        inside = QVBoxLayout(button)
        inside.setContentsMargins(8, 6, 8, 6)
        inside.setSpacing(0)
        for label in (number, name):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            inside.addWidget(label)
        button.setMinimumSize(inside.sizeHint())
        return button

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


def clear(layout: QLayout) -> None:
    """Take away all that stands in a layout, and in those inside it."""
    while item := layout.takeAt(0):
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif inner is not None:
            clear(inner)
