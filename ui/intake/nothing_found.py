"""What the review shows for a document without tasks: the plain reason, and what can be done with it."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from ui.widgets.empty_state import EmptyState

_REASON = "没有看到带编号、带责任单位或带完成时限的事项。如果任务在附件里，请导入附件。"
_TIPS = (
    "把这份文件记进“来源文件”台账，不导入任务（Ctrl+回车）",
    "看看程序读到了什么",
    "什么都不保存（Esc）",
)


class NothingFound(EmptyState):
    """A calm page in the middle."""

    register_asked = Signal()
    source_asked = Signal()
    cancel_asked = Signal()

    def __init__(self, reasons: Sequence[str], parent: QWidget | None = None) -> None:
        reason = "\n".join(reasons) or _REASON
        super().__init__(
            "没有找到任务",
            reason,
            (
                ("仍登记为来源文件(&R)", lambda: self.register_asked.emit()),
                ("看原文(&O)", lambda: self.source_asked.emit()),
                ("取消", lambda: self.cancel_asked.emit()),
            ),
            parent,
        )
        self.reason = reason
        for button, tip in zip(self.buttons, _TIPS, strict=True):
            button.setToolTip(tip)

    @property
    def register(self) -> QPushButton:
        """Keeps the document all the same."""
        return self.buttons[0]
