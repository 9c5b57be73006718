"""The line above a register's filters: its title, how many records show and what needs a hand, and the controls."""

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from models.base.register import Finding, Register
from ui.session import Session
from ui.widgets.one_line import OneLine


class Heading(QWidget):
    """Made by the page, which tells it what shows and when something was changed; `controls` stand at the right."""

    def __init__(self, session: Session, register: Register, controls: Sequence[QWidget]) -> None:
        super().__init__()
        self._session = session
        self._register = register
        self._found: tuple[int, list[str], list[Finding]] | None = None
        """What `_attention` gave, and on which day."""
        self._title = QLabel(register.title)
        font = self._title.font()
        font.setPointSizeF(font.pointSizeF() * 1.35)
        font.setBold(True)
        self._title.setFont(font)
        self.counts = OneLine("", self)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self._title)
        line.addSpacing(8)
        line.addWidget(self.counts, 1)
        for control in controls:
            line.addWidget(control)

    def forget(self) -> None:
        """Something was changed: what needs a hand must be looked for again."""
        self._found = None

    def show_counts(self, shown: int, total: int, *, attention: bool) -> None:
        """Tell how many records show, and with `attention` what needs a hand."""
        counter = self._register.counter
        first = f"{shown} {counter}" if shown == total else f"显示 {shown} {counter} · 全部 {total} {counter}"
        parts, findings = self._attention() if attention else ([], [])
        told = " · ".join([first, *parts, *(item.short for item in findings)])
        self.counts.setText(told)
        self.counts.setToolTip("\n".join(item.told for item in findings) or told)

    def _attention(self) -> tuple[list[str], list[Finding]]:
        """What needs a hand, and what the register as a whole lacks; once after each change, not at each keystroke."""
        book = self._session.desk.book
        day = book.today().toordinal()
        if self._found is None or self._found[0] != day:
            counts = book.status_counts(self._register.name)
            words = {"due_soon": f"{book.moment().soon_days} 日内到期"}
            parts = [
                f"{words.get(status.code, status.title)} {counts[status.code]}"
                for status in self._register.statuses
                if status.attention and counts.get(status.code)
            ]
            self._found = (day, parts, [item for look in self._register.looks for item in look(book)])
        return self._found[1:]
