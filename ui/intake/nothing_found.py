"""What the review shows for a document without tasks: the plain reason, and what can be done with it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

_REASON = "没有看到带编号、带责任单位或带完成时限的事项。如果任务在附件里，请导入附件。"


class NothingFound(QWidget):
    """A calm page in the middle."""

    register_asked = Signal()
    cancel_asked = Signal()
    source_asked = Signal()

    def __init__(self, reasons: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        title = QLabel("没有找到任务", self)
        larger = title.font()
        larger.setPointSizeF(larger.pointSizeF() * 1.5)
        title.setFont(larger)
        title.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.reason = QLabel("\n".join(reasons) or _REASON, self)
        self.reason.setWordWrap(True)
        self.reason.setMaximumWidth(560)
        self.reason.setMinimumWidth(320)
        self.reason.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.reason.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.register = self._button("仍登记为来源文件(&R)", "把这份文件记进“来源文件”台账，不导入任务（Ctrl+回车）")
        look = self._button("看原文(&O)", "看看程序读到了什么")
        leave = self._button("取消", "什么都不保存（Esc）")
        self.first: QPushButton = self.register
        self.register.clicked.connect(self.register_asked)
        look.clicked.connect(self.source_asked)
        leave.clicked.connect(self.cancel_asked)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        for button in (self.register, look, leave):
            buttons.addWidget(button)
        buttons.addStretch(1)
        box = QVBoxLayout(self)
        box.addStretch(2)
        box.addWidget(title)
        box.addSpacing(8)
        box.addWidget(self.reason, 0, Qt.AlignmentFlag.AlignHCenter)
        box.addSpacing(12)
        box.addLayout(buttons)
        box.addStretch(3)

    def _button(self, text: str, tip: str) -> QPushButton:
        made = QPushButton(text, self)
        made.setToolTip(tip)
        made.setAutoDefault(True)
        return made
