"""工作台: how many tasks stand where, what is overdue or due soon, who has most of it, what was done last."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from models.base.record import Query, Record
from models.base.register import Register, Status
from models.reports.attention import answerable, overdue_by_unit
from ui.actions import Handler
from ui.session import Session
from ui.widgets.colours import faint, light_colour
from ui.widgets.empty_state import EmptyState

_URGENCY = ("red", "amber", "blue", "green", "grey", "done", "")
_MOST_UNITS = 8
_UNIT_WIDTH = 12
_SHOWN = 50
_STEPS = 8
_COLUMNS = ("任务", "牵头或责任单位", "到期", "状态")


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
        self._numbers = QHBoxLayout()
        self._numbers.setSpacing(8)
        self._table = self._make_table()
        self._nothing_due = QLabel("没有逾期和快到期的任务。")
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
        left.addWidget(_heading("逾期和快到期的任务"))
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
        table = QTableWidget(0, len(_COLUMNS))
        table.setAccessibleName("逾期和快到期的任务")
        table.setHorizontalHeaderLabels(list(_COLUMNS))
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(32)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setTabKeyNavigation(False)
        table.setWordWrap(False)
        heads = table.horizontalHeader()
        heads.setHighlightSections(False)
        heads.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        heads.resizeSection(1, _UNIT_WIDTH * table.fontMetrics().horizontalAdvance("字"))
        for column in (2, 3):
            heads.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
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
        """Move the keyboard to the list of tasks, on a row."""
        self._table.setFocus()
        if not self._table.selectedItems() and self._table.rowCount():
            self._table.selectRow(0)

    def refresh(self) -> None:
        """Read everything anew."""
        if not self._session.is_open:
            return
        today = self._session.clock.today()
        self._day.setText(f"{today.year}年{today.month}月{today.day}日　星期{'一二三四五六日'[today.weekday()]}")
        tasks = self._session.registers["tasks"]
        total = self._session.desk.book.count("tasks")
        self._full.setVisible(total > 0)
        self._empty.setVisible(total == 0)
        if not total:
            self._empty.show_hint("还没有任务", tasks.empty_hint, [])
            return
        self._show_numbers(tasks)
        self._show_due(tasks)
        self._show_units(tasks)
        self._show_steps()

    # -- parts ----------------------------------------------------------------------------------------

    def _show_numbers(self, register: Register) -> None:
        _clear(self._numbers)
        counts = self._session.desk.book.status_counts(register.name)
        soon = self._session.desk.book.moment().soon_days
        words = {"due_soon": f"{soon} 日内到期"}
        for status in sorted(
            register.statuses, key=lambda status: (not status.attention, _URGENCY.index(status.light))
        ):
            button = self._number(status, counts.get(status.code, 0), words.get(status.code, status.title))
            button.clicked.connect(lambda _, code=status.code: self.show_asked.emit(register.name, [("status", code)]))
            self._numbers.addWidget(button)

    def _number(self, status: Status, count: int, word: str) -> QPushButton:
        button = QPushButton()
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        button.setAccessibleName(f"{word} {count} 项")
        button.setToolTip(f"查看{word}的任务")
        number, name = QLabel(str(count)), QLabel(word)
        font = number.font()
        font.setPointSizeF(font.pointSizeF() * 1.8)
        font.setBold(True)
        number.setFont(font)
        palette = number.palette()
        colour = light_colour(status.light, palette) if count else faint(palette)
        palette.setColor(palette.ColorRole.WindowText, colour)
        number.setPalette(palette)
        number.setForegroundRole(palette.ColorRole.WindowText)
        inside = QVBoxLayout(button)
        inside.setContentsMargins(8, 6, 8, 6)
        inside.setSpacing(0)
        for label in (number, name):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            inside.addWidget(label)
        button.setMinimumSize(inside.sizeHint())
        return button

    def _show_due(self, register: Register) -> None:
        book = self._session.desk.book
        wanted = register.in_status(("overdue", "due_soon"))
        ids = book.ids(register.name, Query(where=wanted, order="due_on"))
        self._due = book.records(register.name, ids[:_SHOWN])
        self._table.setVisible(bool(self._due))
        self._nothing_due.setVisible(not self._due)
        self._table.setRowCount(len(self._due))
        for row, record in enumerate(self._due):
            number = record.values.get("number")
            text = f"{number}. {record.values['content']}" if number else str(record.values["content"])
            units = answerable(record, register.unit_fields)
            names = register.field("lead_units").display(units, book)
            due = record.values["due_on"]
            for column, cell in enumerate((text, names, due.isoformat() if due else "", record.status_text)):
                item = QTableWidgetItem(cell)
                item.setToolTip(cell)
                if column == 3 and (status := register.status(record.status)) is not None:
                    item.setForeground(light_colour(status.light, self._table.palette()))
                self._table.setItem(row, column, item)

    def _show_units(self, register: Register) -> None:
        _clear(self._units)
        book = self._session.desk.book
        most = overdue_by_unit(book, register, _MOST_UNITS)
        for row, (unit, count) in enumerate(most):
            name = book.title("units", unit)
            button = QPushButton(name)
            button.setFlat(True)
            button.setStyleSheet("text-align: left; padding: 2px 4px;")
            button.setToolTip(f"查看{name}逾期的任务")
            button.clicked.connect(
                lambda _, name=name: self.show_asked.emit(register.name, [("status", "overdue"), ("units", name)])
            )
            self._units.addWidget(button, row, 0)
            self._units.addWidget(QLabel(f"{count} 项"), row, 1, Qt.AlignmentFlag.AlignRight)
        if not most:
            self._units.addWidget(QLabel("没有逾期的任务"), 0, 0)

    def _show_steps(self) -> None:
        steps = self._session.desk.book.history.steps(_STEPS)
        words = {"undo": "撤销：", "redo": "重做："}
        lines = [f"{step.made_at:%m-%d %H:%M}　{words.get(step.kind, '')}{step.title}" for step in steps]
        self._steps.setText("\n".join(lines) or "还没有")

    def _open(self, row: int) -> None:
        if 0 <= row < len(self._due):
            self.record_asked.emit("tasks", self._due[row].id)


def _heading(text: str) -> QLabel:
    label = QLabel(text)
    font = label.font()
    font.setBold(True)
    label.setFont(font)
    return label


def _clear(layout: QHBoxLayout | QGridLayout) -> None:
    while item := layout.takeAt(0):
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
