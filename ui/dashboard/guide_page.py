"""三分钟上手 as a page: the five steps one below the other, each with its buttons, ticked when done."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from ui.dashboard.guide import STEPS, Guide, Step
from ui.widgets.tone import set_tone

_WIDTH = 780
_NUMBERS = "①②③④⑤"
_DONE = "✓"


class GuidePage(QScrollArea):
    """`asked` carries what a button is for: an action's name, "practice", "review", "help", "away" or "open_workbook"."""

    asked = Signal(str)

    def __init__(self, guide: Guide, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._guide = guide
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.buttons: dict[str, QPushButton] = {}
        self._marks: dict[str, QLabel] = {}
        column = QVBoxLayout()
        column.setSpacing(6)
        title = QHBoxLayout()
        title.addWidget(_larger(QLabel("三分钟上手"), 1.8))
        title.addStretch(1)
        title.addWidget(self._button("open_workbook", "打开已有的工作簿…", "打开已有的 .gkb 文件"))
        title.addWidget(self._button("help", "使用手册", "每一项工作怎么做（F1）"))
        title.addWidget(self._button("away", "会用了，收起", "以后可以从“帮助”里再打开"))
        told = QLabel("把主要的工作走一遍：通知变成任务，核对，出台账、写公文。每做一步打一个勾，随时可以撤销。")
        told.setWordWrap(True)
        column.addLayout(title)
        column.addWidget(told)
        column.addSpacing(10)
        for number, step in zip(_NUMBERS, STEPS, strict=True):
            column.addWidget(self._row(number, step))
        inside = QWidget()
        inside.setLayout(column)
        inside.setMaximumWidth(_WIDTH)
        inside.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        whole = QWidget()
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(inside, 20)
        middle.addStretch(1)
        outside = QVBoxLayout(whole)
        outside.addStretch(2)
        outside.addLayout(middle)
        outside.addStretch(3)
        self.setWidget(whole)
        guide.changed.connect(self.show_steps)
        self.show_steps()

    def _row(self, number: str, step: Step) -> QFrame:
        mark = _larger(QLabel(number), 1.5)
        mark.setFixedWidth(mark.fontMetrics().horizontalAdvance(number) + 12)
        mark.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignHCenter)
        self._marks[step.name] = mark
        hint = QLabel(step.hint)
        hint.setWordWrap(True)
        set_tone(hint, "grey")
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addWidget(_larger(QLabel(step.title), 1.15))
        words.addWidget(hint)
        row = QFrame()
        row.setFrameShape(QFrame.Shape.StyledPanel)
        across = QHBoxLayout(row)
        across.setContentsMargins(10, 8, 12, 8)
        across.addWidget(mark)
        across.addLayout(words, 1)
        across.addSpacing(12)
        for name, text in step.buttons:
            across.addWidget(self._button(name, text, step.hint))
        return row

    def _button(self, name: str, text: str, tip: str) -> QPushButton:
        button = QPushButton(text)
        button.setToolTip(tip)
        button.clicked.connect(partial(self.asked.emit, name))
        self.buttons[name] = button
        return button

    def show_steps(self) -> None:
        """Tick what was done; the next step's first button is the one that Enter presses."""
        following = self._guide.next
        for number, step in zip(_NUMBERS, STEPS, strict=True):
            mark = self._marks[step.name]
            done = step.name in self._guide.done
            mark.setText(_DONE if done else number)
            mark.setAccessibleName(f"第 {STEPS.index(step) + 1} 步，{'做过了' if done else '还没有做'}")
            set_tone(mark, "green" if done else "blue")
            first = self.buttons[step.buttons[0][0]]
            first.setDefault(step is following)
            if step is following:
                first.setFocus()

    def allow(self, allowed: frozenset[str]) -> None:
        """Enable only what can be done now, of the buttons of the steps."""
        for step in STEPS:
            for name, _ in step.buttons:
                self.buttons[name].setEnabled(name in allowed)


def _larger(label: QLabel, times: float) -> QLabel:
    font = label.font()
    font.setPointSizeF(font.pointSizeF() * times)
    font.setBold(True)
    label.setFont(font)
    return label
