"""三分钟上手 as one line above the work: the next step, its buttons, the way to all steps, and 收起."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from ui.dashboard.guide import STEPS, Guide

_ALL_DONE = "主要的工作走了一遍。别的台账、年度报告、自建台账怎么用，看使用手册（F1）。"


class GuideBar(QFrame):
    """`asked` carries what a button is for, as on the page; "steps" for all of them."""

    asked = Signal(str)

    def __init__(self, guide: Guide, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._guide = guide
        self.setAccessibleName("三分钟上手")
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.words = QLabel()
        self.words.setWordWrap(True)
        self.words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(10, 4, 8, 4)
        self._row.addWidget(self.words, 1)
        self.buttons: list[QPushButton] = []
        guide.changed.connect(self.show_step)
        self.show_step()

    def show_step(self) -> None:
        """Say what comes next."""
        step = self._guide.next
        for button in self.buttons:
            self._row.removeWidget(button)
            button.hide()
            button.deleteLater()
        if step is None:
            self.words.setText(_ALL_DONE)
            wanted: tuple[tuple[str, str], ...] = (("help", "使用手册"),)
        else:
            number = STEPS.index(step) + 1
            self.words.setText(f"三分钟上手 · 第 {number} 步（共 {len(STEPS)} 步）<b>{step.title}</b>：{step.hint}")
            wanted = step.buttons
        wanted += (("steps", "全部步骤"), ("away", "收起"))
        self.buttons = [self._button(name, text) for name, text in wanted]

    def _button(self, name: str, text: str) -> QPushButton:
        button = QPushButton(text)
        button.setObjectName(name)
        button.setFlat(name in ("steps", "away"))
        button.clicked.connect(partial(self.asked.emit, name))
        self._row.addWidget(button)
        return button

    def allow(self, allowed: frozenset[str]) -> None:
        """Enable only what can be done now."""
        steps = {name for step in STEPS for name, _ in step.buttons}
        for button in self.buttons:
            button.setEnabled(button.objectName() in allowed or button.objectName() not in steps)
