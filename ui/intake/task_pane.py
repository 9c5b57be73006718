"""The lower right of the review: the head line of the proposed tasks with its buttons, and their table."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QCheckBox, QLabel, QPushButton, QVBoxLayout, QWidget

from ui.intake.task_delegate import UnitCellFor
from ui.intake.task_model import HEADS, TaskModel
from ui.intake.task_table import TaskTable
from ui.widgets.snug_button import SnugButton
from ui.widgets.wrap_row import WrapRow


class TaskPane(QWidget):
    """Proposed tasks with 全选, 全不选, 合并, 拆分, 移除 and, where roles are empty, their columns on demand."""

    remove_asked = Signal()
    merge_asked = Signal()
    split_asked = Signal()

    def __init__(
        self, model: TaskModel, unit_cell: UnitCellFor, above: Sequence[QWidget] = (), parent: QWidget | None = None
    ) -> None:
        """`above` stands between the doubts and the tasks."""
        super().__init__(parent)
        self._model = model
        self.table = TaskTable(model, unit_cell, self)
        self.table.remove_asked.connect(self.remove_asked)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(4)
        for line in above:
            box.addWidget(line)
        box.addLayout(self._head())
        box.addWidget(self.table, 1)
        self._box = box

    def minimumSizeHint(self) -> QSize:
        """High enough for the rows of buttons as they wrap at the present width."""
        least = super().minimumSizeHint()
        return QSize(least.width(), self._box.totalMinimumHeightForWidth(max(self.width(), least.width())))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def _head(self) -> WrapRow:
        head = WrapRow(leading=1)
        title = QLabel("<b>任务</b>", self)
        title.setBuddy(self.table)
        head.addWidget(title)
        columns = self.table.hidden_columns()
        if columns:
            head.addWidget(self._more(columns))
        head.addWidget(
            self._button("全选(&A)", "任务全部打勾（报送要求和时间安排要逐项打勾）", lambda: self._tick_all(True))
        )
        head.addWidget(self._button("全不选(&N)", "全部不打勾", lambda: self._tick_all(False)))
        head.addWidget(self._button("合并(&G)", "把选中的几项合并成一项（Ctrl+M）", self.merge_asked.emit))
        head.addWidget(self._button("拆分(&P)", "把这一项拆成几项（Ctrl+Shift+M）", self.split_asked.emit))
        gone = "把选中的任务从清单里去掉（Delete），可以撤销"
        head.addWidget(self._button("移除(&D)", gone, self.remove_asked.emit))
        return head

    def _more(self, columns: list[str]) -> QCheckBox:
        names = "、".join(HEADS[name] for name in columns)
        box = QCheckBox(f"显示{names}栏", self)
        box.setToolTip(f"原文里没有写{names}单位，这些栏先收起来了；要填时打勾")
        box.toggled.connect(lambda on: self.table.show_columns(on, columns))
        return box

    def _button(self, text: str, tip: str, act: Callable[[], None]) -> QPushButton:
        made = SnugButton(text, self)
        made.setToolTip(tip)
        made.setAutoDefault(False)
        made.clicked.connect(lambda: act())
        return made

    def _tick_all(self, on: bool) -> None:
        drafts = self._model.drafts
        self._model.tick(drafts.tasks if on else drafts.items, on)
