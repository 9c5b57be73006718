"""How many records stand where, at the top of 工作台: every number leads to the records behind it.

All numbers of the first register stand large; of the others what needs a hand, side by side as they fit, or on a low
screen one number for each register.
"""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from models.base.register import Register, Status
from ui.session import Session
from ui.widgets.tone import set_tone
from ui.widgets.wrap_row import WrapRow

_URGENCY = ("red", "amber", "blue", "green", "grey", "done", "")
_BETWEEN = 14
"""Pixels between the numbers of two registers."""


class Numbers(QWidget):
    """Reads when it is told to."""

    show_asked = Signal(str, list)
    """Show a register filtered: (register, [(field, value)])."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)
        self.short = False
        """Whether the numbers shown are those in little height."""

    def show_registers(self, registers: Sequence[Register], *, short: bool) -> None:
        """Show the numbers of these; `short`: those of all but the first in as little height as can be."""
        self.short = short
        clear(self._column)
        large = QHBoxLayout()
        large.setSpacing(8)
        for status, count, word in self._counted(registers[0]):
            large.addWidget(self._leading(_large(status, count, word), registers[0], [status], word, count))
        self._column.addLayout(large)
        others = WrapRow()
        for register in registers[1:]:
            waiting = [found for found in self._counted(register) if found[0].attention and found[1]]
            if waiting:
                others.addWidget(self._sum(register, waiting) if short else self._group(register, waiting))
        self._column.addLayout(others)

    def _counted(self, register: Register) -> Iterator[tuple[Status, int, str]]:
        """The statuses of a register, the urgent ones first: how many stand there, and what it is called."""
        counts = self._session.desk.book.status_counts(register.name)
        words = {"due_soon": f"{self._session.desk.book.moment().soon_days} 日内到期"}
        for status in sorted(register.statuses, key=lambda one: (not one.attention, _URGENCY.index(one.light))):
            yield status, counts.get(status.code, 0), words.get(status.code, status.title)

    def _group(self, register: Register, waiting: Sequence[tuple[Status, int, str]]) -> QWidget:
        group = QWidget()
        line = QHBoxLayout(group)
        line.setContentsMargins(0, 0, _BETWEEN, 0)
        line.setSpacing(0)
        line.addWidget(QLabel(register.title.removesuffix("台账")))
        for status, count, word in waiting:
            line.addWidget(self._leading(_small(status, f"{word} {count}"), register, [status], word, count))
        return group

    def _sum(self, register: Register, waiting: Sequence[tuple[Status, int, str]]) -> QPushButton:
        """All that needs a hand, in the colour of the most urgent of it."""
        total, statuses = sum(count for _, count, _ in waiting), [status for status, _, _ in waiting]
        name = register.title.removesuffix("台账")
        told = "、".join(f"{word} {count}" for _, count, word in waiting)
        button = self._leading(_small(statuses[0], f"{name} {total}"), register, statuses, f"{name}：{told}，共", total)
        button.setToolTip(f"{told}：查看这些{register.noun}")
        return button

    def _leading(
        self, button: QPushButton, register: Register, statuses: Sequence[Status], word: str, count: int
    ) -> QPushButton:
        button.setAccessibleName(f"{word} {count} {register.counter}")
        button.setToolTip(f"查看{word}的{register.noun}")
        pairs = [("status", status.code) for status in statuses]
        button.clicked.connect(lambda: self.show_asked.emit(register.name, pairs))
        return button


def _small(status: Status, text: str) -> QPushButton:
    button = QPushButton(text)
    button.setFlat(True)
    button.setStyleSheet("padding: 2px 5px;")
    set_tone(button, status.light)
    return button


def _large(status: Status, count: int, word: str) -> QPushButton:
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


def clear(layout: QLayout) -> None:
    """Take away all that stands in a layout, and in those inside it."""
    while item := layout.takeAt(0):
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif inner is not None:
            clear(inner)
