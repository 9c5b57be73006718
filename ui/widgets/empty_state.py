"""A calm hint in the middle of a page that has nothing to show: what this is, and what to do next."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from ui.widgets.tone import set_tone

MOST_BUTTONS = 3
_WIDEST = 520
Choice = tuple[str, Callable[[], object]]
"""A button's text, and what it does."""


class EmptyState(QWidget):
    """Title, hint and up to three buttons; the first is the one meant."""

    def __init__(
        self, title: str = "", hint: str = "", buttons: Sequence[Choice] = (), parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._title = QLabel(self)
        self._hint = QLabel(self)
        font = self._title.font()
        font.setPointSizeF(font.pointSizeF() * 1.4)
        self._title.setFont(font)
        for label in (self._title, self._hint):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            label.setMaximumWidth(_WIDEST)
            label.setMinimumWidth(min(_WIDEST, 240))
            label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.buttons: list[QPushButton] = []
        self._row = QHBoxLayout()
        self._row.addStretch(1)
        self._row.addStretch(1)
        column = QVBoxLayout(self)
        column.setSpacing(12)
        column.addStretch(2)
        for label in (self._title, self._hint):
            line = QHBoxLayout()
            line.addStretch(1)
            line.addWidget(label, 8)
            line.addStretch(1)
            column.addLayout(line)
        column.addLayout(self._row)
        column.addStretch(3)
        self.show_hint(title, hint, buttons)

    def show_hint(self, title: str, hint: str = "", buttons: Sequence[Choice] = ()) -> None:
        """Say this, with these buttons, in place of what was said.

        Raises:
            ValueError: more than three buttons.
        """
        if len(buttons) > MOST_BUTTONS:
            raise ValueError(f"at most {MOST_BUTTONS} buttons")
        self._title.setText(title)
        self._hint.setText(hint)
        self._hint.setVisible(bool(hint))
        lines = -(-self._hint.fontMetrics().horizontalAdvance(hint) // _WIDEST) or 1
        even = self._hint.fontMetrics().horizontalAdvance(hint) // lines + 3 * self._hint.fontMetrics().height()
        self._hint.setMaximumWidth(min(_WIDEST, even) if lines > 1 else _WIDEST)  # no last line of one character
        set_tone(self._hint, "grey")
        self.setAccessibleName(title)
        self.setAccessibleDescription(hint)
        for button in self.buttons:
            self._row.removeWidget(button)
            button.deleteLater()
        self.buttons = []
        for text, work in buttons:
            button = QPushButton(text, self)
            button.clicked.connect(lambda _=False, work=work: work())
            self._row.insertWidget(self._row.count() - 1, button)
            self.buttons.append(button)
